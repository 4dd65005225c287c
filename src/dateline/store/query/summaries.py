"""Counts and summaries that the web app shows: by day, by place, and all about one actor."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.store.database import Database
from dateline.store.filters import conditions
from dateline.store.filters.conditions import marks
from dateline.store.filters.declared_filters import Filters
from dateline.store.rows.typed_rows import ActorName
from dateline.store.search.spellings import PRONOUNS

# Stories in which an actor's names are counted: the latest ones.
NAMED_IN = 200


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """A place with the number of its events. ``feature`` is a GeoNames code: PCLI a country, PPL a town."""

    name: str
    country: str | None
    admin1: str | None
    feature: str | None
    lat: float | None
    lon: float | None
    events: int


@dataclass(frozen=True, slots=True)
class Spell:
    """A role or a name in the stories: how many have it, the first and last day of publication among them."""

    text: str
    stories: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Tie:
    """Somebody whom an actor deals with.

    Attributes:
        actor: who.
        on: events in which the other one is acted on.
        by: events in which the other one acts on this one.
        along: events in which both act: meetings, agreements, clashes.
    """

    actor: ActorName
    on: int
    by: int
    along: int


def story_counts(db: Database, f: Filters) -> list[tuple[str, int]]:
    """Number of stories by day of publication."""
    where = conditions.of_story(db, f, counting=True)
    cursor = db.execute(f"SELECT s.day, count(*) FROM stories s WHERE {where.sql} GROUP BY s.day", where.args)
    return sorted((str(r[0]), int(r[1])) for r in cursor)


def place_counts(db: Database, f: Filters, limit: int) -> list[PlaceCount]:
    """The places with most events."""
    where = conditions.of_event(db, f, counting=True)
    # The index on places holds what most filters ask for; looking events up by key would read rows.
    condition = where.sql.replace("e.id IN", "+e.id IN").replace("e.story IN", "+e.story IN")
    cursor = db.execute(
        "SELECT p.name, p.country, p.admin1, p.feature, p.lat, p.lon, n FROM (SELECT e.place AS place, count(*) AS n "
        f"FROM events e INDEXED BY events_place WHERE e.place IS NOT NULL AND {condition} GROUP BY e.place) x "
        "JOIN places p ON p.id = place "
        "ORDER BY n DESC, p.name, p.id LIMIT ?",
        (*where.args, limit),
    )
    return [PlaceCount(*row) for row in cursor]


def actor_key(db: Database, ref: str) -> int | None:
    """The key of an actor by its id."""
    row = db.execute("SELECT id FROM actors WHERE ref = ?", (ref,)).fetchone()
    return int(row["id"]) if row else None


def roles(db: Database, actor: int) -> list[Spell]:
    """The roles that stories give an actor, by the first day."""
    cursor = db.execute(
        "SELECT role, count(*), min(nullif(day, '')), max(day) FROM story_actors "
        "WHERE actor = ? AND role IS NOT NULL GROUP BY role",
        (actor,),
    )
    found = [Spell(row[0], row[1], row[2], row[3] or None) for row in cursor]
    return sorted(found, key=lambda r: (r.first or "", r.last or "", r.text))


def names(db: Database, actor: int) -> list[Spell]:
    """How stories call an actor, the most frequent first: proper names, or descriptions where it has none."""
    cursor = db.execute(
        "SELECT m.story, t.day, substr(t.text, m.start + 1, m.end - m.start) AS words FROM (SELECT s.id, s.day, s.text "
        "FROM story_actors x JOIN stories s ON s.id = x.story WHERE x.actor = ? ORDER BY x.story DESC LIMIT ?) t "
        "JOIN mentions m ON m.actor = ? AND m.story = t.id",
        (actor, NAMED_IN, actor),
    )
    seen: dict[str, set[tuple[int, str]]] = {}
    for row in cursor:
        seen.setdefault(" ".join(row["words"].split()), set()).add((row["story"], row["day"]))
    out = []
    for text, stories in seen.items():
        days = sorted(day for _, day in stories if day)
        out.append(Spell(text, len(stories), days[0] if days else None, days[-1] if days else None))
    out = [r for r in out if r.text.lower() not in PRONOUNS]
    proper = [r for r in out if any(c.isupper() for c in r.text)]
    return sorted(proper or out, key=lambda r: (-r.stories, r.text))


def types_of(db: Database, actor: int, side: str) -> list[tuple[str, int]]:
    """Number of an actor's events by type, the most frequent first."""
    cursor = db.execute("SELECT event_type, n FROM type_counts WHERE actor = ? AND side = ?", (actor, side))
    return sorted(((str(r[0]), int(r[1])) for r in cursor), key=lambda pair: (-pair[1], pair[0]))


def ties(db: Database, actor: int, limit: int) -> list[Tie]:
    """With whom an actor deals most."""
    counts: dict[int, dict[str, int]] = {}
    for name, sql in (
        ("on", "SELECT other, n FROM ties WHERE actor = ? AND way = 'on'"),
        ("by", "SELECT actor, n FROM ties WHERE other = ? AND way = 'on'"),
        ("along", "SELECT other, n FROM ties WHERE actor = ? AND way = 'with'"),
    ):
        for key, n in db.execute(sql, (actor,)):
            counts.setdefault(key, {})[name] = n
    keys = sorted(counts, key=lambda k: (-sum(counts[k].values()), k))[:limit]
    found = db.execute(f"SELECT id, ref, name, country FROM actors WHERE id IN ({marks(keys)})", keys)
    people = {r["id"]: ActorName(r["ref"], r["name"], r["country"]) for r in found}
    return [Tie(people[k], *(counts[k].get(name, 0) for name in ("on", "by", "along"))) for k in keys]


def ties_among(db: Database, refs: list[str]) -> list[tuple[str, str, int]]:
    """(actor, other, number of events in which the one acts on the other) among a few actors."""
    found = db.execute(f"SELECT id, ref FROM actors WHERE ref IN ({marks(tuple(refs))})", refs)
    keys = {r["id"]: r["ref"] for r in found}
    chosen = sorted(keys)
    cursor = db.execute(
        f"SELECT actor, other, n FROM ties WHERE way = 'on' AND actor IN ({marks(chosen)}) "
        f"AND other IN ({marks(chosen)})",
        (*chosen, *chosen),
    )
    return sorted((keys[r[0]], keys[r[1]], int(r[2])) for r in cursor)
