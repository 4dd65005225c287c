"""``dateline corpus number``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.common import given_path, out_text


def number(
    texts: Annotated[
        list[Path],
        typer.Argument(
            metavar="TEXTS...", parser=given_path, show_default=False,
            help="JSON Lines with id and text, or a folder of ID.txt.",
        ),
    ],
) -> None:  # fmt: skip
    """Print texts with their sentences numbered, as rows of an annotation point at them.

    Example: dateline corpus number articles.jsonl > to_read.txt
    """
    from dateline.corpus.lines.sentences import sentences
    from dateline.corpus.texts import read_texts

    for text in read_texts(texts).values():
        out_text(f"=== {text.id}")
        out_text(
            f"outlet: {text.outlet or '-'} | published: {text.published or '-'} | "
            f"headline (not annotated): {text.headline or '-'}"
        )
        for n, span in enumerate(sentences(text.text), 1):
            out_text(f"[{n}] {span.of(text.text)}")
        out_text("")
