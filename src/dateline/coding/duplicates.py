"""Candidates that tell no act of their own: what is asked for, an act named twice, an infinitive that nobody does."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coding.factuality.event_factuality import factuality_of
from dateline.coding.frames.candidates import Candidate
from dateline.knowledge.load import Knowledge
from dateline.language.grammar import Clauses
from dateline.language.labels import Dep, Tag

NEAR = 4  # steps in the tree within which one act can be part of another
INWARD = (
    Dep.GOVERNED
    | Dep.CLAUSES_OF_VERB
    | Dep.MODIFIERS
    | {Dep.AGENT, Dep.PREP, Dep.OBJECT, Dep.NOUN_CLAUSE, Dep.CONJUNCT}
)


def distinct(candidates: Sequence[Candidate], clauses: Clauses, knowledge: Knowledge) -> list[Candidate]:
    """The candidates without those that are part of another one or that nobody does."""
    by_head: dict[int, list[Candidate]] = {}
    for c in candidates:
        by_head.setdefault(c.match.head, []).append(c)
    return [c for c in candidates if not _nobody(c, clauses) and not _part(c, by_head, clauses, knowledge)]


def _nobody(candidate: Candidate, clauses: Clauses) -> bool:
    """Nobody and nothing in it, or a generic infinitive: "the use of airspace to attack a neighbour"."""
    match, filled = candidate.match, candidate.filled
    if filled.actors:
        return False
    if not filled.recipients and not candidate.rule.kind.inherent:
        return True
    head = clauses.parse.tokens[match.head]
    infinitive = head.tag == Tag.BASE and any(clauses.parse.tokens[c].tag == Tag.TO for c in head.children)
    if match.pattern.part != "verb" or not infinitive:
        return False
    return not clauses.passive(head.i) and clauses.surface_subject(head.i) is None


def _part(
    candidate: Candidate, by_head: dict[int, list[Candidate]], clauses: Clauses, knowledge: Knowledge
) -> bool:  # fmt: skip
    tokens = clauses.parse.tokens
    i, joined = candidate.match.head, False
    for _ in range(NEAR):
        t = tokens[i]
        if t.head == i or t.dep not in INWARD:
            return False
        joined = joined or t.dep == Dep.CONJUNCT
        i = t.head
        for outer in by_head.get(i, ()):
            if _asked_for(candidate, outer, clauses, knowledge) or (not joined and _same(candidate, outer)):
                return True
    return False


def _asked_for(inner: Candidate, outer: Candidate, clauses: Clauses, knowledge: Knowledge) -> bool:
    """The content of a request: "called for cutting exports"."""
    if not outer.rule.kind.asks or outer.rule.keep or inner.match.head < outer.match.head:
        return False
    return factuality_of(clauses.parse, inner.match.head, knowledge)[0] == "hypothetical"


def _same(inner: Candidate, outer: Candidate) -> bool:
    """One act told with two words: "arrived to hold talks", "were hit in an attack"."""
    together = inner.rule.kind.symmetric
    if inner.rule.event_type != outer.rule.event_type or not (inner.match.pattern.part == "noun" or together):
        return False
    if not together and not inner.filled.recipients and not inner.filled.actors:
        return True
    parties = {*inner.filled.actors, *inner.filled.recipients}
    return parties <= {*outer.filled.actors, *outer.filled.recipients}
