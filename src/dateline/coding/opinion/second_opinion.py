"""What the learned opinion changes in a story's events: it settles doubtful types, and adds what no frame has."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from math import exp, log

from dateline.attribution.statements import Statements
from dateline.coding.factuality.event_factuality import factuality_of
from dateline.coding.frames.candidates import clause_span
from dateline.coding.frames.slots import Filled
from dateline.coding.opinion.folding import CONCESSION, folded
from dateline.coding.opinion.learned_opinion import Judgement, Marked, Opinion, Spans
from dateline.coding.opinion.unframed_events import Find, finds
from dateline.coding.setting.event_date import date_of
from dateline.coding.setting.event_place import place_of
from dateline.coding.standing import LONG, weight_of
from dateline.knowledge.load import Knowledge
from dateline.language.grammar import Clauses
from dateline.mentions.mentioned import Mentions
from dateline.record import Decision, Event
from dateline.spans import Span

WINDOW = 400  # characters on either side of the trigger that the model reads
DOUBTFUL = 0.76  # frames' confidence below which the model is asked
# Of the log-odds of the frame's confidence, of there being an event and of its type: fitted by training/calibrate.py.
WEIGHTS, CONSTANT = (0.18, 0.26, 0.37), -0.47
LOW, HIGH = 0.05, 0.8  # the type's and its rival's share from which the rival wins
# What the model tells of acts that are not facts: it has no eye for doubt, only for plans, refusals and threats.
UNREAL = frozenset({"REJECT", "AGREE", "THREATEN", "CONCEDE"})
# The least share of the model, by whether the event has actors and recipients, for none, one and more powers
# among them: what is told with fewer parties, or of people far from politics, needs more.
LEAST = {
    (True, True): (0.3, 0.1, 0.015),
    (True, False): (0.4, 0.1, 0.04),
    (False, True): (0.09, 0.03, 0.015),
    (False, False): (0.3, 0.3, 0.3),
}
UNREAL_LEAST = 0.25  # the part of it that an event needs which is no fact: the model looks at what happens
SHORT_LEAST = 0.3  # in a text of a sentence or two, whose topic cannot be seen, the frames count for more
FAR_LEAST = (
    0.9  # what people far from politics agree, discuss, praise, refuse or give is an event only if the model is sure
)
FAR = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "REJECT"})
NEEDS_TWO = frozenset({"COOPERATE", "AID"})
POWER = 2.0  # standing of a known power
FORCE = frozenset({"ASSAULT", "PROTEST", "MOBILIZE", "COERCE"})  # "the attack": the story has told whose
Admit = Callable[[Filled, int], tuple[str, ...] | None]


def with_opinion(
    events: list[Event], statements: Statements, knowledge: Knowledge, clauses: Clauses, opinion: Opinion, admit: Admit
) -> list[Event]:
    """The events after the model has been asked, in text order, numbered anew.

    Args:
        events: what the frames found.
        statements: the story.
        knowledge: for types, scores and the words that bear on factuality.
        clauses: the story's grammar.
        opinion: the model.
        admit: contexts of a paragraph if parties there have the standing to make an event political, else None.
    """
    told = {event.event_type for event in events if event.event_type in FORCE and (event.actors or event.recipients)}
    asked = (event if _told_before(event, told) else _review(event, statements, knowledge, opinion) for event in events)
    reviewed = [event for event in asked if event is not None]
    parse = statements.mentions.parse
    taken = {parse.sentence_of(parse.token_at(event.trigger.start)).first for event in events}
    for find in finds(statements.mentions, taken, opinion, knowledge.frames):
        filled = Filled((find.actor,), () if find.recipient is None else (find.recipient,))
        contexts = admit(filled, parse.sentence_of(find.head).paragraph)
        if contexts is not None and (made := _event(find, contexts, statements, knowledge, clauses)) is not None:
            reviewed.append(made)
    reviewed.sort(key=lambda event: (event.trigger.start, event.trigger.end))
    return [replace(event, id=f"{parse.story.id}-e{n}") for n, event in enumerate(reviewed)]


def _told_before(event: Event, told: set[str]) -> bool:
    """A bare noun for what the story tells of with its parties elsewhere: "after the attack"."""
    return event.event_type in told and not event.actors and not event.recipients


def _review(event: Event, statements: Statements, knowledge: Knowledge, opinion: Opinion) -> Event | None:
    """The event with the model's share in its confidence; retyped, or None, where the frame's type is unlikely."""
    both, settled = bool(event.actors and event.recipients), event.confidence >= DOUBTFUL
    powers = _powers(event, statements.mentions, knowledge.frames.words("ambiguous"))
    if both and settled and powers > 1:
        return event
    judged = opinion.judge([_marked(event, statements)])[0]
    if event.event_type not in judged.folded:  # a type of the user's own ontology
        return event
    kind, (rival, rivals) = folded(event.event_type, event.factuality), judged.ranking[0]
    share = _share(judged, kind or event.event_type)
    asked = both and not settled and kind is not None and event.factuality != "possible"
    if asked and powers and share < LOW and rivals > HIGH:
        return _retyped(event, rival, rivals, share, knowledge)
    if max(share, _share(judged, event.event_type)) < _least(event, powers, len(statements.mentions.parse.tokens)):
        return None
    note = f"the model gives {kind} {share:.2f}, {rival} {rivals:.2f}, no event {judged.none:.2f}"
    why = Decision("confidence", "model", event.trigger, note)
    sure = _calibrated(event.confidence, judged.none, share)
    return replace(event, confidence=sure, decisions=(*event.decisions, why))


def _calibrated(frame: float, none: float, share: float) -> float:
    """The probability that an event is right, from the frame's confidence and the model's shares (Platt 1999)."""
    odds = CONSTANT + sum(weight * _log_odds(p) for weight, p in zip(WEIGHTS, (frame, 1 - none, share), strict=True))
    return round(1 / (1 + exp(-odds)), 3)


def _log_odds(p: float) -> float:
    p = min(max(p, 0.01), 0.99)
    return log(p / (1 - p))


def _powers(event: Event, mentions: Mentions, ambiguous: frozenset[str]) -> int:
    """How many known states, forces, bodies and office holders are among the parties."""
    return sum(
        weight_of(mentions.by_actor[i], ambiguous) >= POWER for i in dict.fromkeys((*event.actors, *event.recipients))
    )


def _least(event: Event, powers: int, length: int) -> float:
    """The share that the model must give an event's type for it to stay; ``length`` is the story's, in tokens."""
    least = LEAST[bool(event.actors), bool(event.recipients)][min(powers, 2)]
    if length <= LONG:
        least *= SHORT_LEAST
    elif event.event_type in FAR and not powers:
        least = FAR_LEAST
    elif event.event_type in NEEDS_TWO and len(event.actors) + len(event.recipients) < 2:
        least = HIGH
    return least if event.factuality == "asserted" else least * UNREAL_LEAST


def _retyped(event: Event, kind: str, share: float, old: float, knowledge: Knowledge) -> Event:
    """The event as the model has it."""
    rule = f"model.{kind.lower()}"
    note = f"the model gives {kind} {share:.2f}, {event.event_type} of {event.rule} {old:.2f}"
    return replace(
        event, event_type=kind, modes=(), quad=knowledge.ontology.types[kind].quad,
        score=knowledge.ontology.score(kind, ()), factuality="asserted", confidence=round(share * 0.8, 3), rule=rule,
        decisions=(Decision("event_type", rule, event.trigger, note), *event.decisions),
    )  # fmt: skip


def _marked(event: Event, statements: Statements) -> Marked:
    """The event's sentence with its parties, those that have a place in it."""
    mentions = statements.mentions
    sentence = mentions.parse.sentence_of(mentions.parse.token_at(event.trigger.start)).span
    # what stands far from the trigger in an endless sentence tells nothing of it
    span = Span(max(sentence.start, event.trigger.start - WINDOW), min(sentence.end, event.trigger.end + WINDOW))
    sides = [
        _spans([mentions.by_actor[i].actor.mentions for i in ids], span) for ids in (event.actors, event.recipients)
    ]
    return Marked(mentions.parse.story.text[span.start : span.end], sides[0], sides[1])


