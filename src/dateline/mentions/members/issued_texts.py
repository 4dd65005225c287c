"""Texts that speak > who issued them: "the joint statement condemned", where the text says whose it is."""

from __future__ import annotations

from dateline.language.labels import Dep
from dateline.mentions.clusters.cluster import Cluster
from dateline.mentions.clusters.state import State
from dateline.mentions.members.coordinations import coordinated, subject_of
from dateline.mentions.phrases.phrase import Phrase

REACH = 5  # sentences before a text's mention in which it is told who issued it


def issuers(state: State, phrase: Phrase) -> tuple[Cluster, ...]:
    """Those who issued the text that a phrase means; nobody where it is no text, or isn't told.

    The nearest clause before it counts in which somebody issues such a text, or says something in one.
    """
    tokens = state.tokens
    head = tokens[phrase.head]
    if head.lemma not in state.words.shapes["issued_texts"] or not phrase.definite or phrase.plural:
        return ()
    if phrase.owner is not None or head.dep not in Dep.SUBJECTS:
        return ()
    first = state.parse.sentences[max(0, head.sent - REACH + 1)].first
    for k in range(phrase.first - 1, first - 1, -1):
        if tokens[k].lemma == head.lemma:
            subject = _issuing(state, k)
            found = coordinated(state, subject) if subject is not None else ()
            if found:
                return found
    return _last_joined(state, phrase, first) if phrase.words & state.words.shapes["jointly"] else ()


def _last_joined(state: State, phrase: Phrase, first: int) -> tuple[Cluster, ...]:
    """The nearest names that are joined before a text of several: "talks between Peru and Chile"."""
    for k in range(phrase.first - 1, first - 1, -1):
        n = state.at_head.get(k)
        if n is not None and state.phrases[n].name is not None and not state.phrases[n].nested:
            found = coordinated(state, k)
            if len(found) > 1 and all(c.named for c in found):
                return found
    return ()


def _issuing(state: State, noun: int) -> int | None:
    """Who issues a text, or says something in it: the subject of the verb on which its noun hangs."""
    tokens = state.tokens
    t = tokens[noun]
    above = tokens[t.head]
    if t.dep == Dep.OBJECT and above.lemma in state.words.shapes["issuing"]:
        return subject_of(state, above.i)
    if t.dep == Dep.PREP_OBJECT and above.lower == "in" and tokens[above.head].lemma in state.words.shapes["speech"]:
        return subject_of(state, above.head)
    return None
