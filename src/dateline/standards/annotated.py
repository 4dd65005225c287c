"""A record as an annotation of the corpus, so that people correct what was coded instead of beginning with nothing."""

from __future__ import annotations

from dateline.corpus.annotation import Annotation, Count, Said, Slot, Telling, When
from dateline.corpus.texts import digest
from dateline.record import Actor, Event, Statement, StoryRecord
from dateline.spans import Span

PART, ANNOTATOR = "coded", "dateline"
SEVERAL = 2  # mentions that make an identity


def annotation_of(record: StoryRecord) -> Annotation:
    """What a record says of its text, as the corpus writes it, with the text.

    A party is given by its mention in the event's clause, else by the one nearest to the trigger; one that the text
    doesn't mention is left out, as are dates and places without words.
    """
    actors = {actor.id: actor for actor in record.actors}
    return Annotation(
        record.id, record.outlet, record.url, record.published, None, digest(record.text), len(record.text.split()),
        PART, ANNOTATOR,
        tuple(actor.mentions for actor in record.actors if len(actor.mentions) >= SEVERAL),
        tuple(_said(statement, actors) for statement in record.statements),
        tuple(_telling(event, actors) for event in record.events),
        record.headline, record.text,
    )  # fmt: skip


def _said(statement: Statement, actors: dict[str, Actor]) -> Said:
    slots = [
        (link.mention,) if link.mention else _nearest(actors.get(link.actor), statement.content, None)
        for link in statement.chain
    ]
    cues = [link.cue for link in statement.chain if link.cue]
    addressee = _nearest(actors.get(statement.addressee or ""), statement.content, None)
    return Said(
        statement.id, statement.content, tuple(slot for slot in slots if slot), cues[-1] if cues else None,
        statement.stance, statement.directness, addressee[0] if addressee else None,
    )  # fmt: skip


def _telling(event: Event, actors: dict[str, Actor]) -> Telling:
    sides = [
        tuple(slot for key in keys if (slot := _nearest(actors.get(key), event.trigger, event.evidence)))
        for keys in (event.actors, event.recipients)
    ]
    date, place = event.date, event.place
    return Telling(
        event.id, event.trigger, event.trigger, (event.event_type,), event.modes, sides[0], sides[1],
        (event.factuality,), event.statement,
        When(date.span, date.value) if date and date.span else None,
        (place.span,) if place and place.span else (),
        tuple(Count(c.what, c.low, c.high) for c in event.counts if c.low is not None or c.high is not None),
        event.same_as,
    )  # fmt: skip


def _nearest(actor: Actor | None, to: Span, within: Span | None) -> Slot:
    """The mention of an actor that lies within a clause, else nearest to a place; none where the text has none."""
    if actor is None or not actor.mentions:
        return ()
    inside = [m for m in actor.mentions if within is not None and within.holds(m)]
    return (min(inside or actor.mentions, key=lambda m: (max(m.start - to.end, to.start - m.end, 0), m)),)
