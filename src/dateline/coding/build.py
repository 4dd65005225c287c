"""The one maker of events: a finding, whoever made it, with what the text says of its truth, speaker, time and place.

In: a ``Finding`` of the frames or of the learned opinion, and the story's ``Scene``. Out: an ``Event``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.coding.factuality.event_factuality import factuality_of
from dateline.coding.frames.candidates import clause_span
from dateline.coding.scene import Scene
from dateline.coding.setting.counting.counts import counted_once, counts_of
from dateline.coding.setting.event_date import date_of
from dateline.coding.setting.event_place import place_of
from dateline.coding.setting.when_said import date_of_saying
from dateline.knowledge.load import Knowledge
from dateline.knowledge.ontology import VERBAL_CONFLICT
from dateline.record import Decision, Event, Factuality, Statement
from dateline.spans import Span


@dataclass(frozen=True, slots=True)
class Finding:
    """What happened, as somebody found it.

    Attributes:
        head: the word that names the act; ``trigger`` all its words.
        actors, recipients: numbers of entities.
        rule: what found it; ``decisions`` say how.
        repeats: the probability that the story has told of the act before.
        parties: the probability that all parties are right, where something learned has judged them.
        factuality: where the finder settles it; otherwise the words around the act do.
    """

    event_type: str
    head: int
    trigger: Span
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    contexts: tuple[str, ...]
    rule: str
    confidence: float
    decisions: tuple[Decision, ...]
    modes: tuple[str, ...] = ()
    parties: float | None = None
    repeats: float = 0.0
    factuality: tuple[Factuality, Decision] | None = None


def build_event(finding: Finding, scene: Scene) -> Event:
    """The event of a finding, not numbered yet."""
    mentions, knowledge = scene.mentions, scene.knowledge
    evidence = clause_span(finding.head, scene.clauses)
    factuality, why = finding.factuality or factuality_of(mentions.parse, finding.head, knowledge)
    date, why_date = date_of(mentions, finding.head, evidence)
    if (
        date is None
        and knowledge.ontology.types[finding.event_type].quad == VERBAL_CONFLICT
        and factuality == "asserted"
    ):
        innermost = scene.statements.innermost(finding.trigger)
        said_then = date_of_saying(mentions, scene.clauses, finding.head, finding.actors, innermost)
        date, why_date = said_then or (date, why_date)
    said = _said(finding, scene)
    place, why_place = place_of(mentions, finding.head, evidence, knowledge, _saying(said, finding, scene))
    ids = [e.actor.id for e in mentions.entities]
    quad, score = _scale(finding.event_type, finding.modes, knowledge)
    return Event(
        id="", event_type=finding.event_type, modes=finding.modes, contexts=finding.contexts, quad=quad, score=score,
        actors=tuple(ids[n] for n in finding.actors), recipients=tuple(ids[n] for n in finding.recipients),
        trigger=finding.trigger, evidence=evidence, factuality=factuality, statement=said.id if said else None,
        date=date, place=place, confidence=finding.confidence, rule=finding.rule,
        confidence_parties=finding.parties,
        decisions=(*finding.decisions, why, why_date, why_place),
        counts=counts_of(finding.head, scene.clauses, knowledge.counting, mentions.persons),
    )  # fmt: skip


def retyped(event: Event, kind: str, confidence: float, why: Decision, knowledge: Knowledge) -> Event:
    """An event under another type: a plain fact, without the modes of the old type."""
    quad, score = _scale(kind, (), knowledge)
    return replace(
        event, event_type=kind, modes=(), quad=quad, score=score, factuality="asserted", confidence=confidence,
        rule=why.rule, decisions=(why, *event.decisions),
    )  # fmt: skip


def numbered(events: list[Event], story: str) -> tuple[Event, ...]:
    """Events with the ids that they have in their story."""
    return tuple(replace(event, id=f"{story}-e{n}") for n, event in enumerate(counted_once(events)))


def _scale(kind: str, modes: tuple[str, ...], knowledge: Knowledge) -> tuple[int, float]:
    """Where the ontology puts a type: its quad class and its score from conflict to cooperation."""
    return knowledge.ontology.types[kind].quad, knowledge.ontology.score(kind, modes)


def _said(finding: Finding, scene: Scene) -> Statement | None:
    """The statement that tells of the act: who claims a deed says it, else the innermost one around the words."""
    verbal = scene.knowledge.ontology.types[finding.event_type].verbal
    claimed = None if verbal else _claimed(finding, scene)
    return claimed or scene.statements.innermost(finding.trigger)


def _saying(said: Statement | None, finding: Finding, scene: Scene) -> frozenset[int]:
    """The words by which others tell of an act, as token numbers; none of its own."""
    at, cues = scene.parse.token_at, (link.cue for link in said.chain) if said is not None else ()
    told = (c for c in cues if c is not None and not c.touches(finding.trigger))
    return frozenset(i for c in told for i in range(at(c.start), at(c.end - 1) + 1))


def _claimed(finding: Finding, scene: Scene) -> Statement | None:
    """ "Claimed responsibility for the attack": the deed is what the claimant says.

    Not so where somebody is called something, which does it to him: "designated the Front as a terrorist group".
    """
    trigger, entities = finding.trigger, scene.mentions.entities
    if any(trigger.touches(span) for n in finding.recipients for span in entities[n].actor.mentions):
        return None
    found = (s for s in scene.statements.by_cue(trigger) if s.content.start < trigger.end <= s.content.end)
    return next(found, None)
