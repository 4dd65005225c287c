"""All layouts by name. Another package brings one by an entry point of the group ``dateline.layouts``."""

from __future__ import annotations

import re

from dateline import plugins
from dateline.errors import UsageError
from dateline.layouts.declare import Layout
from dateline.layouts.exchange.acled import ACLED
from dateline.layouts.exchange.gdelt import GDELT
from dateline.layouts.exchange.gdelt_mentions import GDELT_MENTIONS
from dateline.layouts.exchange.icews import ICEWS
from dateline.layouts.exchange.ngec import NGEC
from dateline.layouts.exchange.polecat import POLECAT
from dateline.layouts.full import FULL
from dateline.layouts.long import LONG

NAME = re.compile(r"[a-z][a-z0-9-]*")
_known: dict[str, Layout] = {}


def register(layout: Layout) -> None:
    """Make a layout known.

    Raises:
        UsageError: it has no name that a command line takes, or one that another layout has, or columns that share one.
    """
    if not NAME.fullmatch(layout.name):
        raise UsageError(f"layout {layout.name!r}: a name of lower-case letters, digits and hyphens is wanted")
    if _known.get(layout.name, layout) is not layout:
        raise UsageError(f"layout {layout.name}: there is one of this name already")
    if len({c.name for c in layout.columns}) < len(layout.columns):
        raise UsageError(f"layout {layout.name}: two columns have one name")
    _known[layout.name] = layout


def layouts() -> list[Layout]:
    """All layouts, ours first."""
    return list(_known.values())


def find(name: str) -> Layout:
    """The layout of a name; one that another package brings is loaded now.

    Raises:
        UsageError: there is none; those that there are are named.
    """
    if name not in _known:
        brought: Layout | None = plugins.load("layouts", name, Layout)
        if brought is None or brought.name != name:
            there = dict.fromkeys([*_known, *plugins.names("layouts")])
            raise UsageError(f"--layout {name}: there is no such layout; there are {', '.join(there)}")
        register(brought)
    return _known[name]


for _ours in (FULL, LONG, POLECAT, ICEWS, GDELT, GDELT_MENTIONS, NGEC, ACLED):
    register(_ours)
