"""Polarity: what negates a verb or a noun, in its clause or as its subject."""

from __future__ import annotations

from dateline.language.labels import Dep
from dateline.language.tokens import Parse

NEGATIVE_MODIFIERS = frozenset({Dep.DETERMINER, Dep.PRECOORDINATOR, Dep.COORDINATOR, Dep.NEGATION, Dep.ADVERB})
NEGATED_PARTY = Dep.SUBJECTS | {Dep.OBJECT}
NEGATING = frozenset({Dep.ADVERB, Dep.PRECOORDINATOR, Dep.COORDINATOR, Dep.MARKER, Dep.DETERMINER})


def negation_of(parse: Parse, verb: int) -> int | None:
    """The token that negates a verb, in its clause or as its subject ("no one", "neither side")."""
    t, words = parse.tokens[verb], parse.words.negation
    for c in t.children:
        child = parse.tokens[c]
        if child.dep == Dep.NEGATION or (child.lower in words.negators and child.dep in NEGATING):
            if (child.dep == Dep.COORDINATOR and child.i > t.i) or _adds(parse, c):
                continue
            return c
        if child.dep in NEGATED_PARTY and (nobody := no_one(parse, c)) is not None:
            return nobody
    head = parse.tokens[t.head]
    if t.dep == Dep.CONJUNCT and any(
        parse.tokens[c].lower in words.joining
        for c in head.children
        if parse.tokens[c].dep in (Dep.COORDINATOR, Dep.PRECOORDINATOR)
    ):
        return next(c for c in head.children if parse.tokens[c].lower in words.joining)
    return None


def no_one(parse: Parse, noun: int) -> int | None:
    """The token by which a noun phrase says that there is nobody: "nobody", "no group", "neither side", "not one"."""
    t, words = parse.tokens[noun], parse.words.negation
    if t.lower in words.negators:
        return noun
    for c in t.children:
        child = parse.tokens[c]
        numbered = child.lower in words.on_words and t.pos == "NUM"  # "No 10"
        if child.lower in words.on_nouns and child.dep in NEGATIVE_MODIFIERS and not numbered and not _adds(parse, c):
            return c
        if child.dep == Dep.NUMBER and (negator := _no_number(parse, c)) is not None:
            return negator
    return None


def _no_number(parse: Parse, number: int) -> int | None:
    """What negates a number: "not one officer", unlike "not one but two" and "not fewer than ten"."""
    if parse.child(number, Dep.COORDINATOR) is not None:
        return None
    negator = parse.child(number, Dep.NEGATION)
    return None if negator is None or _adds(parse, negator) else negator


def _adds(parse: Parse, negator: int) -> bool:
    """True for "not only", "not just", "no fewer than" and "no doubt"."""
    following = parse.tokens[negator + 1].lower if negator + 1 < len(parse.tokens) else ""
    words = parse.words.negation
    return following in words.adding or (parse.tokens[negator].lower, following) in words.certain


def is_negated(parse: Parse, word: int) -> bool:
    """``not``, ``never`` or ``no`` on the word itself, or what the language has in their place."""
    near = [parse.tokens[c] for c in parse.tokens[word].children]
    on_words = parse.words.negation.on_words
    return any(t.dep == Dep.NEGATION or (t.lower in on_words and t.dep == Dep.DETERMINER) for t in near)
