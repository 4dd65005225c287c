"""Paragraphs that a page sets off as quotations, without marks: whom the paragraph before or behind them names.

A page may set off a law or a poem as well: where neither paragraph says whose words they are, nobody is named.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from dateline.attribution.parts.said import Said
from dateline.attribution.sources.source_phrases import phrase_from
from dateline.attribution.sources.verb_sources import source_of
from dateline.attribution.view import View
from dateline.language.tokens import Quote, Sentence
from dateline.spans import Span

DASHES = "—–-―"
SIGNED = 14  # words that a line has at most that only signs a quotation


def is_block(view: View, quote: Quote) -> bool:
    """Whether a quotation is one by the page's markup alone."""
    return quote.span == quote.inner and quote.span in view.parse.story.quoted


def of_block(view: View, quote: Quote, found: list[Said], added: list[Said]) -> Said | None:
    """Who says a paragraph that the page sets off.

    Args:
        view: the story.
        quote: the paragraph.
        found: all attributions by cues.
        added: those of the quotations before it.
    """
    paragraphs, blocks = view.parse.paragraphs, view.parse.story.quoted
    behind = next((p for p in paragraphs[quote.paragraph + 1 :] if p not in blocks or _dashed(view, p)), None)
    before = next((p for p in reversed(paragraphs[: quote.paragraph]) if p not in blocks), None)
    said = behind and (_signed(view, quote, behind) or _pointed_at(view, quote, behind, found))
    above = paragraphs[quote.paragraph - 1] if quote.paragraph else None
    if not said and above is not None and above in blocks:
        last = added[-1] if added and above.holds(added[-1].content) else None
        return last and replace(last, content=view.trim(quote.span), cue=None, rule="quotes.block", form="goes-on")
    return said or (_announced(view, quote, before, found) if before is not None else None)


def _dashed(view: View, paragraph: Span) -> bool:
    return view.text[paragraph.start] in DASHES


def _signed(view: View, quote: Quote, line: Span) -> Said | None:
    """A line behind the quotation with a dash and a name: "— Ada Kvist, pilot"."""
    first, last = view.parse.token_at(line.start), view.parse.token_at(line.end - 1)
    if not _dashed(view, line) or last - first > SIGNED:
        return None
    source = phrase_from(view, first + 1, last)
    return Said(view.trim(quote.span), source, None, first, "quotes.signed", "goes-on") if source is not None else None


def _pointed_at(view: View, quote: Quote, behind: Span, found: list[Said]) -> Said | None:
    """A sentence that points back and names a speaker: "That is how Ada Kvist tells it"."""
    sentence = _sentence_at(view, behind.start)
    if view.tokens[sentence.first].lower not in view.reporting.words["pointing-back"]:
        return None
    said = _same_source(view, quote, sentence.span, found, first=True)
    if said is not None:
        return said
    telling = (t for t in view.tokens[sentence.first : sentence.last] if t.lemma in view.reporting.verbs)
    sources = ((t.i, source_of(view, t.i)) for t in telling if t.pos == "VERB")
    named = next(((i, s) for i, s in sources if s is not None and view.mention_of(s.head, s.span) is not None), None)
    return Said(view.trim(quote.span), named[1], None, named[0], "quotes.block", "goes-on") if named else None


def _announced(view: View, quote: Quote, before: Span, found: list[Said]) -> Said | None:
    """The last speaker of the sentence before."""
    return _same_source(view, quote, _sentence_at(view, before.end - 1).span, found, first=False)


def _same_source(view: View, quote: Quote, within: Span, found: list[Said], *, first: bool) -> Said | None:
    near = [s for s in found if s.cue is not None and s.source is not None and within.holds(s.cue)]
    if not near:
        return None
    said = min(near, key=lambda s: s.token) if first else max(near, key=lambda s: s.token)
    return Said(view.trim(quote.span), said.source, None, said.token, "quotes.block", "goes-on", outer=said.outer)


def _sentence_at(view: View, offset: int) -> Sentence:
    """The sentence that holds a character."""
    n = bisect_left(view.sentence_starts, offset + 1) - 1
    return view.parse.sentences[max(n, 0)]
