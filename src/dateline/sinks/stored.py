"""The flat table of a store: the rows that ``code --to csv`` writes, for the events that pass filters."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.knowledge.world.crosswalks import Crosswalk
from dateline.record import Event, StoryRecord
from dateline.sinks.cells import Value, neutral
from dateline.sinks.columns import COLUMNS, Flat, cells
from dateline.sinks.parquet import RowGroups
from dateline.store.rows import full_ids
from dateline.store.store import Store

# Events stand in the order of days and those of a story mostly together: so many records are held for those that don't.
HELD = 64


def stored_rows(store: Store, crosswalk: Crosswalk, filters: dict[str, Any]) -> Iterator[list[Value]]:
    """The rows of the events that pass the filters, by day, the oldest first; cells in the order of ``COLUMNS``."""
    for record, event in _events(store, filters):
        yield cells(Flat(record, event, crosswalk))


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


def write_csv(rows: Iterator[list[Value]], path: Path) -> None:
    """Rows as a CSV file."""
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([c.name for c in COLUMNS])
        writer.writerows([neutral(value) for value in row] for row in rows)


def write_parquet(rows: Iterator[list[Value]], path: Path) -> None:
    """Rows as a Parquet file."""
    with path.open("wb") as file:
        groups = RowGroups(file)
        groups.add(rows)
        groups.end()
