"""Tables whose rows are dataclasses: numbers of events, edges of a network."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import make_dataclass
from operator import attrgetter
from typing import Any

from dateline.layouts.declare import Cell, Column, Kind, Layout


def plain(name: str, title: str, columns: Mapping[str, tuple[Kind, str]]) -> Layout:
    """A layout whose columns are fields of a row.

    Args:
        name, title: of the layout.
        columns: field -> type, and what it holds.
    """
    made = tuple(Column(field, kind, attrgetter(field), says) for field, (kind, says) in columns.items())
    return Layout(name, title, title, made)


def cells(layout: Layout, rows: Iterable[Any]) -> Iterator[list[Cell]]:
    """The rows of such a table, cells in the order of its columns."""
    for row in rows:
        yield [column.cell(row) for column in layout.columns]


KEYS = ("period", "actor", "recipient")
PANEL = plain(
    "panel", "numbers of events",
    {
        "period": ("date", "day, Monday of the week, or first day of the month"),
        "actor": ("text", "country code, else name"),
        "recipient": ("text", "country code, else name"),
        "of": ("text", "event type, quad or country"),
        "events": ("integer", "how many"),
        "value": ("number", "sum of their weights"),
    },
)  # fmt: skip
EDGES = plain(
    "edges", "who acts on whom",
    {
        "source": ("text", "id of the actor"),
        "source_name": ("text", "name of the actor"),
        "source_country": ("text", "country of the actor"),
        "target": ("text", "id of the recipient"),
        "target_name": ("text", "name of the recipient"),
        "target_country": ("text", "country of the recipient"),
        "events": ("integer", "how many"),
        "value": ("number", "sum of their PLOVER scores"),
        "first": ("date", "first day of any of them"),
        "last": ("date", "last day of any of them"),
        "types": ("list", "PLOVER types"),
    },
)  # fmt: skip


def wide(rows: Sequence[Any], of: str, *, intensity: bool) -> tuple[list[Any], Layout]:
    """A panel with a column for each value of ``of``, as regressions want it: 0 where nothing happened.

    Args:
        rows: of a panel.
        of: what it counts apart: type, quad or country.
        intensity: cells are sums of scores, not numbers of events.

    Returns:
        Its rows, one a period and who, and its layout.
    """
    names = {value: _column(of, value) for value in sorted({row.of for row in rows})}
    kind: Kind = "number" if intensity else "integer"
    says = {value: f"{'value' if intensity else 'events'}: {value or 'no country'}" for value in names}
    keys = {name: (column.kind, column.says) for name, column in zip(KEYS, PANEL.columns, strict=False)}
    layout = plain("panel", "numbers of events", keys | {names[v]: (kind, says[v]) for v in names})
    made = make_dataclass("WideRow", [c.name for c in layout.columns])
    found: dict[tuple[Any, ...], dict[str, float]] = {}
    for row in rows:
        cell = found.setdefault(tuple(getattr(row, key) for key in KEYS), dict.fromkeys(names.values(), 0))
        cell[names[row.of]] = row.value if intensity else row.events
    return [made(*key, *cell.values()) for key, cell in found.items()], layout


def _column(of: str, value: str) -> str:
    """A name that every program takes: "quad_4", "ASSAULT", "SYR", "no_country"."""
    name = f"quad_{value}" if of == "quad" else re.sub(r"\W", "_", value)
    return name or "no_country"
