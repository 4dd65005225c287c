"""A story read as a whole: a second telling of an event points to the first and takes over what it leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.coding.build import Finding
from dateline.coding.scene import Scene
from dateline.language.labels import Dep
from dateline.record import Date, Decision, Event

AGAIN = 0.5  # share of being a repetition from which the reader is believed
NOUNS = frozenset({"NOUN", "PROPN"})


def retold(events: Sequence[Event], findings: Sequence[Finding], scene: Scene) -> list[Event]:
    """Events with ``same_as`` and what second tellings take over; both lists are in text order and belong together."""
    made: list[Event] = []
    for n, (event, finding) in enumerate(zip(events, findings, strict=True)):
        first = _first(event, finding, made[:n], scene) if _again(finding, scene) else None
        made.append(_joined(event, first) if first is not None else event)
    return made


def _again(finding: Finding, scene: Scene) -> bool:
    """Whether the words tell of an act that is known: the reader says so, or a definite noun that names nobody."""
    if finding.repeats >= AGAIN:
        return True
    token = scene.parse.tokens[finding.head]
    if token.pos not in NOUNS or finding.actors or finding.recipients:
        return False
    definite = scene.parse.words.definite
    return any(
        scene.parse.tokens[c].lower in definite for c in scene.parse.children(token.i, Dep.DETERMINER, Dep.POSSESSOR)
    )


def _first(event: Event, finding: Finding, before: Sequence[Event], scene: Scene) -> Event | None:
    """The first telling that an event repeats: of its type, of nobody else and of no other day."""
    fitting = [e for e in before if e.event_type == event.event_type and _agree(e, event)]
    if not fitting:
        return None
    named = {*event.actors, *event.recipients}
    best = max(
        fitting, key=lambda e: (len(named & {*e.actors, *e.recipients}), bool(e.actors or e.recipients), e.trigger)
    )
    return next((e for e in before if e.id == best.same_as), best)


def _agree(first: Event, second: Event) -> bool:
    """Whether two tellings can be of one event: parties that meet or are left out, days that don't differ."""
    for mine, other in ((first.actors, second.actors), (first.recipients, second.recipients)):
        if mine and other and not set(mine) & set(other):
            return False
    return not _apart(first.date, second.date) and (first.factuality == second.factuality or not second.actors)


def _apart(a: Date | None, b: Date | None) -> bool:
    """Whether two dates can't be of one day."""
    if a is None or b is None or not (a.earliest and a.latest and b.earliest and b.latest):
        return False
    return a.latest < b.earliest or b.latest < a.earliest


def _joined(event: Event, first: Event) -> Event:
    """A second telling with the parties, date and place that only the first names."""
    note = f"as told first: {first.id}"
    taken = {
        name: getattr(first, name) for name in ("actors", "recipients", "date", "place") if not getattr(event, name)
    }
    taken = {name: value for name, value in taken.items() if value}
    if "actors" in taken:  # who undergoes the act here is no actor of it there
        taken["actors"] = tuple(a for a in taken["actors"] if a not in event.recipients)
    if "recipients" in taken:
        taken["recipients"] = tuple(a for a in taken["recipients"] if a not in event.actors)
    why = [Decision(name, "retold.first", first.trigger, note) for name in taken]
    same = Decision("same_as", "retold.first", first.trigger, note)
    return replace(event, same_as=first.id, **taken, decisions=(*event.decisions, same, *why))
