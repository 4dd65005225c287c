"""What phrases say: "according to X, ..."."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.attribution.content.tags import opening
from dateline.attribution.parts.cue import Cue
from dateline.attribution.parts.said import Said
from dateline.attribution.view import View
from dateline.spans import Span


def from_phrase(view: View, cue: Cue) -> Iterator[Said]:
    """ "according to X": the sentence or clause around the phrase."""
    tokens = view.tokens
    sentence = view.sentence(cue.token)
    assert cue.source is not None
    start, end = tokens[cue.token].start, max(cue.source.span.end, tokens[cue.last].end)
    before = Span(sentence.span.start, start)
    rule = view.reporting.phrases[tokens[cue.token].lower][0][0]
    if tokens[cue.source.head].lemma in view.reporting.words["no-sources"]:
        return
    span = tokens[cue.token].start, tokens[cue.last].end
    cue_words = Span(*span)
    if view.text[before.start : before.end].strip(" \"“”'") == "" or _opens_clause(view, cue):
        after = Span(end, sentence.span.end)
        content = after
        if _opens_clause(view, cue) and before.end > before.start:
            content = after
    else:
        content = Span(_clause_begin(view, cue, before.start), start)
        rest = view.text[end : sentence.span.end]
        if (
            rest.strip(' .,;"”')
            and rest.lstrip().startswith(",")
            and not content.of(view.text).rstrip().endswith((".", "!", "?"))
        ):
            words = content.of(view.text).split()
            if len(words) < 5:
                content = Span(end, sentence.span.end)
    quote = next((q for q in view.quotes_between(end, end + 3) if q.depth == len(view.holders(start))), None)
    if quote is not None and content.start >= end:
        content = quote.span
    holders = view.holders(start)
    if holders:
        content = Span(max(content.start, holders[-1].inner.start), min(content.end, holders[-1].inner.end))
    trimmed = view.trim(Span(opening(view, content.start, content.end), content.end))
    if trimmed.end > trimmed.start:
        yield Said(trimmed, cue.source, cue_words, cue.token, rule, "phrase", "asserts", None)


def _opens_clause(view: View, cue: Cue) -> bool:
    """Whether the phrase stands before its clause: after "that", "and" or a comma with nothing but an opener before."""
    tokens = view.tokens
    at = cue.token - 1
    if at > 0 and tokens[at].text == "," and tokens[at - 1].lower in {"that", "and", "but"}:
        at -= 1
    before = tokens[at] if at >= 0 else None
    return (
        before is not None
        and before.sent == tokens[cue.token].sent
        and (before.lower in {"that", "and", "but", "because", "while", "although"})
    )


def _clause_begin(view: View, cue: Cue, start: int) -> int:
    """After a semicolon, or after the quotation's start where the phrase lies in one."""
    text = view.text[start : view.tokens[cue.token].start]
    cut = text.rfind("; ")
    return start + cut + 2 if cut >= 0 else start
