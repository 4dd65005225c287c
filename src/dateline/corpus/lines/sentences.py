"""Numbered sentences: how people who annotate point at places in a text. No model is needed, so numbers never move."""

from __future__ import annotations

import re

from dateline.spans import Span

END = re.compile(r"[.!?][\"”’)\]]*\s+(?=[\"“‘(\[]*[A-Z0-9])")
ABBREVIATED = re.compile(
    r"\b([A-Z]|Mr|Dr|St|Lt|No|vs|Gen|Rep|Sen|Mrs|Ms|Col|Gov|Maj|Prof|Brig|U\.S|a\.m|p\.m|Jan|Feb|Nov|Oct|Dec|Sept|Aug)\.\s+$"
)


def sentences(text: str) -> list[Span]:
    """The sentences of a text, line by line, without the spaces around them."""
    found = []
    for line in re.finditer(r"[^\n]+", text):
        begin = line.start()
        for end in END.finditer(line.group()):
            stop = line.start() + end.end()
            if not ABBREVIATED.search(text[begin:stop]):
                found.append(Span(begin, stop))
                begin = stop
        found.append(Span(begin, line.end()))
    return [made for s in found if (made := _trimmed(s, text))]


def _trimmed(span: Span, text: str) -> Span | None:
    """A span without the spaces at its edges, None where nothing is left."""
    words = span.of(text)
    start, end = span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip())
    return Span(start, end) if start < end else None
