"""Stata's format 118 (Stata 14 and later). Needs pandas (``pip install 'dateline[stata]'``).

Variables have names of 32 characters at most, made of the columns' ("Actor Name" is ``actor_name``), with the column's
own name and what it holds as the label. Days are Stata's days (%td), whole numbers and numbers are doubles where they
must be, texts longer than 2,045 bytes are strL, several values are one text. All rows are held until the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dateline.errors import UsageError
from dateline.layouts.declare import Cell, Column, Form
from dateline.layouts.table import Table
from dateline.record import StoryRecord
from dateline.sinks.formats.csv_sink import DEFAULT
from dateline.sinks.formats.text_cells import joined
from dateline.sinks.output_files import open_output

LONGEST_NAME, LONGEST_LABEL, LONGEST_TEXT = 32, 80, 2045
# The same input makes the same file: it doesn't say when it was written.
WRITTEN = datetime(1980, 1, 1)


def names_of(columns: Sequence[str]) -> list[str]:
    """Variable names: letters, digits and underscores, lower case, at most 32 characters, each one once."""
    found: list[str] = []
    for column in columns:
        name = re.sub(r"[^a-z0-9]+", "_", column.lower()).strip("_") or "v"
        name = (f"v{name}" if name[0].isdigit() else name)[:LONGEST_NAME]
        again = 1
        while name in found:
            again += 1
            name = f"{name[: LONGEST_NAME - len(str(again)) - 1]}_{again}"
        found.append(name)
    return found


class DtaSink:
    """Holds rows of a layout and writes them as a Stata file.

    Args:
        path: the file.
        table: the layout.

    Raises:
        UsageError: pandas isn't installed.
    """

    def __init__(self, path: Path, table: Table = DEFAULT) -> None:
        self.table = table
        self.held: list[Sequence[Cell]] = []
        _pandas()
        self.whole = open_output(path, "wb")

    def write(self, record: StoryRecord) -> None:
        """Take one record."""
        self.put(self.table.rows(record))

    def put(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Take rows, cells in the order of the layout's columns."""
        self.held.extend(rows)

    def close(self) -> None:
        """Write all and give the file its name."""
        with self.whole.errors():
            write_dta(self.whole.file, self.table.columns, self.held, self.table.layout.form)
        self.whole.close()

    def discard(self) -> None:
        """Leave no file."""
        self.whole.discard()


def write_dta(file: Any, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], form: Form) -> None:
    """Write rows to an open file as Stata 118.

    Raises:
        UsageError: pandas isn't installed.
    """
    pandas, writer = _pandas()
    names = names_of([c.name for c in columns])
    cells = zip(*rows, strict=True) if rows else iter([()] * len(columns))
    series = {n: _series(pandas, c, v, form) for n, c, v in zip(names, columns, cells, strict=True)}
    labels = {n: f"{c.name}: {_plain(c.says)}"[:LONGEST_LABEL] for n, c in zip(names, columns, strict=True)}
    long = [n for n, c in zip(names, columns, strict=True) if _is_long(c, series[n])]
    days = {n: "td" for n, c in zip(names, columns, strict=True) if c.kind == "date"}
    writer(
        file, pandas.DataFrame(series), convert_dates=days, write_index=False, time_stamp=WRITTEN, data_label="",
        variable_labels=labels, convert_strl=long, version=118,
    ).write_file()  # fmt: skip


def _series(pandas: Any, column: Column, cells: Iterable[Cell], form: Form) -> Any:
    """A column as pandas has it, so that Stata gets what it can have."""
    if column.kind == "date":
        return pandas.Series(pandas.to_datetime([_day(v) for v in cells]).astype("datetime64[s]"))
    if column.kind in ("integer", "number"):
        return pandas.Series(list(cells), dtype="float64")
    return pandas.Series([_text(joined(v, form)) for v in cells], dtype="object")


def _day(value: Cell) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _text(value: Cell) -> str:
    """Text without zeros, which end one in Stata, and without what is no Unicode."""
    return "" if value is None else str(value).replace("\0", " ").encode("utf-8", "replace").decode()


def _plain(says: str) -> str:
    return says.replace("`", "")


def _is_long(column: Column, series: Any) -> bool:
    return column.kind in ("text", "list") and any(len(v.encode()) > LONGEST_TEXT for v in _texts(series))


def _texts(series: Any) -> Iterator[str]:
    return iter(series)


def _pandas() -> tuple[Any, Any]:
    try:
        import pandas
        from pandas.io.stata import StataWriterUTF8
    except ImportError:
        raise UsageError("dta needs pandas: pip install 'dateline[stata]'") from None
    return pandas, StataWriterUTF8


def event_ids(path: Path) -> list[str]:
    """The ids of the events that a finished file holds, in its order."""
    found: list[str] = _pandas()[0].read_stata(path)["event_id"].tolist()
    return found
