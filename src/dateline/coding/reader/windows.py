"""A story cut into what the network reads at once: stretches of sentences, and the surroundings of one sentence."""

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
    """

    ids: tuple[int, ...]
    spans: tuple[Span, ...]

    @cached_property
    def _edges(self) -> tuple[list[int], list[int]]:
        """Where the pieces between the marks start and end; they stand in text order."""
        inner = self.spans[1:-1]
        return [s.start for s in inner], [s.end for s in inner]

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
ORDER = "bbfbbf"  # which neighbours of a sentence are taken in: two before, one behind, and once more


def cut(text: str, sentences: Iterable[Span], tokenizer: Any) -> Cut:
    """The word pieces of a text's sentences."""
    rows = []
    for sentence in sentences:
        found = tokenizer.encode(text[sentence.start : sentence.end], add_special_tokens=False)
        at = tuple(Span(a + sentence.start, b + sentence.start) for a, b in found.offsets)
        rows.append(Pieces(tuple(found.ids), at))
    return Cut(tuple(rows), tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]"))


def windows(story: Cut, most: int) -> list[Window]:
    """Stretches of as many sentences as fit, one after the other.

    Args:
        story: its sentences.
        most: pieces that a window may have; what a sentence has beyond is left out.
    """
    made: list[Window] = []
    rows: list[Pieces] = []
    size = 0
    for sentence in story.sentences:
        more = _short(sentence, most - 2)
        if rows and size + len(more.ids) > most - 2:
            made.append(_closed(rows, story))
            rows, size = [], 0
        rows.append(more)
        size += len(more.ids)
    if any(r.ids for r in rows):
        made.append(_closed(rows, story))
    return made


def around(story: Cut, sentence: int, most: int) -> Window:
    """A sentence with as many of its neighbours as fit, more of those before it than of those behind.

    Args:
        story: its sentences.
        sentence: the number of one.
        most: pieces that the window may have; what the sentence has beyond is left out.
    """
    rows = story.sentences
    own = _short(rows[sentence], most - 2)
    first, last, size = sentence, sentence, len(own.ids)
    for side in ORDER:
        n = first - 1 if side == "b" else last + 1
        if 0 <= n < len(rows) and size + len(rows[n].ids) <= most - 2:
            first, last, size = min(first, n), max(last, n), size + len(rows[n].ids)
    return _closed([*rows[first:sentence], own, *rows[sentence + 1 : last + 1]], story)


def _short(sentence: Pieces, most: int) -> Pieces:
    """A sentence's first pieces."""
    return Pieces(sentence.ids[:most], sentence.spans[:most])


def _closed(rows: Sequence[Pieces], story: Cut) -> Window:
    """A window between the marks."""
    ids = (story.first, *(i for r in rows for i in r.ids), story.last)
    return Window(ids, (NOWHERE, *(s for r in rows for s in r.spans), NOWHERE))
