"""An event of a record as a telling: who does what, who says so, in words that other stories can be held against."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.linking.stories import Figure, Source, Telling
from dateline.record import Actor, Event, Statement, StoryRecord
from dateline.spans import Span

NAMELESS = frozenset({"anonymous", "population", "other"})
BODIES = frozenset({"government", "military"})
# Ids that are given within a story.
LOCAL = re.compile(r"a\d+$")
# Letters of a word that tells one name from another, and what ids of the register begin with.
SHORTEST, SORTS = 4, frozenset({"name", "media", "org", "person", "party", "group"})
# Characters of a quotation that are kept.
LONGEST = 400


class Cast:
    """Who the actors of a story are in any story."""

    def __init__(self, record: StoryRecord) -> None:
        self.story = record.id
        self.actors = {a.id: a for a in record.actors}
        self.statements = {s.id: s for s in record.statements}

    def names(self, refs: Sequence[str]) -> set[str]:
        """The names of some actors; those who can't be told from others have none."""
        return {name for ref in refs if ref in self.actors for name in self.of(self.actors[ref])}

    def of(self, actor: Actor) -> set[str]:
        """Whom an actor means in any story: its id, for a state's organs also the state.

        Ids that hold within one story only are those of whom no name is known ("gunmen", "a spokesman").
        """
        if actor.id.startswith(self.story) or LOCAL.match(actor.id) or actor.kind in NAMELESS:
            return set()
        state = {actor.country} if actor.country and actor.kind in BODIES else set()
        return {actor.id, *state}

    @property
    def all(self) -> frozenset[str]:
        """The words of the names of everybody in the story."""
        return frozenset(w for a in self.actors.values() for name in self.of(a) for w in words_of_name(name))

    def source(self, ref: str) -> Source:
        """Somebody who is quoted."""
        actor = self.actors.get(ref, Actor(ref, ref, "other"))
        return Source(actor.name, self._key(actor), actor.kind, actor.country)

    def _key(self, actor: Actor) -> str | None:
        """How a source is told from others: by its id; a state's organ that has no name of its own by state and title.

        The "police" of one country in two papers on one happening are the same police; those of a country that isn't
        known are nobody's.
        """
        if self.of(actor):
            return actor.id
        return f"{actor.country} {actor.name.casefold()}" if actor.country and actor.kind in BODIES else None

    def shown(self, refs: Sequence[str]) -> tuple[str, ...]:
        """The names of some actors as the story has them."""
        return tuple(self.actors[r].name if r in self.actors else r for r in refs)


def words_of_name(name: str) -> list[str]:
    """The words of a name, or of an id of the register, by which somebody is known in another text."""
    words = [w for w in re.split(r"[\s:-]+", name.casefold()) if w not in SORTS]
    return [w for w in words if len(w) >= SHORTEST] or words


def telling_of(event: Event, record: StoryRecord, cast: Cast) -> Telling:
    """An event as its story tells it."""
    said = cast.statements.get(event.statement or "")
    return Telling(
        id=full_id(record.id, event.id), event_type=event.event_type, modes=event.modes, factuality=event.factuality,
        trigger=_line(event.trigger, record), start=event.trigger.start, actors=cast.shown(event.actors),
        recipients=cast.shown(event.recipients), who=tuple(sorted(cast.names(event.actors))),
        said_by=tuple(cast.source(link.actor) for link in said.chain) if said else (),
        accuser=cast.source(event.actors[0]) if event.event_type == "ACCUSE" and event.actors else None,
        stance=said.stance if said else None, cue=_cue(said, record),
        quote=_line(said.content if said else event.evidence, record),
        figures=tuple(Figure(c.what, c.low, c.high, c.exact, _line(c.span, record)) for c in event.counts),
    )  # fmt: skip


def full_id(story: str, event: str) -> str:
    """An event's id in a store, where it begins with that of its story."""
    return event if event.startswith(story) else f"{story}-{event}"


def _cue(said: Statement | None, record: StoryRecord) -> str:
    last = said.chain[-1].cue if said and said.chain else None
    return _line(last, record).lower() if last else ""


def _line(span: Span, record: StoryRecord) -> str:
    text = " ".join(span.of(record.text).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
