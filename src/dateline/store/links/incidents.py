"""The queries of incidents: lists by filters, one by its id or an id that it once had, the incident of an event."""

from __future__ import annotations

import json
from collections.abc import Iterator

from dateline.errors import UsageError
from dateline.store.database import Cells, Database
from dateline.store.filters import conditions
from dateline.store.filters.conditions import Where
from dateline.store.filters.declared_filters import Filters
from dateline.store.filters.filter_values import check_text
from dateline.store.links.incident_rows import IncidentRow, span
from dateline.store.links.verdicts import unpack
from dateline.store.query.queries import batches, of_ref

# How a scene was judged beside another one: its first event, the score, the points, whether both are one incident.
Judged = tuple[str, float, list[tuple[str, float]], bool]


def of_incident(db: Database, f: Filters) -> Where:
    """Conditions on ``incidents i``: its own, and that one of its events passes all others."""
    where = Where()
    if f.disputed:
        where.add("i.disputed = 1")
    if f.min_independent is not None:
        where.add("i.independent >= ?", f.min_independent)
    others = {name: v for name, v in f.given.items() if name not in {"disputed", "min_independent"}}
    if others:
        inner = conditions.of_event(db, Filters(**{**others, "all_tellings": True}), counting=True)
        where.add(
            f"i.id IN (SELECT ie.incident FROM events e JOIN incident_events ie ON ie.event = e.id WHERE {inner.sql})",
            *inner.args,
        )
    return where


def incidents(
    db: Database,
    f: Filters,
    limit: int | None = None,
    offset: int = 0,
    *,
    descending: bool = False,
    after: str | None = None,
) -> Iterator[IncidentRow]:
    """Incidents that pass the filters, by their first day."""
    where = of_incident(db, f)
    row = db.execute("SELECT first_day, id FROM incidents WHERE ref = ?", (after,)).fetchone() if after else None
    if row:
        where.add(f"(i.first_day, i.id) {'<' if descending else '>'} (?, ?)", row["first_day"], row["id"])
    order = "i.first_day DESC, i.id DESC" if descending else "i.first_day, i.id"
    sql = f"SELECT i.* FROM incidents i WHERE {where.sql} ORDER BY {order} LIMIT ? OFFSET ?"
    cursor = db.execute(sql, (*where.args, -1 if limit is None else limit, offset))
    return batches(cursor, lambda rows: [_row(r) for r in rows])


def count(db: Database, f: Filters) -> int:
    """How many incidents pass the filters."""
    where = of_incident(db, f)
    return int(db.execute(f"SELECT count(*) FROM incidents i WHERE {where.sql}", where.args).fetchone()[0])


def day_counts(db: Database, f: Filters) -> list[tuple[str, int]]:
    """Numbers of incidents by first day."""
    where = of_incident(db, f)
    sql = f"SELECT i.first_day, count(*) FROM incidents i WHERE {where.sql} GROUP BY 1 ORDER BY 1"
    return [(row[0], int(row[1])) for row in db.execute(sql, where.args)]


def _row(r: Cells) -> IncidentRow:
    return IncidentRow(
        id=r["ref"], first_day=r["first_day"] or None, last_day=r["last_day"] or None, types=tuple(r["types"].split()),
        who=tuple(json.loads(r["who"])), whom=tuple(json.loads(r["whom"])), place=r["place"], country=r["country"],
        lat=r["lat"], lon=r["lon"], headline=r["headline"], stories=r["stories"], outlets=r["outlets"],
        texts=r["texts"], independent=r["independent"], disputed=bool(r["disputed"]),
        differing=tuple(r["differing"].split()), killed=span(r["killed_low"], r["killed_high"]),
        injured=span(r["injured_low"], r["injured_high"]),
    )  # fmt: skip


def find(db: Database, ref: str) -> list[str]:
    """Ids of the incidents that an id, or its beginning, means: itself, or what became of it.

    Raises:
        UsageError: no incident has or had it, or several begin like this.
    """
    check_text("incident", ref)
    row = of_ref(db, "incidents", ref)
    if row is not None:
        return [row["ref"]]
    found = sorted(_followed(db, ref))
    if not found:
        raise UsageError(f"there is no incident {ref!r}; `dateline incidents` lists them")
    return found


