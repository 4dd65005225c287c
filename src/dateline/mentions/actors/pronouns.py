"""Pronouns > clusters: nearness, number, gender, and a preference for subjects and for the named.

A scoring of the factors that Lappin & Leass (1994) list, without their syntax filters beyond the clause.
"""

from __future__ import annotations

from collections.abc import Callable

from dateline.language.labels import Dep, Tag
from dateline.language.tokens import Token
from dateline.mentions.clusters.cluster import Cluster
from dateline.mentions.clusters.kinds import Nature, Sign
from dateline.mentions.clusters.state import State
from dateline.mentions.clusters.story_nations import SUBJECTS
from dateline.mentions.phrases.phrase import RELATIVE_TAGS, Phrase

LOOK_BACK = 120
LONGEST = 8  # words behind "those" that go into a name
OBJECTS = Dep.RECEIVERS
# Prepositions behind which somebody else stands than who acts.
AIMED = frozenset({"at", "against", "to"})


def resolve_pronoun(state: State, phrase: Phrase) -> Cluster:
    """The cluster that a pronoun stands for; a new one that is no actor where none fits."""
    t = state.tokens[phrase.head]
    if t.lower in state.words.shapes["those_who"] and (clause := _told_by(state, t)) is not None:
        phrase.plural = True
        return state.new(phrase, state.text(t.i, clause), Nature("population"), "pronoun.those-who")
    found = _find(state, t, phrase.pronoun)
    return found if found is not None else state.new(phrase, t.text, Nature("other", is_actor=False))


def _told_by(state: State, t: Token) -> int | None:
    """The last word of the clause that says who is meant: "those [who had planned the raid]"."""
    tokens = state.tokens
    for c in t.children:
        who = tokens[c].dep == Dep.RELATIVE and any(tokens[k].tag == Tag.WHO for k in tokens[c].children)
        if c > t.i and (who or (tokens[c].dep == Dep.NOUN_CLAUSE and tokens[c].tag in Tag.PARTICIPLES)):
            return min(max(state.parse.subtree(c)), t.i + LONGEST)
    return None


def _find(state: State, t: Token, word: str) -> Cluster | None:
    """The cluster that a pronoun stands for, by its kind."""
    if t.tag in RELATIVE_TAGS:
        return _relative(state, t)
    pronouns = state.parse.words.pronouns
    if word in pronouns.one:
        return _person(state, t, "she" if word in pronouns.female else "he")
    if word in pronouns.several:
        return _best(state, t, lambda c: c.plural or not c.human, 2, plural=True) or _best(
            state, t, lambda c: c.plural, 4
        )
    if word in pronouns.thing and t.dep != Dep.EXPLETIVE and not _weather(state, t):
        return _best(state, t, lambda c: not c.plural and not c.human and c.kind != "person", 4)
    return None


def _person(state: State, t: Token, gender: str) -> Cluster | None:
    found = _best(state, t, lambda c: c.human and c.gender in {"", gender}, 5, gender)
    if found is None:
        found = _best(state, t, lambda c: c.named and c.kind == "other" and c.nature.unsure, 2)
    if found is not None:
        found.gender = found.gender or gender
        state.show(found, Sign.PRONOUN)
    return found


def _weather(state: State, t: Token) -> bool:
    """The empty "it" of "it is clear that", "it emerged that"."""
    verb = state.tokens[t.head]
    if t.dep not in SUBJECTS:
        return False
    after = [state.tokens[c] for c in verb.children if c > verb.i]
    if verb.lemma in state.parse.words.auxiliaries.copulas:
        return any(c.dep == Dep.PREDICATIVE for c in after) and any(c.dep in Dep.CLAUSES_OF_VERB for c in after)
    return verb.lemma in state.words.shapes["impersonal"]


def _relative(state: State, t: Token) -> Cluster | None:
    """The noun that a relative pronoun stands for: the head of its clause."""
    k = t.i
    for _ in range(6):
        if state.tokens[k].dep == Dep.RELATIVE:
            m = state.at_head.get(state.tokens[k].head)
            return state.of[m] if m is not None else None
        if state.tokens[k].head == k:
            return None
        k = state.tokens[k].head
    return None


def _bound(state: State, t: Token) -> int | None:
    """The verb whose subject a pronoun can't mean: "police beat them", "protesters threw stones at them"."""
    tokens = state.tokens
    if t.lower.endswith(state.parse.words.pronouns.reflexive_endings):
        return None
    if t.dep in OBJECTS:
        return t.head
    if t.dep != Dep.PREP_OBJECT or tokens[t.head].lower not in AIMED:
        return None
    above = tokens[tokens[t.head].head]
    return above.head if above.dep == Dep.OBJECT else above.i


def _best(
    state: State, t: Token, fits: Callable[[Cluster], bool], reach: int, gender: str = "-", plural: bool = False
) -> Cluster | None:
    """The best earlier cluster: near, a subject, named, often mentioned."""
    best, score = None, -1.0
    bound = _bound(state, t)
    speaks = state.speaks(t.i)
    for cluster in reversed(state.actors[-LOOK_BACK:]):
        back = t.sent - cluster.seen.sentence
        if (
            bound is not None
            and state.tokens[cluster.seen.token].head == bound
            and state.tokens[cluster.seen.token].dep in SUBJECTS
        ):
            continue  # "them" in "police beat them" are not the police
        if not cluster.is_actor or back > reach or back < 0 or cluster.seen.token >= t.i or not fits(cluster):
            continue
        value = (
            (11.0 if back == 0 else 10.0 - 3.0 * back)
            + (3.0 if cluster.seen.subject else 0.0)
            + (1.5 if cluster.named else 0.0)
        )
        value += min(cluster.seen.count, 6) * 0.25 + (1.0 if cluster.gender == gender else 0.0)
        if speaks and t.sent - cluster.seen.spoke <= 3:
            value += 3.0
        if cluster.seen.quoted and not state.quoted[t.i]:
            value -= 2.0
        many = cluster.plural or cluster.seen.several
        value += 3.5 if plural and many else -2.5 if plural and cluster.state else 0.0
        if back == 0 and t.dep not in SUBJECTS | {Dep.POSSESSOR} and state.tokens[cluster.seen.token].head == t.head:
            value -= 4.0
        if value > score:
            best, score = cluster, value
    return best
