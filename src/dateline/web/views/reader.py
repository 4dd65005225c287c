"""The reader: a story with its spans, and beside each paragraph who says what and who does what to whom."""

from __future__ import annotations

from typing import Any

from dateline.errors import UsageError
from dateline.record import Actor, StoryRecord
from dateline.store.filters.declared_filters import Declared
from dateline.store.links import incidents
from dateline.store.rows.typed_rows import full_ids
from dateline.web.highlight import paragraphs
from dateline.web.page import Call, NotThereError

EVENT = Declared("Event", "mark the words of this event", "3f2a-0-e1", name="event")


def data(call: Call) -> dict[str, Any]:
    """The record of a story; ``_paragraphs`` is its text as HTML, for the page only."""
    record = read_story(call, call.path["story"])
    chosen = call.query.get("event")
    return {
        "story": record.to_dict(),
        "_record": record,
        "_people": people_of(record),
        "_cast": sorted(record.actors, key=lambda a: (-len(a.mentions), a.name)),
        "_paragraphs": list(paragraphs(record, chosen)),
        "_chosen": chosen,
        "mark": call.desk.mark_of("story", record.id),
        "_numbers": {e.id: n for n, e in enumerate(record.events, 1)},
        "_again": told_again(record),
        "incidents": incidents.of_story(call.store.db, record.id),
    }


def read_story(call: Call, ref: str) -> StoryRecord:
    """The record of a story, events with their full ids.

    Raises:
        NotThereError: there is none.
    """
    try:
        return full_ids(call.store.record(ref))
    except UsageError:
        raise NotThereError(f"There is no story {ref[:80]!r} in {call.site.name}.") from None


def told_again(record: StoryRecord) -> dict[str, list[str]]:
    """The further tellings of events by the id of the first one."""
    found: dict[str, list[str]] = {}
    for event in record.events:
        if event.same_as:
            found.setdefault(event.same_as, []).append(event.id)
    return found


def people_of(record: StoryRecord) -> dict[str, Actor]:
    """Actors by id, also those that only an event names."""
    people = {a.id: a for a in record.actors}
    for event in record.events:
        for ref in (*event.actors, *event.recipients):
            people.setdefault(ref, Actor(ref, ref, "other"))
    for statement in record.statements:
        for link in statement.chain:
            people.setdefault(link.actor, Actor(link.actor, link.actor, "other"))
        if statement.addressee:
            people.setdefault(statement.addressee, Actor(statement.addressee, statement.addressee, "other"))
    return people
