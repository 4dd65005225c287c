"""Tables whose rows are dataclasses: numbers of events, edges of a network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
