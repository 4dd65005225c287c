"""Where what is said ends because the outlet goes on: a denial in a relative clause behind it."""

from __future__ import annotations

from dataclasses import replace

from dateline.attribution.parts.pieces import Piece
from dateline.attribution.view import View
from dateline.language.labels import Dep, Tag
from dateline.spans import Span


def before_answer(view: View, piece: Piece) -> Piece:
    """A piece without the answer of somebody else: "accused it of arming the rebels[, which Kigali denies]".

    Only behind a comma and outside of quotation marks, and where the denying verb has a subject of its own: a claim
    that nobody else turns down is part of what is said.
    """
    tokens = view.tokens
    first, last = view.parse.token_at(piece.span.start), view.parse.token_at(piece.span.end - 1)
    for t in tokens[first + 2 : last + 1]:
        if tokens[t.i - 1].text == "," and _opens_answer(view, t.i, last):
            if view.quotes_between(tokens[t.i - 1].start - 1, t.end):
                return piece
            return replace(piece, span=Span(piece.span.start, tokens[t.i - 1].start))
    return piece


def _opens_answer(view: View, i: int, last: int) -> bool:
    """Whether a word behind a comma opens a denial: "which Kigali denies", "a charge Kigali denies"."""
    t = view.tokens[i]
    if t.tag in Tag.RELATIVE:
        return t.dep == Dep.OBJECT and _denies(view, t.head)
    noun = view.tokens[t.head]
    sums_up = t.dep == Dep.DETERMINER and noun.i <= last and noun.lemma in view.reporting.words["said-things"]
    return sums_up and any(_denies(view, c) for c in view.parse.children(noun.i, Dep.RELATIVE))


def _denies(view: View, verb: int) -> bool:
    """Whether a verb turns down what is said, with a subject of its own."""
    uses = view.reporting.verbs.get(view.tokens[verb].lemma, ())
    return any(use.stance == "denies" for use in uses) and view.child(verb, Dep.SUBJECT) is not None
