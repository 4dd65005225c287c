"""Plural references > the clusters for which they stand: "the leaders", "both sides", "the two countries".

A plural that says no more than what its members are stands for those whom the sentences before it join: two that are
coordinated, or the only two of their kind in a sentence (a subject and whom he met). Where a sentence in between names
somebody else, the text doesn't tell, and the plural stays what it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from dateline.language.labels import Dep
from dateline.mentions.clusters.cluster import Cluster
from dateline.mentions.clusters.state import State
from dateline.mentions.phrases.phrase import Phrase

BEHIND = Dep.CLAUSES_OF_NOUN | {Dep.PREP, Dep.APPOSITION, Dep.CONJUNCT}
OPENERS = frozenset({"the", "both", "these", "two"})
PERSONS, STATES, SIDES = "joint_persons", "joint_states", "joint_sides"
REACH = {PERSONS: 20, STATES: 6, SIDES: 10}  # sentences before a plural in which its members are joined


def find_members(state: State) -> dict[int, tuple[Cluster, ...]]:
    """Number of a phrase -> the two clusters for which it stands."""
    found: dict[int, tuple[Cluster, ...]] = {}
    if not any(_kind(state, p) for p in state.phrases):
        return found
    sentences = _by_sentence(state)
    # What all names and descriptions of a cluster so far stand for, nobody where one stands for itself: "they" follows.
    standing: dict[int, tuple[Cluster, ...]] = {}
    for n, (phrase, cluster) in enumerate(zip(state.phrases, state.of, strict=True)):
        number = cluster.number if cluster is not None else -1
        if phrase.pronoun:
            members = standing.get(number, ())
        else:
            kind = _kind(state, phrase)
            members = _antecedent(state, sentences, phrase, kind, found) if kind else ()
            standing[number] = members if standing.get(number, members) else ()
        if members:
            found[n] = members
    return found


def _kind(state: State, phrase: Phrase) -> str:
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
    return next((kind for kind in (PERSONS, STATES, SIDES) if noun in state.words.shapes[kind]), "")


def _goes_on(state: State, phrase: Phrase) -> bool:
    """Whether words behind say which ones are meant: "the parties to the pact", "the leaders who came"."""
    tokens = state.tokens
    children = (tokens[c] for c in tokens[phrase.head].children if c > _last(state, phrase))
    return any(c.dep in BEHIND for c in children)


def _last(state: State, phrase: Phrase) -> int:
    """The last word of the noun, which for "heads of state" is behind its "of"."""
    tokens, k = state.tokens, phrase.last
    whole = " ".join(t.lower for t in tokens[phrase.head : k + 3])
    return k + 2 if whole in state.words.shapes[PERSONS] else k


def _by_sentence(state: State) -> dict[int, list[int]]:
    """Numbers of the phrases of each sentence, in text order."""
    found: dict[int, list[int]] = {}
    for n, phrase in enumerate(state.phrases):
        found.setdefault(state.tokens[phrase.head].sent, []).append(n)
    return found


def _antecedent(
    state: State, sentences: dict[int, list[int]], phrase: Phrase, kind: str, told: dict[int, tuple[Cluster, ...]]
) -> tuple[Cluster, ...]:
    """The members of a plural: those of the nearest sentence that joins some, if nobody else comes in between."""
    between: list[Cluster] = []
    here = state.tokens[phrase.head].sent
    for sentence in range(here, max(here - REACH[kind], -1), -1):
        numbers = [n for n in sentences.get(sentence, []) if state.phrases[n].head < phrase.first]
        again = next((told[n] for n in reversed(numbers) if n in told and _kind(state, state.phrases[n]) == kind), ())
        joined = again or _joined(state, numbers, kind)
        if len(joined) > 1:
            return tuple(joined) if len(joined) == 2 and all(c in joined for c in between) else ()
        between += [c for c in joined if c not in between]
        if len(between) > 1:
            return ()
    return ()


def _joined(state: State, numbers: list[int], kind: str) -> list[Cluster]:
    """The clusters of a kind that a sentence names: two that it joins, one, or none."""
    named = {STATES: _states, PERSONS: _persons}.get(kind)
    if named is not None:
        found = named(state, numbers)
        return found or (_homelands(state, numbers) if kind == STATES else [])
    persons = _persons(state, numbers)
    if len(persons) == 2:
        return persons
    found = [c for c in _distinct(state.of[n] for n in numbers if _stands(state, state.phrases[n])) if _is_side(c)]
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


def _stands(state: State, phrase: Phrase) -> bool:
    """Whether a phrase is an argument of its own, not an adjective or a possessor inside another one."""
    return not phrase.nested and not phrase.pronoun and state.tokens[phrase.head].dep not in Dep.MODIFIERS


def _is_side(cluster: Cluster) -> bool:
    """Whether a cluster can be a side of a conflict or a deal: a state, a body, a group by name."""
    return (
        cluster.is_actor and (cluster.state or cluster.named) and cluster.kind not in {"person", "population", "other"}
    )
