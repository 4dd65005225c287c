"""What the learned reader makes of the events that the rules found, and which it adds."""

from __future__ import annotations

from dateline.coding.find_events import code_events
from dateline.coding.reader.model import ReaderModel
from dateline.coding.scene import Scene
from dateline.record import Event
from dateline.trace.trial_rows import LearnedRow

KEPT = "leaves it as the rule found it"
OUT = "together with what the reader says it is too unlikely"


def ask(
    found: list[Event], scene: Scene, reader: ReaderModel | None
) -> tuple[list[Event], list[LearnedRow], list[Event]]:
    """The events after the reader was asked, what it says of each, and those that it leaves out."""
    if reader is None:
        return found, [], []
    after = list(code_events(scene.statements, scene.knowledge, reader).events)
    rows, gone = [], []
    for event in found:
        kept = next((a for a in after if a.trigger == event.trigger), None)
        if kept is None:
            gone.append(event)
        rows.append(LearnedRow(_words(event, scene), event.rule, _said(event, kept)))
    told = {event.trigger for event in found}
    rows += [LearnedRow(_words(a, scene), a.rule, "adds it: " + _note(a)) for a in after if a.trigger not in told]
    return after, rows, gone


def _said(before: Event, after: Event | None) -> str:
    """What became of a rule's event."""
    if after is None:
        return f"leaves it out: {OUT}"
    if after.event_type != before.event_type:
        return f"makes it {after.event_type}: {_note(after)}"
    if (after.actors, after.recipients) != (before.actors, before.recipients):
        return f"gives it other parties: {_note(after)}"
    return _note(after) if "the reader gives" in _note(after) else KEPT


def _note(event: Event) -> str:
    """What was noted of an event's type."""
    return next((d.note for d in event.decisions if d.field == "event_type"), "")


def _words(event: Event, scene: Scene) -> str:
    """The trigger as the text has it."""
    return event.trigger.of(scene.parse.text)
