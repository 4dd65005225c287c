"""The named queries that command line, Python API and web app share.

Lists are sorted by day, then by key, so that they come the same on every machine, and are given out row by row.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

from dateline.errors import UsageError
from dateline.store.database import Cells, Cursor, Database
from dateline.store.filters import conditions
from dateline.store.filters.conditions import Where, marks
from dateline.store.filters.declared_filters import Filters
from dateline.store.query.kept_events import told_again_by
from dateline.store.rows.typed_rows import (
    ActorDetail,
    ActorName,
    ActorRow,
    CountRow,
    Counts,
    DocumentRow,
    EventRow,
    StatementRow,
    StoryRow,
)
from dateline.store.tables.schema import POSITION_BITS

BATCH = 500
# What events can be counted by.
COUNTED = ("day", "event_type", "quad", "factuality", "country")
Row = TypeVar("Row")

EVENTS = """
SELECT e.*, s.ref AS story_ref, s.outlet, s.headline,
  substr(s.text, e.evidence_start + 1, e.evidence_end - e.evidence_start) AS evidence,
  st.ref AS statement_ref, p.name AS place_name, p.lat, p.lon,
  (SELECT x.ref FROM events x WHERE x.id = e.same_as) AS first_ref
FROM {rows} JOIN stories s ON s.id = e.story
  LEFT JOIN statements st ON st.id = e.statement LEFT JOIN places p ON p.id = e.place
{rest}
"""
STATEMENTS = """
SELECT st.*, s.ref AS story_ref, s.outlet, s.headline, a.ref AS to_ref, a.name AS to_name, x.country AS to_country,
  (SELECT count(*) FROM events e WHERE e.statement = st.id) AS events
