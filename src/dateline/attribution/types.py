"""The value of the attribution stage: Mentions > Statements. Who says what."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.mentions.types import Mentions
from dateline.record import Statement
from dateline.spans import Span


@dataclass(frozen=True)
class Statements:
    """The mentions of a story with what is said in it, statements in text order of their content."""

    mentions: Mentions
    statements: tuple[Statement, ...]

    def innermost(self, span: Span) -> Statement | None:
        """The statement with the shortest content that holds a span, or None where the outlet itself speaks."""
        holding = [s for s in self.statements if s.content.holds(span)]
        return min(holding, key=lambda s: (len(s.content), -len(s.chain)), default=None)
