"""What the learned opinion changes in a story's events: it settles doubtful types, and adds what no frame has."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from math import exp, log

from dateline.coding.build import Finding, build_event, retyped
from dateline.coding.factuality.event_factuality import factuality_of
from dateline.coding.frames.slots import Filled
from dateline.coding.opinion import thresholds as least
from dateline.coding.opinion.folding import folded
from dateline.coding.opinion.learned_opinion import Judgement, Marked, Opinion, Spans
from dateline.coding.opinion.unframed_events import Find, finds
from dateline.coding.scene import Scene
from dateline.coding.standing import LONG, weight_of
from dateline.knowledge.ontology import EventType, Ontology
from dateline.mentions.mentioned import Mentions
from dateline.record import Decision, Event
from dateline.spans import Span


def with_opinion(events: list[Event], scene: Scene, opinion: Opinion) -> list[Event]:
    """The events after the model has been asked, in text order.

    Args:
        events: what the frames found.
        scene: the story.
        opinion: the model.
    """
    types = scene.knowledge.ontology.types
    told = {e.event_type for e in events if types[e.event_type].force and (e.actors or e.recipients)}
    asked = (event if _told_before(event, told) else _review(event, scene, opinion) for event in events)
    reviewed = [event for event in asked if event is not None]
    taken = {scene.parse.sentence_of(scene.parse.token_at(event.trigger.start)).first for event in events}
    added = (_unframed(find, scene) for find in finds(scene.mentions, taken, opinion, scene.knowledge.frames))
    reviewed += [event for event in added if event is not None]
    return sorted(reviewed, key=lambda event: (event.trigger.start, event.trigger.end))


def _told_before(event: Event, told: set[str]) -> bool:
    """A bare noun for what the story tells of with its parties elsewhere: "after the attack"."""
    return event.event_type in told and not event.actors and not event.recipients


def _review(event: Event, scene: Scene, opinion: Opinion) -> Event | None:
    """The event with the model's share in its confidence; retyped, or None, where the frame's type is unlikely."""
    both, settled = bool(event.actors and event.recipients), event.confidence >= least.DOUBTFUL
    powers = _powers(event, scene.mentions, scene.ambiguous)
    if both and settled and powers > 1:
        return event
    judged = opinion.judge([marked(event, scene.mentions)])[0]
    if event.event_type not in judged.folded:  # a type of the user's own ontology
        return event
    ontology = scene.knowledge.ontology
    known = ontology.types[event.event_type]
    kind, (rival, rivals) = folded(known, event.factuality), judged.ranking[0]
    share = _share(judged, kind or event.event_type, ontology)
    asked = both and not settled and kind is not None and event.factuality != "possible"
    if asked and powers and share < least.LOW and rivals > least.HIGH:
        return _retyped(event, (rival, rivals), share, scene)
    if max(share, _share(judged, known.id, ontology)) < _least(event, known, powers, len(scene.parse.tokens)):
        return None
    note = f"the model gives {kind} {share:.2f}, {rival} {rivals:.2f}, no event {judged.none:.2f}"
    why = Decision("confidence", "model", event.trigger, note)
    sure = calibrated(event.confidence, judged.none, share)
    return replace(event, confidence=sure, decisions=(*event.decisions, why))


def calibrated(frame: float, none: float, share: float) -> float:
    """The probability that an event is right, from the frame's confidence and the model's shares (Platt 1999)."""
    shares = (frame, 1 - none, share)
    odds = least.CONSTANT + sum(weight * _log_odds(p) for weight, p in zip(least.WEIGHTS, shares, strict=True))
    return round(1 / (1 + exp(-odds)), 3)


def _log_odds(p: float) -> float:
    """Log-odds of a probability, short of the infinite."""
    p = min(max(p, 0.01), 0.99)
    return log(p / (1 - p))


def _powers(event: Event, mentions: Mentions, ambiguous: frozenset[str]) -> int:
    """How many known states, forces, bodies and office holders are among the parties."""
    parties = dict.fromkeys((*event.actors, *event.recipients))
    return sum(weight_of(mentions.by_actor[i], ambiguous) >= least.POWER for i in parties)


def _least(event: Event, kind: EventType, powers: int, length: int) -> float:
    """The share that the model must give an event's type for it to stay; ``length`` is the story's, in tokens."""
    share = least.LEAST[bool(event.actors), bool(event.recipients)][min(powers, 2)]
    if length <= LONG:
        share *= least.SHORT_LEAST
    elif kind.everyday and not powers:
        share = least.FAR_LEAST
    elif kind.two_sided and len(event.actors) + len(event.recipients) < 2:
        share = least.HIGH
    return share if event.factuality == "asserted" else share * least.UNREAL_LEAST


def _retyped(event: Event, rival: tuple[str, float], old: float, scene: Scene) -> Event:
    """The event as the model has it."""
    kind, share = rival
    note = f"the model gives {kind} {share:.2f}, {event.event_type} of {event.rule} {old:.2f}"
    why = Decision("event_type", f"model.{kind.lower()}", event.trigger, note)
    return retyped(event, kind, round(share * least.RETYPED, 3), why, scene.knowledge)


def marked(event: Event, mentions: Mentions) -> Marked:
    """The event's sentence with its parties, those that have a place in it."""
    sentence = mentions.parse.sentence_of(mentions.parse.token_at(event.trigger.start)).span
    # what stands far from the trigger in an endless sentence tells nothing of it
    first, last = event.trigger.start - least.WINDOW, event.trigger.end + least.WINDOW
    span = Span(max(sentence.start, first), min(sentence.end, last))
    sides = [
        _spans([mentions.by_actor[i].actor.mentions for i in ids], span) for ids in (event.actors, event.recipients)
    ]
    return Marked(mentions.parse.story.text[span.start : span.end], sides[0], sides[1])


def _spans(mentions: list[tuple[Span, ...]], inside: Span) -> Spans:
    """Where mentions stand within a span, counted from its start."""
    found = set()
    for row in mentions:  # in text order
        for m in row[bisect_left(row, Span(inside.start, inside.start)) :]:
            if m.start >= inside.end:
                break
            if m.end <= inside.end:
                found.add((m.start - inside.start, m.end - inside.start))
    return tuple(sorted(found))


def _share(judged: Judgement, kind: str, ontology: Ontology) -> float:
    """The share of a type, with those that are one with it in sets of 15 roots."""
    root = ontology.root(kind)
    return sum(share for name, share in judged.folded.items() if ontology.root(name) == root)


def _unframed(find: Find, scene: Scene) -> Event | None:
    """The event of a find; None where its parties are of no weight or the words make the act doubtful.

    The model has no eye for doubt, so the act is a plain fact or none.
    """
    recipients = () if find.recipient is None else (find.recipient,)
    if not scene.matters(Filled((find.actor,), recipients), find.head):
        return None
    factuality, why = factuality_of(scene.parse, find.head, scene.knowledge)
    if (
        factuality in {"hypothetical", "possible", "negated"}
        and not scene.knowledge.ontology.types[find.event_type].unreal
    ):
        return None
    trigger, rule = scene.parse.tokens[find.head].span, f"model.{find.event_type.lower()}"
    note = f"no frame; the model gives {find.event_type} {find.share:.2f}"
    finding = Finding(
        event_type=find.event_type, head=find.head, trigger=trigger, actors=(find.actor,), recipients=recipients,
        contexts=scene.contexts_at(find.head), rule=rule, confidence=round(find.share * least.ALONE, 3),
        decisions=(Decision("event_type", rule, trigger, note),), factuality=("asserted", why),
    )  # fmt: skip
    return build_event(finding, scene)
