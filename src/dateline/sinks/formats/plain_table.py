"""A plain table as a file, CSV or XLSX: what a user is to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from dateline.errors import UsageError
from dateline.sinks.formats.text_cells import Value, neutral
from dateline.sinks.formats.xlsx_sink import LONGEST_TEXT, new_book
from dateline.sinks.output_files import whole_file


def write_sheet(path: Path, heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """Write a table; the name decides the form. No cell is run as a formula.

    Raises:
        UsageError: another name than .csv or .xlsx, or XlsxWriter isn't there.
    """
    form = path.suffix.lower()
    if form == ".xlsx":
        data = xlsx(heads, rows)
    elif form == ".csv":
        data = csv_of(heads, rows)
    else:
        raise UsageError(f"{path}: a name that ends in .csv or .xlsx is wanted")
    with whole_file(path, "wb") as file:
        file.write(data)


def csv_of(heads: Sequence[str], rows: Iterable[Sequence[Value]], *, marked: bool = True) -> bytes:
    """A table as CSV in UTF-8; ``marked`` with the sign by which spreadsheets know it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([neutral(v) for v in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig" if marked else "utf-8", "replace")


def xlsx(heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A table as XLSX, its texts as texts; the same bytes for the same table.

    Raises:
        UsageError: XlsxWriter isn't there.
    """
    buffer = io.BytesIO()
    book = new_book(buffer)
    sheet = book.add_worksheet("Dateline")
    sheet.freeze_panes(1, 0)
    for at, row in enumerate([heads, *rows]):
        for n, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(at, n, value.encode("utf-8", "replace").decode()[:LONGEST_TEXT])
            elif value is not None:
                sheet.write_number(at, n, value)
    book.close()
    return buffer.getvalue()
