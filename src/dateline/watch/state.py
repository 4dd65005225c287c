"""What a watch knows between two rounds, and after a crash: feeds and the items that they had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.store.database import Database, Files
from dateline.store.opening.address import Address
from dateline.store.opening.held_files import HeldFiles
from dateline.store.opening.open_sqlite import clear_errors, open_alone
from dateline.store.writing.write_stories import transaction

APPLICATION = 0x444C5731  # "DLW1"
TABLES = """
-- next: second (of Unix) at which the feed is to be asked again. failures: one after the other.
CREATE TABLE feeds (
  url TEXT PRIMARY KEY, etag TEXT, modified TEXT, next REAL NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0,
  fault TEXT
);
-- done: 1 once the item needs to be fetched no more.
CREATE TABLE items (
  number INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, feed TEXT NOT NULL, done INTEGER NOT NULL DEFAULT 0,
  next REAL NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX items_open ON items (next) WHERE done = 0;
"""
FILE = f"BEGIN IMMEDIATE; {TABLES} PRAGMA application_id = {APPLICATION}; COMMIT;"
WHOSE = "`dateline watch`"


def _open(path: Path) -> tuple[Database, Files, str]:
    """What holds a state, and by what items are in the order in which they came (files of an earlier build have no
    ``number``)."""
    if isinstance(path, Address):
        from dateline.store.postgres.open_postgres import NoFiles, open_work

        return open_work(path, "items", TABLES, WHOSE), NoFiles(), "number"
    return open_alone(path, APPLICATION, FILE, WHOSE), HeldFiles(path), "rowid"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was left."""

    url: str
    etag: str | None
    modified: str | None
    failures: int


@dataclass(frozen=True, slots=True)
class Item:
    """An item that is to be fetched; ``tries``: how often that failed."""

    url: str
    tries: int


class State:
    """The file of a watch, or its tables in a store on a server.

    Args:
        path: the file, which is made where there is none, or the address of the store.

    Raises:
        StoreError: it can't be used, or another watch uses it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.db, self.files, self.order = _open(path)

    def due(self, feeds: Sequence[str], now: float) -> list[Feed]:
        """Those of some feeds that are to be asked by now."""
        self._do("INSERT OR IGNORE INTO feeds (url) VALUES (?)", [(url,) for url in feeds])
        rows = self.db.execute("SELECT url, etag, modified, failures FROM feeds WHERE next <= ?", (now,)).fetchall()
        known = {row["url"]: Feed(*row) for row in rows}
        return [known[url] for url in feeds if url in known]

    def settle(
        self, feed: Feed, next: float, fault: str | None = None, *, etag: str | None, modified: str | None
    ) -> None:
        """Note how asking a feed went, and when it is to be asked again."""
        failures = feed.failures + 1 if fault else 0
        sql = "UPDATE feeds SET next = ?, failures = ?, fault = ?, etag = ?, modified = ? WHERE url = ?"
        self._do(sql, [(next, failures, fault, etag, modified, feed.url)])

    def add(self, feed: str, items: Sequence[str]) -> int:
        """Note the items of a feed; give the number of those that are new."""
        return self._do("INSERT OR IGNORE INTO items (url, feed) VALUES (?, ?)", [(url, feed) for url in items])

    def open_items(self, now: float) -> list[Item]:
        """The items that are to be fetched by now, in the order in which they came."""
        sql = f"SELECT url, tries FROM items WHERE done = 0 AND next <= ? ORDER BY {self.order}"
        return [Item(row["url"], row["tries"]) for row in self.db.execute(sql, (now,)).fetchall()]

    def finish(self, url: str) -> None:
        """An item needs to be fetched no more."""
        self._do("UPDATE items SET done = 1 WHERE url = ?", [(url,)])

    def postpone(self, url: str, next: float) -> None:
        """An item could not be fetched; it is tried again."""
        self._do("UPDATE items SET next = ?, tries = tries + 1 WHERE url = ?", [(next, url)])

    def next(self, feeds: Sequence[str]) -> float:
        """When there is something to do again."""
        marks = ",".join("?" * len(feeds))
        sql = (
            f"SELECT min(next) FROM (SELECT next FROM feeds WHERE url IN ({marks}) "
            "UNION ALL SELECT next FROM items WHERE done = 0) x"
        )
        return float(self.db.execute(sql, tuple(feeds)).fetchone()[0] or 0.0)

    def _do(self, sql: str, rows: Sequence[tuple[object, ...]]) -> int:
        """Change some rows; give the number of those that are changed."""
        with clear_errors(self.path), transaction(self.db, "BEGIN DEFERRED"):  # nobody else writes here
            return self.db.executemany(sql, rows).rowcount

    def close(self) -> None:
        """Close the file."""
        self.db.close()
        self.files.let_go()
