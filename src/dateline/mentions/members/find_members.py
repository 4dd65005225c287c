"""Mentions that stand for others > those others: plurals, "they", lists behind a noun, texts that speak.

The record says who acted, not by which word the text names them again: "the two leaders", "they" behind "Peru and
Chile", "four states - ...", "the joint statement condemned".
"""

from __future__ import annotations

from dateline.language.labels import Dep
from dateline.mentions.clusters.cluster import Cluster
from dateline.mentions.clusters.state import State
from dateline.mentions.members.coordinations import coordinated
from dateline.mentions.members.issued_texts import issuers
from dateline.mentions.members.offices import holders
from dateline.mentions.members.plural_references import antecedent, kind_of
from dateline.mentions.phrases.phrase import Phrase

BACK = 2  # sentences before a pronoun in which those stand whom it means
Members = tuple[Cluster, ...]


def find_members(state: State) -> dict[int, Members]:
    """Number of a phrase -> the clusters for which it stands."""
    found: dict[int, Members] = {}
    # What all names and descriptions of a cluster so far stand for, nobody where one stands for itself: "they" follows.
    standing: dict[int, Members] = {}
    offices: dict[int, Members] = {}  # of clusters that a text opens as an office of several countries
    sentences = _by_sentence(state)
    for n, (phrase, cluster) in enumerate(zip(state.phrases, state.of, strict=True)):
        number = cluster.number if cluster is not None else -1
        if phrase.pronoun:
            members = standing.get(number, ()) or _joined_before(state, n)
        else:
            members = _listed(state, phrase) or _elliptic(state, n)
            if not members and (held := holders(state, phrase)):
                members = offices[number] = held
            members = members or _named_again(state, sentences, n, found) or offices.get(number, ())
            standing[number] = members if standing.get(number, members) else ()
        if members:
            found[n] = members
    return found


def _by_sentence(state: State) -> dict[int, list[int]]:
    """Numbers of the phrases of each sentence, in text order."""
    found: dict[int, list[int]] = {}
    for n, phrase in enumerate(state.phrases):
        found.setdefault(state.tokens[phrase.head].sent, []).append(n)
    return found


def _named_again(state: State, sentences: dict[int, list[int]], n: int, told: dict[int, Members]) -> Members:
    """Those whom a plural means again, or who have issued a text."""
    phrase = state.phrases[n]
    if phrase.name is not None or phrase.nested:
        return ()
    kind = kind_of(state, phrase)
    return antecedent(state, sentences, phrase, kind, told) if kind else issuers(state, phrase)


def _listed(state: State, phrase: Phrase) -> Members:
    """The names that follow a plural as a list: "four states - Peru, Chile, Bolivia and Ecuador -"."""
    tokens = state.tokens
    can_act = phrase.noun is not None or tokens[phrase.head].lower in state.words.shapes["joint_states"]
    if not can_act or not phrase.plural or phrase.nested or phrase.name is not None:
        return ()
    for c in tokens[phrase.head].children:
        if c > phrase.last and tokens[c].dep == Dep.APPOSITION:
            listed = coordinated(state, c)
            count = state.count(phrase)
            if len(listed) > 1 and all(m.named for m in listed) and count in {None, len(listed)}:
                return listed
    return ()


def _elliptic(state: State, n: int) -> Members:
    """Both of two names that share their last word: "North and South Korea"."""
    name = state.phrases[n].name
    first = name.shares if name is not None else None
    m = state.at_head.get(first) if first is not None else None
    both = [state.of[k] for k in (m, n) if k is not None]
    return tuple(c for c in both if c is not None) if len(both) == 2 else ()


def _joined_before(state: State, n: int) -> Members:
    """All of whom "they" means one: "Peru and Chile signed. They condemned ..."."""
    phrase, cluster = state.phrases[n], state.of[n]
    t = state.tokens[phrase.head]
    if phrase.pronoun not in state.parse.words.pronouns.several:
        return ()
    for m in range(n - 1, -1, -1):
        before = state.tokens[state.phrases[m].head]
        if t.sent - before.sent > BACK:
            return ()
        if state.of[m] is cluster and not state.phrases[m].pronoun and not state.phrases[m].nested:
            joined = coordinated(state, before.i, phrase.first)
            return joined if len(joined) > 1 and cluster in joined else ()
    return ()
