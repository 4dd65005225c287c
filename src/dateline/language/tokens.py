"""The value of the language stage: Story > Parse. Plain objects, so that nothing after it knows the parser library."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from dateline.language.language import FunctionWords, Language
from dateline.pages.source_and_story import Story
from dateline.spans import Span


@dataclass(slots=True)
class Token:
    """One word or mark. Offsets are code points of the story's text; ``head`` is a token index (its own at the root).

    Tokens are made once by ``parse`` and never changed afterwards (not frozen, since freezing triples the cost of
    making one).
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sent: int
    children: tuple[int, ...] = ()

    @property
    def span(self) -> Span:
        """Where the token stands in the story's text."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: tokens ``first`` to ``last`` (left out), its root token, and the paragraph that holds it."""

    i: int
    first: int
    last: int
    root: int
    paragraph: int
    span: Span


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch in quotation marks.

    Attributes:
        span: with its marks.
        inner: without them.
        depth: 0 outermost.
        paragraph: number of the paragraph.
        continues: True where it goes on from the paragraph before.
    """

    span: Span
    inner: Span
    depth: int
    paragraph: int
    continues: bool = False


@dataclass(frozen=True)
class Parse:
    """A story's body in sentences and tokens, with dependencies, the language that it was read in, and its quotations,
    outer before inner, in text order."""

    story: Story
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    paragraphs: tuple[Span, ...]
    language: Language
    quotes: tuple[Quote, ...] = ()

    @property
    def words(self) -> FunctionWords:
        """The closed classes of the language."""
        return self.language.words

    @property
    def text(self) -> str:
        """The text that all offsets point into."""
        return self.story.text

    @cached_property
    def _starts(self) -> list[int]:
        return [t.start for t in self.tokens]

    def token_at(self, offset: int) -> int:
        """Index of the token that covers or precedes a code point; 0 before the first one."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def sentence_of(self, token: int) -> Sentence:
        """The sentence that holds a token."""
        return self.sentences[self.tokens[token].sent]

    def subtree(self, token: int) -> list[int]:
        """Indices of a token and all that hangs on it, in text order."""
        found, todo = [], [token]
        while todo:
            i = todo.pop()
            found.append(i)
            todo.extend(self.tokens[i].children)
        return sorted(found)

    def subtree_span(self, token: int) -> Span:
        """From the first to the last character of a token's subtree."""
        inside = self.subtree(token)
        return Span(self.tokens[inside[0]].start, self.tokens[inside[-1]].end)

    def ancestors(self, token: int) -> list[int]:
        """The heads above a token, nearest first; empty for a root."""
        found = []
        while self.tokens[token].head != token:
            token = self.tokens[token].head
            found.append(token)
        return found

    def child(self, token: int, *deps: str) -> int | None:
        """The first child by one of these relations, or None."""
        return next((c for c in self.tokens[token].children if self.tokens[c].dep in deps), None)

    def children(self, token: int, *deps: str) -> list[int]:
        """All children by one of these relations, in text order."""
        return [c for c in self.tokens[token].children if self.tokens[c].dep in deps]

    def span(self, first: int, last: int) -> Span:
        """The span from token ``first`` to token ``last``, both included."""
        return Span(self.tokens[first].start, self.tokens[last].end)
