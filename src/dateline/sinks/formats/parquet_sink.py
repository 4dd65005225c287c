"""Parquet: rows of a layout, typed columns, zstd. Needs pyarrow (``pip install 'dateline[parquet]'``).

Days are dates, numbers are numbers, several values are a list of texts; what isn't known is null.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dateline.errors import UsageError
from dateline.layouts.declare import Cell
from dateline.layouts.table import Table
from dateline.record import StoryRecord
from dateline.sinks.formats.csv_sink import DEFAULT
from dateline.sinks.output_files import open_output

# Rows held in memory before they are written as one row group.
GROUP = 20_000


class RowGroups:
    """Writes rows of a layout to an open file.

    Raises:
        UsageError: pyarrow isn't installed.
    """

    def __init__(self, file: Any, table: Table) -> None:
        self.arrow, parquet = _pyarrow()
        text = self.arrow.string()
        kinds = {
            "text": text, "integer": self.arrow.int64(), "number": self.arrow.float64(), "date": self.arrow.date32(),
            "list": self.arrow.list_(text),
        }  # fmt: skip
        self.dates = [c.kind == "date" for c in table.columns]
        self.schema: Any = self.arrow.schema([(c.name, kinds[c.kind]) for c in table.columns])
        self.writer: Any = parquet.ParquetWriter(file, self.schema, compression="zstd")
        self.held: list[Sequence[Cell]] = []

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Take rows, cells in the order of the layout's columns."""
        for row in rows:
            self.held.append(row)
            if len(self.held) >= GROUP:
                self._flush()

    def _flush(self) -> None:
        if self.held:
            columns = zip(self.dates, zip(*self.held, strict=True), strict=True)
            cells = [[_day(v) if is_date else _storable(v) for v in column] for is_date, column in columns]
            arrays = [self.arrow.array(c, type=f.type) for c, f in zip(cells, self.schema, strict=True)]
            self.writer.write_table(self.arrow.Table.from_arrays(arrays, schema=self.schema))
            self.held.clear()

    def end(self) -> None:
        """Write the last rows and the footer."""
        self._flush()
        self.writer.close()


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise UsageError("--to parquet needs pyarrow: pip install 'dateline[parquet]'") from None
    return pyarrow, pyarrow.parquet


def _day(value: Cell) -> date | None:
    """A day as Parquet has it; None for what is none."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _storable(value: Cell) -> Cell | list[str | None]:
    """A cell as Parquet can have it: text that is no Unicode gets a question mark there."""
    if isinstance(value, tuple):
        return [v and v.encode("utf-8", "replace").decode() for v in value]
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


class ParquetSink:
    """Writes rows of a layout in row groups.

    Args:
        path: the file.
        table: the layout.
    """

    def __init__(self, path: Path, table: Table = DEFAULT) -> None:
        self.table = table
        _pyarrow()
        self.whole = open_output(path, "wb")
        self.groups = RowGroups(self.whole.file, table)

    def write(self, record: StoryRecord) -> None:
        """Take one record."""
        self.put(self.table.rows(record))

    def put(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Take rows, cells in the order of the layout's columns."""
        with self.whole.errors():
            self.groups.add(rows)

    def close(self) -> None:
        """Write the last rows and give the file its name."""
        with self.whole.errors():
            self.groups.end()
        self.whole.close()

    def discard(self) -> None:
        """Leave no file."""
        self.whole.stop()
        with contextlib.suppress(Exception):  # its footer goes into a file that is removed
            self.groups.writer.close()
        self.whole.discard()


def event_ids(path: Path) -> list[str]:
    """The ids of the events that a finished file holds, in its order."""
    ids: list[str] = _pyarrow()[1].read_table(path)["Event ID"].to_pylist()
    return ids
