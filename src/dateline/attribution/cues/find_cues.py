"""Where a story uses a reporting verb, noun or phrase.

In: the view. Out: ``Cue`` values in text order, each with its uses and, for verbs, its speaker.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.attribution.parts.cue import Cue
from dateline.attribution.sources.source_phrases import Source, before_participle, behind, beside, noun_source
from dateline.attribution.sources.verb_sources import source_of
from dateline.attribution.view import View
from dateline.knowledge.lexicon.reporting import Verb
from dateline.language.labels import Dep, Tag

INSIDE = Dep.NOUN_MODIFIERS | {Dep.POSSESSOR}


def find_cues(view: View) -> list[Cue]:
    """All cues of a story in text order."""
    found: list[Cue] = []
    verbs, nouns, phrases = view.reporting.verbs, view.reporting.nouns, view.reporting.phrases
    for token in view.tokens:
        if token.lower in phrases:
            found += _phrases(view, token.i)
        if token.tag in Tag.VERBS:
            uses = verbs.get(token.lemma)
            if uses:
                found += _verbs(view, token.i, uses)
        elif token.pos == "NOUN" and token.lemma in nouns:
            found.append(Cue(token.i, token.i, nouns[token.lemma], None, "noun"))
    return found


def _verbs(view: View, i: int, uses: tuple[Verb, ...]) -> Iterator[Cue]:
    """One cue for the longest form of a verb that is there, and one for its bare use."""
    by_last: dict[int, list[Verb]] = {}
    for use in uses:
        last = follow(view, i, use.after)
        if last is not None:
            by_last.setdefault(last, []).append(use)
    source = source_of(view, i) if by_last else None
    if (
        source is not None
        and source.own
        and source.span.start < view.tokens[i].start
        and _quote_between(view, source, i)
    ):
        source = beside(view, i) or source
    if source is not None and _in_other_quote(view, source, i):
        source = beside(view, i) or behind(view, i)
    if source is not None and source.own and source.span.start < view.tokens[i].start:
        source = before_participle(view, source) or source
    for last in sorted(by_last, reverse=True):
        yield Cue(i, last, tuple(by_last[last]), source, "verb")


def _quote_between(view: View, source: Source, verb: int) -> bool:
    """Whether a closed quotation, more than a title, parts a source from its verb: a mistake of the parser."""
    start = view.tokens[source.head].end
    quotes = view.quotes_between(start, view.tokens[verb].start)
    return any(q.span.end <= view.tokens[verb].start and len(q.inner) > 40 for q in quotes) or any(
        start <= q.span.end <= view.tokens[verb].start and len(q.inner) > 20 for q in view.holders(source.span.start)
    )


def _in_other_quote(view: View, source: Source, verb: int) -> bool:
    """Whether a source stands in a quotation that its verb is outside of: the parser ran over the closing mark."""
    holders = view.holders(view.tokens[source.head].start)
    return (
        bool(holders)
        and not holders[-1].span.start <= view.tokens[verb].start < holders[-1].span.end
        and len(holders[-1].inner) > 30
    )


def follow(view: View, i: int, words: tuple[str, ...]) -> int | None:
    """Index of the last of some words that must follow a verb, two words between at most; None if they don't."""
    at = i
    for word in words:
        window = range(at + 1, min(at + 4, len(view.tokens)))
        found = next((j for j in window if view.tokens[j].lower == word), None)
        if found is None or any(view.tokens[j].text in {",", ".", ";", ":"} for j in range(at + 1, found)):
            return None
        if found > at + 1 and not _light(view, at + 1, found):
            return None
        at = found
    return at


def _light(view: View, first: int, last: int) -> bool:
    """Whether only adverbs and pronouns stand between a verb and its particle ("ruled it out", "called again for")."""
    return all(view.tokens[j].pos in {"ADV", "PRON"} for j in range(first, last))


def _phrases(view: View, i: int) -> Iterator[Cue]:
    for _, words in view.reporting.phrases[view.tokens[i].lower]:
        last = i + len(words) - 1
        if last + 1 < len(view.tokens) and all(view.tokens[i + n].lower == w for n, w in enumerate(words)):
            head = _object(view, last)
            if head is not None:
                yield Cue(i, last, (), noun_source(view, head), "phrase")
                return


def _object(view: View, preposition: int) -> int | None:
    """The noun that a phrase's preposition governs."""
    head = view.child(preposition, Dep.PREP_OBJECT)
    if head is not None:
        return head
    # read on over a noun phrase that the parser hung elsewhere
    for j in range(preposition + 1, min(preposition + 6, len(view.tokens))):
        if view.tokens[j].pos in {"NOUN", "PROPN", "PRON"} and view.tokens[j].dep not in INSIDE:
            return j
    return None
