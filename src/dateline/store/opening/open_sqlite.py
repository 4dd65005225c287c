"""Open a store: SQLite in WAL mode, so that readers work while a writer writes.

No handle of our own ever touches the file, not even to look at its first bytes: see ``held_files``.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.errors import StoreError
from dateline.store.opening.address import Address
from dateline.store.opening.upgrade import can_upgrade, upgrade
from dateline.store.tables import schema

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
    """Turn SQLite's errors, and values that it can't take, into a ``StoreError`` that names the file and the reason."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        reason = REASONS.get(code & 0xFF, str(error)) if code is not None else str(error)
        raise StoreError(f"{path}: {reason}") from error
    except (UnicodeEncodeError, OverflowError) as error:
        raise StoreError(f"{path}: a value that can't be stored: {error}") from error


def open_to_read(path: Path | str) -> sqlite3.Connection:
    """A connection that only reads. A store of an older version is brought up to date before, where it may be written.

    Raises:
        StoreError: there is no file, it is no store, or one of another version.
    """
    path = Path(path)
    if not _check_file(path):
        raise StoreError(f"{path}: this is not a Dateline store (the file is empty)")
    db = _connect_to_read(path)
    if _may_be_upgraded(db, path):
        db.close()
        open_to_write(path).close()
        db = _connect_to_read(path)
    try:
        _check_version(db, path)
        with clear_errors(path):
            _settle(db)
    except BaseException:
        db.close()
        raise
    return db


def is_outdated(path: Path) -> bool:
    """Whether a store is of an older version, which opening it would bring up to date. Nothing is changed here.

    Raises:
        StoreError: there is no file, or it can't be read.
    """
    _check_file(path)
    db = _connect_to_read(path)
    try:
        with clear_errors(path):
            return can_upgrade(_version_of(db))
    finally:
        db.close()


def _connect_to_read(path: Path) -> sqlite3.Connection:
    address = f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if _is_still(path) else ''}"
    with clear_errors(path):
        return sqlite3.connect(address, uri=True, timeout=PATIENCE, check_same_thread=False)


def _may_be_upgraded(db: sqlite3.Connection, path: Path) -> bool:
    """Is it a store of an older version, for which there is a way, and may it be written?"""
    try:
        outdated = can_upgrade(_version_of(db))
    except sqlite3.Error:
        return False  # what is wrong with it is told by who reads it
    return outdated and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _is_still(path: Path) -> bool:
    """May the file be taken as unchanging?

    Readers of a WAL database need a file beside it, which a folder that may not be written can't give them. Where there
    is none, nobody writes now.
    """
    return not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()


def state_of(path: Path) -> tuple[int, ...]:
    """What stays the same as long as a connection that reads may be used on.

    That is the file's identity, and where connections take it as unchanging, also its age and size; nothing of an
    address, whose server tells what has changed.
    """
    if isinstance(path, Address):
        return ()
    try:
        status = path.stat()
    except (OSError, ValueError):
        return ()
    same = (status.st_dev, status.st_ino)
    if os.access(path.parent, os.W_OK):
        return same
    return (*same, status.st_mtime_ns, status.st_size, _is_still(path))


def open_to_write(path: Path | str) -> sqlite3.Connection:
    """A connection that reads and writes; the store is made where there is none, brought up to date where it is older.

    Raises:
        StoreError: the file is something else, of another version, or can't be written.
    """
    path = Path(path)
    _check_file(path, new=True)
    with clear_errors(path):
        db = sqlite3.connect(path.absolute(), timeout=PATIENCE, isolation_level=None)
    try:
        with clear_errors(path):
            if _is_blank(db):
                _make(db)
            elif can_upgrade(_version_of(db)):
                upgrade(db)
        _check_version(db, path)
        with clear_errors(path):
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            _settle(db)
    except BaseException:
        db.close()
        raise
    return db


