"""Whose text a story prints: the agency or paper that it names itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.knowledge.lexicon.linking import Linking
from dateline.record import StoryRecord

# Paragraphs at either end of a text in which a credit is looked for.
EDGE = 2


@dataclass(frozen=True, slots=True)
class Credit:
    """An origin that a story names, and how: the id of an entry of ``pages/credits.yaml``, or ``dateline``."""

    agency: str
    rule: str


def credit_of(record: StoryRecord, linking: Linking) -> Credit | None:
    """The agency or paper that a story credits with its text; None where it names nobody but its own outlet."""
    found = _in_dateline(record, linking) or _written(record, linking)
    outlet = (record.outlet or "").lower()
    own = linking.agencies.get(outlet, record.outlet)
    return found if found and found.agency != own else None


def _in_dateline(record: StoryRecord, linking: Linking) -> Credit | None:
    """The name in brackets behind place and date; one that the register doesn't know is an agency too."""
    name = record.dateline.agency if record.dateline else None
    return Credit(linking.agencies.get(name.lower(), name), "dateline") if name else None


def _written(record: StoryRecord, linking: Linking) -> Credit | None:
    paragraphs = record.text.split("\n\n")
    places = {
        "byline": record.byline or "",
        "opening": "\n".join(paragraphs[:EDGE]),
        "end": "\n".join(paragraphs[-EDGE:]),
        "text": record.text,
    }
    return next((c for where, text in places.items() if text and (c := find_credit(text, where, linking))), None)


def find_credit(text: str, where: str, linking: Linking) -> Credit | None:
    """The first credit of a kind that a text holds."""
    for entry in linking.credits:
        found = entry.pattern.search(text) if entry.where == where else None
        if found:
            name = re.sub(r"\s+", " ", found["agency"])
            return Credit(linking.agencies.get(name.lower(), name), entry.id)
    return None
