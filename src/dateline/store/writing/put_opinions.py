"""Opinions of others on events that are in a store: decisions are added, nothing else changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dateline.record import Decision, Event
from dateline.store.database import Database
from dateline.store.rows.typed_rows import full_id
from dateline.store.writing import write_stories


def put_opinions(db: Database, story: int, opinions: Mapping[str, Decision]) -> None:
    """Put a decision to each of some events, in place of one of its field and rule. Call it inside ``transaction``.

    Args:
        db: the store.
        story: key of the story.
        opinions: id of an event, as its record has it -> the decision.
    """
    record = write_stories.read_record(db, story)
    events = tuple(_with(event, opinions[event.id]) if event.id in opinions else event for event in record.events)
    db.execute(
        "UPDATE records SET record = ? WHERE story = ?", (write_stories.pack(replace(record, events=events)), story)
    )
    for event in events:
        if event.id in opinions:
            owner = full_id(record.id, event.id)
            db.execute("DELETE FROM decisions WHERE story = ? AND owner = ?", (story, owner))
            write_stories.put_decisions(db, story, owner, event.decisions)


def _with(event: Event, decision: Decision) -> Event:
    kept = [d for d in event.decisions if (d.field, d.rule) != (decision.field, decision.rule)]
    return replace(event, decisions=(*kept, decision))
