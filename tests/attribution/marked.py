"""Sentences with marks: "[The baker](source) [said](cue) [it rained](content)" as text and spans."""

from __future__ import annotations

import re
from functools import cache

from dateline.attribution.find_statements import find_statements
from dateline.attribution.statements import Statements
from dateline.language.parse import parse
from dateline.mentions.find_mentions import find_mentions
from dateline.pages.source_and_story import Story
from dateline.record import Document
from dateline.spans import Span
from loaded import shipped_knowledge, tools

MARK = re.compile(r"\[([^\]]+)\]\((source|cue|content|addressee)\)")


def unmark(marked: str) -> tuple[str, dict[str, list[Span]]]:
    """The text without marks, and where each kind of mark stood."""
    text, spans, last = "", {}, 0
    for m in MARK.finditer(marked):
        text += marked[last : m.start()]
        spans.setdefault(m[2], []).append(Span(len(text), len(text) + len(m[1])))
        text += m[1]
        last = m.end()
    return text + marked[last:], spans


@cache
def statements_of(text: str) -> Statements:
    """The attribution stage's answer to a bare text."""
    story = Story("t", Document("t", None, "text/plain", 0), None, None, None, None, (), None, None, None, "en", text)
    return find_statements(find_mentions(parse(story, tools().parser), shipped_knowledge()), shipped_knowledge())
