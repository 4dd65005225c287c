"""A stretch that is said, and questions about its verb."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.attribution.view import View
from dateline.language.labels import Tag
from dateline.spans import Span

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that is said.

    Attributes:
        span: the stretch.
        form: the entry of ``takes`` that it came by.
        head: token that heads it, or None for quotations.
        addressee: token of the person who is told, or None.
    """

    span: Span
    form: str
    head: int | None = None
    addressee: int | None = None


def subtree_piece(view: View, head: int, form: str, after: int) -> Piece:
    """All behind a token that hangs on a head."""
    inside = [i for i in view.parse.subtree(head) if i > after]
    return Piece(Span(view.tokens[inside[0]].start, view.tokens[inside[-1]].end), form, head)


def tells(view: View, span: Span) -> bool:
    """Whether a noun phrase tells something: it holds a finite verb, a quotation or a noun of saying."""
    first, last = view.parse.token_at(span.start), view.parse.token_at(span.end - 1)
    if view.quotes_between(span.start - 1, span.end):
        return True
    return any(
        t.tag in Tag.FINITE or t.lemma in view.reporting.words["said-things"] for t in view.tokens[first : last + 1]
    )


def is_said(view: View, head: int) -> bool:
    """Whether a noun is of something said ("claims", "reports")."""
    token = view.tokens[head]
    return token.lemma in view.reporting.words["said-things"] or token.lemma in view.reporting.nouns