def open_alone(path: Path, application: int, tables: str, whose: str) -> sqlite3.Connection:
    """A small database beside an output, made where there is none, that one process at a time has open.

    Args:
        path: the file.
        application: tells it from any other SQLite file.
        tables: the script that makes them.
        whose: what its files belong to, for the error.

    Raises:
        StoreError: it can't be used, is something else, or another process has it open.
    """
    with clear_errors(path):
        db = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        with clear_errors(path):
            db.row_factory = sqlite3.Row
            # The first statement takes a lock that ends with the process.
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            db.execute("PRAGMA journal_mode = WAL")
            found = db.execute("PRAGMA application_id").fetchone()[0]
            if found == 0 and not db.execute("SELECT 1 FROM sqlite_master").fetchone():
                db.executescript(tables)
            elif found != application:
                raise StoreError(f"{path}: this is no file of {whose}")
    except BaseException:
        db.close()
        raise
    return db


def _make(db: sqlite3.Connection) -> None:
    """Make the tables; another process may do so at the same moment."""
    try:
        db.execute("PRAGMA journal_mode = WAL")
        schema.create(db)
    except sqlite3.OperationalError:
        if db.in_transaction:
            db.execute("ROLLBACK")
        if _is_blank(db):
            raise


def _settle(db: sqlite3.Connection) -> None:
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA cache_size = -8000")
    db.execute("PRAGMA temp_store = MEMORY")


def _check_file(path: Path, *, new: bool = False) -> bool:
    """Look at the directory entry of a store, which opens nothing; say whether the file has anything in it.

    Args:
        path: the store.
        new: it may be made, a link to nothing too.

    Raises:
        StoreError: there is no file of this name that may be read.
    """
    if str(path) == ":memory:":
        raise StoreError(f"{path}: a store is a file; one in memory would be lost with the process")
    try:
        status = path.stat()
    except FileNotFoundError:
        if new:
            return _check_folder(path)
        raise StoreError(f"{path}: no such store; `dateline code PATH --store {path}` makes one") from None
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreError(f"{path}: can't be read: {getattr(error, 'strerror', None) or error}") from error
    if not stat.S_ISREG(status.st_mode):
        what = "a folder" if stat.S_ISDIR(status.st_mode) else "no regular file"
        raise StoreError(f"{path}: this is not a Dateline store ({what})")
    if not os.access(path, os.R_OK):
        raise StoreError(f"{path}: can't be read: Permission denied")
    return status.st_size > 0


def _check_folder(path: Path) -> bool:
    """False, for there is nothing in a file that is yet to be made; where it would be made there must be a folder."""
    folder = path.resolve().parent
    if not folder.is_dir():
        raise StoreError(f"{path}: there is no folder {folder if path.is_symlink() else path.parent}")
    return False


def is_database(path: Path) -> bool:
    """Is the file an SQLite database, of whatever program?"""
    try:
        if not path.stat().st_size:
            return False
        db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    except (OSError, sqlite3.Error):
        return False
    try:
        db.execute("PRAGMA schema_version").fetchone()
    except sqlite3.Error:
        return False
    finally:
        db.close()
    return True


def _is_blank(db: sqlite3.Connection) -> bool:
    """Is there nothing in the database, nor the mark of another program?"""
    tables = db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    return not tables and db.execute("PRAGMA application_id").fetchone()[0] in {0, schema.APPLICATION}


def _version_of(db: sqlite3.Connection) -> int:
    """The schema of a store; -1 where the database is another program's."""
    if db.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION:
        return -1
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _check_version(db: sqlite3.Connection, path: Path) -> None:
    with clear_errors(path):
        application = db.execute("PRAGMA application_id").fetchone()[0]
        version = db.execute("PRAGMA user_version").fetchone()[0]
    if application != schema.APPLICATION:
        raise StoreError(f"{path}: this is not a Dateline store (an SQLite database of another program)")
    if version != schema.VERSION:
        age = "an older" if version < schema.VERSION else "a newer"
        way = (
            "where it may be written it is brought up to date"
            if can_upgrade(version)
            else "code the pages again into a new store"
        )
        raise StoreError(f"{path}: made by {age} Dateline (schema {version}, this one reads {schema.VERSION}); {way}")
