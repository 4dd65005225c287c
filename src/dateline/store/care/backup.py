"""A copy of a store, taken while it is read and written."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from dateline.errors import StoreError, UsageError
from dateline.store.opening.held_files import BESIDE
from dateline.store.opening.open_sqlite import clear_errors
from dateline.store.store import Store


def backup(store: Store, copy: Path) -> int:
    """Copy a store as it is at one moment; the copy appears when it is whole and was looked through. Give its bytes.

    Raises:
        UsageError: there is a file of that name, or no folder for it.
        StoreError: the copy can't be written, or is damaged since the store is.
    """
    with whole(copy) as part, clear_errors(copy), closing(sqlite3.connect(part, isolation_level=None)) as target:
        store.sqlite.backup(target)  # in one step: steps begin again whenever somebody writes between two of them
        _check(target, store.path)
    return copy.stat().st_size


@contextmanager
def whole(copy: Path) -> Iterator[Path]:
    """A file to write to, which gets the copy's name once it is whole.

    Raises:
        UsageError: there is a file of that name, or no folder for it.
        StoreError: it can't be written.
    """
    if os.path.lexists(copy):
        raise UsageError(f"{copy}: there is a file of this name; a backup replaces none")
    if not copy.resolve().parent.is_dir():
        raise UsageError(f"{copy}: there is no folder {copy.parent}")
    part = copy.with_name(f".{copy.name}.{os.getpid()}-{secrets.token_hex(3)}.part")
    try:
        yield part
        _sync(part)
        part.rename(copy)
    except OSError as error:
        raise StoreError(f"{copy}: can't be written: {error.strerror or error}") from error
    finally:
        for ending in ("", *BESIDE):
            with suppress(OSError):
                part.with_name(part.name + ending).unlink()


def _check(target: sqlite3.Connection, source: Path) -> None:
    target.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
    found = target.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise StoreError(f"{source}: it is damaged, and no copy was made: {found}")


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
