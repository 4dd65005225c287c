"""Candidates that tell no act of their own.

What is asked for, an act named twice, an infinitive that nobody does, what kind of police "riot police" are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.coding.factuality.event_factuality import factuality_of
from dateline.coding.frames.candidates import Candidate
from dateline.knowledge.load import Knowledge
from dateline.language.grammar.clauses import Clauses
from dateline.language.labels import Dep, Tag

NEAR = 4  # steps in the tree within which one act can be part of another
NOUNS = frozenset({"NOUN", "PROPN"})
INWARD = (
    Dep.GOVERNED
    | Dep.CLAUSES_OF_VERB
    | Dep.MODIFIERS
    | {Dep.AGENT, Dep.PREP, Dep.OBJECT, Dep.NOUN_CLAUSE, Dep.CONJUNCT}
)


@dataclass(frozen=True, slots=True)
class Lapse:
    """Why a candidate tells no act of its own.

    Nobody is in it, nobody in particular does it, it only names a kind of people or things, or ``by`` tells it.
    """

    why: Literal["nobody", "generic", "kind", "asked for", "told twice"]
    by: Candidate | None = None


def distinct(candidates: Sequence[Candidate], clauses: Clauses, knowledge: Knowledge) -> list[Candidate]:
    """The candidates without those that are part of another one or that nobody does."""
    heads = by_head(candidates)
    return [c for c in candidates if lapse_of(c, heads, clauses, knowledge) is None]


def by_head(candidates: Sequence[Candidate]) -> dict[int, list[Candidate]]:
    """The candidates by their head words."""
    found: dict[int, list[Candidate]] = {}
    for c in candidates:
        found.setdefault(c.match.head, []).append(c)
    return found


def lapse_of(
    candidate: Candidate, heads: dict[int, list[Candidate]], clauses: Clauses, knowledge: Knowledge
) -> Lapse | None:
    """Why a candidate tells no act of its own, None where it does."""
    if names_a_kind(candidate.match.head, clauses, knowledge):
        return Lapse("kind")
    return _nobody(candidate, clauses) or _part(candidate, heads, clauses, knowledge)


def names_a_kind(word: int, clauses: Clauses, knowledge: Knowledge) -> bool:
    """Whether a word for an act only tells what kind of people or things a noun names: "riot police"."""
    tokens = clauses.parse.tokens
    t = tokens[word]
    if t.pos not in NOUNS or t.dep not in Dep.MODIFIERS:
        return False
    named = tokens[t.head]
    for _ in range(NEAR):
        if named.dep not in Dep.MODIFIERS or named.head == named.i:
            break
        named = tokens[named.head]
    if named.i < word or named.pos != "NOUN" or named.lemma in clauses.words("after-acts"):
        return False
    return named.lemma in knowledge.words.agents or named.lemma in clauses.words("named-for-acts")


def _nobody(candidate: Candidate, clauses: Clauses) -> Lapse | None:
    """Nobody and nothing in it, or a generic infinitive: "the use of airspace to attack a neighbour"."""
    match, filled = candidate.match, candidate.filled
    if filled.actors:
        return None
    if not filled.recipients and not candidate.rule.kind.inherent:
        return Lapse("nobody")
    head = clauses.parse.tokens[match.head]
    infinitive = head.tag == Tag.BASE and any(clauses.parse.tokens[c].tag == Tag.TO for c in head.children)
    if match.pattern.part != "verb" or not infinitive:
        return None
    nobody = not clauses.passive(head.i) and clauses.surface_subject(head.i) is None
    return Lapse("generic") if nobody else None


def _part(
    candidate: Candidate, heads: dict[int, list[Candidate]], clauses: Clauses, knowledge: Knowledge
) -> Lapse | None:  # fmt: skip
    """The act above that a candidate is part of."""
    tokens = clauses.parse.tokens
    i, joined = candidate.match.head, False
    for _ in range(NEAR):
        t = tokens[i]
        if t.head == i or t.dep not in INWARD:
            return None
        joined = joined or t.dep == Dep.CONJUNCT
        i = t.head
        for outer in heads.get(i, ()):
            if _asked_for(candidate, outer, clauses, knowledge):
                return Lapse("asked for", outer)
            if not joined and _same(candidate, outer):
                return Lapse("told twice", outer)
    return None


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
