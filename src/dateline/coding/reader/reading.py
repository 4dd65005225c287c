"""What the reader says of a story: which words name acts, of which type and status."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from dateline.coding.reader.windows import Window
from dateline.spans import Span

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
NEVER = -8.0  # log-odds of what nobody has seen


@dataclass(frozen=True, slots=True)
class Memory:
    """What markers see of a window of T pieces.

    Attributes:
        states: of the pieces below the first of the markers' layers, [T, width].
        seen: keys and values of the pieces in each of these layers, [heads, T, size] each.
    """

    states: Singles
    seen: tuple[Singles, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """The network's answer for one window of T pieces.

    Attributes:
        window: the pieces, with the marks at the ends.
        types: shares of the types, [T, types], ``NONE`` first; rows sum to 1.
        status: log-odds of factuality and, last, of being a repetition, [T, factuality + 1].
        memory: what markers see; None where no piece is likely to name an act.
    """

    window: Window
    types: Floats
    status: Floats
    memory: Memory | None


def idle(window: Window, types: int, factuality: int) -> Look:
    """The look of a window in which no word may name an act.

    Args:
        window: it.
        types, factuality: how many labels there are of each.
    """
    size = len(window.ids)
    shares, status = np.zeros((size, types)), np.zeros((size, factuality + 1))
    shares[:, 0], status[:, -1] = 1.0, NEVER
    return Look(window, shares, status, None)


@dataclass(frozen=True, slots=True)
class Act:
    """An act at a place of the story.

    Attributes:
        window: number of the window.
        piece: the piece of the trigger that most surely names an act.
        span: the words of the trigger.
        shares: of each type, by name, ``NONE`` among them.
    """

    window: int
    piece: int
    span: Span
    shares: dict[str, float]

    @property
    def best(self) -> str:
        """The likeliest type that isn't NONE."""
        return max((k for k in self.shares if k != "NONE"), key=lambda k: self.shares[k])

    @property
    def likely(self) -> float:
        """How likely there is an act of any type."""
        return 1 - self.shares["NONE"]


@dataclass(frozen=True)
class Reading:
    """The answers for all windows of a story, in text order."""

    types: tuple[str, ...]
    factuality: tuple[str, ...]
    looks: tuple[Look, ...]

    @cached_property
    def _starts(self) -> list[int]:
        """Where what each window reads begins in the text."""
        return [look.window.begins for look in self.looks]

    def look_at(self, span: Span) -> int:
        """The number of the window that reads a span, context aside."""
        return max(bisect_right(self._starts, span.start) - 1, 0)

    def act_at(self, span: Span) -> Act | None:
        """What is said of the words of a span; None where the reader did not look."""
        n = self.look_at(span)
        pieces = self.looks[n].window.pieces(span) if self.looks else []
        return self._act(n, pieces, span) if pieces else None

    def _act(self, window: int, pieces: Sequence[int], span: Span) -> Act:
        """The act of a few pieces: that of the surest one."""
        types = self.looks[window].types
        sure = min(pieces, key=lambda i: types[i, 0])
        return Act(window, sure, span, dict(zip(self.types, types[sure].tolist(), strict=True)))

    def acts(self, least: float) -> Iterator[Act]:
        """Words that name an act with a share of at least ``least``: neighbouring pieces of one type are one act."""
        for n, look in enumerate(self.looks):
            group: list[int] = []
            for i, span in enumerate(look.window.spans):
                fits = look.window.begins <= span.start < span.end and 1 - look.types[i, 0] >= least
                joins = bool(group) and fits and i == group[-1] + 1 and self._kind(n, i) == self._kind(n, group[-1])
                if group and not joins:
                    yield self._act(n, group, self._span(n, group))
                    group = []
                if fits:
                    group.append(i)
            if group:
                yield self._act(n, group, self._span(n, group))

    def _kind(self, window: int, piece: int) -> int:
        """Number of the likeliest type of a piece."""
        return int(self.looks[window].types[piece, 1:].argmax())

    def _span(self, window: int, pieces: list[int]) -> Span:
        """From the first of some pieces to the last."""
        spans = self.looks[window].window.spans
        return Span(spans[pieces[0]].start, spans[pieces[-1]].end)

    def statuses(self, act: Act) -> dict[str, float]:
        """Shares of the act's factuality."""
        logits = self.looks[act.window].status[act.piece, :-1]
        odds = np.exp(logits - logits.max())
        return dict(zip(self.factuality, (odds / odds.sum()).tolist(), strict=True))

    def repeats(self, act: Act) -> float:
        """How likely the act was told before."""
        return float(1 / (1 + np.exp(-self.looks[act.window].status[act.piece, -1])))