def _followed(db: Database, ref: str) -> set[str]:
    """What became of an id, step by step."""
    found: set[str] = set()
    done, todo = {ref}, [ref]
    while todo:
        for row in db.execute("SELECT new FROM incident_history WHERE old = ? AND new IS NOT NULL", (todo.pop(),)):
            new = row[0]
            if new in done:
                continue
            done.add(new)
            there = db.execute("SELECT 1 FROM incidents WHERE ref = ?", (new,)).fetchone()
            (found.add if there else todo.append)(new)
    return found


def one(db: Database, ref: str) -> IncidentRow:
    """The row of an incident, by its full id."""
    return _row(db.execute("SELECT * FROM incidents WHERE ref = ?", (ref,)).fetchone())


def history(db: Database, ref: str) -> list[tuple[str, str, str]]:
    """What ids became this one or came out of it: (old id, how, when)."""
    sql = "SELECT old, how, linked FROM incident_history WHERE new = ? ORDER BY id"
    return [(r[0], r[1], r[2]) for r in db.execute(sql, (ref,))]


def scenes_of(db: Database, ref: str) -> dict[int, str]:
    """The scenes of an incident: key -> id."""
    sql = "SELECT s.id, s.ref FROM scenes s JOIN incidents i ON i.id = s.incident WHERE i.ref = ? ORDER BY s.id"
    return {row[0]: row[1] for row in db.execute(sql, (ref,))}


def of_event(db: Database, event: str) -> str | None:
    """The id of the incident of an event, None where it isn't linked."""
    sql = (
        "SELECT i.ref FROM events e JOIN incident_events ie ON ie.event = e.id "
        "JOIN incidents i ON i.id = ie.incident WHERE e.ref = ?"
    )
    row = db.execute(sql, (event,)).fetchone()
    return row[0] if row else None


def judged(db: Database, event: str, most: int = 8) -> list[Judged]:
    """How the scene of an event was judged beside scenes of other stories, those that came nearest first.

    Returns:
        Event that opens the other scene, score, points, and whether both are in one incident.
    """
    row = db.execute(
        "SELECT e.story, ie.incident FROM events e JOIN incident_events ie ON ie.event = e.id WHERE e.ref = ?", (event,)
    ).fetchone()
    if row is None:
        return []
    own = "SELECT id FROM scenes WHERE story = ?1 AND incident = ?2"
    rows = db.execute(
        "SELECT o.ref, p.score, p.reasons, o.incident = ?2 AS same FROM ("
        f"SELECT other AS id, score, reasons FROM scene_pairs WHERE scene IN ({own}) UNION ALL "
        f"SELECT scene, score, reasons FROM scene_pairs WHERE other IN ({own})) p JOIN scenes o ON o.id = p.id "
        "ORDER BY p.score DESC, o.ref LIMIT ?3",
        (row["story"], row["incident"], most),
    )
    return [(r["ref"], r["score"], unpack(r["reasons"]), bool(r["same"])) for r in rows]


def of_events(db: Database, events: list[str]) -> dict[str, tuple[str, str]]:
    """The incidents of some events: event -> (incident, headline)."""
    sql = (
        "SELECT e.ref, i.ref, i.headline FROM events e JOIN incident_events ie ON ie.event = e.id "
        "JOIN incidents i ON i.id = ie.incident WHERE e.ref IN (SELECT value FROM json_each(?))"
    )
    return {row[0]: (row[1], row[2] or "") for row in db.execute(sql, (json.dumps(events),))}


def of_story(db: Database, story: str) -> dict[str, str]:
    """The incidents of a story's events: event -> incident."""
    sql = (
        "SELECT e.ref, i.ref FROM stories s JOIN events e ON e.story = s.id "
        "JOIN incident_events ie ON ie.event = e.id JOIN incidents i ON i.id = ie.incident WHERE s.ref = ?"
    )
    return {row[0]: row[1] for row in db.execute(sql, (story,))}


def pairs_of(db: Database, ref: str, most: int = 200) -> list[tuple[str, str, float, list[tuple[str, float]]]]:
    """How the scenes of an incident were judged in pairs: (scene, scene, score, reasons), the closest first."""
    sql = (
        "SELECT a.ref AS a, b.ref AS b, p.score, p.reasons FROM scene_pairs p JOIN scenes a ON a.id = p.scene "
        "JOIN scenes b ON b.id = p.other JOIN incidents i ON i.id = a.incident AND i.id = b.incident "
        "WHERE i.ref = ? ORDER BY p.score DESC, a.ref, b.ref LIMIT ?"
    )
    return [(r["a"], r["b"], r["score"], unpack(r["reasons"])) for r in db.execute(sql, (ref, most))]
