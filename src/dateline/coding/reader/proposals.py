"""Where frames and reader each see an act, laid together: one proposal a place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.coding.frames.candidates import Candidate, trigger_span
from dateline.coding.reader.reading import Act, Reading
from dateline.coding.scene import Scene
from dateline.mentions.mentioned import Mention
from dateline.spans import Span

LEAST = 0.2  # share of any act from which the reader proposes one of its own


@dataclass(frozen=True, slots=True)
class Seen:
    """An entity near an act: its mention that the reader takes most for a party, and what it says of it.

    Attributes:
        entity: number of the entity.
        mention: the mention that was judged.
        actor, recipient: log-odds that it names the act's actor, its recipient.
        nested: it is a part of a longer mention of somebody else ("Iranian" in "Iranian army").
    """

    entity: int
    mention: Mention
    actor: float
    recipient: float
    nested: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place of the story where an act may be told.

    Attributes:
        head: the word that names it; ``trigger`` all its words.
        frame: what a frame makes of it, or None.
        act: what the reader says of the words.
        seen: entities named near it, one row an entity.
    """

    head: int
    trigger: Span
    frame: Candidate | None
    act: Act
    seen: tuple[Seen, ...]

    @property
    def types(self) -> tuple[str, ...]:
        """The types that the frame and the reader give, without repetition."""
        framed = [self.frame.rule.event_type] if self.frame is not None else []
        return tuple(dict.fromkeys([*framed, self.act.best]))


def proposals(candidates: Sequence[Candidate], scene: Scene, reading: Reading) -> list[Proposal]:
    """All places where a frame fires or the reader sees an act, in text order."""
    named = [named_in(n, scene, reading) for n in range(len(reading.looks))]
    made: list[Proposal] = []
    for candidate in candidates:
        trigger = trigger_span(candidate.match, scene.clauses)
        act = reading.act_at(trigger)
        if act is not None:
            seen = seen_near(act, named[act.window], reading)
            made.append(Proposal(candidate.match.head, trigger, candidate, act, seen))
    taken = sorted(p.trigger for p in made)
    for act in reading.acts(LEAST):
        if not _met(act.span, taken):
            words = _whole_words(act.span, scene)
            made.append(Proposal(_head(words, scene), words, None, act, seen_near(act, named[act.window], reading)))
    return sorted(made, key=lambda p: (p.trigger.start, p.trigger.end))


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


@dataclass(frozen=True, slots=True)
class Named:
    """The mentions of one window, for each its pieces, and the longer ones of somebody else that hold it."""

    mentions: tuple[Mention, ...]
    pieces: tuple[range, ...]
    holders: tuple[tuple[Span, ...], ...]


def named_in(window: int, scene: Scene, reading: Reading) -> Named:
    """Whoever is named in a window."""
    look = reading.looks[window]
    rows = _within(scene, Span(look.spans[1].start, look.spans[-2].end))
    return Named(tuple(rows), tuple(look.pieces(m.span) for m in rows), tuple(_holders(rows)))


def _holders(rows: Sequence[Mention]) -> Iterator[tuple[Span, ...]]:
    """For each mention the longer ones of somebody else that hold it; ``rows`` are in text order, longer ones first."""
    reach: list[Mention] = []
    for mention in rows:
        # Whatever ends before this one begins holds nothing that comes later.
        reach = [other for other in reach if other.span.end > mention.span.start]
        longer = (other for other in reach if other.span.end >= mention.span.end and other.span != mention.span)
        yield tuple(other.span for other in longer if other.entity != mention.entity)
        reach.append(mention)


def seen_near(act: Act, named: Named, reading: Reading) -> tuple[Seen, ...]:
    """Whoever is named in the window of an act, with what the reader says of each."""
    best: dict[int, Seen] = {}
    for mention, pieces, holders in zip(named.mentions, named.pieces, named.holders, strict=True):
        said = None if mention.span.touches(act.span) else reading.parties_on(act, pieces)
        if said is None:
            continue
        row = Seen(mention.entity, mention, *said, any(not h.touches(act.span) for h in holders))
        old = best.get(mention.entity)
        if old is None or _rank(row) > _rank(old):
            best[mention.entity] = row
    return tuple(best[n] for n in sorted(best))


def _rank(seen: Seen) -> float:
    """How much a mention is taken for any party; whole mentions before parts."""
    return max(seen.actor, seen.recipient) - 2.0 * seen.nested


def _within(scene: Scene, stretch: Span) -> list[Mention]:
    """The mentions inside a stretch of the text."""
    rows = scene.mentions.mentions
    first = bisect_left(rows, stretch.start, key=lambda m: m.span.start)
    last = bisect_right(rows, stretch.end, key=lambda m: m.span.start)
    return [m for m in rows[first:last] if stretch.holds(m.span)]
