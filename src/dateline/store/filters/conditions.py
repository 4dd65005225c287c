"""The SQL that filters become."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import Any

from dateline.store.database import Database
from dateline.store.filters.declared_filters import FILTERS, NOBODY, Filters
from dateline.store.search.full_text import Search, found_in, name_search, read_search
from dateline.store.tables.schema import POSITION_BITS

# Any number of keys as one argument: SQLite takes only so many.
AMONG = "(SELECT value FROM json_each(?))"
# What is in so many rows turns up soon when one looks at the rows in order of days.
COMMON = 2_000
NAMED = "SELECT a.actor FROM names n CROSS JOIN actor_names a ON a.name = n.name WHERE n.id IN ({})"
# Statements that mention some actors: from the mentions on, where they are few, or asked of a statement, whose few
# mentions are looked up among the actors. (Each actor looked up for each statement would cost one times the other.)
MENTIONING = (
    "SELECT x.id FROM mentions m CROSS JOIN statements x ON x.story = m.story AND m.start >= x.start "
    f"AND m.end <= x.end WHERE m.actor IN {AMONG}"
)
MENTIONS = (
    "SELECT 1 FROM mentions m WHERE m.story = st.story AND m.start BETWEEN st.start AND st.end AND m.end <= st.end "
    f"AND +m.actor IN {AMONG}"
)


@dataclass(slots=True)
class Where:
    """Conditions that all must hold, with their arguments in order."""

    parts: list[str] = field(default_factory=list)
    args: list[object] = field(default_factory=list)
    counting: bool = False

    def add(self, sql: str, *args: object) -> None:
        """One more condition."""
        self.parts.append(sql)
        self.args.extend(args)

    def among(self, db: Database, column: str, keys: str, *args: object) -> None:
        """The column is one of the keys that a query gives.

        Few keys lead to their rows. With many, going through the rows in order of days ends sooner than sorting all
        that the keys lead to; the plus sign keeps SQLite from an index on the column. Who counts needs all rows anyway.
        """
        if self.counting:
            self.add(f"{column} IN ({keys})", *args)
            return
        many = db.execute(f"SELECT count(*) FROM ({keys} LIMIT {COMMON}) x", args).fetchone()[0] == COMMON
        self.add(f"{'+' if many else ''}{column} IN ({keys})", *args)

    def one_of(self, column: str, values: tuple[str, ...]) -> None:
        """The column has one of the values; no condition where there are none."""
        if values:
            self.add(f"{column} IN ({marks(values)})", *values)

    @property
    def sql(self) -> str:
        """The condition for a WHERE clause."""
        return " AND ".join(self.parts) or "1 = 1"


def marks(values: tuple[object, ...] | list[Any]) -> str:
    """Question marks for an IN list."""
    return ",".join("?" * len(values))


def resolve(db: Database, text: str) -> list[int]:
    """Keys of the actors that a user may mean, by the first of these that finds any: id, whole name, whole words
    of a name, how one of its words begins.

    A country code in capitals means everybody of that country; ``id:IRN`` means the one with this id and nobody else.
    """
    if text.startswith("id:"):
        return _keys(db, "SELECT id FROM actors WHERE ref = ?", text[3:])
    name = text.strip()
    if is_country(name):
        found = _keys(db, "SELECT id FROM actors WHERE country = ?", name)
        if found:
            return found
    for sql, value in (
        ("SELECT id FROM actors WHERE ref = ?", name),
        ("SELECT id FROM actors WHERE wikidata = ?", name),
        ("SELECT actor FROM actor_names WHERE name = ?", name.lower()),
    ):
        found = _keys(db, sql, value)
        if found:
            return found
    whole = _named(db, name_search(name))
    return whole or _named(db, name_search(name, goes_on=True))


def is_country(name: str) -> bool:
    """Whether a text means everybody of a country: a code in capitals."""
    return re.fullmatch(r"[A-Z]{3}", name) is not None


def _named(db: Database, search: Search) -> list[int]:
    """Keys of the actors whose names have some words."""
    sql, args = found_in(db, "names", search)
    return sorted({int(row[0]) for row in db.execute(NAMED.format(sql), args)})


def _keys(db: Database, sql: str, value: str) -> list[int]:
    return sorted({int(row[0]) for row in db.execute(sql, (value,))})


def add_days(where: Where, column: str, filters: Filters) -> None:
    """``since`` and ``until`` on a column of days. Rows without a day pass neither."""
    if filters.since:
        where.add(f"{column} >= ?", filters.since)
    if filters.until:
        where.add(f"{column} > '' AND {column} <= ?", filters.until + "~" * (len(filters.until) < 10))


def one_participant(db: Database, f: Filters) -> tuple[str, int] | None:
    """Side and key where the filters ask for exactly one actor on a side: its events come sorted from an index."""
    for side, text in (("actor", f.actor), ("recipient", f.recipient)):
        keys = resolve(db, text) if text is not None else []
        if len(keys) == 1:
            return side, keys[0]
    return None


def of_event(
    db: Database, f: Filters, *, days: bool = True, but_side: str | None = None, counting: bool = False
) -> Where:
    """Conditions on ``events e``, without that on the actor of ``but_side``; ``counting`` where all rows are read."""
    where = Where(counting=counting)
    _add_sides(db, where, f, but_side)
    _add_columns(db, where, f)
    if days:
        add_days(where, "e.day", f)
    if f.said_by == NOBODY:
        where.add("e.statement IS NULL")
    if f.said_by in {None, NOBODY} and f.about is None:
        where.one_of("e.stance", f.stance)
    else:
        inner = of_saying(db, f)
        where.among(db, "e.statement", f"SELECT st.id FROM statements st WHERE {inner.sql}", *inner.args)
    _add_story(db, where, "e.story", f)
    if f.search:
        _add_search(db, where, "e.story", "stories", f.search)
    if not f.all_tellings:
        where.add("e.same_as IS NULL")
    return where


def _add_columns(db: Database, where: Where, f: Filters) -> None:
    """The filters that declare by which column of events they are answered."""
    for name, value in f.given.items():
        declared = FILTERS[name]
        if not declared.sql:
            continue
        values = [declared.kind.stored(v) for v in (value if isinstance(value, tuple) else (value,))]
        sql = declared.sql.format(marks(values))
        if declared.key:
            where.among(db, declared.key, sql, *values)
        else:
            where.add(sql, *values)


def _add_sides(db: Database, where: Where, f: Filters, but_side: str | None) -> None:
    """The condition on who acts and who is acted on."""
    if f.actor is not None and f.recipient is not None and but_side is None:
        # From the side with fewer events to the other: few events have both.
        sides = [("actor", json.dumps(resolve(db, f.actor))), ("recipient", json.dumps(resolve(db, f.recipient)))]
        sides.sort(key=lambda side: _events_of(db, *side))
        pair = (
            "SELECT a.event FROM participants a CROSS JOIN participants b ON b.event = a.event "
            f"WHERE a.side = '{sides[0][0]}' AND a.actor IN {AMONG} AND b.side = '{sides[1][0]}' AND b.actor IN {AMONG}"
        )
        where.add(f"e.id IN ({pair})", sides[0][1], sides[1][1])
        return
    for side, text in (("actor", f.actor), ("recipient", f.recipient)):
        if text is not None and side != but_side:
            events = f"SELECT event FROM participants WHERE side = '{side}' AND actor IN {AMONG}"
            where.among(db, "e.id", events, json.dumps(resolve(db, text)))


def _events_of(db: Database, side: str, keys: str) -> int:
    """In how many events some actors stand on a side; one with two of them counts twice."""
    sql = f"SELECT coalesce(sum(as_{side}), 0) FROM actor_counts WHERE actor IN {AMONG}"
    return int(db.execute(sql, (keys,)).fetchone()[0])


def of_saying(db: Database, f: Filters) -> Where:
    """Conditions on ``statements st`` that say who says it, how, and about whom."""
    where = Where()
    if f.said_by is not None and f.said_by != NOBODY:
        keys = resolve(db, f.said_by)
        where.add(f"st.id IN (SELECT statement FROM chain_links WHERE actor IN {AMONG})", json.dumps(keys))
    where.one_of("st.stance", f.stance)
    if f.about is not None:
        about = json.dumps(resolve(db, f.about))
        few = f"SELECT count(*) FROM (SELECT 1 FROM mentions WHERE actor IN {AMONG} LIMIT {COMMON}) x"
        rare = db.execute(few, (about,)).fetchone()[0] < COMMON
        where.add(f"st.id IN ({MENTIONING})" if rare else f"EXISTS ({MENTIONS})", about)
    return where


def of_statement(db: Database, f: Filters) -> Where:
    """Conditions on ``statements st``."""
    where = of_saying(db, f)
    add_days(where, "st.day", f)
    _add_story(db, where, "st.story", f)
    if f.search:
        _add_search(db, where, "st.id", "statements", f.search)
    if f.asks("event"):
        inner = of_event(db, f.only("event", all_tellings=True))
        where.among(db, "st.id", f"SELECT e.statement FROM events e WHERE {inner.sql}", *inner.args)
    return where


def of_story(db: Database, f: Filters, *, counting: bool = False) -> Where:
    """Conditions on ``stories s``. ``since`` and ``until`` are days of publication here."""
    where = Where(counting=counting)
    add_days(where, "s.day", f)
    if f.outlet:
        where.add("s.outlet = ? COLLATE NOCASE", f.outlet)
    if f.story:
        where.add("s.ref = ?", f.story)
    if f.search:
        _add_search(db, where, "s.id", "stories", f.search)
    side = _only_one_side(f)
    if side:
        # A story's key stands in the keys of its events.
        keys = json.dumps(resolve(db, getattr(f, side)))
        stories = f"SELECT event >> {POSITION_BITS} FROM participants WHERE side = '{side}' AND actor IN {AMONG}"
        where.among(db, "s.id", stories, keys)
    elif f.asks("event"):
        inner = of_event(db, replace(f, all_tellings=True), days=False, counting=True)
        where.among(db, "s.id", f"SELECT e.story FROM events e WHERE {inner.sql}", *inner.args)
    elif _says(f):
        inner = of_saying(db, f)
        where.among(db, "s.id", f"SELECT st.story FROM statements st WHERE {inner.sql}", *inner.args)
    return where


def of_actor(db: Database, f: Filters) -> Where:
    """Conditions on ``actors a``: by name and country, and to those who take part in events that pass the rest."""
    where = Where()
    if f.name is not None:
        keys = resolve(db, f.name)
        where.add(f"a.id IN {AMONG}", json.dumps(keys))
    if f.country:
        where.add("a.country = ?", f.country.upper())
    others = f.only("event", "saying", "story", "days", country=None, all_tellings=True)
    inner = of_event(db, others)
    if inner.parts:
        where.add(
            f"a.id IN (SELECT p.actor FROM events e CROSS JOIN participants p ON p.event = e.id WHERE {inner.sql})",
            *inner.args,
        )
    return where


def _add_search(db: Database, where: Where, column: str, table: str, text: str) -> None:
    """The column is the key of a row that a search finds."""
    sql, args = found_in(db, table, read_search(text))
    where.among(db, column, sql, *args)


def _add_story(db: Database, where: Where, column: str, f: Filters) -> None:
    if f.outlet:
        where.among(db, column, "SELECT id FROM stories WHERE outlet = ? COLLATE NOCASE", f.outlet)
    if f.story:
        where.add(f"{column} = (SELECT id FROM stories WHERE ref = ?)", f.story)


def _says(f: Filters) -> bool:
    """Whether a speaker, a stance or somebody spoken of is asked for; that nobody is quoted is no saying."""
    return (f.said_by is not None and f.said_by != NOBODY) or bool(f.stance) or f.about is not None


def _only_one_side(f: Filters) -> str | None:
    """The side whose actor is all that is asked of the events."""
    sides = [side for side in ("actor", "recipient") if getattr(f, side) is not None]
    alone = not _says(f) and not f.said_by and not replace(f, actor=None, recipient=None).asks("event")
    return sides[0] if alone and len(sides) == 1 else None


def days_of_one_side(db: Database, f: Filters) -> Where | None:
    """Conditions on ``participants`` alone, where no more is asked than one side and days: all of it is in an index."""
    side = _only_one_side(f)
    if side is None or f.outlet or f.search or f.story:
        return None
    where = Where()
    where.add(f"side = '{side}' AND actor IN {AMONG}", json.dumps(resolve(db, getattr(f, side))))
    add_days(where, "day", f)
    return where
