"""``dateline cite``: how to cite the tool, with the versions that decide what is coded."""

from __future__ import annotations

import json
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.common import KnowledgeOption, LanguageOption, given_place, out_text

TITLE, AUTHORS = "Dateline", "The Dateline authors"


class CiteFormat(str, Enum):  # noqa: UP042 - Typer shows the values of str enumerations
    """How a citation is written."""

    text = "text"
    bibtex = "bibtex"
    json = "json"


def cite(
    form: Annotated[CiteFormat, typer.Option("--format", "-f", help="How to print.")] = CiteFormat.text,
    store: Annotated[
        Path | None,
        typer.Option("--store", "-s", metavar="FILE", help="What this database was coded with.", parser=given_place),
    ] = None,
    language: LanguageOption = "en",
    knowledge: KnowledgeOption = None,
) -> None:
    """Say how to cite Dateline: its version, and the digests of code and knowledge that the data depend on.

    Example: dateline cite --store news.db --format bibtex
    """
    versions = _coded_with(store) if store else [(_code(), _knowledge(language, knowledge))]
    if form is CiteFormat.json:
        told = [dict(zip(("code", "knowledge"), pair, strict=True)) for pair in versions]
        out_text(json.dumps({"title": TITLE, "authors": [AUTHORS], "version": _number(), "versions": told}, indent=1))
    elif form is CiteFormat.bibtex:
        out_text(_bibtex(versions))
    else:
        out_text(f"{AUTHORS}: {TITLE}, version {_number()} [software]. {_said(versions)}.")


def _number() -> str:
    from dateline.engine.work import package_version

    return package_version("dateline") or "unknown"


def _code() -> str:
    from dateline.engine.work import code_version

    return code_version()


def _knowledge(language: str, knowledge: list[Path] | None) -> str:
    from dateline.knowledge.files import layers_over

    return layers_over(tuple(knowledge or ()), language).version()


def _coded_with(store: Path) -> list[tuple[str, str]]:
    """The versions of code and knowledge that a database's pages were coded with, most pages first."""
    from dateline.errors import StoreError
    from dateline.store.care.status import status
    from dateline.store.store import Store

    with Store(store) as opened:
        found = [(code, knowledge) for code, knowledge, _ in status(opened).versions]
    if not found:
        raise StoreError(f"{store}: no page in it was coded")
    return found


def _said(versions: list[tuple[str, str]]) -> str:
    return "; ".join(f"Code {code}, knowledge {knowledge}" for code, knowledge in versions)


def _bibtex(versions: list[tuple[str, str]]) -> str:
    return "\n".join([
        "@software{dateline,", f"  author = {{{{{AUTHORS}}}}},", f"  title = {{{TITLE}}},",
        f"  version = {{{_number()}}},", f"  note = {{{_said(versions)}}}", "}",
    ])  # fmt: skip
