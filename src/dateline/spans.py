"""Spans of text.

In: nothing. Out: ``Span``, the one way in which Dateline points at characters.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text: Unicode code points ``start`` (included) to ``end`` (left out)."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters that the span points at."""
        return text[self.start : self.end]

    def touches(self, other: Span) -> bool:
        """True where both share at least one character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """True where ``other`` lies wholly inside, edges included."""
        return self.start <= other.start and other.end <= self.end

    def __len__(self) -> int:
        return self.end - self.start
