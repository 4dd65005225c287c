"""CSV, and all tables of text that a layout has: one event a row or what else its rows are, UTF-8."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO

from dateline.layouts.declare import Cell
from dateline.layouts.table import Table
from dateline.record import StoryRecord
from dateline.sinks.formats.text_cells import Value, lines
from dateline.sinks.output_files import open_output

DEFAULT = Table()
# What would end a cell or a line, or begin a quoted cell, in a file without quotation marks.
UNQUOTED = str.maketrans({"\t": " ", "\r": " ", "\n": " ", '"': "'"})


class TextTable:
    """Writes rows of a layout to an open file of text.

    Args:
        file: where they go.
        table: the layout.
        raw_cells: leave text as it is that spreadsheets would run as a formula.
    """

    def __init__(self, file: IO[str], table: Table, *, raw_cells: bool = False) -> None:
        self.file, self.columns, self.form, self.raw = file, table.columns, table.layout.form, raw_cells
        self.writer = csv.writer(file, lineterminator="\n", delimiter=self.form.delimiter)
        if self.form.header:
            self._line([c.name for c in self.columns])

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Write rows, cells in the order of the layout's columns."""
        for cells in lines(rows, self.columns, self.form, raw=self.raw):
            self._line(cells)

    def _line(self, cells: Sequence[Value]) -> None:
        if self.form.quoted:
            self.writer.writerow(cells)
        else:
            texts = ("" if v is None else str(v).translate(UNQUOTED) for v in cells)
            self.file.write(self.form.delimiter.join(texts) + "\n")


class CsvSink:
    """Writes rows of a layout below a header, where it has one.

    Args:
        path: the file.
        table: the layout.
        raw_cells: leave text as it is that spreadsheets would run as a formula.
    """

    def __init__(self, path: Path, table: Table = DEFAULT, *, raw_cells: bool = False) -> None:
        self.table = table
        self.whole = open_output(path)
        self.text = TextTable(self.whole.file, table, raw_cells=raw_cells)

    def write(self, record: StoryRecord) -> None:
        """Take one record."""
        self.put(self.table.rows(record))

    def put(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Take rows, cells in the order of the layout's columns."""
        with self.whole.errors():
            self.text.add(rows)

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
