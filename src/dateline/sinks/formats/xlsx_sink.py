"""Excel: rows of a layout in one sheet. Needs XlsxWriter (``pip install 'dateline[xlsx]'``).

Texts are written as texts, whatever they begin with: nothing in the file runs. Days are days, numbers are numbers,
codes keep their zeros. Rows go to a file of their own as they come, so that memory stays small.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from dateline.errors import StoreError, UsageError
from dateline.layouts.declare import Cell, Column, Form
from dateline.layouts.table import Table
from dateline.record import StoryRecord
from dateline.sinks.formats.csv_sink import DEFAULT
from dateline.sinks.formats.text_cells import joined
from dateline.sinks.output_files import Output, open_output

# What Excel can have.
MOST_ROWS, LONGEST_TEXT, EXACT = 1_048_576, 32_767, 1 << 53
FIRST_DAY = "1900-03-01"  # Excel counts a day before it that never was
OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}  # fmt: skip


class Sheet:
    """Writes rows to an open file.

    Args:
        out: where it goes.
        columns: what the rows have.
        form: how several values are joined.

    Raises:
        UsageError: XlsxWriter isn't installed.
    """

    def __init__(self, out: Output, columns: Sequence[Column], form: Form) -> None:
        self.out, self.columns, self.form = out, columns, form
        self.book: Any = new_book(out.file)
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd"})
        self.sheet = self.book.add_worksheet("events")
        self.sheet.freeze_panes(1, 0)
        self.at = 1
        for n, column in enumerate(columns):
            self.sheet.write_string(0, n, column.name)

    def add(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Write rows.

        Raises:
            StoreError: there are more than a sheet can have.
        """
        for row in rows:
            if self.at >= MOST_ROWS:
                raise StoreError(f"a sheet of Excel has {MOST_ROWS:,} rows at most: narrow it, or write csv or parquet")
            for n, (column, value) in enumerate(zip(self.columns, row, strict=True)):
                self._write(n, column, value)
            self.at += 1

    def _write(self, n: int, column: Column, value: Cell) -> None:
        if value is None:
            return
        day = _day(value) if column.kind == "date" else None
        if day is not None:
            self.sheet.write_datetime(self.at, n, day, self.day)
        elif isinstance(value, int | float) and abs(value) < EXACT:
            self.sheet.write_number(self.at, n, value)
        else:
            text = str(joined(value, self.form)).encode("utf-8", "replace").decode()
            self.sheet.write_string(self.at, n, text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…")

    def end(self) -> None:
        """Write all."""
        try:
            self.book.close()
        except _xlsxwriter().exceptions.FileCreateError as error:  # an OSError in other clothes
            raise OSError(*error.args[0].args) from error


class XlsxSink:
    """Writes rows of a layout into a workbook.

    Args:
        path: the file.
        table: the layout.

    Raises:
        UsageError: XlsxWriter isn't installed.
    """

    def __init__(self, path: Path, table: Table = DEFAULT) -> None:
        self.table = table
        _xlsxwriter()
        self.whole = open_output(path, "wb")
        self.sheet = Sheet(self.whole, table.columns, table.layout.form)

    def write(self, record: StoryRecord) -> None:
        """Take one record."""
        self.put(self.table.rows(record))

    def put(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Take rows, cells in the order of the layout's columns."""
        with self.whole.errors():
            self.sheet.add(rows)

    def close(self) -> None:
        """Write all and give the file its name."""
        with self.whole.errors():
            self.sheet.end()
        self.whole.close()

    def discard(self) -> None:
        """Leave no file."""
        self.whole.stop()
        with contextlib.suppress(Exception):  # the book removes its own scratch files as it is closed
            self.sheet.end()
        self.whole.discard()


def _day(value: Cell) -> date | None:
    """A day that Excel can count; None for any other, which stays text."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and value >= FIRST_DAY else None
    except ValueError:
        return None


def new_book(file: IO[bytes]) -> Any:
    """An empty workbook that goes to an open file.

    Raises:
        UsageError: XlsxWriter isn't installed.
    """
    book = _xlsxwriter().Workbook(file, OPTIONS)
    # The same input makes the same file: it doesn't say when it was written.
    book.set_properties({"created": datetime(1980, 1, 1)})
    return book


def _xlsxwriter() -> Any:
    try:
        import xlsxwriter
        import xlsxwriter.exceptions
    except ImportError:
        raise UsageError("xlsx needs XlsxWriter: pip install 'dateline[xlsx]'") from None
    return xlsxwriter


def event_ids(path: Path) -> list[str]:
    """The ids of the events that a finished file holds, in its order. Needs openpyxl."""
    import openpyxl

    with path.open("rb") as file:
        rows = openpyxl.load_workbook(file, read_only=True)["events"].iter_rows(values_only=True)
        at = list(next(rows)).index("Event ID")
        return [str(row[at]) for row in rows]
