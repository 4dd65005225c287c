"""What Dateline has in each passage: from a store, where the passage was drawn from it, else coded now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.errors import UsageError
from dateline.evaluation.sheet import Passage
from dateline.pages.source_and_story import Story
from dateline.pipeline import code_story
from dateline.record import Actor, Document, Event, StoryRecord
from dateline.store.rows.typed_rows import full_id
from dateline.store.store import Store
from dateline.tools import Tools

# The id that ``--sample`` gives a passage: its story and where it stands in it.
DRAWN = re.compile(r"(.+):(\d+)-(\d+)")


@dataclass(frozen=True, slots=True)
class Party:
    """An actor of an event: its canonical name, and all that the text calls it."""

    name: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """An event as Dateline has it. ``start``, ``end``: of the words that name the act, within the passage."""

    id: str
    event_type: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    factuality: str
    days: tuple[str, ...]
    place: str | None
    confidence: float
    confidence_parties: float | None
    start: int
    end: int
    rule: str


def from_store(passage: Passage, store: Store) -> list[Found] | None:
    """The events that a store has in a passage drawn from it; None where it isn't that passage any more."""
    drawn = DRAWN.fullmatch(passage.id)
    if drawn is None:
        return None
    start, end = int(drawn[2]), int(drawn[3])
    try:
        record = store.record(drawn[1])
    except UsageError:
        return None
    if " ".join(record.text[start:end].split()) != " ".join(passage.text.split()):
        return None
    return [_tidied(e, record, start) for e in record.first_tellings if start <= e.trigger.start < end]


def _tidied(event: Event, record: StoryRecord, start: int) -> Found:
    """An event, its places counted in the passage as the sheet has it: blanks and line ends are one blank there."""
    at = len(" ".join((record.text[start : event.trigger.start] + "|").split())) - 1
    return replace(
        found_of(event, record, start), start=at, end=at + len(" ".join(event.trigger.of(record.text).split()))
    )


def code_now(passage: Passage, tools: Tools, published: str | None) -> list[Found]:
    """The events that are coded in a passage read alone, as a story of its own."""
    day = passage.published or published
    story = Story(
        "sheet", Document(None, None, "text/plain", 0), None, None, None, None, (), None, day,
        "given" if day else None, tools.language.code, passage.text,
    )  # fmt: skip
    record = code_story(story, tools)
    return [found_of(e, record, 0) for e in record.first_tellings]


def found_of(event: Event, record: StoryRecord, start: int) -> Found:
    """An event of a record, its places counted from where a passage starts."""
    people = {a.id: a for a in record.actors}
    date = event.date
    days = (date.value, date.earliest if date.earliest == date.latest else None) if date else ()
    return Found(
        id=full_id(record.id, event.id), event_type=event.event_type, actors=_parties(event.actors, people, record),
        recipients=_parties(event.recipients, people, record), factuality=event.factuality,
        days=tuple(dict.fromkeys(d for d in days if d)), place=event.place.name if event.place else None,
        confidence=event.confidence, confidence_parties=event.confidence_parties, start=event.trigger.start - start,
        end=event.trigger.end - start, rule=event.rule,
    )  # fmt: skip


def _parties(refs: Sequence[str], people: dict[str, Actor], record: StoryRecord) -> tuple[Party, ...]:
    return tuple(_party(people.get(ref) or Actor(ref, ref, "other"), record) for ref in refs)


def _party(actor: Actor, record: StoryRecord) -> Party:
    called = (" ".join(m.of(record.text).split()) for m in actor.mentions)
    return Party(actor.name, tuple(dict.fromkeys([actor.name, *called])))
