"""The marks of an example: ``[The army](actor) [shelled](trigger) the [town](recipient).``"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.spans import Span

MARK = re.compile(r"\[([^\]]+)\](?:\(([^)]*)\))?")


@dataclass(frozen=True, slots=True)
class Marked:
    """The text of an example, and what is marked in it: spans with their marks, in text order."""

    text: str
    marks: tuple[tuple[Span, str], ...]

    def spans(self, mark: str) -> list[Span]:
        """The stretches with a mark."""
        return [span for span, name in self.marks if name == mark]

    def words(self, mark: str) -> list[str]:
        """Their words."""
        return [span.of(self.text) for span in self.spans(mark)]


def unmark(example: str) -> Marked:
    """Take the marks out of an example; remember where they stood."""
    text, marks, last = "", [], 0
    for m in MARK.finditer(example):
        text += example[last : m.start()]
        marks.append((Span(len(text), len(text) + len(m[1])), m[2] or ""))
        text += m[1]
        last = m.end()
    return Marked(text + example[last:], tuple(marks))
