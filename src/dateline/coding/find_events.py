"""Statements > Events: find what happened in a story, who did what to whom."""

from __future__ import annotations

from dateline.attribution.statements import Statements
from dateline.coding.duplicates import distinct
from dateline.coding.events import Events
from dateline.coding.factuality.event_factuality import factuality_of
from dateline.coding.frames.candidates import Candidate, clause_span, find_candidates, trigger_span
from dateline.coding.frames.contexts import modes_of, topics_of
from dateline.coding.frames.frame_confidence import confidence_of
from dateline.coding.frames.slots import Filled
from dateline.coding.frames.speakers import speakers
from dateline.coding.opinion.learned_opinion import Opinion
from dateline.coding.opinion.second_opinion import with_opinion
from dateline.coding.setting.event_date import date_of
from dateline.coding.setting.event_place import place_of
from dateline.coding.standing import NEUTRAL, needed, political_names, standing_of
from dateline.knowledge.load import Knowledge
from dateline.language.grammar import Clauses
from dateline.language.tokens import Parse
from dateline.record import Decision, Event, Factuality, Statement
from dateline.spans import Span

VERBAL = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"}
LONGEST = 90  # characters of a pattern that an explanation shows; the rule's file has it whole


def code_events(statements: Statements, knowledge: Knowledge, opinion: Opinion | None = None) -> Events:
    """Find what happened in a story: who did what to whom."""
    mentions = statements.mentions
    clauses = Clauses(mentions.parse, knowledge.frames.sets)
    found: list[Event] = []
    topics = _topics(mentions.parse, knowledge)
    names, ambiguous = political_names(mentions), knowledge.frames.words("ambiguous")
    enough = needed(mentions, names)
    candidates = find_candidates(mentions, knowledge.frames, speakers=speakers(statements))
    for candidate in distinct(candidates, clauses, knowledge):
        if _spoken_by_nobody(candidate, clauses):
            continue
        contexts, quiet = topics[mentions.parse.sentence_of(candidate.match.head).paragraph]
        inherent = candidate.rule.event_type == "PROTEST"
        if standing_of(candidate.filled, mentions, contexts, quiet, names, ambiguous, inherent) >= enough:
            found.append(_event(candidate, len(found), contexts, statements, clauses, knowledge))

    def admit(filled: Filled, paragraph: int) -> tuple[str, ...] | None:
        contexts, quiet = topics[paragraph]
        standing = standing_of(filled, mentions, contexts, quiet, names, ambiguous)
        return contexts if standing >= enough else None

    if opinion is not None:
        found = with_opinion(found, statements, knowledge, clauses, opinion, admit)
    return Events(statements, tuple(found))


def _spoken_by_nobody(candidate: Candidate, clauses: Clauses) -> bool:
    """A verb of saying or willing without anybody who says or wills it: an imperative, a bare infinitive."""
    match = candidate.match
    if candidate.filled.actors or match.pattern.part != "verb" or candidate.rule.event_type not in VERBAL:
        return False
    return not clauses.passive(match.head)


def _topics(parse: Parse, knowledge: Knowledge) -> dict[int, tuple[tuple[str, ...], bool]]:
    """PLOVER contexts of each paragraph, and whether it is about something far from politics.

    A story with more quiet paragraphs than political ones is quiet throughout.
    """
    bounds: dict[int, tuple[int, int]] = {}
    for s in parse.sentences:
        bounds[s.paragraph] = (bounds.get(s.paragraph, (s.first, 0))[0], s.last)
    cues = knowledge.cues
    found = {
        n: (topics_of(parse, *b, cues.contexts), bool(topics_of(parse, *b, cues.quiet, needed=3)))
        for n, b in bounds.items()
    }
    quiet = sum(q for _, q in found.values()) > sum(bool(set(c) - NEUTRAL) for c, _ in found.values())
    return {n: (c, q or quiet) for n, (c, q) in found.items()}


def _event(
    candidate: Candidate, number: int, passage: tuple[str, ...], statements: Statements, clauses: Clauses,
    knowledge: Knowledge,
) -> Event:  # fmt: skip
    mentions = statements.mentions
    rule, head, filled = candidate.rule, candidate.match.head, candidate.filled
    kind = knowledge.ontology.types[rule.event_type]
    modes = tuple(m for m in modes_of(candidate.match, clauses, knowledge.cues) if m in kind.modes)
    trigger, evidence = trigger_span(candidate.match, clauses), clause_span(head, clauses)
    factuality, why = factuality_of(mentions.parse, head, knowledge)
    if rule.factuality is not None:
        factuality, why = _given(rule.factuality), Decision("factuality", rule.id, trigger, "the rule says so")
    date, why_date = date_of(mentions, head, evidence)
    place, why_place = place_of(mentions, head, evidence, knowledge)
    said = _claimed(statements, trigger) if rule.event_type not in VERBAL else None
    said = said or statements.innermost(trigger)
    parties = [mentions.entities[n] for n in (*filled.actors, *filled.recipients)]
    named = any(e.actor.country or e.actor.wikidata for e in parties)
    ids = [e.actor.id for e in mentions.entities]
    return Event(
        id=f"{mentions.parse.story.id}-e{number}", event_type=rule.event_type, modes=modes,
        contexts=tuple(dict.fromkeys((*rule.contexts, *passage))),
        quad=kind.quad, score=knowledge.ontology.score(rule.event_type, modes),
        actors=tuple(ids[n] for n in filled.actors), recipients=tuple(ids[n] for n in filled.recipients),
        trigger=trigger, evidence=evidence, factuality=factuality, statement=said.id if said else None,
        date=date, place=place, confidence=confidence_of(rule, filled, kind.recipient_needed, named), rule=rule.id,
        decisions=(*_decisions(candidate, clauses), why, why_date, why_place),
    )  # fmt: skip


def _claimed(statements: Statements, trigger: Span) -> Statement | None:
    """ "Claimed responsibility for the attack": the deed is what the claimant says."""
    found = (s for s in statements.by_cue(trigger) if s.content.start < trigger.end <= s.content.end)
    return next(found, None)


def _given(value: str) -> Factuality:
    return value  # type: ignore[return-value]


def _decisions(candidate: Candidate, clauses: Clauses) -> tuple[Decision, ...]:
    """What ``dateline explain`` tells: the rule with its pattern and words, the runner-up, the slots of the parties."""
    rule, match = candidate.rule, candidate.match
    other = candidate.runner_up
    pattern = match.pattern.text
    note = f"pattern {pattern if len(pattern) <= LONGEST else pattern[:LONGEST] + '...'!r}"
    if other is not None:
        note += f"; runner-up {other.event_type} ({other.id})"
    return (
        Decision("event_type", rule.id, trigger_span(match, clauses), note),
        Decision("actors", rule.id, None, f"slot {candidate.filled.actor_slot or 'none'}"),
        Decision("recipients", rule.id, None, f"slot {candidate.filled.recipient_slot or 'none'}"),
    )