FROM statements st JOIN stories s ON s.id = st.story LEFT JOIN actors a ON a.id = st.addressee
LEFT JOIN story_actors x ON x.story = st.story AND x.actor = st.addressee
WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?
"""
STORIES = """
SELECT s.*, d.name AS document_name FROM stories s JOIN documents d ON d.id = s.document
WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?
"""
ACTORS = """
SELECT a.*, c.stories, c.as_actor, c.as_recipient, c.statements
FROM actor_counts c JOIN actors a ON a.id = c.actor WHERE {where}
ORDER BY c.total DESC, c.stories DESC, a.name, a.ref LIMIT ? OFFSET ?
"""
LAST_ACTOR = """
SELECT c.total, c.stories, a.name, a.ref FROM actor_counts c JOIN actors a ON a.id = c.actor WHERE a.ref = ?
"""


def _order(table: str, descending: bool) -> str:
    return f"{table}.day DESC, {table}.id DESC" if descending else f"{table}.day, {table}.id"


def _go_on(db: Database, where: Where, table: str, alias: str, after: str | None, *, descending: bool) -> None:
    """Only rows that come later in the list than the row of this id: how long lists are paged."""
    row = db.execute(f"SELECT day, id FROM {table} WHERE ref = ?", (after,)).fetchone() if after else None
    if row:
        where.add(f"({alias}.day, {alias}.id) {'<' if descending else '>'} (?, ?)", row["day"], row["id"])


def of_ref(db: Database, table: str, ref: str) -> Cells | None:
    """Key and id of the row that an id, or the beginning of one, means; None where there is none.

    Raises:
        UsageError: several begin like this.
    """
    rows = db.execute(f"SELECT id, ref FROM {table} WHERE ref = ?", (ref,)).fetchall()
    if not rows:
        sql = f"SELECT id, ref FROM {table} WHERE ref >= ? AND ref < ? ORDER BY ref LIMIT 4"
        rows = db.execute(sql, (ref, ref + "\U0010ffff")).fetchall()
    if len(rows) > 1:
        raise UsageError(f"{ref!r} may be several: {', '.join(r['ref'] for r in rows)}")
    return rows[0] if rows else None


def of_row(db: Database, row: str) -> int | None:
    """The key of the story whose row of JSONL brought this id along; None where an id begins like this, or none has it.

    Raises:
        UsageError: several have it.
    """
    if db.execute("SELECT 1 FROM stories WHERE ref >= ? AND ref < ?", (row, row + "\U0010ffff")).fetchone():
        return None
    found = db.execute("SELECT id, ref FROM stories WHERE row_id = ? ORDER BY ref LIMIT 4", (row,)).fetchall()
    if len(found) > 1:
        raise UsageError(f"row {row!r} may be several: {', '.join(r['ref'] for r in found)}")
    return int(found[0]["id"]) if found else None


def batches(cursor: Cursor, make: Callable[[list[Cells]], list[Row]]) -> Iterator[Row]:
    """The rows of a query as they are asked for, made in batches."""
    while rows := cursor.fetchmany(BATCH):
        yield from make(rows)


def events(
    db: Database,
    f: Filters,
    limit: int | None = None,
    offset: int = 0,
    *,
    descending: bool = False,
    after: str | None = None,
) -> Iterator[EventRow]:
    """Events that pass the filters."""
    one = conditions.one_participant(db, f)
    where = conditions.of_event(db, f, but_side=one[0] if one else None)
    _go_on(db, where, "events", "e", after, descending=descending)
    source, order = "events e", _order("e", descending)
    if one:
        source = "participants pa CROSS JOIN events e ON e.id = pa.event"
        where.add("pa.side = ? AND pa.actor = ?", *one)
        order = order.replace("e.day", "pa.day").replace("e.id", "pa.event")
    rest = f"WHERE {where.sql} ORDER BY {order} LIMIT ? OFFSET ?"
    if limit is None:
        sql = EVENTS.format(rows=source, rest=rest)
    else:  # choose the rows first, so that no text is read of those that are sorted away
        chosen = f"(SELECT e.* FROM {source} {rest}) e"
        sql = EVENTS.format(rows=chosen, rest=f"ORDER BY {_order('e', descending)}")
    cursor = db.execute(sql, (*where.args, -1 if limit is None else limit, offset))
    return batches(cursor, lambda rows: _event_rows(db, rows))


def doubtful(
    db: Database, f: Filters, limit: int, after: str | None = None, *, parties: bool = False
) -> Iterator[EventRow]:
    """Events that pass the filters, the least sure first.

    Args:
        db: the store.
        f: the filters.
        limit: at most so many.
        after: go on after the event of this id.
        parties: by how sure it is that all parties are right, instead of that there is such an event.
    """
    column = "confidence_parties" if parties else "confidence"
    where = conditions.of_event(db, f, counting=True)
    where.add(f"e.{column} IS NOT NULL")
    row = db.execute(f"SELECT {column} AS sure, id FROM events WHERE ref = ?", (after,)).fetchone() if after else None
    if row:
        where.add(f"(e.{column}, e.id) > (?, ?)", row["sure"], row["id"])
    chosen = f"(SELECT e.* FROM events e WHERE {where.sql} ORDER BY e.{column}, e.id LIMIT ?) e"
    sql = EVENTS.format(rows=chosen, rest=f"ORDER BY e.{column}, e.id")
    return batches(db.execute(sql, (*where.args, limit)), lambda rows: _event_rows(db, rows))


def _event_rows(db: Database, rows: list[Cells]) -> list[EventRow]:
    keys = [r["id"] for r in rows]
    sides: dict[tuple[int, str], list[ActorName]] = defaultdict(list)
    found = db.execute(
        "SELECT p.event, p.side, a.ref, a.name, x.country FROM participants p JOIN actors a ON a.id = p.actor "
        f"LEFT JOIN story_actors x ON x.story = p.event >> {POSITION_BITS} AND x.actor = p.actor "
        f"WHERE p.event IN ({marks(keys)}) ORDER BY p.event, p.side, p.position",
        keys,
    )
    for p in found:
        sides[p["event"], p["side"]].append(ActorName(p["ref"], p["name"], p["country"]))
    chains = _chains(db, [r["statement"] for r in rows if r["statement"] is not None])
    counted = _counts(db, keys)
    return [
        EventRow(
            id=r["ref"], story=r["story_ref"], day=r["day"] or None, date=r["date_value"], event_type=r["event_type"],
            modes=tuple(r["modes"].split()), contexts=tuple(r["contexts"].split()), quad=r["quad"], score=r["score"],
            factuality=r["factuality"], actors=tuple(sides[r["id"], "actor"]),
            recipients=tuple(sides[r["id"], "recipient"]), said_by=chains.get(r["statement"], ()), stance=r["stance"],
            place=r["place_name"], country=r["country"], lat=r["lat"], lon=r["lon"], trigger=r["trigger_text"],
            text=r["evidence"], confidence=r["confidence"], rule=r["rule"], outlet=r["outlet"], headline=r["headline"],
            statement=r["statement_ref"], confidence_parties=r["confidence_parties"], same_as=r["first_ref"],
            counts=tuple(counted[r["id"]]),
        )
        for r in rows
    ]  # fmt: skip


def _counts(db: Database, events: list[int]) -> dict[int, list[CountRow]]:
    """Key of an event -> how many people it has killed, injured and so on."""
    counts: dict[int, list[CountRow]] = defaultdict(list)
    found = db.execute(
        f"SELECT event, what, low, high, exact, words FROM event_counts WHERE event IN ({marks(events)}) "
        "ORDER BY event, position",
        events,
    )
    for c in found:
        counts[c["event"]].append(CountRow(c["what"], c["low"], c["high"], bool(c["exact"]), c["words"]))
    return counts


def _chains(db: Database, statements: list[int]) -> dict[int, tuple[ActorName, ...]]:
    """Key of a statement -> who says it, outermost first."""
    keys = sorted(set(statements))
    chains: dict[int, list[ActorName]] = defaultdict(list)
    found = db.execute(
        "SELECT c.statement, a.ref, a.name, x.country FROM chain_links c JOIN actors a ON a.id = c.actor "
        f"LEFT JOIN story_actors x ON x.story = c.statement >> {POSITION_BITS} AND x.actor = c.actor "
        f"WHERE c.statement IN ({marks(keys)}) ORDER BY c.statement, c.position",
        keys,
    )
    for link in found:
        chains[link["statement"]].append(ActorName(link["ref"], link["name"], link["country"]))
    return {key: tuple(chain) for key, chain in chains.items()}


def statements(
    db: Database,
    f: Filters,
    limit: int | None = None,
    offset: int = 0,
    *,
    descending: bool = False,
    after: str | None = None,
) -> Iterator[StatementRow]:
    """Statements that pass the filters."""
    where = conditions.of_statement(db, f)
    _go_on(db, where, "statements", "st", after, descending=descending)
    sql = STATEMENTS.format(where=where.sql, order=_order("st", descending))
    cursor = db.execute(sql, (*where.args, -1 if limit is None else limit, offset))
    return batches(cursor, lambda rows: _statement_rows(db, rows))


def _statement_rows(db: Database, rows: list[Cells]) -> list[StatementRow]:
    chains = _chains(db, [r["id"] for r in rows])
    return [
        StatementRow(
            id=r["ref"], story=r["story_ref"], day=r["day"] or None, said_by=chains.get(r["id"], ()),
            stance=r["stance"], directness=r["directness"],
            addressee=ActorName(r["to_ref"], r["to_name"], r["to_country"]) if r["to_ref"] else None,
            content=r["content"], events=r["events"], outlet=r["outlet"], headline=r["headline"], rule=r["rule"],
        )
        for r in rows
    ]  # fmt: skip


def stories(
    db: Database,
    f: Filters,
    limit: int | None = None,
    offset: int = 0,
    *,
    descending: bool = False,
    after: str | None = None,
) -> Iterator[StoryRow]:
    """Stories that pass the filters."""
    where = conditions.of_story(db, f)
    _go_on(db, where, "stories", "s", after, descending=descending)
    sql = STORIES.format(where=where.sql, order=_order("s", descending))
    cursor = db.execute(sql, (*where.args, -1 if limit is None else limit, offset))
    return batches(cursor, lambda rows: [_story_row(r) for r in rows])


def _story_row(r: Cells) -> StoryRow:
    return StoryRow(
        id=r["ref"], outlet=r["outlet"], published=r["published"], published_from=r["published_from"],
        headline=r["headline"], url=r["url"], document=r["document_name"], position=r["position"],
        language=r["language"], words=r["words"], statements=r["statement_count"], events=r["event_count"],
        not_coded=r["not_coded"], row_id=r["row_id"], published_estimated=bool(r["published_estimated"]),
        updated=r["updated"], calendar=r["calendar"],
    )  # fmt: skip


def actors(
    db: Database, f: Filters, limit: int | None = None, offset: int = 0, after: str | None = None
) -> Iterator[ActorRow]:
    """Actors that pass the filters, most active first; ``after``: only those behind the actor of this id."""
    where = conditions.of_actor(db, f)
    last = db.execute(LAST_ACTOR, (after,)).fetchone() if after else None
    if last:
        where.add("c.total <= ?", last["total"])
        where.add("(-c.total, -c.stories, a.name, a.ref) > (?, ?, ?, ?)",
                  -last["total"], -last["stories"], last["name"], last["ref"])  # fmt: skip
    cursor = db.execute(ACTORS.format(where=where.sql), (*where.args, -1 if limit is None else limit, offset))
    return batches(cursor, lambda rows: [_actor_row(r) for r in rows])


def _actor_row(r: Cells) -> ActorRow:
    return ActorRow(
        id=r["ref"], name=r["name"], kind=r["kind"], country=r["country"], sectors=tuple(r["sectors"].split()),
        wikidata=r["wikidata"], stories=r["stories"], as_actor=r["as_actor"], as_recipient=r["as_recipient"],
        statements=r["statements"],
    )  # fmt: skip


def actor_details(db: Database, f: Filters, limit: int | None = None) -> list[ActorDetail]:
    """The actors that pass the filters, each with the names and roles that the stories give."""
    out = []
    for actor in actors(db, f, limit):
        key = db.execute("SELECT id FROM actors WHERE ref = ?", (actor.id,)).fetchone()["id"]
        names = Counter(
            row["words"]
            for row in db.execute(
                "SELECT substr(s.text, m.start + 1, m.end - m.start) AS words FROM mentions m "
                "JOIN stories s ON s.id = m.story WHERE m.actor = ?",
                (key,),
            )
        )
        roles = db.execute(
            "SELECT role, count(*) AS n FROM story_actors WHERE actor = ? AND role IS NOT NULL "
            "GROUP BY role ORDER BY n DESC, role",
            (key,),
        )
        ranked = tuple(sorted(names.items(), key=lambda pair: (-pair[1], pair[0])))
        out.append(ActorDetail(actor, ranked, tuple((r["role"], r["n"]) for r in roles)))
    return out


def documents(db: Database, status: str | None = None) -> Iterator[DocumentRow]:
    """The inputs, by name; ``status`` narrows them to ``done`` or ``failed``."""
    cursor = db.execute(
        "SELECT d.*, o.name AS same FROM documents d LEFT JOIN documents o ON o.id = d.same_as "
        "WHERE ? IS NULL OR d.status = ? ORDER BY d.name",
        (status, status),
    )
    return batches(cursor, lambda rows: [_document_row(r) for r in rows])


def _document_row(r: Cells) -> DocumentRow:
    return DocumentRow(
        name=r["name"], status=r["status"], path=r["path"], url=r["url"], digest=r["digest"], size=r["size"],
        media_type=r["media_type"], reason=r["reason"], note=r["note"], coded_with=r["coded_with"],
        code_version=r["code_version"], knowledge_version=r["knowledge_version"], same_as=r["same"],
    )  # fmt: skip


def counts(db: Database) -> Counts:
    """How many there are of each kind, an event once however often its story tells it."""
    sql = (
        "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM documents WHERE status = 'failed'),"
        "(SELECT count(*) FROM stories), (SELECT count(*) FROM statements),"
        "(SELECT count(*) FROM events) - (SELECT count(*) FROM events WHERE same_as IS NOT NULL),"
        "(SELECT count(*) FROM actors)"
    )
    return Counts(*db.execute(sql).fetchone())


def event_counts(db: Database, f: Filters, column: str = "day") -> list[tuple[str, int]]:
    """Number of events by ``day``, ``event_type``, ``quad``, ``factuality`` or ``country``, sorted by that column."""
    if column not in COUNTED:
        raise ValueError(f"no counts by {column!r}")
    found = _all_counts(db, f, column)
    if not f.all_tellings:  # counting all and taking off the few that are told again reads an index and no rows
        found.subtract(dict(told_again_by(db, f, column)))
    return sorted((str(value if value is not None else ""), n) for value, n in found.items() if n)


def _all_counts(db: Database, f: Filters, column: str) -> Counter[object]:
    """Number of tellings by a column of events."""
    if column == "day" and (days := conditions.days_of_one_side(db, f)):
        sql = f"SELECT day, count(DISTINCT event) FROM participants WHERE {days.sql} GROUP BY 1"
        cursor = db.execute(sql, days.args)
    else:
        where = conditions.of_event(db, replace(f, all_tellings=True), counting=True)
        sql = f"SELECT e.{column}, count(*) FROM events e WHERE {where.sql} GROUP BY 1 ORDER BY 1"
        cursor = db.execute(sql, where.args)
    return Counter({r[0]: int(r[1]) for r in cursor})
