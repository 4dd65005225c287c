"""W3C Web Annotation Data Model: a story's mentions, statements and events as a page of annotations in JSON-LD.

Positions are Unicode code points, the first character is 0, as the Recommendation of 23 February 2017 (4.2.5) has it;
so they are ours. They count in the story's text as Dateline read it, which is what the annotations have as their
source; the page that it was read from is their scope, and in it the quotation with what stands around it finds the
place. Neither quotations nor what stands around them begin or end within a letter and its marks (Unicode's grapheme
clusters, as far as combining marks make them).
"""

from __future__ import annotations

import json
import unicodedata
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from dateline.record import Actor, Event, Statement, StoryRecord, plain
from dateline.spans import Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters before and behind a quotation
WIKIDATA, GEONAMES = "http://www.wikidata.org/entity/", "https://sws.geonames.org/"
JOINERS = "\u200d\ufe0e\ufe0f"  # what joins to the character before it without being a combining mark


def annotation_page(record: StoryRecord) -> dict[str, Any]:
    """All annotations of a story."""
    source = _Source(record)
    items = [
        *(row for actor in record.actors for row in source.mentions(actor)),
        *(source.statement(statement) for statement in record.statements),
        *(row for event in record.events for row in source.event(event)),
    ]
    whole_of = {"id": iri("collection", record.id), "type": "AnnotationCollection", "total": len(items)}
    return {
        "@context": CONTEXT, "id": iri("page", record.id), "type": "AnnotationPage",
        "partOf": whole_of | ({"label": record.headline} if record.headline else {}),
        "startIndex": 0, "items": items,
    }  # fmt: skip


def lines(records: Iterable[StoryRecord]) -> Iterator[str]:
    """A page a line."""
    return (json.dumps(annotation_page(record), ensure_ascii=False) for record in records)


def iri(kind: str, key: str) -> str:
    """The same name for the same thing on every machine: a UUID of version 5 of Dateline's own id."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"dateline:{kind}:{key}").urn


class _Source:
    """A story as the source of annotations."""

    def __init__(self, record: StoryRecord) -> None:
        self.record = record
        self.text = record.text
        self._source = {"id": iri("text", record.id), "type": "Text", "format": "text/plain"}
        self._source |= {"language": record.language} if record.language else {}

    def _annotation(self, key: str, motivation: str, span: Span, body: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "id": iri("annotation", key), "type": "Annotation", "motivation": motivation,
            "generator": {"type": "Software", "name": "Dateline"}, "body": body,
            "target": self._target(span),
        }  # fmt: skip

    def _target(self, span: Span) -> dict[str, Any]:
        """A place in the text: by position, and by its words with what stands around them."""
        start, end = whole(self.text, span.start, -1), whole(self.text, span.end, 1)
        before = whole(self.text, max(0, start - AROUND), 1)
        behind = whole(self.text, min(len(self.text), end + AROUND), -1)
        selectors = [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {"type": "TextQuoteSelector", "exact": self.text[start:end], "prefix": self.text[before:start],
             "suffix": self.text[end:behind]},
        ]  # fmt: skip
        target: dict[str, Any] = {"type": "SpecificResource", "source": self._source, "selector": selectors}
        page = self.record.url or self.record.document.url
        return target | ({"scope": page} if page else {})

    def mentions(self, actor: Actor) -> Iterator[dict[str, Any]]:
        """Each mention of an actor: whom it means."""
        body: list[dict[str, Any]] = [_words("identifying", actor.id), _json("describing", _bare(actor, "mentions"))]
        if actor.wikidata:
            body.insert(0, {"type": "SpecificResource", "purpose": "identifying", "source": WIKIDATA + actor.wikidata})
        for n, span in enumerate(actor.mentions):
            yield self._annotation(f"{self.record.id}:{actor.id}:{n}", "identifying", span, body)

    def statement(self, statement: Statement) -> dict[str, Any]:
        """What is said: with which stance, by whom."""
        body = [_words("classifying", statement.stance), _json("describing", _bare(statement))]
        return self._annotation(statement.id, "describing", statement.content, body)

    def event(self, event: Event) -> Iterator[dict[str, Any]]:
        """The words that name an act; and those that name its place."""
        body = [
            _words("classifying", event.event_type), _words("tagging", event.factuality),
            _json("describing", _bare(event)),
        ]  # fmt: skip
        yield self._annotation(event.id, "classifying", event.trigger, body)
        place = event.place
        if place and place.span and place.geonameid:
            named = {"type": "SpecificResource", "purpose": "identifying", "source": f"{GEONAMES}{place.geonameid}/"}
            yield self._annotation(f"{event.id}:place", "identifying", place.span, [named])


def _words(purpose: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _json(purpose: str, value: object) -> dict[str, Any]:
    """What the record says, field by field, as a text of JSON."""
    held = json.dumps(value, ensure_ascii=False)
    return {"type": "TextualBody", "purpose": purpose, "format": "application/json", "value": held}


def _bare(value: Actor | Statement | Event, *but: str) -> dict[str, Any]:
    """A part of a record as JSON has it, without its decisions."""
    return {name: held for name, held in plain(value).items() if name not in ("decisions", *but)}


def whole(text: str, at: int, step: int) -> int:
    """The nearest place in a direction that doesn't part a letter from its marks.

    Args:
        text: the text.
        at: the place, a code point.
        step: 1 to go on, -1 to go back.
    """
    while 0 < at < len(text) and (unicodedata.combining(text[at]) or text[at] in JOINERS or text[at - 1] == "\u200d"):
        at += step
    return at
