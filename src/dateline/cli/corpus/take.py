"""``dateline corpus take``."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.common import given_path


class From(str, Enum):  # noqa: UP042 - Typer shows the values of str enumerations
    """Where annotations come from."""

    brat = "brat"
    conllu = "conllu"
    labelstudio = "labelstudio"


def take(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="PATH", parser=given_path, show_default=False,
            help="brat: a folder; labelstudio: an export (JSON) or a folder; conllu: a file.",
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="FILE", parser=given_path, show_default=False,
            help="Annotations to write, JSON Lines.",
        ),
    ],
    shape: Annotated[From, typer.Option("--from", help="The tool that they were made with.")] = From.brat,
    part: Annotated[str, typer.Option(help="What to call the part of the corpus.")] = "own",
    annotator: Annotated[str, typer.Option(help="Who annotated.")] = "-",
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Leave the texts out; --texts names them later.")
    ] = False,
) -> None:  # fmt: skip
    """Turn what was annotated in brat, Label Studio or CoNLL-U into annotations of the corpus.

    Example: dateline corpus take corrected/ --from brat -o mine.jsonl
    """
    from dataclasses import replace

    from dateline.corpus.jsonl import write_annotations
    from dateline.standards.brat import read_brat
    from dateline.standards.conllu import read_conllu
    from dateline.standards.label_studio import read_label_studio
    from dateline.standards.markup import annotation_of_markup

    read = {From.brat: read_brat, From.conllu: read_conllu, From.labelstudio: read_label_studio}[shape]
    rows = [annotation_of_markup(markup, part, annotator) for markup in read(path)]
    print(f"{write_annotations([replace(r, text=None) for r in rows] if no_text else rows, out)} documents written")
