"""Stretches of a story that the reader sees at once: sentences that follow each other, as many as fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.spans import Span


@dataclass(frozen=True, slots=True)
class Window:
    """Word pieces of a stretch, the marks at its ends included.

    Attributes:
        ids: numbers of the pieces in the tokenizer's vocabulary.
        spans: where each stands in the story's text; an empty span for the marks.
    """

    ids: tuple[int, ...]
    spans: tuple[Span, ...]


NOWHERE = Span(0, 0)


def windows(text: str, sentences: Iterable[Span], tokenizer: Any, most: int) -> list[Window]:
    """Cut a text at its sentences.

    Args:
        text: the story's text.
        sentences: its sentences in order.
        tokenizer: the model's.
        most: pieces that a window may have; what a sentence has beyond is left out.
    """
    made: list[Window] = []
    ids: list[int] = []
    spans: list[Span] = []
    for sentence in sentences:
        found = tokenizer.encode(text[sentence.start : sentence.end], add_special_tokens=False)
        more = list(found.ids)[: most - 2]
        at = [Span(a + sentence.start, b + sentence.start) for a, b in found.offsets[: most - 2]]
        if ids and len(ids) + len(more) > most - 2:
            made.append(_closed(ids, spans, tokenizer))
            ids, spans = [], []
        ids, spans = ids + more, spans + at
    if ids:
        made.append(_closed(ids, spans, tokenizer))
    return made


def _closed(ids: Sequence[int], spans: Sequence[Span], tokenizer: Any) -> Window:
    """A window between the marks that the encoder was trained with."""
    first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    return Window((first, *ids, last), (NOWHERE, *spans, NOWHERE))
