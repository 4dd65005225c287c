"""``dateline corpus compile``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.common import given_path, tell
from dateline.cli.corpus.common import Texts


def compile_(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", parser=given_path, show_default=False,
            help="Rows as people write them (docs/annotation.md).",
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="FILE", parser=given_path, show_default=False,
            help="Annotations to write, JSON Lines.",
        ),
    ],
    texts: Texts = None,
    part: Annotated[str, typer.Option(help="What to call the part of the corpus.")] = "own",
    annotator: Annotated[str, typer.Option(help="Who wrote the rows.")] = "-",
) -> None:  # fmt: skip
    """Turn rows as people write them into annotations by offset; what is wrong is named by file and line.

    Example: dateline corpus compile mine.ann --texts articles.jsonl -o mine.jsonl
    """
    from dateline.corpus.jsonl import write_annotations
    from dateline.corpus.lines.read import read_lines
    from dateline.corpus.texts import content_of, read_texts

    found, rows, wrong = read_texts(texts or []), [], []
    for file in files:
        made, bad = read_lines(content_of(file), str(file), found, part, annotator)
        rows += made
        wrong += bad
    for fault in wrong:
        tell(str(fault))
    print(f"{write_annotations(rows, out)} documents written, {len(wrong)} rows could not be read")
    raise typer.Exit(1 if wrong else 0)
