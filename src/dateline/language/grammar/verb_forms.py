"""Forms of verbs: finite, infinitive, and the auxiliaries that go with one."""

from __future__ import annotations

from dateline.language.labels import Dep, Tag
from dateline.language.tokens import Parse, Token


def is_finite(parse: Parse, verb: int) -> bool:
    """Whether a verb or its auxiliary is finite."""
    return parse.tokens[verb].tag in Tag.FINITE or any(a.tag in Tag.FINITE for a in auxiliaries(parse, verb))


def is_infinitive(parse: Parse, verb: int) -> bool:
    """Whether a verb has "to"."""
    return any(a.tag == Tag.TO and a.dep == Dep.AUXILIARY for a in auxiliaries(parse, verb))


def auxiliaries(parse: Parse, verb: int) -> list[Token]:
    """The auxiliaries of a verb, "to" among them."""
    return [parse.tokens[c] for c in parse.tokens[verb].children if parse.tokens[c].dep in Dep.AUXILIARIES]


def carries_auxiliaries(parse: Parse, trigger: Token) -> Token:
    """The token that carries a trigger's auxiliaries: itself, the copula above a predicate, or the first conjunct."""
    node = trigger
    if node.dep in Dep.ALL_PREDICATES and node.head != node.i and parse.tokens[node.head].pos in ("AUX", "VERB"):
        node = parse.tokens[node.head]
    for _ in range(8):
        own = parse.child(node.i, *Dep.AUXILIARIES, *Dep.ANY_SUBJECT)
        if node.dep != Dep.CONJUNCT or node.head == node.i or own is not None:
            return node
        if node.tag not in Tag.NONFINITE and node.pos == "VERB":
            return node  # a finite verb shares no auxiliary
        node = parse.tokens[node.head]
    return node
