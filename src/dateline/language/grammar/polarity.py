"""Polarity: what negates a verb or a noun, in its clause or as its subject."""

from __future__ import annotations

from dateline.language.labels import Dep
from dateline.language.tokens import Parse

NEGATORS = frozenset({"not", "n't", "never", "nt", "neither", "nor", "no", "nobody", "none", "nothing", "without"})
NEGATIVE_MODIFIERS = frozenset({Dep.DETERMINER, Dep.PRECOORDINATOR, Dep.COORDINATOR, Dep.NEGATION, Dep.ADVERB})
# "Not only" and "not just" negate nothing.
ADDING = frozenset({"only", "just", "merely", "simply", "solely", "least", "all", "every", "everyone"})
NEGATED_PARTY = Dep.SUBJECTS | {Dep.OBJECT}
NEGATING = frozenset({Dep.ADVERB, Dep.PRECOORDINATOR, Dep.COORDINATOR, Dep.MARKER, Dep.DETERMINER})


def negation_of(parse: Parse, verb: int) -> int | None:
    """The token that negates a verb, in its clause or as its subject ("no one", "neither side")."""
    t = parse.tokens[verb]
    for c in t.children:
        child = parse.tokens[c]
        if child.dep == Dep.NEGATION or (child.lower in NEGATORS and child.dep in NEGATING):
            if (child.dep == Dep.COORDINATOR and child.i > t.i) or _adds(parse, c):
                continue
            return c
        if child.dep in NEGATED_PARTY:
            if child.lower in NEGATORS:
                return c
            for g in child.children:
                if (
                    parse.tokens[g].lower in ("no", "neither", "none", "not")
                    and parse.tokens[g].dep in NEGATIVE_MODIFIERS
                    and not _adds(parse, g)
                ):
                    return g
    head = parse.tokens[t.head]
    if t.dep == Dep.CONJUNCT and any(
        parse.tokens[c].lower == "nor"
        for c in head.children
        if parse.tokens[c].dep in (Dep.COORDINATOR, Dep.PRECOORDINATOR)
    ):
        return next(c for c in head.children if parse.tokens[c].lower == "nor")
    return None


def _adds(parse: Parse, negator: int) -> bool:
    """True for "not only", "not just", and "no doubt"."""
    following = parse.tokens[negator + 1].lower if negator + 1 < len(parse.tokens) else ""
    return following in ADDING or (following == "doubt" and parse.tokens[negator].lower == "no")


def is_negated(parse: Parse, word: int) -> bool:
    """``not``, ``never`` or ``no`` on the word itself."""
    near = [parse.tokens[c] for c in parse.tokens[word].children]
    return any(t.dep == Dep.NEGATION or (t.lower == "no" and t.dep == Dep.DETERMINER) for t in near)
