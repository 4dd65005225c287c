"""Edges: who acts on whom, how often, for programs that draw and measure networks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dateline.store.database import Database
from dateline.store.filters import conditions
from dateline.store.filters.declared_filters import Filters

SQL = """
SELECT s.ref, s.name, s.country, t.ref, t.name, t.country, count(*) AS n, sum(e.score), min(nullif(e.day, '')),
  max(nullif(e.day, '')), group_concat(DISTINCT e.event_type)
FROM events e JOIN participants a ON a.event = e.id AND a.side = 'actor'
JOIN participants r ON r.event = e.id AND r.side = 'recipient' AND r.actor <> a.actor
JOIN actors s ON s.id = a.actor JOIN actors t ON t.id = r.actor
WHERE {where} GROUP BY s.id, t.id ORDER BY n DESC, s.ref, t.ref
"""


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """One actor's acts on another.

    Attributes:
        source, target: ids of the actors; with their names and countries as most stories give them.
        events: how many; an event of several actors or recipients counts for each pair.
        value: the sum of their PLOVER scores.
        first, last: days between which they were: of the events' own dates, else of publication.
        types: PLOVER types, by name.
    """

    source: str
    source_name: str
    source_country: str | None
    target: str
    target_name: str
    target_country: str | None
    events: int
    value: float
    first: str | None
    last: str | None
    types: tuple[str, ...]


def edges(db: Database, f: Filters) -> list[EdgeRow]:
    """The edges, most events first."""
    where = conditions.of_event(db, f, counting=True)
    return [_edge(tuple(row)) for row in db.execute(SQL.format(where=where.sql), where.args)]


def _edge(row: tuple[Any, ...]) -> EdgeRow:
    value, types = round(row[7], 4), tuple(sorted(row[10].split(",")))
    return EdgeRow(*(*row[:7], value, *row[8:10], types))
