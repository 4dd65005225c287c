"""What the commands on corpora share: files, texts, tables."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.common import console, given_path

if TYPE_CHECKING:
    from dateline.corpus.annotation import Annotation as Row

Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE...", help="Annotations, JSON Lines.", parser=given_path, show_default=False),
]
Texts = Annotated[
    list[Path] | None,
    typer.Option(
        "--texts", "-t", metavar="FILE", parser=given_path, show_default=False,
        help="Texts: JSON Lines with id and text, or a folder of ID.txt. May be given several times.",
    ),
]  # fmt: skip
KnowledgeFolders = Annotated[
    list[Path] | None,
    typer.Option(
        "--knowledge", "-k", metavar="DIR", parser=given_path, show_default=False, help="Knowledge laid over ours."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def rows_of(files: Iterable[Path]) -> list[Row]:
    """The annotations of all files."""
    from dateline.corpus.jsonl import read_annotations

    return [row for file in files for row in read_annotations(file)]


def print_table(headings: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    """Print a table, numbers to the right."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for n, heading in enumerate(headings):
        table.add_column(heading, justify="right" if n else "left")
    for row in rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    console().print(table)
