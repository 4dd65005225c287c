"""JSON lines that only grow: several readers may append to them at once, and no line is ever changed.

They stand in a file beside a store that is a file, and in a table of a store on a server, where a team shares them.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Protocol, Self, TypeVar

from dateline.errors import StoreError
from dateline.store.opening.address import Address
from dateline.store.postgres.own_tables import LINES

if sys.platform != "win32":
    import fcntl

Line = TypeVar("Line")


class Lines(Protocol):
    """What keeps lines."""

    def append(self, line: bytes) -> None:
        """Append a line that ends in a line break."""

    def data(self) -> bytes:
        """All of them."""

    def state(self) -> tuple[int, ...]:
        """What changes with them."""

    def close(self) -> None:
        """Let go of what is open."""


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """A line of the file that is none of its kind, counted from 1, and why."""

    line: int
    reason: str


@dataclass(frozen=True)
class Appended:
    """The lines; each kind says by which ending its file stands beside its store.

    Args:
        path: the file, or the address of the store that holds them.
    """

    path: Path
    ending: ClassVar[str]

    @classmethod
    def beside(cls, store: Path) -> Self:
        """The lines that belong to a store: ``news.desk.jsonl`` to ``news.db``, a table's to a store on a server."""
        return cls(store if isinstance(store, Address) else store.with_name(f"{store.stem}.{cls.ending}"))

    @property
    def where(self) -> str:
        """Where they stand, for a reader."""
        return f"the table {LINES} of {self.path}" if isinstance(self.path, Address) else str(self.path)

    @property
    def name(self) -> str:
        """In short: the file's name, or the table's."""
        return f"the table {LINES}" if isinstance(self.path, Address) else self.path.name

    @cached_property
    def lines(self) -> Lines:
        """What keeps them."""
        if isinstance(self.path, Address):
            from dateline.store.postgres.kept_lines import ServerLines

            return ServerLines(self.path, self.ending)
        return FileLines(self.path)

    def append(self, row: Mapping[str, Any]) -> None:
        """Append one row; several readers may do so at once, also in several processes.

        Raises:
            StoreError: they can't be written.
        """
        self.lines.append(json.dumps(row, ensure_ascii=True).encode("ascii") + b"\n")

    def data(self) -> bytes:
        """All lines as they are; nothing where there is none.

        Raises:
            StoreError: they can't be read.
        """
        return self.lines.data()

    def state(self) -> tuple[int, ...]:
        """What changes with them."""
        return self.lines.state()

    def close(self) -> None:
        """Let go of what was opened to read them."""
        self.lines.close()

    def parse(self, read: Callable[[bytes], Line]) -> tuple[list[Line], list[BrokenLine]]:
        """All lines in the order in which they came, as ``read`` takes them, and those that it refuses by ValueError.

        Raises:
            StoreError: they can't be read.
        """
        good, broken = [], []
        for number, line in enumerate(self.data().split(b"\n"), 1):
            if line.strip():
                try:
                    good.append(read(line))
                except (ValueError, RecursionError) as error:
                    broken.append(BrokenLine(number, str(error)))
        return good, broken


class FileLines:
    """Lines in a file.

    Args:
        path: the file; it is made with the first line.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, line: bytes) -> None:
        """Append a line.

        Raises:
            StoreError: the file can't be written.
        """
        try:
            with self.path.open("a+b", buffering=0) as file:  # else what failed would be tried again at the end
                _lock(file)
                _append(file, line)
        except OSError as error:
            raise StoreError(f"{self.path}: can't be written: {error.strerror or error}") from error

    def data(self) -> bytes:
        """The file as it is; nothing where there is none.

        Raises:
            StoreError: it can't be read.
        """
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise StoreError(f"{self.path}: can't be read: {error.strerror or error}") from error

    def state(self) -> tuple[int, ...]:
        """What changes with the file."""
        try:
            status = self.path.stat()
        except OSError:
            return ()
        return status.st_ino, status.st_size, status.st_mtime_ns

    def close(self) -> None:
        """Nothing is open between two calls."""


def _lock(file: io.FileIO) -> None:
    """Wait until nobody else appends; the lock goes with the file."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):  # some network file systems have no locks
            fcntl.flock(file.fileno(), fcntl.LOCK_EX)


def _append(file: io.FileIO, line: bytes) -> None:
    """Append a whole line or nothing, and never to a torn line that something else left."""
    end = file.seek(0, os.SEEK_END)
    if end:
        file.seek(end - 1)
        line = line if file.read(1) == b"\n" else b"\n" + line
    try:
        while line:
            line = line[file.write(line) :]
        os.fsync(file.fileno())
    except OSError:
        os.ftruncate(file.fileno(), end)
        raise
