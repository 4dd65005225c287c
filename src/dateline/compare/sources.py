"""Records of a database or of a JSONL file, found by the id of their story without holding more than one of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from dateline.errors import InputError, UsageError
from dateline.record import StoryRecord
from dateline.store.opening.address import Address
from dateline.store.opening.open_sqlite import is_database
from dateline.store.store import Store

# A record as ``to_json`` writes it begins with its id: no need to parse the line to know it.
ID = re.compile(rb'\s*\{\s*"id"\s*:\s*"([^"\\]*)"')
VERSION = re.compile(rb'"version":"[^"\\]*"')


class Records(Protocol):
    """Where records are."""

    def places(self) -> Iterator[tuple[str, int]]:
        """The id of each story, and where its record is."""

    def raw(self, place: int) -> bytes:
        """The JSON of the record at a place."""

    def row(self, place: int) -> dict[str, Any]:
        """The record at a place, as JSON has it."""

    def record(self, place: int) -> StoryRecord:
        """The record at a place."""

    def close(self) -> None:
        """Let go of the file."""


def open_records(path: Path) -> Records:
    """The records of a database or of a JSONL file; the content decides which it is, and an address is a store's.

    Raises:
        UsageError: there is no such file.
        StoreError: a database that is no store.
    """
    if isinstance(path, Address):
        return StoreRecords(path)
    if not path.is_file():
        raise UsageError(f"{path}: there is no such file; a database or a JSONL file of records is wanted")
    return StoreRecords(path) if is_database(path) else JsonlRecords(path)


class StoreRecords:
    """The records of a database."""

    def __init__(self, path: Path) -> None:
        self.path, self.store = path, Store(path)

    def places(self) -> Iterator[tuple[str, int]]:
        """Ids and keys."""
        return self.store.keys()

    def raw(self, place: int) -> bytes:
        """The JSON of a record."""
        return self.store.packed(place)

    def row(self, place: int) -> dict[str, Any]:
        """A record as JSON has it."""
        return _row(self.raw(place), str(self.path))

    def record(self, place: int) -> StoryRecord:
        """A record."""
        return _record(self.raw(place), str(self.path))

    def close(self) -> None:
        """Close the database."""
        self.store.close()


class JsonlRecords:
    """The records of a JSONL file; a place is an offset in bytes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.file = path.open("rb")
        except OSError as error:
            raise InputError(str(path), f"can't be read: {error.strerror or error}") from error

    def places(self) -> Iterator[tuple[str, int]]:
        """Ids and offsets of the lines."""
        self.file.seek(0)
        offset = 0
        for number, line in enumerate(self.file, 1):
            if line.strip():
                yield self._id(line, number), offset
            offset += len(line)

    def _id(self, line: bytes, number: int) -> str:
        begins = ID.match(line)
        if begins:
            return begins[1].decode("utf-8", "surrogatepass")
        return _record(line, f"{self.path}: line {number}").id

    def raw(self, place: int) -> bytes:
        """The line at an offset."""
        self.file.seek(place)
        return self.file.readline().strip()

    def row(self, place: int) -> dict[str, Any]:
        """A record as JSON has it."""
        return _row(self.raw(place), f"{self.path}: byte {place}")

    def record(self, place: int) -> StoryRecord:
        """A record."""
        return _record(self.raw(place), f"{self.path}: byte {place}")

    def close(self) -> None:
        """Close the file."""
        self.file.close()


def same_bytes(old: bytes, new: bytes) -> bool:
    """Whether two records are the same but for the version that made them."""
    return old == new or VERSION.sub(b"", old, 1) == VERSION.sub(b"", new, 1)


def _row(data: bytes, where: str) -> dict[str, Any]:
    """A JSON object.

    Raises:
        InputError: it is none.
    """
    try:
        row = json.loads(data.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise InputError(where, f"no record of a story: {error}") from error
    if not isinstance(row, dict):
        raise InputError(where, "no record of a story: it is no object")
    return row


def _record(data: bytes, where: str) -> StoryRecord:
    """A record from its JSON.

    Raises:
        InputError: it is none.
    """
    row = _row(data, where)
    try:
        return StoryRecord.from_dict(row)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(where, f"no record of a story: {type(error).__name__}: {error}") from error
