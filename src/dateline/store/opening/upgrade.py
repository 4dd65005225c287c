"""Bring a store of an older version up to date: one step from each version to the next, all of them or none."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from dateline.store.search.spellings import spellings
from dateline.store.tables import linking_tables as links
from dateline.store.tables.schema import CODED, SEARCH, VERSION
from dateline.store.writing.write_stories import transaction


def can_upgrade(version: int) -> bool:
    """Whether there is a way from a version to the present one."""
    return version < VERSION and all(step in STEPS for step in range(version, VERSION))


def upgrade(db: sqlite3.Connection) -> None:
    """Do the steps that are wanting. Another process may have done them in the meantime.

    Args:
        db: in autocommit mode, with plain tuples as rows.
    """
    with transaction(db):
        for version in range(db.execute("PRAGMA user_version").fetchone()[0], VERSION):
            STEPS[version](db)
        db.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (str(VERSION),))
        db.execute(f"PRAGMA user_version = {VERSION}")


def _add_spellings(db: sqlite3.Connection) -> None:
    """4 to 5: search by spellings, declared so that other programs find it."""
    searched = {"stories": "ifnull(headline, '') || char(10) || text", "names": "name", "statements": "content"}
    for table in searched:
        for name in (f"{table}_added", f"{table}_removed"):
            db.execute(f"DROP TRIGGER {name}")
        db.execute(f"DROP TABLE {table}_text")
        db.execute(f"ALTER TABLE {table} ADD COLUMN spellings TEXT NOT NULL DEFAULT ''")
    for table, text in searched.items():
        db.create_function("spellings", 1, spellings, deterministic=True)
        db.execute(f"UPDATE {table} SET spellings = spellings({text})")
        db.create_function("spellings", 1, None)
    for statement in statements_of(SEARCH):
        db.execute(statement)
    for table in searched:
        db.execute(f"INSERT INTO {table}_text ({table}_text) VALUES ('rebuild')")


def _add_links(db: sqlite3.Connection) -> None:
    """5 to 6: the tables of linking, empty."""
    for statement in statements_of(links.TABLES + links.SCENE_LOST):
        db.execute(statement)


def statements_of(script: str) -> list[str]:
    """The statements of a script, one by one: ``executescript`` would end the transaction."""
    statements, begun = [], ""
    for line in script.splitlines(keepends=True):
        begun += line
        if sqlite3.complete_statement(begun):
            statements.append(begun)
            begun = ""
    return statements


def _add_estimates(db: sqlite3.Connection) -> None:
    """6 to 7: whether a story's day of publication is an estimate. Before, nobody could say so."""
    held = {row[1] for row in db.execute("PRAGMA table_info(stories)")}
    if "published_estimated" not in held:
        db.execute("ALTER TABLE stories ADD COLUMN published_estimated INTEGER NOT NULL DEFAULT 0")


def _add_coded(db: sqlite3.Connection) -> None:
    """7 to 8: which run coded a page. Before, nobody knew."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'coded'").fetchone():
        for statement in statements_of(CODED):
            db.execute(statement)


def _add_updates(db: sqlite3.Connection) -> None:
    """8 to 9: when a page was changed, and the calendar of its date. Records of before don't hold them."""
    held = {row[1] for row in db.execute("PRAGMA table_info(stories)")}
    for name in ("updated", "calendar"):
        if name not in held:
            db.execute(f"ALTER TABLE stories ADD COLUMN {name} TEXT")


STEPS: dict[int, Callable[[sqlite3.Connection], None]] = {
    4: _add_spellings, 5: _add_links, 6: _add_estimates, 7: _add_coded, 8: _add_updates,
}  # fmt: skip
