"""CSV: one event a row (or one telling), UTF-8, comma, quoted where needed."""

from __future__ import annotations

import csv
from pathlib import Path

from dateline.knowledge.world.crosswalks import Crosswalk
from dateline.record import StoryRecord
from dateline.sinks.cells import neutral
from dateline.sinks.columns import COLUMNS, NO_CROSSWALK, rows
from dateline.sinks.files import open_output


class CsvSink:
    """Writes each event as one row below a header.

    Args:
        path: the file.
        crosswalk: gives the CAMEO codes.
        raw_cells: leave text as it is that spreadsheets would run as a formula.
        all_tellings: a row for each telling of an event, not for the first one of its story alone.
    """

    def __init__(
        self,
        path: Path,
        crosswalk: Crosswalk = NO_CROSSWALK,
        *,
        raw_cells: bool = False,
        all_tellings: bool = False,
    ) -> None:
        self.crosswalk = crosswalk
        self.all_tellings = all_tellings
        self.raw_cells = raw_cells
        self.whole = open_output(path)
        self.writer = csv.writer(self.whole.file, lineterminator="\n")
        self.writer.writerow([c.name for c in COLUMNS])

    def write(self, record: StoryRecord) -> None:
        """Take one record."""
        with self.whole.errors():
            for row in rows(record, self.crosswalk, all_tellings=self.all_tellings):
                self.writer.writerow(row if self.raw_cells else [neutral(value) for value in row])

    def close(self) -> None:
        """Give the file its name."""
        self.whole.close()

    def discard(self) -> None:
        """Leave no file."""
        self.whole.discard()


def event_ids(path: Path) -> list[str]:
    """The ids of the events that a finished file holds, in its order."""
    with path.open(encoding="utf-8", newline="") as file:
        return [row["Event ID"] for row in csv.DictReader(file)]
