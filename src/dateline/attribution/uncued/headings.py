"""Speakers before a colon that opens a paragraph: headlines ("Minister: Talks failed"), transcripts ("LEE: Yes.")."""

from __future__ import annotations

import re

from dateline.attribution.parts.said import Said
from dateline.attribution.sources.source_phrases import Source
from dateline.attribution.view import View
from dateline.language.labels import Tag
from dateline.spans import Span

# Up to seven words, the first one with a capital, then a colon and a space.
HEADING = re.compile(r"(?P<who>[A-Z][\w.'’-]*(?: (?:[\w.'’&-]+|\([^)]{1,12}\))){0,6}):[ \u00a0]+(?=[\w\"“‘'$])")
OF_SENTENCES = Tag.FINITE | {Tag.WHEN, Tag.WHO}


def from_headings(view: View) -> list[Said]:
    """What stands behind a name and a colon that open a paragraph."""
    found = []
    for paragraph in view.parse.paragraphs:
        match = HEADING.match(view.text, paragraph.start, paragraph.end)
        if not match:
            continue
        area = Span(match.start("who"), match.end("who"))
        head = _speaker(view, area)
        if head is None:
            continue
        content = view.trim(Span(match.end(), paragraph.end))
        if len(content.of(view.text).split()) > 1:
            cue = Span(match.end("who"), match.end("who") + 1)
            found.append(
                Said(content, Source(head, area), cue, view.parse.token_at(cue.start), "headings.colon", "heading")
            )
    return found


def _speaker(view: View, area: Span) -> int | None:
    """The head of the words before the colon where they name somebody who can speak, and hold no verb."""
    first, last = view.parse.token_at(area.start), view.parse.token_at(area.end - 1)
    inside = range(first, last + 1)
    if any(view.tokens[i].lower in view.reporting.words["no-speakers"] for i in inside):
        return None
    if any(view.tokens[i].tag in OF_SENTENCES for i in inside):
        return None
    for i in reversed(inside):
        mention = view.mentions.at(i)
        if mention is not None and area.holds(mention.span) and view.mentions.entity(mention).is_actor:
            return i
    return None
