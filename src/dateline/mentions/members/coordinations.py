"""Whom a coordination joins: the actors of "Peru, Chile and a few allies", in text order."""

from __future__ import annotations

from dateline.language.labels import Dep
from dateline.mentions.clusters.cluster import Cluster
from dateline.mentions.clusters.state import State
from dateline.mentions.phrases.phrase import NOMINAL

MOST = 12  # joined words looked at: bounds the work in endless lists


def coordinated(state: State, token: int, before: int | None = None) -> tuple[Cluster, ...]:
    """The clusters that a coordination joins, none where a part of it is no actor.

    Args:
        state: the story.
        token: the head of any of the joined phrases.
        before: a token; parts of the coordination that reach beyond it don't count.
    """
    heads = _list_of_names(state, token) or _heads(state, token)
    numbers = [state.at_head.get(k) for k in heads]
    found: list[Cluster] = []
    for n in numbers:
        cluster = state.of[n] if n is not None else None
        if n is None or cluster is None or not cluster.is_actor:
            return ()
        if before is None or state.phrases[n].last < before:
            found.append(cluster)
    return tuple(dict.fromkeys(found))


def subject_of(state: State, verb: int) -> int | None:
    """The subject of a verb, of the one with which it is joined, or the name right before it that has lost its verb."""
    tokens = state.tokens
    at = verb
    for _ in range(3):
        own = next((c for c in tokens[at].children if tokens[c].dep in Dep.SUBJECTS), None)
        if own is not None:
            return own
        if tokens[at].dep not in {Dep.CONJUNCT, Dep.OPEN_CLAUSE, Dep.ADVERBIAL}:
            break
        at = tokens[at].head
    k = verb - 1
    while k > 0 and tokens[k].pos in {"AUX", "ADV"}:
        k -= 1
    n = state.at_head.get(k)
    return k if n is not None and state.phrases[n].name is not None and tokens[k].sent == tokens[verb].sent else None


def _list_of_names(state: State, token: int) -> list[int]:
    """Heads of three or more names in a list with "and", whatever the parse says; none where there is no such list.

    Parsers hang the first of "In office, Peru, Chile and Bolivia agreed" on what opens the sentence.
    """
    n = state.at_head.get(token)
    if n is None or state.of[n] is None:
        return []
    first = n
    m = _left(state, n, last=True)
    while m is not None:
        first, m = m, _left(state, m, last=False)
    found = [first]
    while (after := _right(state, found[-1])) is not None and len(found) < MOST:
        found.append(after[0])
        if after[1]:
            break
    else:
        return []
    if _stands_apart(state, found[0], found[1]):
        del found[0]
    named = [state.of[k] for k in found if state.phrases[k].name is not None]
    alike = len({(c.state, c.human) for c in named if c is not None}) == 1
    fits = n in found and len(found) > 2 and len(named) >= len(found) - 1 and alike
    return [state.phrases[k].head for k in found] if fits else []


def _left(state: State, n: int, last: bool) -> int | None:
    """The name that a comma, or before the last of a list an "and", joins to a phrase."""
    tokens, k = state.tokens, state.phrases[n].first - 1
    if last and k > 0 and tokens[k].pos == "CCONJ":
        k -= 1 + (tokens[k - 1].text == ",")
    elif k > 0 and tokens[k].text == ",":
        k -= 1
    else:
        return None
    m = state.at_head.get(k)
    fits = m is not None and tokens[k].sent == tokens[state.phrases[n].head].sent
    return m if fits and m is not None and state.phrases[m].last == k and state.phrases[m].name is not None else None


def _right(state: State, n: int) -> tuple[int, bool] | None:
    """The phrase that a comma or "and" joins behind another one, and whether it is the list's last."""
    tokens, k = state.tokens, state.phrases[n].last + 1
    comma = k + 1 < len(tokens) and tokens[k].text == ","
    k += comma
    final = k + 1 < len(tokens) and tokens[k].lower == "and"
    k += final
    if not comma and not final:
        return None
    for m in range(n + 1, min(n + MOST, len(state.phrases))):
        phrase = state.phrases[m]
        if phrase.first == k and not phrase.nested and not phrase.pronoun and (phrase.name is not None or final):
            return m, final
    return None


def _stands_apart(state: State, first: int, second: int) -> bool:
    """Whether the first of a list belongs to what opens the sentence: "In Peru, Chile and Bolivia signed"."""
    tokens = state.tokens
    a, b = state.phrases[first].head, state.phrases[second].head
    joined = tokens[b].head == a and tokens[b].dep in {Dep.CONJUNCT, Dep.APPOSITION}
    if tokens[a].dep == Dep.PREP_OBJECT:
        return not joined
    n = state.at_head.get(tokens[a].head) if tokens[a].dep == Dep.CONJUNCT else None
    above = state.of[n] if n is not None else None
    return above is not None and above.is_actor


def _heads(state: State, token: int) -> list[int]:
    """All nouns that hang on the first one of a coordination, in text order."""
    tokens, top = state.tokens, token
    for _ in range(MOST):
        if tokens[top].dep != Dep.CONJUNCT or tokens[tokens[top].head].pos not in NOMINAL:
            break
        top = tokens[top].head
    found: list[int] = []
    todo = [top]
    while todo and len(found) < MOST:
        k = todo.pop()
        found.append(k)
        todo += [c for c in tokens[k].children if tokens[c].dep == Dep.CONJUNCT and tokens[c].pos in NOMINAL]
    return sorted(found)
