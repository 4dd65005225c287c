"""What is coded one by one: a page, a row, a record of an archive."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from dateline.engine.inputs.streams import Forward
from dateline.record import Archive
from dateline.settings import Settings

# What stands between a file and what is in it: a row or a record, a file of an archive.
ROW, MEMBER = "#", "!"


@dataclass(frozen=True)
class Piece:
    """One page, or one row of a JSONL file.

    Attributes:
        name: what messages and the store call it: path, ``path#id`` or ``path#line`` of a row, ``path#id`` of a record
            of a web archive, ``path!file`` of a file in an archive, ``-`` for stdin.
        path: path of its file, with that inside an archive; None for standard input.
        data: its bytes, None where they could not be read.
        error: why not. None beside no data: not a page, but a container that was read to its end.
        size: bytes of the file that are dealt with once the piece is.
        url: address that its container gives.
        retrieved: when the container says that it was fetched, ISO 8601.
        archive: the record of a web archive that it is.
        charset: encoding that its container names.
    """

    name: str
    path: str | None
    data: bytes | None
    error: str | None = None
    size: int = 0
    url: str | None = None
    retrieved: str | None = None
    archive: Archive | None = None
    charset: str | None = None

    @cached_property
    def digest(self) -> str | None:
        """SHA-256 of the bytes."""
        return hashlib.sha256(self.data).hexdigest() if self.data is not None else None


@dataclass(frozen=True, slots=True)
class Opened:
    """An input that is being read, a file or a file within one.

    Attributes:
        stream: its bytes, forward only.
        name: what its pieces' names begin with.
        path: its path, None for standard input.
        depth: how many containers it lies in.
        read: reads what lies in a container.
    """

    stream: Forward
    name: str
    path: str | None
    settings: Settings
    depth: int
    read: Callable[[Opened], Iterator[Piece]]

    def fault(self, reason: str, size: int = 0) -> Piece:
        """The input as a piece that can't be read."""
        return Piece(self.name, self.path, None, reason, size)


def too_large(limit: int) -> str:
    """The reason for a page above the limit."""
    return f"larger than {limit:,} bytes, which is the most that a page may have"
