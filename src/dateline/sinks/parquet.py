"""Parquet: one event a row, typed columns, zstd. Needs pyarrow (``pip install 'dateline[parquet]'``)."""

from __future__ import annotations

import contextlib
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
        try:
            import pyarrow
            import pyarrow.parquet
        except ImportError:
            raise UsageError("--to parquet needs pyarrow: pip install 'dateline[parquet]'") from None
        self.arrow: Any = pyarrow
        kinds = {"text": pyarrow.string(), "integer": pyarrow.int64(), "number": pyarrow.float64()}
        self.schema: Any = pyarrow.schema([(c.name, kinds[c.kind]) for c in COLUMNS])
        self.whole = open_output(path, "wb")
        self.writer: Any = pyarrow.parquet.ParquetWriter(self.whole.file, self.schema, compression="zstd")
        self.held: list[list[Value]] = []

    def write(self, record: StoryRecord) -> None:
        """Take one record."""
        self.held.extend(rows(record, self.crosswalk, all_tellings=self.all_tellings))
        if len(self.held) >= GROUP:
            self._flush()

    def _flush(self) -> None:
        if self.held:
            cells = [list(column) for column in zip(*self.held, strict=True)]
            arrays = [self.arrow.array(c, type=f.type) for c, f in zip(cells, self.schema, strict=True)]
            with self.whole.errors():
                self.writer.write_table(self.arrow.Table.from_arrays(arrays, schema=self.schema))
            self.held.clear()

    def close(self) -> None:
        """Write the last rows and give the file its name."""
        self._flush()
        with self.whole.errors():
            self.writer.close()
        self.whole.close()

    def discard(self) -> None:
        """Leave no file."""
        self.whole.stop()
        with contextlib.suppress(Exception):  # its footer goes into a file that is removed
            self.writer.close()
        self.whole.discard()
