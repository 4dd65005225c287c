"""The rows of a layout for the events of a store that pass filters: as ``code --to csv`` writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline.layouts.declare import Cell
from dateline.layouts.indexed import Indexed
from dateline.layouts.table import Table
from dateline.record import Event
from dateline.store.rows.typed_rows import full_ids
from dateline.store.store import Store

# Events stand in the order of days and those of a story mostly together: so many records are held for those that don't.
HELD = 64


def stored_rows(store: Store, table: Table, filters: dict[str, Any]) -> Iterator[list[Cell]]:
    """The rows of the events that pass the filters, by day, the oldest first; cells in the order of the columns.

    A layout with a row a telling takes each telling that passes.
    """
    given = {**filters, "all_tellings": True} if table.tellings else filters
    for story, event in _events(store, given):
        yield from table.rows_of(story, event)


def _events(store: Store, filters: dict[str, Any]) -> Iterator[tuple[Indexed, Event]]:
    """Events with their stories, of which the latest are held."""
    held: dict[str, Indexed] = {}
    for row in store.events(**filters):
        if row.story not in held:
            held[row.story] = Indexed(full_ids(store.record(row.story)))
            if len(held) > HELD:
                del held[next(iter(held))]
        story = held[row.story]
        yield story, story.events[row.id]