def _spans(mentions: list[tuple[Span, ...]], inside: Span) -> Spans:
    found = set()
    for row in mentions:  # in text order
        for m in row[bisect_left(row, Span(inside.start, inside.start)) :]:
            if m.start >= inside.end:
                break
            if m.end <= inside.end:
                found.add((m.start - inside.start, m.end - inside.start))
    return tuple(sorted(found))


def _share(judged: Judgement, kind: str) -> float:
    shares = judged.folded
    return sum(shares[k] for k in CONCESSION) if kind in CONCESSION else shares[kind]


def _event(
    find: Find, contexts: tuple[str, ...], statements: Statements, knowledge: Knowledge, clauses: Clauses
) -> Event | None:
    """The record of a find; None where the words make the act doubtful, which the model has no eye for."""
    mentions = statements.mentions
    factuality, why = factuality_of(mentions.parse, find.head, knowledge)
    if factuality in {"hypothetical", "possible", "negated"} and find.event_type not in UNREAL:
        return None
    trigger, rule = mentions.parse.tokens[find.head].span, f"model.{find.event_type.lower()}"
    said, evidence = statements.innermost(trigger), clause_span(find.head, clauses)
    date, why_date = date_of(mentions, find.head, evidence)
    place, why_place = place_of(mentions, find.head, evidence, knowledge)
    ids = [e.actor.id for e in mentions.entities]
    note = f"no frame; the model gives {find.event_type} {find.share:.2f}"
    return Event(
        id="", event_type=find.event_type, modes=(), contexts=contexts,
        quad=knowledge.ontology.types[find.event_type].quad, score=knowledge.ontology.score(find.event_type, ()),
        actors=(ids[find.actor],), recipients=() if find.recipient is None else (ids[find.recipient],),
        trigger=trigger, evidence=evidence, factuality="asserted",
        statement=said.id if said else None, date=date, place=place, confidence=round(find.share * 0.7, 3), rule=rule,
        decisions=(Decision("event_type", rule, trigger, note), why, why_date, why_place),
    )  # fmt: skip
