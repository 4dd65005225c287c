"""The value of the attribution stage: Mentions > Statements. Who says what."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from dateline.mentions.mentioned import Mentions
from dateline.record import Limit, Statement
from dateline.spans import Span

STRETCH = 1_000  # characters


@dataclass(frozen=True)
class Statements:
    """The mentions of a story with what is said in it, statements in text order of their content.

    ``limits`` tells what was left out.
    """

    mentions: Mentions
    statements: tuple[Statement, ...]
    limits: tuple[Limit, ...] = ()

    def innermost(self, span: Span) -> Statement | None:
        """The statement with the shortest content that holds a span, or None where the outlet itself speaks."""
        holding = [s for s in self._by_stretch.get(span.start // STRETCH, ()) if s.content.holds(span)]
        return min(holding, key=lambda s: (len(s.content), -len(s.chain)), default=None)

    def by_cue(self, span: Span) -> list[Statement]:
        """The statements whose innermost cue lies inside a span, in text order of the cues."""
        cues = self._cues
        near = cues[bisect_left(cues, (span.start, -1)) : bisect_left(cues, (span.end, -1))]
        found = (self.statements[n] for _, n in near)
        return [s for s in found if s.chain[-1].cue is not None and span.holds(s.chain[-1].cue)]

    @cached_property
    def _by_stretch(self) -> dict[int, list[Statement]]:
        """Statements by the stretches of text that their contents touch: looking one up never scans a whole story."""
        found: dict[int, list[Statement]] = {}
        for s in self.statements:
            for stretch in range(s.content.start // STRETCH, s.content.end // STRETCH + 1):
                found.setdefault(stretch, []).append(s)
        return found

    @cached_property
    def _cues(self) -> list[tuple[int, int]]:
        cues = ((s.chain[-1].cue, n) for n, s in enumerate(self.statements) if s.chain)
        return sorted((cue.start, n) for cue, n in cues if cue is not None)
