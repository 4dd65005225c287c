"""What a run has done so far, beside an output that is no database: it outlives the run that is killed.

A small SQLite file in WAL mode. A page goes in whole or not at all, so that a run that comes after one that was killed
takes up what is there and codes the rest.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

from dateline.record import StoryRecord
from dateline.store.opening.held_files import BESIDE, HeldFiles
from dateline.store.opening.open_sqlite import clear_errors, open_alone
from dateline.store.rows.typed_rows import DocumentRow
from dateline.store.writing.write_stories import transaction

APPLICATION = 0x444C4C31  # "DLL1"
COLUMNS = tuple(f.name for f in fields(DocumentRow))
TABLES = f"""
BEGIN IMMEDIATE;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
-- A page. part: the finished part that holds its stories; while that is NULL, its records stand here.
CREATE TABLE pages (
  id INTEGER PRIMARY KEY, {", ".join(COLUMNS)}, part INTEGER, stories TEXT NOT NULL, events INTEGER NOT NULL,
  records BLOB
);
CREATE UNIQUE INDEX pages_name ON pages (name);
CREATE INDEX pages_digest ON pages (digest);
CREATE INDEX pages_part ON pages (part);
CREATE INDEX pages_same_as ON pages (same_as) WHERE same_as IS NOT NULL;
CREATE TABLE parts (
  part INTEGER PRIMARY KEY, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, stories INTEGER NOT NULL,
  events INTEGER NOT NULL
);
-- Stories that a part still holds although another coding has taken their place.
CREATE TABLE stale (part INTEGER NOT NULL, story TEXT NOT NULL, PRIMARY KEY (part, story));
CREATE TABLE runs (
  started, ended, code_version, knowledge_version, options, pages, stories, events, statements, skipped, failed
);
PRAGMA application_id = {APPLICATION};
COMMIT;
"""


class Ledger:
    """The pages of one output.

    Args:
        path: the file; it is made where there is none.

    Raises:
        StoreError: it can't be written, is something else, or another run has it open.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.db = open_alone(path, APPLICATION, TABLES, "Dateline's")
        self.db.execute("PRAGMA synchronous = NORMAL")
        self.files = HeldFiles(path)

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """All of it or nothing."""
        with clear_errors(self.path), transaction(self.db):
            yield self.db

    def row(self, name: str) -> sqlite3.Row | None:
        """All that is known of a page."""
        with clear_errors(self.path):
            row: sqlite3.Row | None = self.db.execute("SELECT * FROM pages WHERE name = ?", (name,)).fetchone()
            return row

    def document(self, name: str) -> DocumentRow | None:
        """What is known of an input."""
        row = self.row(name)
        return document_of(row) if row else None

    def same_bytes(self, digest: str) -> DocumentRow | None:
        """The document that holds the stories of these bytes."""
        sql = "SELECT * FROM pages WHERE digest = ? AND status = 'done' AND same_as IS NULL"
        with clear_errors(self.path):
            row = self.db.execute(sql, (digest,)).fetchone()
        return document_of(row) if row else None

    def keep(self, document: DocumentRow, records: Sequence[StoryRecord]) -> None:
        """Put a page in, in place of the one of its name. Call it inside ``change``."""
        values = [getattr(document, name) for name in COLUMNS]
        stories = json.dumps([r.id for r in records])
        events = sum(len(r.first_tellings) for r in records)
        marks = ",".join("?" * (len(COLUMNS) + 3))
        self.db.execute("DELETE FROM pages WHERE name = ?", (document.name,))
        self.db.execute(
            f"INSERT INTO pages ({', '.join(COLUMNS)}, stories, events, records) VALUES ({marks})",
            (*values, stories, events, pack(records) if records else None),
        )

    def pending(self) -> Iterator[tuple[StoryRecord, ...]]:
        """The records of the pages that no finished part holds, in the order in which they were coded."""
        with clear_errors(self.path):
            last = 0
            while True:
                sql = "SELECT id, records FROM pages WHERE records IS NOT NULL AND id > ? ORDER BY id LIMIT 1"
                row = self.db.execute(sql, (last,)).fetchone()
                if row is None:
                    return
                last = row["id"]
                yield unpack(row["records"])

    def close(self) -> None:
        """Close the file."""
        self.db.close()
        self.files.let_go()

    def remove(self) -> None:
        """Close the file and remove it with all that SQLite keeps beside it."""
        self.close()
        for ending in (*BESIDE, ""):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)


def document_of(row: sqlite3.Row) -> DocumentRow:
    """A row of pages as everybody else knows it."""
    return DocumentRow(**{name: row[name] for name in COLUMNS})


def pack(records: Sequence[StoryRecord]) -> bytes:
    """Records as a ledger keeps them."""
    rows = "[" + ",".join(r.to_json() for r in records) + "]"
    return zlib.compress(rows.encode("utf-8", "surrogatepass"), 1)


def unpack(data: bytes) -> tuple[StoryRecord, ...]:
    """Records from what ``pack`` gave."""
    rows = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    return tuple(StoryRecord.from_dict(row) for row in rows)
