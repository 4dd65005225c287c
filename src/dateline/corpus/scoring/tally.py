"""Counts of rows that are right, wanted and offered, and the figures made of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Row:
    """Hits, rows wanted and rows offered."""

    hit: int = 0
    wanted: int = 0
    offered: int = 0

    @property
    def precision(self) -> float:
        """Share of what was offered that is right."""
        return self.hit / self.offered if self.offered else 0.0

    @property
    def recall(self) -> float:
        """Share of what was wanted that was found."""
        return self.hit / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.wanted + self.offered
        return 2 * self.hit / both if both else 0.0


@dataclass
class Tally:
    """Rows by name, and what was wrong in words."""

    rows: dict[str, Row] = field(default_factory=lambda: defaultdict(Row))
    errors: list[str] = field(default_factory=list)

    def add(self, name: str, hit: int, wanted: int, offered: int) -> None:
        """Add counts to a row."""
        row = self.rows[name]
        row.hit, row.wanted, row.offered = row.hit + hit, row.wanted + wanted, row.offered + offered


def total(tallies: Iterable[Tally]) -> Tally:
    """The counts of several tallies together."""
    made = Tally()
    for tally in tallies:
        for name, row in tally.rows.items():
            made.add(name, row.hit, row.wanted, row.offered)
        made.errors += tally.errors
    return made
