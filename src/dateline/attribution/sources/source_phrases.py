"""Noun phrases that name a source, with what describes them."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.attribution.view import MARKS, View
from dateline.language.labels import Dep, Tag
from dateline.spans import Span

SKIPPED = frozenset({Dep.COMPLEMENT, Dep.PARATAXIS, Dep.ADVERBIAL, Dep.PUNCT, Dep.RELATIVE})
# Longer descriptions than this end at their first comma or relative clause.
MAX_SOURCE = 160


@dataclass(frozen=True, slots=True)
class Source:
    """A source in the text.

    Attributes:
        head: token whose mention tells who it is.
        span: the words that name it at the cue.
        own: True where it is the cue's own subject or agent, not one taken from further up.
    """

    head: int
    span: Span
    own: bool = True


def noun_source(view: View, head: int, own: bool = True, without: int | None = None) -> Source:
    """A noun with what describes it: modifiers, prepositions, appositions; no relative clauses, nor ``without``."""
    tokens = view.tokens
    head = _out_of_brackets(view, head)
    first, last = head, head
    for c in tokens[head].children:
        token = tokens[c]
        if (
            token.dep in SKIPPED
            or c == without
            or (token.dep == Dep.NOUN_CLAUSE and tokens[token.i - 1].text == ",")
            or (token.dep == Dep.CONJUNCT and token.pos == "VERB")
        ):
            continue
        a, b = view.bounds(c)
        first, last = min(first, a), max(last, b)
    span = Span(tokens[first].start, tokens[last].end)
    return Source(head, _cut(view, span, head), own)


def _out_of_brackets(view: View, head: int) -> int:
    """The noun before a bracket that the parser took for the head ("Gov. Lee (D-OH)")."""
    tokens = view.tokens
    for i in range(head, max(head - 6, 0), -1):
        if tokens[i].text in {")", "]"} and i != head:
            return head
        if tokens[i].text in {"(", "["}:
            before = i - 1
            return (
                before
                if before >= 0 and tokens[before].pos in {"NOUN", "PROPN"} and tokens[before].sent == tokens[head].sent
                else head
            )
    return head


def _cut(view: View, span: Span, head: int) -> Span:
    """Cut an overlong source, and one that runs into a quotation, behind its head."""
    end = span.end
    for q in view.quotes_between(view.tokens[head].end, span.end):
        if len(q.inner) > 40:
            end = min(end, q.span.start)
    start = span.start
    for q in view.quotes_between(span.start - 1, view.tokens[head].start):
        if len(q.inner) > 40 and q.span.end <= view.tokens[head].start:
            start = q.span.end
    if end - start > MAX_SOURCE:
        comma = view.text.find(",", view.tokens[head].end, end)
        end = comma if comma > 0 else end
    text = view.text
    while end > start and text[end - 1] in " ,;:—–-\n":
        end -= 1
    while end > start and text[start] in " ,;:—–-\n":
        start += 1
    return Span(start, max(end, view.tokens[head].end))


def beside(view: View, cue: int) -> Source | None:
    """The noun phrase right before or after a verb, where the parser took something far away for its subject."""
    tokens = view.tokens
    at = cue - 1
    while at > 0 and tokens[at].pos in {"ADV", "AUX"}:
        at -= 1
    if (
        at >= 0
        and tokens[at].sent == tokens[cue].sent
        and (tokens[at].pos in {"NOUN", "PROPN", "PRON"} or (tokens[at].pos == "NUM" and tokens[at - 1].lower == "in"))
    ):
        first = at
        while (
            first > 0
            and (
                tokens[first - 1].pos in {"NOUN", "PROPN", "ADJ", "DET", "NUM", "PART"}
                or (tokens[at].pos == "NUM" and tokens[first - 1].lower in {"in", "about", "than", "some"})
            )
            and tokens[first - 1].text not in MARKS
        ):
            first -= 1
        return Source(at, Span(tokens[first].start, tokens[at].end))
    return None


def behind(view: View, cue: int) -> Source | None:
    """The noun phrase that follows an inverted verb ("said a nurse at the clinic")."""
    return phrase_from(view, cue + 1, min(cue + 20, view.sentence(cue).last - 1))


def phrase_from(view: View, first: int, last: int) -> Source | None:
    """The noun phrase that begins at a token, whatever the parse, with what hangs on its head."""
    tokens = view.tokens
    head = None
    for i in range(first, min(last + 1, len(tokens))):
        if tokens[i].pos in {"NOUN", "PROPN", "PRON"}:
            head = i
        elif (
            head is not None
            or tokens[i].pos not in {"DET", "ADJ", "NUM", "PART", "ADV", "PUNCT"}
            or tokens[i].text == "."
        ):
            break
    if head is None:
        return None
    source = noun_source(view, head)
    start, end = max(source.span.start, tokens[first].start), source.span.end
    if last < len(tokens) and tokens[last].end >= tokens[head].end and first <= head <= last and tokens[last].end < end:
        end = max(tokens[last].end, tokens[head].end)
    return Source(source.head, view.trim(Span(start, end)), True)


def before_participle(view: View, source: Source) -> Source | None:
    """ "The premier, speaking at the club said ...": the premier, where the parser took the club for the subject."""
    tokens = view.tokens
    first = view.parse.token_at(source.span.start)
    sentence = view.sentence(source.head)
    if first <= sentence.first + 2 or tokens[first - 1].pos != "ADP":
        return None
    for i in range(first - 1, max(sentence.first + 1, first - 8), -1):
        if tokens[i].tag == Tag.ING and tokens[i - 1].text == "," and tokens[i - 2].pos in {"NOUN", "PROPN"}:
            head = i - 2
            while tokens[head].dep == Dep.COMPOUND and head < tokens[head].head < i - 1:
                head = tokens[head].head
            start = min(view.parse.subtree(head)[0], head)
            start = head if start < sentence.first else start
            return Source(head, Span(tokens[start].start, tokens[i - 2].end))
    return None
