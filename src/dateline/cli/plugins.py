"""``dateline plugins``: what other packages bring."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.cli.common import Format, print_rows, tell
from dateline.cli.options import FormatOption

TABLE = (("Kind", "kind"), ("Name", "name"), ("Package", "package"), ("Where", "place"))


def plugins(
    check: Annotated[bool, typer.Option("--check", help="Load each, and say which can't be.")] = False,
    form: FormatOption = Format.table,
) -> None:
    """List the readers, sinks, layouts, engines, languages and knowledge that other packages bring (docs/plugins.md).

    Example: dateline plugins --check
    """
    from dateline.plugins import KINDS, Plugin
    from dateline.plugins import plugins as brought

    found = [plugin for kind in KINDS for plugin in brought(kind)]
    print_rows(iter(found), Plugin, form, 0, TABLE, "plug-ins")
    faults = [fault for plugin in found if check and (fault := _fault(plugin.kind, plugin.name))]
    for fault in dict.fromkeys(faults):
        tell(fault)
    if faults:
        raise typer.Exit(1)


def _fault(kind: str, name: str) -> str:
    """What is wrong with a plug-in, empty for nothing."""
    from collections.abc import Callable
    from os import PathLike

    from dateline.errors import DatelineError
    from dateline.language.language import Language
    from dateline.layouts.declare import Layout
    from dateline.pages.blocks import PageReader
    from dateline.plugins import KINDS, load

    wanted: dict[str, type] = {"readers": PageReader, "layouts": Layout, "languages": Language, "knowledge": PathLike}
    try:
        load(next(k for k in KINDS if k == kind), name, wanted.get(kind, Callable))  # type: ignore[arg-type]
    except DatelineError as error:
        return str(error)
    return ""
