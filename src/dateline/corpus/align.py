"""From offsets of an annotated text to those of the text that a record holds.

A reader drops the place and date in front of a story and joins broken lines, so that the two may differ a little.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from difflib import SequenceMatcher

from dateline.spans import Span


class Alignment:
    """Words of one text laid beside those of another.

    Args:
        source: the text that spans point into.
        target: the text that they shall point into.
    """

    def __init__(self, source: str, target: str) -> None:
        self._same = source == target
        if self._same:
            return
        a, b = ([m.span() for m in re.finditer(r"\w+|[^\w\s]", t)] for t in (source, target))
        pairs = SequenceMatcher(None, [source[i:j] for i, j in a], [target[i:j] for i, j in b], autojunk=False)
        self._rows = [
            (a[block.a + n], b[block.b + n]) for block in pairs.get_matching_blocks() for n in range(block.size)
        ]
        self._starts = [s for (s, _), _ in self._rows]
        self._ends = [e for (_, e), _ in self._rows]

    def __call__(self, span: Span) -> Span | None:
        """Where a span stands in the target; None where none of its words is there."""
        if self._same:
            return span
        first, last = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end) - 1
        if first > last or first >= len(self._rows):
            return None
        (s, _), (start, _) = self._rows[first]
        (_, e), (_, end) = self._rows[last]
        return Span(start + max(0, span.start - s), end - max(0, e - span.end))
