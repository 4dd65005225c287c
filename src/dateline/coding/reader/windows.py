"""A story cut into what the network reads at once: stretches of sentences, each with the one before as context."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dateline.spans import Span


@dataclass(frozen=True)
class Window:
    """Word pieces of a stretch, the marks at its ends included.

    Attributes:
        ids: numbers of the pieces in the tokenizer's vocabulary.
        spans: where each stands in the story's text; an empty span for the marks.
        begins: where the sentences begin that are read here; those before are context, read in the window before.
    """

    ids: tuple[int, ...]
    spans: tuple[Span, ...]
    begins: int = 0

    @cached_property
    def _edges(self) -> tuple[list[int], list[int]]:
        """Where the pieces between the marks start and end; they stand in text order."""
        inner = self.spans[1:-1]
        return [s.start for s in inner], [s.end for s in inner]

    @property
    def own(self) -> slice:
        """The pieces of the sentences that are read here, context and marks aside."""
        return slice(1 + bisect_right(self._edges[1], self.begins), len(self.ids) - 1)

    def pieces(self, span: Span) -> range:
        """Numbers of the pieces that share a character with a span."""
        starts, ends = self._edges
        return range(1 + bisect_right(ends, span.start), 1 + bisect_left(starts, span.end))


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of one sentence, without marks."""

    ids: tuple[int, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A story's sentences as word pieces, and the marks that the encoder was trained with."""

    sentences: tuple[Pieces, ...]
    first: int
    last: int


NOWHERE = Span(0, 0)


def cut(text: str, sentences: Iterable[Span], tokenizer: Any) -> Cut:
    """The word pieces of a text's sentences."""
    rows = []
    for sentence in sentences:
        found = tokenizer.encode(text[sentence.start : sentence.end], add_special_tokens=False)
        at = tuple(Span(a + sentence.start, b + sentence.start) for a, b in found.offsets)
        rows.append(Pieces(tuple(found.ids), at))
    return Cut(tuple(rows), tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]"))


def windows(story: Cut, most: int, context: int = 0) -> list[Window]:
    """Stretches of as many sentences as fit, one after the other, each with the sentence before it as context.

    Args:
        story: its sentences.
        most: pieces that a window may have; what a sentence has beyond is left out.
        context: pieces that the sentence before may have; a longer one is left out, as is one that leaves no room.
    """
    made: list[Window] = []
    rows: list[Pieces] = []
    begins = 0
    for sentence in story.sentences:
        more = _short(sentence, most - 2)
        if rows and _size(rows) + len(more.ids) > most - 2:
            made.append(_closed(rows, begins, story))
            last = rows[-1]
            fits = len(last.ids) <= context and len(last.ids) + len(more.ids) <= most - 2
            rows, begins = [last] if fits else [], more.spans[0].start
        rows.append(more)
    if any(r.ids for r in rows):
        made.append(_closed(rows, begins, story))
    return made


def _size(rows: Sequence[Pieces]) -> int:
    """Pieces of some sentences."""
    return sum(len(r.ids) for r in rows)


def _short(sentence: Pieces, most: int) -> Pieces:
    """A sentence's first pieces."""
    return Pieces(sentence.ids[:most], sentence.spans[:most])


def _closed(rows: Sequence[Pieces], begins: int, story: Cut) -> Window:
    """A window between the marks."""
    ids = (story.first, *(i for r in rows for i in r.ids), story.last)
    return Window(ids, (NOWHERE, *(s for r in rows for s in r.spans), NOWHERE), begins)
