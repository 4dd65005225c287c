"""Is a store whole? Every span points at the text that it names, every reference at a row, every sum is right."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from dateline.record import StoryRecord
from dateline.spans import Span
from dateline.store.care.totals import TOTALS
from dateline.store.database import Cells, Database
from dateline.store.opening.open_sqlite import clear_errors
from dateline.store.search.full_text import OwnSearch
from dateline.store.store import Store
from dateline.store.tables.schema import SEARCHED
from dateline.store.writing import write_stories

# Words that a row holds of its story, with where they stand there.
WORDS = (
    "SELECT ref AS owner, 'content' AS what, start, end, content AS words FROM statements WHERE story = ?",
    "SELECT ref AS owner, 'trigger' AS what, trigger_start AS start, trigger_end AS end, trigger_text AS words "
    "FROM events WHERE story = ?",
    "SELECT e.ref AS owner, 'count' AS what, c.start, c.end, c.words FROM event_counts c "
    "JOIN events e ON e.id = c.event WHERE e.story = ?",
)
# Pages whose bytes are recorded twice, and pages that lean on one that doesn't hold their bytes.
PAGES = {
    "recorded twice, the same bytes as another page": "SELECT name FROM documents WHERE status = 'done' AND "
    "same_as IS NULL AND digest IN (SELECT digest FROM documents WHERE status = 'done' AND same_as IS NULL "
    "AND digest IS NOT NULL GROUP BY digest HAVING count(*) > 1) ORDER BY name",
    "its bytes are said to be recorded with a page that has others": "SELECT d.name FROM documents d JOIN documents o "
    "ON o.id = d.same_as WHERE coalesce(d.digest, '') <> coalesce(o.digest, '') "
    "OR o.status <> 'done' OR o.same_as IS NOT NULL ORDER BY d.name",
    "failed, and has stories all the same": "SELECT DISTINCT d.name FROM documents d JOIN stories s "
    "ON s.document = d.id WHERE d.status = 'failed' ORDER BY d.name",
    "its stories are said to be recorded with another page, and it has some": "SELECT DISTINCT d.name FROM documents d "
    "JOIN stories s ON s.document = d.id WHERE d.same_as IS NOT NULL ORDER BY d.name",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it must be: in which row or table, and what."""

    where: str
    what: str


def verify(store: Store, step: Callable[[], None] = lambda: None) -> Iterator[Fault]:
    """Look through a whole store, as it is at one moment; the search indexes too where it is open to write.

    Args:
        store: the store. Runs that write wait while its search indexes are checked.
        step: called for each story.

    Raises:
        StoreError: it can't be read.
    """
    with clear_errors(store.path):
        store.db.execute("BEGIN")
        try:
            yield from _database(store.db)
            for row in store.db.execute("SELECT id, ref FROM stories ORDER BY id"):
                yield from _story(store.db, row["id"], row["ref"])
                step()
            yield from _pages(store.db)
            yield from _sums(store.db)
            if isinstance(store.db, OwnSearch):
                yield from (_wrong_index(f"{table}_text") for table in SEARCHED if store.db.lacks_words(table))
        finally:
            store.db.rollback()
        # Apart: a moment that is past can't be written, and asking a search index counts as writing.
        yield from _search(store.db)


def _database(db: Database) -> Iterator[Fault]:
    """What SQLite itself says of a file and of references."""
    if not isinstance(db, sqlite3.Connection):
        return  # a server keeps references whole by itself
    for (line,) in db.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield Fault("database", line)
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield Fault(f"{table} row {row}", f"it refers to a row of {parent} that isn't there")


