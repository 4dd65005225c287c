"""The quality of a store: what was not coded and why, how sure the rest is, and whom the register doesn't know."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.store.care.reasons import kinds
from dateline.store.database import Database
from dateline.store.query.queries import counts
from dateline.store.rows.typed_rows import Counts

BANDS = (0.6, 0.8)
FEW = 20
BY_TYPE = """
SELECT event_type, count(*) AS events, avg(confidence) AS sure, avg(confidence_parties) AS sure_parties,
  count(*) FILTER (WHERE confidence < :low) AS low,
  count(*) FILTER (WHERE confidence >= :low AND confidence < :high) AS middle,
  count(*) FILTER (WHERE confidence >= :high) AS high, count(*) FILTER (WHERE rule LIKE 'reader.%') AS learned
FROM events WHERE same_as IS NULL GROUP BY event_type ORDER BY events DESC, event_type
"""
WANTING = """
SELECT count(*) AS events, count(*) FILTER (WHERE date_value IS NULL) AS date,
  count(*) FILTER (WHERE place IS NULL) AS place,
  count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM participants p WHERE p.event = e.id AND p.side = 'actor')) AS actor,
  count(*) FILTER (
    WHERE NOT EXISTS (SELECT 1 FROM participants p WHERE p.event = e.id AND p.side = 'recipient')) AS recipient,
  count(*) FILTER (WHERE confidence_parties IS NULL) AS judged
FROM events e WHERE same_as IS NULL
"""
UNKNOWN = """
SELECT a.ref, a.name, a.kind, a.country, c.stories, c.total FROM actor_counts c JOIN actors a ON a.id = c.actor
WHERE a.ref LIKE 'name:%' ORDER BY c.total DESC, c.stories DESC, a.name, a.ref LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class TypeQuality:
    """The events of a type: how many, how sure on average (that there are such; that all parties are right), how many
    below, between and above the edges of ``BANDS``, and how many no frame has found but the learned reader.
    """

    event_type: str
    events: int
    sure: float
    sure_parties: float | None
    low: int
    middle: int
    high: int
    learned: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """Somebody with a name whom the register doesn't know; ``total``: deeds and words."""

    id: str
    name: str
    kind: str
    country: str | None
    stories: int
    total: int


@dataclass(frozen=True, slots=True)
class Quality:
    """What is known of a store's quality.

    Attributes:
        counts: rows of each kind.
        failed: (reason, inputs that failed), most first.
        not_coded: (reason, stories that were kept and not coded), most first.
        empty: (id, headline) of some coded stories without events; ``empty_total``: how many there are.
        undated: stories without a day of publication.
        types: the events by type.
        events: first tellings of events.
        wanting: (what, events that don't have it).
        unknown: named actors that the register doesn't know, the most frequent first; ``unknown_total``: how many.
    """

    counts: Counts
    failed: tuple[tuple[str, int], ...]
    not_coded: tuple[tuple[str, int], ...]
    empty: tuple[tuple[str, str], ...]
    empty_total: int
    undated: int
    types: tuple[TypeQuality, ...]
    events: int
    wanting: tuple[tuple[str, int], ...]
    unknown: tuple[Unknown, ...]
    unknown_total: int


def quality(db: Database, most: int = 50) -> Quality:
    """The quality of a store, with so many unknown actors."""
    failed = kinds(r[0] for r in db.execute("SELECT reason FROM documents WHERE status = 'failed'"))
    left = db.execute(
        "SELECT not_coded, count(*) FROM stories WHERE not_coded IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    bare = "FROM stories WHERE event_count = 0 AND not_coded IS NULL"
    empty = db.execute(f"SELECT ref, headline {bare} ORDER BY day DESC, ref LIMIT {FEW}")
    lacks = db.execute(WANTING).fetchone()
    names = (
        ("no actor", "actor"), ("no recipient", "recipient"), ("no date of its own", "date"), ("no place", "place"),
        ("no judgement of the parties: the story is too short for the reader, or frames alone coded it", "judged"),
    )  # fmt: skip
    low, high = BANDS
    return Quality(
        counts(db), tuple(failed), tuple((r[0], r[1]) for r in left), tuple((r[0], r[1] or "") for r in empty),
        db.execute(f"SELECT count(*) {bare}").fetchone()[0],
        db.execute("SELECT count(*) FROM stories WHERE day = ''").fetchone()[0],
        tuple(TypeQuality(*r) for r in db.execute(BY_TYPE, {"low": low, "high": high})), lacks["events"],
        tuple((says, lacks[name]) for says, name in names),
        tuple(Unknown(*r) for r in db.execute(UNKNOWN, (most,))),
        db.execute("SELECT count(*) FROM actors WHERE ref LIKE 'name:%'").fetchone()[0],
    )  # fmt: skip
