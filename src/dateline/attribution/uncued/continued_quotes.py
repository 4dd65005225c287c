"""Quotations without a cue of their own: they go on with the last speaker."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort

from dateline.attribution.cues.sayers import is_thing
from dateline.attribution.parts.said import Said
from dateline.attribution.sources.source_phrases import Source, noun_source, phrase_from
from dateline.attribution.sources.verb_sources import source_of
from dateline.attribution.uncued.block_quotes import is_block, of_block
from dateline.attribution.view import View
from dateline.language.labels import Dep, Tag
from dateline.language.tokens import Quote

MIN_WORDS = 4
# How far ahead the tag of a quotation of several paragraphs is looked for, in characters.
MAX_REACH = 3000
# How many words a tag behind a quotation may have up to its verb.
MAX_TAG = 25


def going_on(view: View, found: list[Said]) -> list[Said]:
    """Attribute the whole sentences in quotation marks that no cue has taken.

    Args:
        view: the story.
        found: what cues have found.

    Returns:
        The additional attributions.
    """
    taken = sorted(found, key=lambda s: (s.content.start, s.content.end))
    starts = [s.content.start for s in taken]
    longest = max((len(s.content) for s in taken), default=0)
    speakers = Speakers(view, found)
    added: list[Said] = []
    for quote in view.quotes:
        first = bisect_left(starts, quote.inner.start - longest)
        near = taken[first : bisect_left(starts, quote.inner.end)]
        if quote.depth or any(_takes(s, quote) for s in near):
            continue
        introduced = _by_tag(view, quote) or _introduced(view, quote)
        if not introduced and not _is_sentence(view, quote):
            continue
        speakers.up_to(quote.span.start + 1)
        if is_block(view, quote):
            said = introduced or of_block(view, quote, found, added)
        else:
            said = introduced or _by_next(view, quote, taken, starts) or _by_last(view, quote, speakers)
        if said is not None:
            added.append(said)
            speakers.add(said)
    return added


class Speakers:
    """Who has spoken before a place in the text; it only moves forward."""

    def __init__(self, view: View, found: list[Said]) -> None:
        self.view = view
        self.coming: list[tuple[int, int, Said]] = []
        self.spoke: list[Said] = []
        for said in found:
            self.add(said)

    def add(self, said: Said) -> None:
        """Take a speaker in, unless nobody is named, a headline speaks, or somebody who is quoted."""
        quoted = said.cue is not None and bool(self.view.holders(said.cue.start))
        if said.source is not None and said.form != "heading" and not quoted:
            insort(self.coming, (_end(said), len(self.coming) + len(self.spoke), said), key=lambda x: x[:2])

    def up_to(self, offset: int) -> None:
        """Go on to a place: who has spoken before it counts from now on."""
        done = bisect_right(self.coming, offset, key=lambda x: x[0])
        self.spoke += [said for _, _, said in self.coming[:done]]
        del self.coming[:done]

    def since(self, offset: int) -> list[Said]:
        """Those whose words end behind an offset, the last one first."""
        out = []
        for said in reversed(self.spoke):
            if _end(said) <= offset:
                break
            out.append(said)
        return out


def _end(said: Said) -> int:
    return max(said.content.end, said.cue.end if said.cue else 0)


def _takes(said: Said, quote: Quote) -> bool:
    """Whether an attribution from outside a quotation has it as content already."""
    return said.content.touches(quote.inner) and not (said.cue is not None and quote.span.holds(said.cue))


def _by_tag(view: View, quote: Quote) -> Said | None:
    """A quotation that ends in a comma, then somebody and a verb, in either order: a tag, whatever the parse."""
    text, tokens = view.text, view.tokens
    if (
        not quote.inner.of(text).rstrip().endswith((",", "?", "!", "—", "–"))
        and text[quote.span.end : quote.span.end + 1] != ","
    ):
        return None
    first = (
        view.parse.token_at(quote.span.end) + 1
        if text[quote.span.end : quote.span.end + 1] == ","
        else view.parse.token_at(quote.span.end - 1) + 1
    )
    while first < len(tokens) and tokens[first].pos == "PUNCT" and tokens[first].start < quote.span.end + 3:
        first += 1
    if first >= len(tokens) or "\n" in text[quote.span.end : tokens[first].start]:
        return None
    strict = not quote.inner.of(text).rstrip().endswith(",")
    for i in range(first, min(first + MAX_TAG, len(tokens))):
        token = tokens[i]
        if token.text in {".", ";", ":", '"', "“"} or (token.tag in {Tag.WHO, Tag.WHEN} and i == first):
            return None
        if token.tag not in Tag.TENSED or token.pos == "AUX":
            continue
        uses = view.reporting.verbs.get(token.lemma, ())
        if (strict or i == first) and not any("quote" in u.takes for u in uses):
            return None
        source = phrase_from(view, first, i - 1) if i > first else phrase_from(view, i + 1, i + MAX_TAG)
        if source is None or (i == first and tokens[i + 1].pos in {"ADP", "SCONJ"}):
            return None
        return Said(view.trim(quote.span), source, token.span, i, "quotes.tag", "quote")
    return None


def _by_next(view: View, quote: Quote, taken: list[Said], starts: list[int]) -> Said | None:
    """The speaker who is named in a later paragraph of the same quotation."""
    paragraph = quote.paragraph
    for later in view.quotes_between(quote.span.end, quote.span.end + MAX_REACH):
        if later.depth or later.paragraph == paragraph:
            continue
        if not later.continues or later.paragraph != paragraph + 1:
            return None
        named = next(
            (s for s in taken if s.form == "quote" and s.source is not None and s.content.touches(later.inner)), None
        )
        if named is not None:
            return Said(
                view.trim(quote.span), named.source, None, named.token, "quotes.goes-on", "goes-on", outer=named.outer
            )
        paragraph = later.paragraph
    return None


def _is_sentence(view: View, quote: Quote) -> bool:
    """Whether a quotation stands where a sentence stands, with a verb in it."""
    text = quote.inner.of(view.text)
    if len(re.findall(r"\w+", text)) < MIN_WORDS:
        return False
    before = view.text[: quote.span.start].rstrip(" ")
    if before and before[-1] not in '.!?\n"”’:,…)':
        return False
    first = view.parse.token_at(quote.inner.start)
    last = view.parse.token_at(max(quote.inner.end - 1, quote.inner.start))
    return any(view.tokens[i].pos in {"VERB", "AUX"} for i in range(first, last + 1))


def _introduced(view: View, quote: Quote) -> Said | None:
    """A sentence that runs into a long quotation after a comma or colon: its subject speaks."""
    before = view.text[: quote.span.start].rstrip()
    if "\n" in view.text[len(before) : quote.span.start] and not before.endswith(":"):
        return None
    if not before.endswith((",", ":")) or len(re.findall(r"\w+", quote.inner.of(view.text))) < MIN_WORDS + 2:
        return None
    at = view.parse.token_at(len(before) - 1)
    sentence = view.parse.sentences[view.tokens[at].sent]
    if before.endswith(",") and not quote.inner.of(view.text)[:1].isupper():
        return None
    verbs = [
        i
        for i in range(at - 1, sentence.first - 1, -1)
        if view.tokens[i].pos == "VERB" and view.tokens[i].tag != Tag.ING
    ]
    relative = Dep.CLAUSES_OF_NOUN
    verbs.sort(key=lambda i: (view.tokens[i].dep in relative, not _quotes(view, i)))
    for verb in verbs:
        source = source_of(view, verb)
        if source is not None and _speaks(view, source):
            token = view.tokens[verb]
            inner, outer = _from_whom(view, verb, at), None
            if inner is not None:
                source, outer = inner, (source, token.span)
            return Said(view.trim(quote.span), source, token.span, verb, "quotes.introduced", "quote", outer=outer)
    return None


def _quotes(view: View, verb: int) -> bool:
    """Whether a verb may introduce a quotation."""
    return any("quote" in u.takes for u in view.reporting.verbs.get(view.tokens[verb].lemma, ()))


def _from_whom(view: View, verb: int, end: int) -> Source | None:
    """ "The club published a letter from its owner": the owner."""
    for i in range(verb + 1, end):
        noun = view.tokens[view.tokens[i].head]
        if (
            view.tokens[i].lower in {"from", "by"}
            and noun.pos == "NOUN"
            and noun.head == verb
            and noun.lemma in view.reporting.nouns
        ):
            head = view.child(i, Dep.PREP_OBJECT)
            if head is not None:
                return noun_source(view, head)
    return None


def _speaks(view: View, source: Source) -> bool:
    mention = view.mention_of(source.head, source.span)
    if mention is None:
        return False
    return view.mentions.entity(mention).is_actor or not is_thing(view, source.head)


def _by_last(view: View, quote: Quote, speakers: Speakers) -> Said | None:
    """The last speaker, or the subject of the sentence just before in the same paragraph."""
    paragraph = view.parse.paragraphs[quote.paragraph]
    last = speakers.spoke[-1] if speakers.spoke else None
    before = bisect_right(view.sentence_starts, quote.span.start) - 2
    if before >= 0 and view.parse.sentences[before].span.start >= paragraph.start:
        previous = view.parse.sentences[before]
        spoke = speakers.since(previous.span.start)
        last = next((s for s in spoke if s.form == "quote"), last)
        if not spoke:
            source = source_of(view, previous.root) if view.tokens[previous.root].pos in {"VERB", "AUX"} else None
            if source is not None and _speaks(view, source):
                return Said(view.trim(quote.span), source, None, previous.root, "quotes.subject-before", "goes-on")
    if last is None:
        return None
    return Said(view.trim(quote.span), last.source, None, last.token, "quotes.goes-on", "goes-on", outer=last.outer)
