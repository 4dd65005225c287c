"""Events: a table with all filters, a timeline, and the same rows as a file."""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from dateline.sinks.cells import cell
from dateline.store.kept import kept, narrows, told_again
from dateline.store.queries import event_counts
from dateline.store.rows import EventRow, flat
from dateline.store.store import Store
from dateline.web.charts import timeline
from dateline.web.page import Call
from dateline.web.params import address, command_line, names_of, read_after, read_filters, read_limit

COLUMNS = [f.name for f in dataclasses.fields(EventRow)]
NUMBERS = {
    "quad": "int64",
    "score": "float64",
    "lat": "float64",
    "lon": "float64",
    "confidence": "float64",
    "confidence_parties": "float64",
}
BATCH = 2_000


def data(call: Call) -> dict[str, Any]:
    """What the page of events shows."""
    filters = read_filters(call.query, names_of("events"))
    limit, after = read_limit(call.query), read_after(call.query)
    rows = list(call.store.events(limit + 1, descending=True, after=after, **filters))
    counts = event_counts(call.store.db, call.store.filters(**filters))
    shown = rows[:limit]
    chosen = call.store.filters(**filters)
    again = 0 if chosen.all_tellings else told_again(call.store.db, chosen)
    more = address("/events", filters, after=shown[-1].id, limit=call.query.get("limit")) if len(rows) > limit else None
    return {
        "filters": filters,
        "total": sum(n for _, n in counts),
        "kept": kept(call.store.db, chosen) if narrows(chosen) else None,
        "told_again": again,
        "with_all": address("/events", filters, all_tellings=True) if again else None,
        "events": shown,
        "timeline": timeline(counts),
        "next": more,
        "first": address("/events", filters) if after else None,
        "csv": address("/events.csv", filters),
        "parquet": address("/events.parquet", filters),
        "command": command_line("events", str(call.site.path), filters, "--format=csv"),
        "empty": not rows and not filters and not after,
        "_types": sorted(call.site.types),
        "_modes": sorted({m for t in call.site.types.values() for m in t.modes}),
    }


def write_csv(rows: Iterator[EventRow], path: Path) -> None:
    """Rows as a CSV file, the bytes that ``dateline events --format csv`` prints."""
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([cell(getattr(r, c)) for c in COLUMNS] for r in rows)


def write_parquet(rows: Iterator[EventRow], path: Path) -> None:
    """Rows as a Parquet file: text as strings, several values in one cell parted as in the CSV, numbers as numbers."""
    import pyarrow
    import pyarrow.parquet

    kinds = {"int64": pyarrow.int64(), "float64": pyarrow.float64()}
    schema = pyarrow.schema([(c, kinds[NUMBERS[c]] if c in NUMBERS else pyarrow.string()) for c in COLUMNS])
    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := list(islice(rows, BATCH * 10)):
            columns = []
            for c in COLUMNS:
                cells = [getattr(r, c) for r in batch]
                if c not in NUMBERS:
                    cells = [None if v is None else flat(v).encode("utf-8", "replace").decode() for v in cells]
                columns.append(pyarrow.array(cells, type=schema.field(c).type))
            writer.write_table(pyarrow.Table.from_arrays(columns, schema=schema))


def chosen_rows(store: Store, filters: dict[str, Any]) -> Iterator[EventRow]:
    """All rows of the filters in the order of the command line: the oldest first."""
    return store.events(**filters)
