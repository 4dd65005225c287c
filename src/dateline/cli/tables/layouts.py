"""``dateline layouts``: the columns that a table of events can have."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.cli.common import out_text


def layouts(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Show one in detail.")] = None,
    names: Annotated[bool, typer.Option("--names", help="Only the names of its columns, one a line.")] = False,
) -> None:
    """List the layouts of tables of events, or show what the columns of one are filled from.

    Example: dateline layouts polecat
    """
    from dateline.errors import UsageError
    from dateline.layouts import describe, registry

    if name is None:
        if names:
            raise UsageError("--names: of which layout? dateline layouts NAME --names")
        width = max(len(known.name) for known in registry.layouts())
        out_text("\n".join(f"{known.name:{width}}  {known.title}" for known in registry.layouts()))
        return
    layout = registry.find(name)
    text = "\n".join(c.name for c in layout.columns) if names else describe.page(layout).partition("\n\n")[2]
    out_text(text.rstrip())
