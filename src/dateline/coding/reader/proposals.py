"""Where frames and reader each see an act, laid together: one proposal a place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.coding.frames.candidates import Candidate, trigger_span
from dateline.coding.reader.reading import Act, Reading
from dateline.coding.scene import Scene
from dateline.spans import Span

LEAST = 0.2  # share of any act from which the reader proposes one of its own


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place of the story where an act may be told.

    Attributes:
        head: the word that names it; ``trigger`` all its words.
        frame: what a frame makes of it, or None.
        act: what the reader says of the words.
    """

    head: int
    trigger: Span
    frame: Candidate | None
    act: Act

    @property
    def types(self) -> tuple[str, ...]:
        """The types that the frame and the reader give, without repetition."""
        framed = [self.frame.rule.event_type] if self.frame is not None else []
        return tuple(dict.fromkeys([*framed, self.act.best]))


def proposals(
    candidates: Sequence[Candidate], scene: Scene, reading: Reading, least: float = LEAST
) -> list[Proposal]:  # fmt: skip
    """All places where a frame fires or the reader sees an act with a share of at least ``least``, in text order."""
    made: list[Proposal] = []
    for candidate in candidates:
        proposal = framed(candidate, scene, reading)
        if proposal is not None:
            made.append(proposal)
    taken = sorted(p.trigger for p in made)
    for act in reading.acts(least):
        if not _met(act.span, taken):
            words = _whole_words(act.span, scene)
            made.append(Proposal(_head(words, scene), words, None, act))
    return sorted(made, key=lambda p: (p.trigger.start, p.trigger.end))


def framed(candidate: Candidate, scene: Scene, reading: Reading) -> Proposal | None:
    """The place where a frame fires; None where the reader did not look."""
    trigger = trigger_span(candidate.match, scene.clauses)
    act = reading.act_at(trigger)
    return Proposal(candidate.match.head, trigger, candidate, act) if act is not None else None


def _met(span: Span, taken: Sequence[Span]) -> bool:
    """Whether any of the spans, which are in order, shares a character with this one."""
    n = bisect_left(taken, Span(span.end, 0))
    return any(other.touches(span) for other in taken[max(0, n - 6) : n])


def _whole_words(span: Span, scene: Scene) -> Span:
    """A span widened to the words that it touches."""
    parse = scene.parse
    return parse.span(parse.token_at(span.start), parse.token_at(span.end - 1))


def _head(span: Span, scene: Scene) -> int:
    """The word of a trigger on which its other words hang."""
    parse = scene.parse
    first, last = parse.token_at(span.start), parse.token_at(span.end - 1)
    return next((i for i in range(first, last + 1) if not first <= parse.tokens[i].head <= last), first)
