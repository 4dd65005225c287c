"""The rows of a layout for the events of a store that pass filters: as ``code --to csv`` writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline.layouts.declare import Cell
from dateline.layouts.table import Table
from dateline.record import Event, StoryRecord
from dateline.store.rows import full_ids
from dateline.store.store import Store

# Events stand in the order of days and those of a story mostly together: so many records are held for those that don't.
HELD = 64


def stored_rows(store: Store, table: Table, filters: dict[str, Any]) -> Iterator[list[Cell]]:
    """The rows of the events that pass the filters, by day, the oldest first; cells in the order of the columns.

    A layout with a row a telling takes each telling that passes.
    """
    given = {**filters, "all_tellings": True} if table.tellings else filters
    for record, event in _events(store, given):
        yield from table.rows_of(record, event)


def _events(store: Store, filters: dict[str, Any]) -> Iterator[tuple[StoryRecord, Event]]:
    """Events with their records, of which the latest are held."""
    held: dict[str, tuple[StoryRecord, dict[str, Event]]] = {}
    for row in store.events(**filters):
        if row.story not in held:
            record = full_ids(store.record(row.story))
            held[row.story] = record, {e.id: e for e in record.events}
            if len(held) > HELD:
                del held[next(iter(held))]
        record, events = held[row.story]
        yield record, events[row.id]
