"""Draw a sheet to fill in: paragraphs of a store, spread over types and confidence, the same for the same store.

What is drawn is decided by hashes of ids, so that nobody chooses, and a larger sheet holds the smaller one. Some are
paragraphs in which nothing was coded: without these nobody could tell what is missed.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.language.parse import paragraphs_of
from dateline.record import StoryRecord
from dateline.spans import Span
from dateline.store.care.quality import BANDS
from dateline.store.store import Store

# One paragraph of so many is one in which nothing was coded.
EMPTY_OF = 5
SHORTEST = 40  # characters of a paragraph in which something may happen
COLUMNS = ("id", "published", "outlet", "headline", "text", "type", "actor", "recipient", "date", "place", "note")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paragraph to be coded. ``id`` leads back to it: story, start, end."""

    id: str
    published: str
    outlet: str
    headline: str
    text: str

    def cells(self) -> list[str]:
        """The cells of its row, what the coder fills in empty."""
        return [self.id, self.published, self.outlet, self.headline, self.text] + [""] * (len(COLUMNS) - 5)


def draw(store: Store, number: int) -> list[Drawn]:
    """So many paragraphs, or all that there are; those with events mixed with those without."""
    coded = _with_events(store)
    rows = _some(coded, number - number // EMPTY_OF)
    rows |= _some(_without_events(store), number - len(rows))
    while len(rows) < number and (one := next(coded, None)) is not None:
        rows.setdefault(one.id, one)
    return sorted(rows.values(), key=lambda d: _hash(d.id))


def _some(drawn: Iterator[Drawn], number: int) -> dict[str, Drawn]:
    rows: dict[str, Drawn] = {}
    while len(rows) < number and (one := next(drawn, None)) is not None:
        rows.setdefault(one.id, one)
    return rows


def _with_events(store: Store) -> Iterator[Drawn]:
    """The paragraphs of events, one of each type and band of confidence in turn."""
    strata: dict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
    for row in store.db.execute("SELECT ref, event_type, confidence FROM events WHERE same_as IS NULL"):
        band = sum(row["confidence"] >= edge for edge in BANDS)
        strata[row["event_type"], band].append((_hash(row["ref"]), row["ref"]))
    queues = [sorted(strata[key], reverse=True) for key in sorted(strata)]
    while queues:
        for queue in queues:
            record, ref = store.record_of_event(queue.pop()[1])
            event = next(e for e in record.events if ref in {e.id, f"{record.id}-{e.id}"})
            at = event.trigger.start
            yield next(_drawn(record, p) for p in paragraphs_of(record.text) if p.start <= at < p.end)
        queues = [q for q in queues if q]


def _without_events(store: Store) -> Iterator[Drawn]:
    """One paragraph without events of each story that has one."""
    refs = [row["ref"] for row in store.db.execute("SELECT ref FROM stories WHERE not_coded IS NULL")]
    for ref in sorted(refs, key=_hash):
        record = store.record(ref)
        starts = [e.trigger.start for e in record.events]
        bare = [
            p
            for p in paragraphs_of(record.text)
            if p.end - p.start >= SHORTEST and not any(p.start <= s < p.end for s in starts)
        ]
        if bare:
            yield _drawn(record, min(bare, key=lambda p: _hash(f"{ref}:{p.start}")))


def _drawn(record: StoryRecord, at: Span) -> Drawn:
    ref, text = f"{record.id}:{at.start}-{at.end}", " ".join(at.of(record.text).split())
    return Drawn(ref, (record.published or "")[:10], record.outlet or "", record.headline or "", text)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
