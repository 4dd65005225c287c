"""Parquet: one event a row, typed columns, zstd. Needs pyarrow (``pip install 'dateline[parquet]'``)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dateline.errors import UsageError
from dateline.knowledge.world.crosswalks import Crosswalk
from dateline.record import StoryRecord
from dateline.sinks.cells import Value
from dateline.sinks.columns import COLUMNS, NO_CROSSWALK, rows
from dateline.sinks.files import open_output

# Rows held in memory before they are written as one row group.
GROUP = 20_000


class RowGroups:
    """Writes rows of the flat table to an open file.

    Raises:
        UsageError: pyarrow isn't installed.
    """

    def __init__(self, file: Any) -> None:
        self.arrow, parquet = _pyarrow()
        kinds = {"text": self.arrow.string(), "integer": self.arrow.int64(), "number": self.arrow.float64()}
        self.schema: Any = self.arrow.schema([(c.name, kinds[c.kind]) for c in COLUMNS])
        self.writer: Any = parquet.ParquetWriter(file, self.schema, compression="zstd")
        self.held: list[list[Value]] = []

    def add(self, rows: Iterable[list[Value]]) -> None:
        """Take rows, cells in the order of ``COLUMNS``."""
        for row in rows:
            self.held.append(row)
            if len(self.held) >= GROUP:
                self._flush()

    def _flush(self) -> None:
        if self.held:
            cells = [[_storable(v) for v in column] for column in zip(*self.held, strict=True)]
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


def _storable(value: Value) -> Value:
    """A cell as Parquet can have it: text that is no Unicode gets a question mark there."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


class ParquetSink:
    """Writes events in row groups.

    Args:
        path: the file.
        crosswalk: gives the CAMEO codes.
        all_tellings: a row for each telling of an event, not for the first one of its story alone.
    """

    def __init__(self, path: Path, crosswalk: Crosswalk = NO_CROSSWALK, *, all_tellings: bool = False) -> None:
        self.crosswalk = crosswalk
        self.all_tellings = all_tellings
        _pyarrow()
        self.whole = open_output(path, "wb")
        self.groups = RowGroups(self.whole.file)

    def write(self, record: StoryRecord) -> None:
        """Take one record."""
        with self.whole.errors():
            self.groups.add(rows(record, self.crosswalk, all_tellings=self.all_tellings))

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
