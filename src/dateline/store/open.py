"""Open a store: SQLite in WAL mode, so that readers work while a writer writes."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.errors import StoreError
from dateline.store import schema

# Seconds that a writer waits for another one.
PATIENCE = 10.0

# SQLite's result codes (their low byte) and what to tell a user.
REASONS = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_BUSY: "another process is writing it; try again when it is done",
    sqlite3.SQLITE_LOCKED: "another process is writing it; try again when it is done",
    sqlite3.SQLITE_READONLY: "it may not be written",
    sqlite3.SQLITE_PERM: "it may not be written",
    sqlite3.SQLITE_CANTOPEN: "it can't be opened",
    sqlite3.SQLITE_NOTADB: "this is not a Dateline store (no SQLite database)",
    sqlite3.SQLITE_CORRUPT: "the database is damaged",
    sqlite3.SQLITE_IOERR: "it can't be read or written (disk full or failing?)",
}


@contextmanager
def clear_errors(path: Path | str) -> Iterator[None]:
    """Turn SQLite's errors into a ``StoreError`` that names the file and the reason."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        reason = REASONS.get(code & 0xFF, str(error)) if code is not None else str(error)
        raise StoreError(f"{path}: {reason}") from error


def open_to_read(path: Path | str) -> sqlite3.Connection:
    """A connection that only reads.

    Raises:
        StoreError: there is no file, it is no store, or one of another version.
    """
    path = Path(path)
    _check_file(path)
    # Readers of a WAL database need a file beside it, which a folder that may not be written can't give them. Nobody
    # writes there, so the file may be taken as unchanging.
    still = not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()
    address = f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if still else ''}"
    with clear_errors(path):
        db = sqlite3.connect(address, uri=True, timeout=PATIENCE, check_same_thread=False)
    try:
        _check_version(db, path)
        with clear_errors(path):
            _settle(db)
    except BaseException:
        db.close()
        raise
    return db


def open_to_write(path: Path | str) -> sqlite3.Connection:
    """A connection that reads and writes; the store is made where there is none.

    Raises:
        StoreError: the file is something else, of another version, or can't be written.
    """
    path = Path(path)
    if path.exists() and path.stat().st_size:
        _check_file(path)
    elif not path.parent.is_dir():
        raise StoreError(f"{path}: there is no folder {path.parent}")
    with clear_errors(path):
        db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        with clear_errors(path):
            if not db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                db.execute("PRAGMA journal_mode = WAL")
                schema.create(db)
        _check_version(db, path)
        with clear_errors(path):
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            _settle(db)
    except BaseException:
        db.close()
        raise
    return db


def _settle(db: sqlite3.Connection) -> None:
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA cache_size = -8000")
    db.execute("PRAGMA temp_store = MEMORY")


def _check_file(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except FileNotFoundError:
        raise StoreError(f"{path}: no such store; `dateline code PATH --store {path}` makes one") from None
    except OSError as error:
        raise StoreError(f"{path}: can't be read: {error.strerror or error}") from error
    if head != b"SQLite format 3\0":
        raise StoreError(f"{path}: this is not a Dateline store (no SQLite database)")


def _check_version(db: sqlite3.Connection, path: Path) -> None:
    with clear_errors(path):
        application = db.execute("PRAGMA application_id").fetchone()[0]
        version = db.execute("PRAGMA user_version").fetchone()[0]
    if application != schema.APPLICATION:
        raise StoreError(f"{path}: this is not a Dateline store (an SQLite database of another program)")
    if version != schema.VERSION:
        age = "an older" if version < schema.VERSION else "a newer"
        raise StoreError(
            f"{path}: made by {age} Dateline (schema {version}, this one reads {schema.VERSION}); "
            "code the pages again into a new store"
        )
