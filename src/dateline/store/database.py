"""What a store asks of its database: SQLite's own connection, or what stands in for it before another server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Any, Protocol, runtime_checkable


class Cells(Protocol):
    """A row: its cells by position and by name."""

    def __getitem__(self, key: Any, /) -> Any:
        """A cell."""

    def __iter__(self) -> Iterator[Any]:
        """All cells, in order."""


class Cursor(Protocol):
    """The rows of a statement."""

    @property
    def rowcount(self) -> int:
        """How many rows were written."""

    def fetchone(self) -> Any:
        """The next row, or None."""

    def fetchall(self) -> list[Any]:
        """All rows that are left."""

    def fetchmany(self, size: int | None = 1, /) -> list[Any]:
        """The next rows."""

    def __iter__(self) -> Iterator[Any]:
        """Row by row."""


class Files(Protocol):
    """What belongs to an open database."""

    def check(self) -> None:
        """Raise where they are no longer those that were opened."""

    def let_go(self) -> None:
        """The database is closed."""


@runtime_checkable
class Shared(Protocol):
    """A connection to what several machines work on."""

    def limit(self, seconds: float | None) -> None:
        """Give statements up, as interrupted, from so many seconds on; None takes it back."""

    def alone(self, work: str) -> AbstractContextManager[None]:
        """Wait until nobody else does a work, and let nobody do it meanwhile."""


class Database(Protocol):
    """A connection. Statements are those of SQLite; what stands in for it puts them into its own words."""

    @property
    def in_transaction(self) -> bool:
        """Whether one is under way."""

    def execute(self, sql: str, parameters: Any = ..., /) -> Cursor:
        """One statement."""

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> Cursor:
        """One statement for each row of values."""

    def rollback(self) -> None:
        """Give up what is under way."""

    def close(self) -> None:
        """Close it."""
