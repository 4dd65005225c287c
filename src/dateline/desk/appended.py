"""A file of JSON lines that only grows: several readers may append to it at once, and no line is ever changed."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Self, TypeVar

from dateline.errors import StoreError

if sys.platform != "win32":
    import fcntl

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """A line of the file that is none of its kind, counted from 1, and why."""

    line: int
    reason: str


@dataclass(frozen=True)
class Appended:
    """The file; each kind says by which ending it stands beside its store."""

    path: Path
    ending: ClassVar[str]

    @classmethod
    def beside(cls, store: Path) -> Self:
        """The file that belongs to a store, as ``news.desk.jsonl`` does to ``news.db``."""
        return cls(store.with_name(f"{store.stem}.{cls.ending}"))

    def append(self, row: Mapping[str, Any]) -> None:
        """Append one row; several readers may do so at once, also in several processes.

        Raises:
            StoreError: the file can't be written.
        """
        line = json.dumps(row, ensure_ascii=True).encode("ascii") + b"\n"
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

    def parse(self, read: Callable[[bytes], Line]) -> tuple[list[Line], list[BrokenLine]]:
        """All lines in the order in which they came, as ``read`` takes them, and those that it refuses by ValueError.

        Raises:
            StoreError: the file can't be read.
        """
        good, broken = [], []
        for number, line in enumerate(self.data().split(b"\n"), 1):
            if line.strip():
                try:
                    good.append(read(line))
                except (ValueError, RecursionError) as error:
                    broken.append(BrokenLine(number, str(error)))
        return good, broken


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
