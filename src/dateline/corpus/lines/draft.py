"""A document while its rows are read: where the words stand that a row names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from dateline.corpus.annotation import Said, Slot, Telling
from dateline.corpus.texts import Text
from dateline.spans import Span

QUOTES = str.maketrans("“”‘’", "\"\"''")
NAMED = re.compile(r"(.*?)\s*@(\d+)$")


class RowError(ValueError):
    """A row that can't be read; the message says why."""


@dataclass
class Draft:
    """A document while its rows are read."""

    text: Text
    line: int
    sentences: list[Span]
    identities: list[Slot] = field(default_factory=list)
    statements: list[Said] = field(default_factory=list)
    events: list[Telling] = field(default_factory=list)
    empty: bool = False

    @cached_property
    def whole(self) -> str:
        """The text with plain quotation marks."""
        return self.text.text.translate(QUOTES)

    def sentence(self, number: str | int) -> Span:
        """The sentence of a number, counted from 1."""
        if not 1 <= int(number) <= len(self.sentences):
            raise RowError(f"there is no sentence {number}")
        return self.sentences[int(number) - 1]

    def within(self, words: str, span: Span) -> Span | None:
        """Where words stand in a stretch of the text, kinds of quotation mark forgiven; never inside a longer word."""
        whole, words = self.whole, words.translate(QUOTES)
        at = whole.find(words, span.start, span.end) if words else -1
        while at >= 0:
            if not _glued(whole, at, words):
                return Span(at, at + len(words))
            at = whole.find(words, at + 1, span.end)
        return None

    def last_within(self, words: str, span: Span) -> Span | None:
        """The last such place in a stretch of the text."""
        found, at = None, self.within(words, span)
        while at is not None:
            found, at = at, self.within(words, Span(at.start + 1, span.end))
        return found

    def find(self, words: str, near: int = 1) -> Span:
        """Where words stand: in the sentence that ``@n`` names, else in the one that is near, before it, after it."""
        words = words.strip()
        if named := NAMED.match(words):
            found = self.within(named[1].strip(), self.sentence(named[2]))
            if found is None:
                raise RowError(f"sentence {named[2]} has no {named[1]!r}")
            return found
        order = [*range(near, 0, -1), *range(near + 1, len(self.sentences) + 1)]
        for number in order:
            if words and (found := self.within(words, self.sentence(number))):
                return found
        raise RowError(f"the story has no {words!r}")

    def slots(self, cell: str, near: int) -> tuple[Slot, ...]:
        """``A ; B = other name of B`` > one slot a party."""
        if cell in {"-", ""}:
            return ()
        return tuple(tuple(self.find(name, near) for name in slot.split("=")) for slot in cell.split(";"))


def _glued(text: str, at: int, words: str) -> bool:
    """Whether a place is only a part of a word."""
    end = at + len(words)
    left = at > 0 and text[at - 1].isalnum() and words[0].isalnum()
    return left or (end < len(text) and text[end].isalnum() and words[-1].isalnum())