def _story(db: Database, key: int, ref: str) -> Iterator[Fault]:
    """One story: its record, and the rows that were made of it."""
    try:
        record = write_stories.read_record(db, key)
    except Exception as error:
        yield Fault(f"story {ref}", f"its record can't be read: {type(error).__name__}: {error}")
        return
    story = db.execute("SELECT * FROM stories WHERE id = ?", (key,)).fetchone()
    if (record.id, record.text) != (ref, story["text"]):
        yield Fault(f"story {ref}", "its record is of another story or has another text")
    for path, span in spans_of(record, ""):
        if not 0 <= span.start < span.end <= len(record.text):
            yield Fault(f"story {ref}", f"{path} {span.start}-{span.end} is not in its text")
    for sql in WORDS:
        for row in db.execute(sql, (key,)):
            if record.text[row["start"] : row["end"]] != row["words"]:
                yield Fault(row["owner"], f"its {row['what']} {row['start']}-{row['end']} has other words")
    yield from _rows(db, key, story, record)


def _rows(db: Database, key: int, story: Cells, record: StoryRecord) -> Iterator[Fault]:
    """Are there as many rows as the record has statements, events and actors, and are its numbers theirs?"""
    for table, wanted in (("statements", record.statements), ("events", record.events)):
        found = db.execute(f"SELECT count(*) FROM {table} WHERE story = ?", (key,)).fetchone()[0]
        if found != len(wanted):
            yield Fault(f"story {record.id}", f"{found} rows of {table}, {len(wanted)} in its record")
    said = (story["statement_count"], story["event_count"])
    if said != (len(record.statements), len(record.first_tellings)):
        yield Fault(f"story {record.id}", f"counted {said[0]} statements and {said[1]} events, which is wrong")
    there = {r["ref"] for r in db.execute(
        "SELECT a.ref FROM story_actors s JOIN actors a ON a.id = s.actor WHERE s.story = ?", (key,)
    )}  # fmt: skip
    for missing in sorted({a.id for a in record.actors} - there):
        yield Fault(f"story {record.id}", f"no row for its actor {missing}")
    page = db.execute("SELECT digest FROM documents WHERE id = ?", (story["document"],)).fetchone()
    if page and page["digest"] and record.document.sha256 and page["digest"] != record.document.sha256:
        yield Fault(f"story {record.id}", "its page has other bytes by now")


def spans_of(value: Any, path: str) -> Iterator[tuple[str, Span]]:
    """All spans in a record, each with the field that it stands in."""
    if isinstance(value, Span):
        yield path, value
    elif isinstance(value, tuple):
        for n, one in enumerate(value):
            yield from spans_of(one, f"{path}[{n}]")
    elif is_dataclass(value):
        for field in fields(value):
            yield from spans_of(getattr(value, field.name), f"{path}.{field.name}" if path else field.name)


def _pages(db: Database) -> Iterator[Fault]:
    for what, sql in PAGES.items():
        for row in db.execute(sql):
            yield Fault(f"page {row['name']}", what)


def _sums(db: Database) -> Iterator[Fault]:
    """Sums that are kept up to date with every story: are they what counting gives?"""
    for table, (kept, counted) in TOTALS.items():
        for one, other in ((kept, counted), (counted, kept)):
            for row in db.execute(f"SELECT * FROM ({one}) a EXCEPT SELECT * FROM ({other}) b LIMIT 5"):
                actor = db.execute("SELECT ref FROM actors WHERE id = ?", (row[0],)).fetchone()
                yield Fault(f"{table} of {actor['ref'] if actor else row[0]}", "the sum is wrong")


def _search(db: Database) -> Iterator[Fault]:
    """Do the search indexes hold the words of their tables? Only a connection that may write can ask."""
    if not isinstance(db, sqlite3.Connection) or not _may_write(db):
        return
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%USING fts5%'"
    for (name,) in db.execute(sql).fetchall():
        try:
            db.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR):
                raise
            yield _wrong_index(name)


def _wrong_index(name: str) -> Fault:
    return Fault(f"search index {name}", "it doesn't hold what its table does")


def _may_write(db: Database) -> bool:
    """Is this connection one that may write?"""
    try:
        db.execute("UPDATE meta SET value = value WHERE 0")
    except sqlite3.OperationalError:
        return False
    return True
