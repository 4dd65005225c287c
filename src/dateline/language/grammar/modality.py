"""Modality: which words say that a verb is not told as done. What each of them makes of it, the knowledge says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from dateline.language.grammar.verb_forms import auxiliaries
from dateline.language.labels import Dep
from dateline.language.tokens import Parse, Token

Form = Literal["aux", "aux-perfect"]


def modals_of(parse: Parse, verb: Token) -> Iterator[tuple[Form, str, int]]:
    """What may be the modal of a verb, likeliest first: its form, the word, its token.

    ``aux`` is an auxiliary, "going to" (given as the word of the future), or "is to"; ``aux-perfect`` an auxiliary in
    front of a perfect ("should have left"), which is offered as ``aux`` as well.
    """
    says = parse.words.auxiliaries
    before = [a for a in auxiliaries(parse, verb.i) if a.i < verb.i]
    perfect = any(a.lemma in says.perfect for a in before) and not any(a.lower in says.perfect_finite for a in before)
    for a in before:
        if perfect:
            yield "aux-perfect", a.lower, a.i
        yield "aux", a.lower, a.i
    head = parse.tokens[verb.head]
    going = says.going.get(head.lower)
    if verb.dep == Dep.OPEN_CLAUSE and going and parse.child(head.i, Dep.AUXILIARY) is not None:
        yield "aux", going, head.i
    # "is to visit": a form of `be` with a bare infinitive
    copula = head.lemma in says.copulas and parse.child(head.i, Dep.PREDICATIVE, Dep.ATTRIBUTE, Dep.EXPLETIVE) is None
    if says.scheduling and verb.dep in Dep.COMPLEMENTS and copula and any(a.lower in says.infinitive for a in before):
        yield "aux", says.scheduling, head.i


def inverted(parse: Parse, verb: Token) -> int | None:
    """The auxiliary that stands before the subject of an adverbial clause: "should they attack"."""
    auxiliary = parse.child(verb.i, Dep.AUXILIARY, Dep.PASSIVE_AUXILIARY)
    subject = parse.child(verb.i, Dep.SUBJECT, Dep.PASSIVE_SUBJECT)
    if verb.dep != Dep.ADVERBIAL or auxiliary is None or subject is None:
        return None
    return auxiliary if auxiliary < subject else None
