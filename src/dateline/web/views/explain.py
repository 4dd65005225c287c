"""One event: its sentence, all its fields, and why each has its value."""

from __future__ import annotations

from typing import Any

from dateline.errors import UsageError
from dateline.knowledge.locate import RuleFiles
from dateline.record import Actor, Decision, Event, Statement, StoryRecord
from dateline.spans import Span
from dateline.store.links import incidents
from dateline.store.rows.typed_rows import full_ids
from dateline.web.page import Call, NotThereError
from dateline.web.views.reader import people_of, told_again

# Characters of the text that are shown on each side of the evidence.
AROUND = 220


def find(call: Call) -> tuple[StoryRecord, Event]:
    """The event of an address and its record.

    Raises:
        NotThereError: there is none.
    """
    ref = call.path["event"]
    try:
        record, full = call.store.record_of_event(ref)
    except UsageError:
        raise NotThereError(f"There is no event {ref[:80]!r} in {call.site.name}.") from None
    record = full_ids(record)
    return record, next(e for e in record.events if e.id == full)


def data(call: Call) -> dict[str, Any]:
    """What the page of an event shows."""
    record, event = find(call)
    files = call.site.rules
    people = people_of(record)
    statement = next((s for s in record.statements if s.id == event.statement), None)
    return {
        "event": event,
        "story": {"id": record.id, "headline": record.headline, "outlet": record.outlet, "published": record.published},
        "actors": [_actor(record, people[a], files) for a in event.actors],
        "recipients": [_actor(record, people[a], files) for a in event.recipients],
        "statement": _statement(record, statement, people, files) if statement else None,
        "context": _context(record, event),
        "why": _why(record, event.decisions, files),
        "mark": call.desk.mark_at(record.id, event.trigger.start, event.trigger.end, event.event_type),
        "incident": incidents.of_event(call.store.db, event.id),
        "told_again": told_again(record).get(event.id, []),
        "count_words": [_words(record, c.span) for c in event.counts],
        "rule_at": files.where(event.rule),
        "date_words": _words(record, event.date.span if event.date else None),
        "place_words": _words(record, event.place.span if event.place else None),
        "judgements": [j for j in call.site.judgements.read() if j.event == event.id] if call.site.review else [],
        "_types": sorted(call.site.types),
    }


def _context(record: StoryRecord, event: Event) -> dict[str, str]:
    """The evidence with what stands around it, cut at the trigger."""
    text, e, t = record.text, event.evidence, event.trigger
    start, end = min(e.start, t.start), max(e.end, t.end)
    before, after = max(0, start - AROUND), min(len(text), end + AROUND)
    return {
        "before": ("…" if before else "") + text[before:start], "opening": text[start : t.start],
        "trigger": t.of(text), "closing": text[t.end : end],
        "after": text[end:after] + ("…" if after < len(text) else ""),
    }  # fmt: skip


def _words(record: StoryRecord, span: Span | None) -> str | None:
    return " ".join(span.of(record.text).split()) if span else None


def _why(record: StoryRecord, decisions: tuple[Decision, ...], files: RuleFiles) -> list[dict[str, Any]]:
    """Decisions with the place of their rules and the words that they went by."""
    return [
        {
            "field": d.field, "rule": d.rule, "at": files.where(d.rule), "words": _words(record, d.span),
            "note": d.note,
        }
        for d in decisions
    ]  # fmt: skip


def _actor(record: StoryRecord, actor: Actor, files: RuleFiles) -> dict[str, Any]:
    named = list(dict.fromkeys(" ".join(m.of(record.text).split()) for m in actor.mentions))
    return {
        "id": actor.id, "name": actor.name, "kind": actor.kind, "country": actor.country, "sectors": actor.sectors,
        "role": actor.role, "called": named[:8], "why": _why(record, actor.decisions, files),
    }  # fmt: skip


def _statement(record: StoryRecord, statement: Statement, people: dict[str, Actor], files: RuleFiles) -> dict[str, Any]:
    return {
        "id": statement.id, "content": _words(record, statement.content), "stance": statement.stance,
        "directness": statement.directness, "rule": statement.rule, "at": files.where(statement.rule),
        "chain": [
            {
                "id": link.actor, "name": people[link.actor].name, "words": _words(record, link.mention),
                "cue": _words(record, link.cue),
            }
            for link in statement.chain
        ],
        "why": _why(record, statement.decisions, files),
    }  # fmt: skip
