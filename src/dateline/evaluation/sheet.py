"""A user's coded sheet, CSV or XLSX: passages, and what a coder says happens in each.

One row an event. Rows with one id, or with one text, belong to one passage; only the first of them needs the text. A
type of ``none`` says that nothing happens in it; an empty one that nobody has coded it yet.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dateline.errors import UsageError
from dateline.evaluation.columns import map_columns
from dateline.pages.published import is_iso
from dateline.sinks.formats.text_cells import meant
from dateline.store.filters.filter_values import alike, ask

NONE = frozenset({"none", "no event", "no", "-", "–", "0", "n/a", "na", "null"})
SEPARATORS = ",;\t"
LONGEST = 20_000  # characters of a passage


@dataclass(frozen=True, slots=True)
class Asked:
    """An event as a coder has it. What the sheet has no column for is None; an empty cell is an empty text."""

    row: int
    event_type: str
    actor: str | None = None
    recipient: str | None = None
    date: str | None = None
    place: str | None = None


@dataclass(slots=True)
class Passage:
    """A text with what a coder says happens in it. ``row``: where it stands first, counted as a spreadsheet does."""

    id: str
    text: str
    row: int
    published: str | None = None
    events: list[Asked] = field(default_factory=list)


@dataclass(slots=True)
class Sheet:
    """What was read.

    Attributes:
        columns: thing > heading, as it was taken.
        passages: those that were coded.
        faults: rows that can't be used, and why.
        open: rows without a type.
    """

    columns: dict[str, str]
    passages: list[Passage]
    faults: list[str]
    open: int


def read_sheet(path: Path, said: Mapping[str, str], types: Mapping[str, str]) -> Sheet:
    """Read a sheet.

    Args:
        path: CSV (commas, semicolons or tabs; UTF-8) or XLSX, its first sheet.
        said: which column is what: thing > heading.
        types: label in small letters > event type.

    Raises:
        UsageError: the file can't be read, is empty, or lacks a column.
    """
    rows = iter(_rows(path))
    number, headings = next(((n, r) for n, r in rows if any(r)), (0, []))
    if not number:
        raise UsageError(f"{path}: the sheet is empty")
    at = map_columns(headings, said, str(path))
    made = _Reading(path, at, headings, types)
    for number, row in rows:
        if any(row):
            made.take(number, row)
    passages = [p for p in made.passages.values() if p.id in made.coded]
    return Sheet({thing: headings[n] for thing, n in at.items()}, passages, made.faults, made.open)


class _Reading:
    """A sheet on its way in."""

    def __init__(self, path: Path, at: Mapping[str, int], headings: list[str], types: Mapping[str, str]) -> None:
        self.path, self.at, self.headings, self.types = path, at, headings, types
        self.passages: dict[str, Passage] = {}
        self.coded: set[str] = set()
        self.faults: list[str] = []
        self.open = 0

    def take(self, number: int, row: list[str]) -> None:
        """One row."""
        cells = {thing: row[n].strip() if n < len(row) else "" for thing, n in self.at.items()}
        key = cells.get("id") or cells["text"]
        known = self.passages.get(key)
        if known is None and not cells["text"]:
            self._fault(number, "text", "it is empty, and no row before has this id" if key else "it is empty")
        elif len(cells["text"]) > LONGEST:
            self._fault(number, "text", f"it has {len(cells['text']):,} characters; {LONGEST:,} is the most")
        elif known is not None and cells["text"] and cells["text"] != known.text:
            self._fault(number, "text", f"another text than that of row {known.row}, which has the same id")
        elif not cells["type"]:
            self.open += 1
            self._passage(key, cells, number)
        else:
            self._event(key, cells, number)

    def _event(self, key: str, cells: dict[str, str], number: int) -> None:
        label = cells["type"].lower()
        kind = self.types.get(label)
        if kind is None and label not in NONE:
            near = ask(alike(label, set(self.types.values())))
            self._fault(number, "type", f"{cells['type'][:40]!r} is no event type{near}; --as LABEL=TYPE names yours")
            return
        if cells.get("published") and not is_iso(cells["published"]):
            self._fault(number, "published", f"{cells['published'][:40]!r} is no date like 2023-11-03")
            return
        passage = self._passage(key, cells, number)
        self.coded.add(passage.id)
        if kind is not None:
            more = {name: cells.get(name) for name in ("actor", "recipient", "date", "place")}
            passage.events.append(Asked(number, kind, **more))

    def _passage(self, key: str, cells: dict[str, str], number: int) -> Passage:
        new = Passage(key, cells["text"], number, cells.get("published") or None)
        return self.passages.setdefault(key, new)

    def _fault(self, number: int, thing: str, reason: str) -> None:
        self.faults.append(f"{self.path}, row {number}, column {self.headings[self.at[thing]]}: {reason}")


def _rows(path: Path) -> Iterable[tuple[int, list[str]]]:
    """The rows of a file with their numbers, cells as texts."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: can't be read: {error.strerror or error}") from error
    if data.startswith(b"PK\x03\x04"):
        return _rows_of_xlsx(path, data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UsageError(f"{path}: a sheet of Excel's old format (.xls); save it as .xlsx or CSV")
    return _rows_of_csv(path, data)


def _rows_of_csv(path: Path, data: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError as error:
        if path.suffix.lower() == ".xlsx":
            raise UsageError(f"{path}: neither a sheet of Excel nor text; save it again, or as CSV in UTF-8") from error
        line = data[: error.start].count(b"\n") + 1
        raise UsageError(f"{path}, line {line}: no UTF-8; save the sheet as CSV in UTF-8") from error
    first = text.lstrip().partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        yield from enumerate(([meant(cell) for cell in row] for row in reader), 1)
    except csv.Error as error:
        raise UsageError(f"{path}, line {reader.line_num}: no CSV: {error}") from error


def _rows_of_xlsx(path: Path, data: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise UsageError(f"{path}: XLSX needs openpyxl: pip install 'dateline[xlsx]', or save it as CSV") from None
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = [[_cell(c) for c in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    except Exception as error:  # what is wrong with a broken file comes as whatever its parts raise
        raise UsageError(f"{path}: no sheet that can be read: {error}") from error
    yield from enumerate(rows, 1)


def _cell(value: Any) -> str:
    """A cell as a text; a date as ISO has it, without a midnight that nobody wrote."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
