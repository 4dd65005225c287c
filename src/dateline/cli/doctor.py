"""``dateline doctor``: is this installation sound, and is the database?"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.common import (
    DEFAULT_STORE,
    KnowledgeOption,
    LanguageOption,
    NoModelOption,
    TextFormat,
    given_place,
    out_text,
    tell,
)
from dateline.engine.shown import visible

if TYPE_CHECKING:
    from dateline.doctor.finding import Finding

MARKS = {"ok": "ok   ", "note": "note ", "fault": "FAULT"}
WIDTH = 15  # of the names


def doctor(
    store: Annotated[
        Path | None,
        typer.Option(
            "--store",
            "-s",
            metavar="FILE",
            help=f"The database to look at; {DEFAULT_STORE} where there is one.",
            parser=given_place,
        ),
    ] = None,
    knowledge: KnowledgeOption = None,
    language: LanguageOption = "en",
    no_model: NoModelOption = False,
    form: Annotated[TextFormat, typer.Option("--format", "-f", help="How to print.")] = TextFormat.text,
) -> None:
    """Look at the installation: versions, digests, BLAS, disk, a database; code a story. Exit code 1 for a fault.

    Every fault comes with what to do about it. A report of a bug should have these lines in it.

    Example: dateline doctor --store news.db
    """
    from dateline.doctor.examine import examine
    from dateline.settings import Settings

    settings = Settings(language=language, opinion=not no_model, knowledge=tuple(knowledge or ()))
    found = []
    for finding in examine(store or DEFAULT_STORE, named=store is not None, settings=settings):
        found.append(finding)
        if form is TextFormat.text:
            _print(finding)
    faults = sum(f.state == "fault" for f in found)
    if form is TextFormat.json:
        out_text(json.dumps([dataclasses.asdict(f) for f in found], ensure_ascii=False, indent=1))
    elif not faults:
        out_text("All is well.")
    if faults:
        tell(f"{faults} fault{'s' * (faults > 1)}; what to do stands behind the arrow of each")
        raise typer.Exit(1)


def _print(finding: Finding) -> None:
    out_text(f"{MARKS[finding.state]}  {finding.what:<{WIDTH}}  {visible(finding.says)}")
    if finding.do:
        out_text(f"{'':{WIDTH + 7}}  -> {visible(finding.do)}")
