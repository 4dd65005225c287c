"""The database files that this process has open, told by their identity and not by their name.

Nobody but SQLite may open them: POSIX lets go of all locks that a process has on a file as soon as the process closes
any handle of that file, also one that SQLite knows nothing of. Other processes then take the database for unused,
remove its write-ahead log under those who read it, and two writers destroy it. So what is to be known of a database is
asked of SQLite or of its directory entry (``stat`` opens nothing), and whoever reads files asks ``is_held`` before.
"""

from __future__ import annotations

import os
from pathlib import Path
from weakref import WeakSet

from dateline.errors import StoreError

Identity = tuple[int, int]
# SQLite keeps these beside a database: write-ahead log, its index, rollback journal.
BESIDE = ("-wal", "-shm", "-journal")


def identity(path: str | os.PathLike[str]) -> Identity | None:
    """What tells a file from all others whatever it is called; None where there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116 - paths stay as the user wrote them
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino


class HeldFiles:
    """The files of one open database."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.database = identity(self.path)
        self.log: Identity | None = None
        _held.add(self)

    def beside(self, ending: str) -> Path:
        """One of the files that SQLite keeps beside the database."""
        return self.path.with_name(self.path.name + ending)

    def now(self) -> set[Identity | None]:
        """The identities of all that there is of the database."""
        return {self.database, *(identity(self.beside(ending)) for ending in BESIDE)}

    def check(self) -> None:
        """Are the database and its log still those that were opened?

        Raises:
            StoreError: they were deleted, moved or replaced: what is written now would be lost.
        """
        log = identity(self.beside("-wal"))
        self.log = self.log or log
        if identity(self.path) != self.database or log != self.log:
            raise StoreError(
                f"{self.path}: it was deleted, moved or replaced while it was written; "
                "what was put in since then is lost"
            )

    def let_go(self) -> None:
        """The database is closed."""
        _held.discard(self)


_held: WeakSet[HeldFiles] = WeakSet()


def is_held(path: str | os.PathLike[str]) -> bool:
    """Does this process have the file open as a database, or as what belongs to one?"""
    here = identity(path)
    return here is not None and any(here in files.now() for files in list(_held))
