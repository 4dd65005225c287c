"""CSV: one event a row, UTF-8, comma, quoted where needed."""

from __future__ import annotations

import csv
from pathlib import Path

from dateline.knowledge.crosswalks import Crosswalk
from dateline.record import StoryRecord
from dateline.sinks.columns import COLUMNS, NO_CROSSWALK, rows
from dateline.sinks.files import open_output


class CsvSink:
    """Writes each event as one row below a header."""

    def __init__(self, path: Path, crosswalk: Crosswalk = NO_CROSSWALK) -> None:
        self.crosswalk = crosswalk
        self.whole = open_output(path)
        self.writer = csv.writer(self.whole.file, lineterminator="\n")
        self.writer.writerow([c.name for c in COLUMNS])

    def write(self, record: StoryRecord) -> None:
        """Take one record."""
        with self.whole.errors():
            self.writer.writerows(rows(record, self.crosswalk))

    def close(self) -> None:
        """Give the file its name."""
        self.whole.close()

    def discard(self) -> None:
        """Leave no file."""
        self.whole.discard()
