"""What the rules of this stage look at: a story's parse, mentions and quotations, with small helpers on tokens."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from dateline.knowledge.lexicon.reporting import Reporting
from dateline.language.labels import Dep
from dateline.language.language import FunctionWords
from dateline.language.tokens import Parse, Quote, Sentence, Token
from dateline.mentions.mentioned import Mention, Mentions
from dateline.spans import Span

EDGES = " \t\n ,;:—–-…"
MARKS = "\"“”„«»'‘’`"


@dataclass(frozen=True)
class View:
    """A story as this stage sees it."""

    mentions: Mentions
    reporting: Reporting
    quotes: tuple[Quote, ...] = field(default=())
    # spans of sources that no mention covers ("four in ten") -> (head token, id); the stage makes actors of them
    unnamed: dict[Span, tuple[int, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, mentions: Mentions, reporting: Reporting) -> View:
        """The view of a story, with the quotations of its parse."""
        return cls(mentions, reporting, mentions.parse.quotes)

    @cached_property
    def parse(self) -> Parse:
        """The parse below the mentions."""
        return self.mentions.parse

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens of the parse."""
        return self.mentions.parse.tokens

    @cached_property
    def words(self) -> FunctionWords:
        """The closed classes of the story's language."""
        return self.mentions.parse.words

    @cached_property
    def text(self) -> str:
        """The text that all offsets point into."""
        return self.mentions.parse.text

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Where the sentences begin."""
        return [s.span.start for s in self.parse.sentences]

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [q.span.start for q in self.quotes]

    @cached_property
    def _open_at(self) -> list[tuple[Quote, ...]]:
        """For each quotation the ones that are open where it begins, itself included, outermost first."""
        opened: list[tuple[Quote, ...]] = []
        now: tuple[Quote, ...] = ()
        for q in self.quotes:
            now = (*(o for o in now if q.depth and o.span.end > q.span.start), q)
            opened.append(now)
        return opened

    def quotes_between(self, start: int, end: int) -> list[Quote]:
        """Quotations that open at or after ``start`` and before ``end``."""
        first = bisect_right(self._quote_starts, start - 1)
        last = bisect_right(self._quote_starts, end - 1)
        return list(self.quotes[first:last])

    def holders(self, offset: int) -> list[Quote]:
        """Quotations that hold an offset, outermost first."""
        n = bisect_right(self._quote_starts, offset) - 1
        return [q for q in self._open_at[n] if offset < q.span.end] if n >= 0 else []

    def sentence(self, token: int) -> Sentence:
        """The sentence of a token."""
        return self.parse.sentences[self.tokens[token].sent]

    def child(self, token: int, *deps: str) -> int | None:
        """First child by one of these relations."""
        return self.parse.child(token, *deps)

    def bounds(self, token: int) -> tuple[int, int]:
        """First and last token of a subtree."""
        inside = self.parse.subtree(token)
        return inside[0], inside[-1]

    def mention_of(self, head: int | None, area: Span | None) -> Mention | None:
        """The mention of a source: by its head, else the last one that lies in its words."""
        if head is None:
            return None
        mention = self.mentions.at(head)
        if area is None or (mention is not None and mention.form in {"name", "pronoun"}):
            return mention
        inside = [m for m in self.mentions_near(area) if area.holds(m.span)]
        if mention is None:
            return max(inside, key=lambda m: len(m.span), default=None)
        return next((m for m in inside if m.form == "name" and self._renames(m, head, area)), mention)

    def _renames(self, mention: Mention, head: int, area: Span) -> bool:
        """Whether a name is an apposition of a noun ("a spokesman, John Lee"), or closes its phrase after a comma."""
        token = self.tokens[mention.head]
        if token.dep == Dep.APPOSITION and token.head == head and mention.head > head:
            return True
        if mention.span.end != area.end or self.mentions.entity(mention).actor.kind not in {"person", "other"}:
            return False
        before = self.tokens[max(self.parse.token_at(mention.span.start) - 1, 0)]
        return before.text == "," or before.pos in {"NOUN", "PROPN"}

    @cached_property
    def _mention_starts(self) -> tuple[list[int], list[Mention]]:
        ordered = sorted(self.mentions.mentions, key=lambda m: (m.span.start, m.span.end))
        return [m.span.start for m in ordered], ordered

    def mentions_near(self, area: Span) -> list[Mention]:
        """Mentions that begin in an area."""
        starts, ordered = self._mention_starts
        return ordered[bisect_right(starts, area.start - 1) : bisect_right(starts, area.end - 1)]

    def trim(self, span: Span) -> Span:
        """Leave off white space, commas and quotation marks at the edges, marks that pair up inside kept."""
        text, start, end = self.text, span.start, span.end
        while start < end and text[start] in EDGES:
            start += 1
        while start < end and text[end - 1] in EDGES:
            end -= 1
        if start >= end:
            return Span(start, start)
        start, end = self._trim_marks(start, end)
        return Span(start, end)

    def _trim_marks(self, start: int, end: int) -> tuple[int, int]:
        """Leave off marks at the edges whose partner lies outside, or that hold the whole."""
        area = Span(start, end)
        for q in self.quotes_between(start - 1, end):
            # an opening mark at the edge and its partner at the other edge
            if q.span.start == start and self.text[q.span.end : end].strip(EDGES + ".") == "" and q.span.end <= end:
                return self._strip(q.inner.start, q.inner.end)
        for q in [*self.holders(start), *self.holders(max(end - 1, start))]:
            if area.holds(q.span):
                continue
            if q.span.start == start:
                start = q.inner.start
            if q.span.end in (end, end + 0) and q.span.start < start:
                end = q.inner.end
        while end > start and self.text[end - 1] in EDGES:
            end -= 1
        if self.text[end - 1 : end] == "." and self.text[end - 2 : end - 1] != ".":
            inside = self.holders(end - 1)
            # the period of the whole sentence is no part of an indirect clause
            if not inside and not re.search(
                r"\b(?:[A-Z]|Mr|Mrs|Dr|Inc|Corp|Co|Jr|Sr|St|Rep|Sen|Gov|Gen)\.$", self.text[start:end]
            ):
                end -= 1
        return start, end

    def _strip(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.text[start] in EDGES:
            start += 1
        while start < end and self.text[end - 1] in EDGES:
            end -= 1
        return start, end
