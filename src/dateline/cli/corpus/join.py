"""``dateline corpus join``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.common import given_path, out_text
from dateline.cli.corpus.common import Files, Texts, rows_of


def join(
    files: Files,
    texts: Texts = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", parser=given_path, help="Where to write.  [default: standard output]"
        ),
    ] = None,
) -> None:
    """Write each document with its text and every span as words, to be read.

    Example: dateline corpus join corpus/train.jsonl --texts articles.jsonl -o joined.jsonl
    """
    from dateline.corpus.join import joined
    from dateline.corpus.jsonl import write_lines
    from dateline.corpus.texts import read_texts, text_of

    found = read_texts(texts or [])
    lines = (json.dumps(joined(row, text_of(row, found)), ensure_ascii=False) for row in rows_of(files))
    if out is None:
        for line in lines:
            out_text(line)
    else:
        write_lines(lines, out)
