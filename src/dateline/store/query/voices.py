"""Who said what of whom: statements counted by speaker and by the actor whom they mention."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.store.database import Database
from dateline.store.filters import conditions
from dateline.store.filters.conditions import resolve
from dateline.store.filters.declared_filters import NOBODY, Filters
from dateline.store.rows.typed_rows import ActorName

# Event types that a row names, the most frequent first.
NAMED = 3

PAIRS = """
SELECT sp.id AS speaker, sp.ref, sp.name, sp.country, ab.id AS about, ab.ref AS about_ref, ab.name AS about_name,
  ab.country AS about_country, count(*) AS n,
  sum(CASE st.stance WHEN 'asserts' THEN 1 ELSE 0 END) AS asserts,
  sum(CASE st.stance WHEN 'denies' THEN 1 ELSE 0 END) AS denies,
  sum(CASE st.stance WHEN 'hedges' THEN 1 ELSE 0 END) AS hedges
FROM statements st
  JOIN chain_links c ON c.statement = st.id
    AND c.position = (SELECT max(position) FROM chain_links x WHERE x.statement = st.id)
  JOIN (SELECT DISTINCT s2.id AS statement, m.actor FROM statements s2 JOIN mentions m
    ON m.story = s2.story AND m.start >= s2.start AND m.end <= s2.end) held ON held.statement = st.id
  JOIN actors sp ON sp.id = c.actor JOIN actors ab ON ab.id = held.actor
WHERE sp.id <> ab.id AND {where}
GROUP BY sp.id, ab.id ORDER BY n DESC, sp.name, sp.ref, ab.name, ab.ref LIMIT ?
"""
DEEDS = """
SELECT c.actor AS speaker, p.actor AS about, e.event_type, e.factuality,
  count(DISTINCT ifnull(e.same_as, e.id)) AS n
FROM events e JOIN statements st ON st.id = e.statement
  JOIN chain_links c ON c.statement = st.id
    AND c.position = (SELECT max(position) FROM chain_links x WHERE x.statement = st.id)
  JOIN participants p ON p.event = e.id AND p.side = 'actor'
WHERE {where} GROUP BY 1, 2, 3, 4
"""


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """What one speaker says of one actor.

    Attributes:
        speaker: who says it in the end: the last link of the chain.
        about: whom the statements mention.
        statements: how many of them there are; ``asserts``, ``denies`` and ``hedges`` add up to it.
        does: what the speaker says that the actor does, with its factuality and how often: ``ASSAULT asserted (2)``.
    """

    speaker: ActorName
    about: ActorName
    statements: int
    asserts: int
    denies: int
    hedges: int
    does: tuple[str, ...]


def voices(db: Database, f: Filters, limit: int | None = None) -> Iterator[VoiceRow]:
    """Pairs of speaker and actor, those with most statements first; ``about`` and ``said_by`` narrow the two sides."""
    where = conditions.of_statement(db, replace(f, about=None))
    deeds = _deeds(db, where.sql, where.args)
    if f.said_by and f.said_by != NOBODY:
        where.add("sp.id IN (SELECT value FROM json_each(?))", json.dumps(resolve(db, f.said_by)))
    if f.about:
        where.add("ab.id IN (SELECT value FROM json_each(?))", json.dumps(resolve(db, f.about)))
    for r in db.execute(PAIRS.format(where=where.sql), (*where.args, -1 if limit is None else limit)):
        found = sorted(deeds[r["speaker"], r["about"]].items(), key=lambda pair: (-pair[1], pair[0]))
        yield VoiceRow(
            ActorName(r["ref"], r["name"], r["country"]),
            ActorName(r["about_ref"], r["about_name"], r["about_country"]),
            r["n"], r["asserts"], r["denies"], r["hedges"],
            tuple(f"{what} ({n})" for what, n in found[:NAMED]),
        )  # fmt: skip


def _deeds(db: Database, where: str, args: object) -> dict[tuple[int, int], Counter[str]]:
    found: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for r in db.execute(DEEDS.format(where=where), args):
        found[r["speaker"], r["about"]][f"{r['event_type']} {r['factuality']}"] += r["n"]
    return found
