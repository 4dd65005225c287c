"""Statements > Events: find what happened in a story, who did what to whom."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from dateline.attribution.statements import Statements
from dateline.coding.build import Finding, build_event, numbered
from dateline.coding.duplicates import distinct, names_a_kind
from dateline.coding.events import Events
from dateline.coding.frames.candidates import (
    Candidate,
    find_candidates,
    own_factuality,
    pattern_note,
    trigger_span,
)
from dateline.coding.frames.contexts import modes_of
from dateline.coding.frames.frame_confidence import confidence_of
from dateline.coding.frames.slots import Filled
from dateline.coding.frames.speakers import speakers
from dateline.coding.reader.findings import ReadStory
from dateline.coding.reader.model import ReaderModel
from dateline.coding.revision.denials import without_denied
from dateline.coding.revision.relief import as_help
from dateline.coding.revision.retold import retold
from dateline.coding.scene import Scene, look_at
from dateline.coding.standing import LONG
from dateline.knowledge.load import Knowledge
from dateline.knowledge.ontology import VERBAL_CONFLICT, EventType
from dateline.language.grammar.clauses import Clauses
from dateline.record import MOST_ROWS, Decision, Limit
from dateline.spans import Span


def code_events(
    statements: Statements, knowledge: Knowledge, reader: ReaderModel | None = None, *, all_actors: bool = False
) -> Events:
    """Find what happened in a story: who did what to whom.

    Args:
        statements: the story with who says what.
        knowledge: frames and ontology.
        reader: the learned reader, which judges what frames propose and finds what none has; None for frames alone.
        all_actors: take also acts in which nobody and nothing is of political weight.
    """
    scene = look_at(statements, knowledge)
    candidates = find_candidates(scene.mentions, knowledge.frames, speakers=speakers(statements))
    proposed = distinct(candidates, scene.clauses, knowledge)
    known = reader.card.types if reader is not None and len(scene.parse.tokens) > LONG else ()
    spoken = [c for c in proposed if c.rule.event_type not in known and not _spoken_by_nobody(c, scene.clauses)]
    read = ReadStory(scene, reader) if reader is not None else None
    told = [finding_of(c, scene) for c in spoken]
    weighty = ((c, f) for c, f in zip(spoken, told, strict=True) if all_actors or _is_of_weight(f, scene))
    found = [replace(f, parties=read.sure_of(c)) if read is not None else f for c, f in weighty]
    if read is not None:
        more = read.findings([c for c in proposed if c.rule.event_type in known])
        more = [f for f in more if not names_a_kind(f.head, scene.clauses, knowledge)]
        told += more
        more = [f for f in more if all_actors or _is_of_weight(f, scene)]
        found += more if known else _elsewhere(more, found, scene)
    charges = {f.head for f in found if f.event_type == "ACCUSE"}
    refusals = [finding_of(c, scene) for c in proposed if c.rule.event_type == "REJECT" and c.match.head in charges]
    kept = (without_denied(f, refusals, scene) for f in found)
    found = [as_help(f, scene) for f in kept if f is not None]
    found.sort(key=lambda f: (f.trigger.start, f.trigger.end))
    events = numbered([build_event(f, scene) for f in found], scene.parse.story.id)
    if not events:
        return Events(statements, (), _of_no_weight(told))
    return _bounded(Events(statements, tuple(retold(events, found, scene))))


def _is_of_weight(finding: Finding, scene: Scene) -> bool:
    """Whether an act, or whoever is in it, is of political weight: sport and metaphors stay out."""
    kind = scene.knowledge.ontology.types[finding.event_type]
    return _weighs(Filled(finding.actors, finding.recipients), finding.head, kind, scene)


def _weighs(filled: Filled, head: int, kind: EventType, scene: Scene) -> bool:
    """Whether an act of a type with its parties is of political weight, or a quarrel of whom a short text names."""
    if scene.matters(filled, head, political=kind.political):
        return True
    return kind.quad == VERBAL_CONFLICT and scene.between_names(filled, head)


def _of_no_weight(told: list[Finding]) -> tuple[Limit, ...]:
    """What a story without events tells of people of whom politics knows nothing."""
    acts = len({f.head for f in told})
    return (Limit("events", acts, "no party known to politics; --all-actors codes them"),) if acts else ()


def _elsewhere(read: list[Finding], found: list[Finding], scene: Scene) -> list[Finding]:
    """What the reader finds in sentences where no frame fires.

    The combination was fitted on whole articles; in a text of a sentence or two, which tells of little else, frames
    come first.
    """
    taken = {scene.parse.tokens[f.head].sent for f in found}
    return [f for f in read if scene.parse.tokens[f.head].sent not in taken]


def _bounded(events: Events) -> Events:
    """No more events than a story may have."""
    over = len(events.events) - MOST_ROWS
    if over <= 0:
        return events
    limit = Limit("events", over, f"more than {MOST_ROWS:,} in the story")
    return Events(events.statements, events.events[:MOST_ROWS], (limit,))


def unfit(candidate: Candidate, scene: Scene) -> Literal["unspoken", "standing"] | None:
    """Why an act is no event: nobody says or wills it, or neither it nor whoever is in it is of political weight."""
    if _spoken_by_nobody(candidate, scene.clauses):
        return "unspoken"
    return None if _matters(candidate, scene) else "standing"


def _matters(candidate: Candidate, scene: Scene) -> bool:
    """Whether an act, or whoever is in it, is of political weight."""
    return _weighs(candidate.filled, candidate.match.head, candidate.rule.kind, scene)


def _spoken_by_nobody(candidate: Candidate, clauses: Clauses) -> bool:
    """A verb of saying or willing without anybody who says or wills it: an imperative, a bare infinitive."""
    match = candidate.match
    if candidate.filled.actors or match.pattern.part != "verb" or not candidate.rule.kind.verbal:
        return False
    undergone = candidate.filled.recipient_slot == "subj"  # "came under criticism"
    return not undergone and not clauses.passive(match.head)


def finding_of(candidate: Candidate, scene: Scene) -> Finding:
    """What a frame tells."""
    rule, filled, entities = candidate.rule, candidate.filled, scene.mentions.entities
    kind = scene.knowledge.ontology.types[rule.event_type]
    modes = modes_of(candidate.match, scene.clauses, scene.knowledge.cues)
    trigger = trigger_span(candidate.match, scene.clauses)
    named = any(entities[n].actor.country or entities[n].actor.wikidata for n in (*filled.actors, *filled.recipients))
    return Finding(
        event_type=rule.event_type, head=candidate.match.head, trigger=trigger, actors=filled.actors,
        recipients=filled.recipients, rule=rule.id, modes=tuple(m for m in modes if m in kind.modes),
        contexts=tuple(dict.fromkeys((*rule.contexts, *scene.contexts_at(candidate.match.head)))),
        confidence=confidence_of(rule, filled, kind.recipient_needed, named),
        decisions=_decisions(candidate, trigger),
        factuality=own_factuality(rule, trigger),
    )  # fmt: skip


def _decisions(candidate: Candidate, trigger: Span) -> tuple[Decision, ...]:
    """What ``dateline explain`` tells: the rule with its pattern and words, the runner-up, the slots of the parties."""
    rule, other = candidate.rule, candidate.runner_up
    note = pattern_note(candidate)
    if other is not None:
        note += f"; runner-up {other.event_type} ({other.id})"
    return (
        Decision("event_type", rule.id, trigger, note),
        Decision("actors", rule.id, None, f"slot {candidate.filled.actor_slot or 'none'}"),
        Decision("recipients", rule.id, None, f"slot {candidate.filled.recipient_slot or 'none'}"),
    )
