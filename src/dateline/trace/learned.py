"""What the learned part says of the events that the rules found, and which it adds."""

from __future__ import annotations

from dateline.coding.opinion.learned_opinion import Opinion
from dateline.coding.opinion.second_opinion import marked, with_opinion
from dateline.coding.scene import Scene
from dateline.record import Event
from dateline.trace.types import LearnedRow

KEPT = "leaves it as the rule found it"


def ask(found: list[Event], scene: Scene, opinion: Opinion | None) -> tuple[list[Event], list[LearnedRow], list[Event]]:
    """The events after the learned part was asked, what it says of each, and those that it leaves out."""
    if opinion is None:
        return found, [], []
    after = with_opinion(found, scene, opinion)
    rows, gone = [], []
    for event in found:
        kept = next((a for a in after if _same(a, event)), None)
        if kept is None:
            gone.append(event)
        rows.append(_row(event, kept, scene, opinion))
    added = [a for a in after if not any(_same(a, event) for event in found)]
    rows += [LearnedRow(_words(a, scene), a.rule, "adds it: " + _note(a, "event_type")) for a in added]
    return after, rows, gone


def _same(after: Event, before: Event) -> bool:
    """Whether an event is the one that a rule found, as the learned part left it."""
    by = {d.rule for d in after.decisions if d.field == "event_type"}
    return after.trigger == before.trigger and before.rule in by


def _row(event: Event, kept: Event | None, scene: Scene, opinion: Opinion) -> LearnedRow:
    words = _words(event, scene)
    if kept is None:
        judged = opinion.judge([marked(event, scene.mentions)])[0]
        best, share = judged.ranking[0]
        own = judged.probabilities.get(event.event_type, 0.0)
        said = f"leaves it out: it gives {event.event_type} {own:.2f}, {best} {share:.2f}, no event {judged.none:.2f}"
        return LearnedRow(words, event.rule, said)
    if kept.event_type != event.event_type:
        return LearnedRow(words, event.rule, f"makes it {kept.event_type}: " + _note(kept, "event_type"))
    return LearnedRow(words, event.rule, _note(kept, "confidence") or KEPT)


def _note(event: Event, field: str) -> str:
    """What the learned part noted on an event."""
    return next((d.note for d in event.decisions if d.field == field and d.rule.startswith("model")), "")


def _words(event: Event, scene: Scene) -> str:
    return event.trigger.of(scene.parse.text)
