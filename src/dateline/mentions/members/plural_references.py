"""Plural references > the clusters for which they stand: "the leaders", "both sides", "the three countries".

A plural that says no more than what its members are stands for those whom the sentences before it join: two that are
coordinated, the only two of their kind in a sentence (a subject and whom he met), or, where neither "both" nor "two"
says otherwise, all of a longer coordination. A number says how many there are, and lets words in between say more.
Where a sentence in between names somebody else, the text doesn't tell, and the plural stays what it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from dateline.language.labels import Dep
from dateline.mentions.clusters.cluster import Cluster
from dateline.mentions.clusters.state import State
from dateline.mentions.members.coordinations import coordinated
from dateline.mentions.phrases.phrase import Phrase

BEHIND = Dep.CLAUSES_OF_NOUN | {Dep.PREP, Dep.APPOSITION, Dep.CONJUNCT}
OPENERS = frozenset({"the", "both", "these", "two"})
PERSONS, STATES, SIDES = "joint_persons", "joint_states", "joint_sides"
REACH = {PERSONS: 20, STATES: 6, SIDES: 10}  # sentences before a plural in which its members are joined


def kind_of(state: State, phrase: Phrase) -> str:
    """Which kind of members a plural joins, empty where it is no such plural."""
    tokens = state.tokens
    if not phrase.plural or phrase.name is not None or phrase.nested or phrase.owner is not None:
        return ""
    if tokens[phrase.first].lower not in OPENERS or _goes_on(state, phrase):
        return ""
    words = [tokens[k].lower for k in range(phrase.first, _last(state, phrase) + 1)]
    noun = " ".join(w for w in words if w not in OPENERS)
    if noun in state.words.shapes["counterparts"] or (words[0] == "two" and tokens[phrase.head].sent == 0):
        return ""
    if (state.count(phrase) or 0) > 2:
        noun = _counted_noun(state, phrase)
    return next((kind for kind in (PERSONS, STATES, SIDES) if noun in state.words.shapes[kind]), "")


def _counted_noun(state: State, phrase: Phrase) -> str:
    """The bare noun of a plural with a number: "the three guarantor states"; none where it says which ones."""
    between = range(phrase.first + 1, phrase.head)
    named = any(state.phrases[n].alias for k in between if (n := state.at_head.get(k)) is not None)
    other = any(state.tokens[k].lower in state.words.shapes["strangers"] for k in between)
    return "" if named or other else state.tokens[phrase.head].lower


def _goes_on(state: State, phrase: Phrase) -> bool:
    """Whether words behind say which ones are meant: "the parties to the pact", "the leaders who came"."""
    tokens = state.tokens
    children = (tokens[c] for c in tokens[phrase.head].children if c > _last(state, phrase))
    counted = (state.count(phrase) or 0) > 2
    # Behind a number the parser takes "called" of "the three states called" for a participle.
    return any(c.dep in BEHIND and not (counted and c.dep == Dep.NOUN_CLAUSE) for c in children)


def _last(state: State, phrase: Phrase) -> int:
    """The last word of the noun, which for "heads of state" is behind its "of"."""
    tokens, k = state.tokens, phrase.last
    whole = " ".join(t.lower for t in tokens[phrase.head : k + 3])
    return k + 2 if whole in state.words.shapes[PERSONS] else k


def antecedent(
    state: State, sentences: dict[int, list[int]], phrase: Phrase, kind: str, told: dict[int, tuple[Cluster, ...]]
) -> tuple[Cluster, ...]:
    """The members of a plural: those of the nearest sentence that joins some, if nobody else comes in between.

    Args:
        state: the story.
        sentences: numbers of the phrases of each sentence, in text order.
        phrase: the plural.
        kind: as ``kind_of`` tells it.
        told: what has been found for the phrases before.
    """
    between: list[Cluster] = []
    here, count = state.tokens[phrase.head].sent, state.count(phrase)
    for sentence in range(here, max(here - REACH[kind], -1), -1):
        numbers = [n for n in sentences.get(sentence, []) if state.phrases[n].head < phrase.first]
        again = next((told[n] for n in reversed(numbers) if n in told and kind_of(state, state.phrases[n]) == kind), ())
        if count is not None and count > 2:
            listed = again if len(again) == count else _counted_list(state, numbers, kind, count)
            if listed:
                return listed
            continue
        joined = tuple(again or _joined(state, numbers, kind))
        if len(joined) > 1:
            whole = len(joined) == 2 or again or (count is None and _is_list(state, numbers, joined))
            return joined if whole and all(c in joined for c in between) else ()
        between += [c for c in joined if c not in between]
        if len(between) > 2:
            return ()
    return ()


def _counted_list(state: State, numbers: list[int], kind: str, count: int) -> tuple[Cluster, ...]:
    """The coordination of so many of a kind in a sentence."""
    fitting = {STATES: _states, PERSONS: _persons}.get(kind, _sides)
    own = fitting(state, numbers)
    for n in reversed(numbers):
        listed = coordinated(state, state.phrases[n].head)
        if len(listed) == count and all(c in own for c in listed):
            return listed
    return ()


def _is_list(state: State, numbers: list[int], joined: tuple[Cluster, ...]) -> bool:
    """Whether more than two are joined by words: all of them, or all but the first, who met or rang them."""
    tokens = state.tokens
    first = {c.number: state.phrases[n].head for n in reversed(numbers) if (c := state.of[n]) is not None}
    heads = [first[c.number] for c in joined[1:]]
    between = [tokens[a + 1 : b] for a, b in pairwise(heads)]
    verbs = any(t.pos in {"VERB", "AUX"} for part in between for t in part)
    return not verbs and any(t.pos == "CCONJ" for t in between[-1])


def _joined(state: State, numbers: list[int], kind: str) -> list[Cluster]:
    """The clusters of a kind that a sentence names: two that it joins, one, or none."""
    named = {STATES: _states, PERSONS: _persons}.get(kind)
    if named is not None:
        found = named(state, numbers)
        return found or (_homelands(state, numbers) if kind == STATES else [])
    persons = _persons(state, numbers)
    if len(persons) == 2:
        return persons
    found = _sides(state, numbers)
    return found if len(found) == 2 or not persons else persons


def _distinct(clusters: Iterable[Cluster | None]) -> list[Cluster]:
    return list(dict.fromkeys(c for c in clusters if c is not None))


def _persons(state: State, numbers: list[int]) -> list[Cluster]:
    """Persons by name or office."""
    return [c for c in _distinct(state.of[n] for n in numbers) if c.human and c.kind == "person" and _is_leader(c)]


def _is_leader(cluster: Cluster) -> bool:
    """Whether somebody speaks for a state or a body, as far as is known."""
    role = cluster.role
    return cluster.known is not None or (role is not None and (role.office or cluster.named))


def _states(state: State, numbers: list[int]) -> list[Cluster]:
    """States by any of their names: "Russia", "Russian", "Moscow" where it acts."""
    return [c for c in _distinct(state.of[n] for n in numbers) if c.state]


def _homelands(state: State, numbers: list[int]) -> list[Cluster]:
    """The states of two persons of a sentence that names no state."""
    countries = dict.fromkeys(c.country for c in _persons(state, numbers))
    found = [state.by_key.get(c) for c in countries if c is not None]
    return _distinct(found) if len(found) == 2 and None not in found else []


def _sides(state: State, numbers: list[int]) -> list[Cluster]:
    """Whoever can be a side, where it is an argument of its own."""
    return [c for c in _distinct(state.of[n] for n in numbers if _stands(state, state.phrases[n])) if _is_side(c)]


def _stands(state: State, phrase: Phrase) -> bool:
    """Whether a phrase is an argument of its own, not an adjective or a possessor inside another one."""
    return not phrase.nested and not phrase.pronoun and state.tokens[phrase.head].dep not in Dep.MODIFIERS


def _is_side(cluster: Cluster) -> bool:
    """Whether a cluster can be a side of a conflict or a deal: a state, a body, a group by name."""
    return (
        cluster.is_actor and (cluster.state or cluster.named) and cluster.kind not in {"person", "population", "other"}
    )
