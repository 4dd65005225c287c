"""What a kind of table is: its columns, what their cells may hold, and the rows that code asks for."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import KnowledgeError
from dateline.knowledge.files import read_table
from dateline.knowledge.kinds.base.entry import meant


@dataclass(frozen=True)
class Cell:
    """What a cell may hold: a regular expression that must cover it, and how a page says it."""

    says: str = "text"
    pattern: str = ""
    low: float | None = None
    high: float | None = None

    def fault(self, cell: str) -> str:
        """What is wrong with a cell, or nothing."""
        if self.pattern and not re.fullmatch(self.pattern, cell):
            return f"{cell!r} is not {self.says}"
        if cell and self.low is not None and self.high is not None and not self.low <= float(cell) <= self.high:
            return f"{cell!r} is not {self.says}"
        return ""


TEXT = Cell()
FILLED = Cell("text, not empty", r"(?s).*\S.*")
SEVERAL = Cell("several values: parted by `|`, or each in a row of its own")
NUMBER = r"[+-]?\d{1,9}(?:\.\d{1,12})?"
LAT = Cell("degrees from -90 to 90", NUMBER, -90, 90)
LON = Cell("degrees from -180 to 180", NUMBER, -180, 180)
COUNT = Cell("a whole number, or nothing", r"\d{0,12}")
ISO3 = Cell("an ISO 3166-1 alpha-3 code", r"[A-Z]{3}")
COUNTRY = Cell("an ISO 3166-1 alpha-3 code or one of `IGO`, `UNO`, `EUR`, `NGO`, ..., or nothing", r"[A-Z]{0,3}")


def among(*known: str) -> Cell:
    """One of these words."""
    return Cell(f"one of {', '.join(f'`{k}`' for k in known)}", "|".join(map(re.escape, known)))


@dataclass(frozen=True)
class Column:
    """A column with what it is for."""

    cell: Cell
    doc: str
    needed: bool = True


@dataclass(frozen=True)
class Table:
    """A kind of CSV file.

    Attributes:
        doc: what a row is.
        columns: name -> column, in the order in which they are usually written.
    """

    doc: str
    columns: Mapping[str, Column]

    def faults(self, path: Path) -> Iterator[KnowledgeError]:
        """What is wrong with the header, the length of rows and the cells."""
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                header = next(csv.reader(file), [])
            wrong = list(self._header_faults(path, header))
            yield from wrong
            if not wrong:
                yield from self._row_faults(path, header)
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            yield KnowledgeError(str(path), 0, f"no readable CSV: {error}")
        except KnowledgeError as fault:
            yield fault

    def _header_faults(self, path: Path, header: list[str]) -> Iterator[KnowledgeError]:
        for n, name in enumerate(header):
            if name not in self.columns:
                yield KnowledgeError(str(path), 1, f"no such column: {name}{meant(name, list(self.columns))}")
            elif name in header[:n]:
                yield KnowledgeError(str(path), 1, f"column {name} stands twice")
        if missing := [name for name, column in self.columns.items() if column.needed and name not in header]:
            yield KnowledgeError(str(path), 1, f"no column {', '.join(missing)}")

    def _row_faults(self, path: Path, header: list[str]) -> Iterator[KnowledgeError]:
        asked = [(name, self.columns[name].cell) for name in header if self.columns[name].cell.pattern]
        for cells, name, line in read_table(path):
            if None in cells:
                yield KnowledgeError(name, line, f"more cells than the header has columns ({len(header)})")
                continue
            for column, cell in asked:
                if reason := cell.fault(cells[column]):
                    yield KnowledgeError(name, line, f"column {column}: {reason}")
