"""psycopg's connection, as a store knows its database: statements of SQLite, rows by position and by name."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, NoReturn

from dateline.errors import StoreError, UsageError
from dateline.store.postgres.translate import translated, values

# Statements that go to the server together.
TOGETHER = 200
# Rows that come from it together, where a list has no end.
PORTION = 1_000
# One transaction that writes at a time, as in SQLite: pages are coded side by side, and written one after another.
WRITING = "SELECT pg_advisory_xact_lock(hashtext('dateline'), hashtext(current_schema()))"
BEGIN = {
    "BEGIN": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "BEGIN IMMEDIATE": "BEGIN",
    "BEGIN DEFERRED": "BEGIN READ WRITE",  # also where the store is only read: it makes tables of the connection's own
    "COMMIT": "COMMIT", "ROLLBACK": "ROLLBACK",
}  # fmt: skip
# As SQLite says it.
INTERRUPTED = "interrupted"
# Under this name the tables of a store are called beside a connection's own ones that bear their names.
STORE = re.compile(r"\bmain\.")
REASONS = {
    "55P03": "another process is writing it; try again when it is done",
    "57014": INTERRUPTED,
    "53100": "the disk is full",
    "54000": "a story has more different words than the server's search takes",
    "25006": "it may not be written",
    "42P01": "it lacks tables of this build; what writes makes them, as `dateline link` does",
}


class Row(tuple[Any, ...]):
    """A row: its cells by position and by name."""

    names: dict[str, int]

    def __getitem__(self, key: Any) -> Any:
        """A cell."""
        return super().__getitem__(self.names[key] if isinstance(key, str) else key)


class Connection:
    """A connection that psycopg has opened in autocommit mode, with cursors that bind here.

    Args:
        address: for messages.
        raw: the connection.
    """

    def __init__(self, address: str, raw: Any) -> None:
        self.address, self.raw = address, raw
        self.lists = 0
        self.until: float | None = None
        self.schema = ""

    @property
    def in_transaction(self) -> bool:
        """Whether one is under way; none is where the server is gone."""
        return not self.raw.closed and bool(self.raw.info.transaction_status)

    def execute(self, sql: str, parameters: Any = (), /) -> Found:
        """One statement.

        Raises:
            StoreError: the server refuses it, or is gone.
        """
        if sql in BEGIN:
            found = self._send(BEGIN[sql], None)
            return self._write_alone() if sql == "BEGIN IMMEDIATE" else found
        self._check_time()
        own, given = self._own(sql), values(sql, parameters)
        if sql.rstrip().endswith("LIMIT ? OFFSET ?") and parameters[-2] == -1:
            return self._list(own, given)
        return self._send(own, given)

    def executemany(self, sql: str, parameters: Iterable[Any], /) -> Found:
        """One statement for each row of values; many go to the server together."""
        own, rows, changed = self._own(sql), iter(parameters), 0
        cursor = self.raw.cursor()
        while some := list(islice(rows, TOGETHER)):
            with self.errors():
                cursor.execute("; ".join(cursor.mogrify(own, values(sql, row)) for row in some))
                changed += cursor.rowcount
                while cursor.nextset():
                    changed += cursor.rowcount
        return Found(iter(()), changed)

    def _write_alone(self) -> Found:
        """Wait for those who write; who waits in vain is in no transaction, as in SQLite."""
        try:
            return self._send(WRITING, None)
        except BaseException:
            self.rollback()
            raise

    def _check_time(self) -> None:
        if self.until is not None and time.monotonic() > self.until:
            raise StoreError(f"{self.address}: {INTERRUPTED}")

    def _own(self, sql: str) -> str:
        """A statement in the server's words."""
        own = translated(sql)
        if STORE.search(own) is None:
            return own
        if not self.schema:
            name = self._send("SELECT quote_ident(current_schema())", None).fetchall()[0][0]
            self.schema = name.replace("%", "%%")  # psycopg's marks begin with it
        return STORE.sub(lambda _: f"{self.schema}.", own)

    def _send(self, sql: str, given: Any) -> Found:
        with self.errors():
            cursor = self.raw.cursor()
            cursor.execute(sql, given)
            rows = rows_of(cursor, cursor.fetchall()) if cursor.description else []
            return Found(iter(rows), cursor.rowcount)

    def _list(self, sql: str, given: Any) -> Found:
        """A list without an end: the server holds it, and gives it out in portions."""
        self.lists += 1
        name = f"list{self.lists}"
        with self.errors():
            asked = self.raw.cursor().mogrify(sql, given)
            self.raw.cursor().execute(f"DECLARE {name} NO SCROLL CURSOR WITH HOLD FOR {asked}")
        return Found(self._portions(name))

    def _portions(self, name: str) -> Iterator[Row]:
        while True:
            self._check_time()
            with self.errors():
                cursor = self.raw.cursor()
                cursor.execute(f"FETCH {PORTION} FROM {name}")
                rows = rows_of(cursor, cursor.fetchall())
            yield from rows
            if len(rows) < PORTION:
                self._send(f"CLOSE {name}", None)
                return

    def limit(self, seconds: float | None) -> None:
        """Give statements up from so many seconds on; None takes it back, and so does the end of the transaction."""
        self.until = None if seconds is None else time.monotonic() + seconds
        if seconds is not None or not self.in_transaction:
            left = 0 if seconds is None else max(1, int(1000 * seconds))
            self._send(f"SET {'LOCAL ' * self.in_transaction}statement_timeout = {left}", None)

    @contextlib.contextmanager
    def alone(self, work: str) -> Iterator[None]:
        """Wait, for as long as it takes, until nobody else does a work on the store, and let nobody do it meanwhile."""
        lock = _lock(work)
        self._send(f"BEGIN; SET LOCAL lock_timeout = 0; SELECT pg_advisory_lock{lock}; COMMIT", None)
        try:
            yield
        finally:
            if not self.raw.closed:  # else the server has let go of it
                self._send(f"SELECT pg_advisory_unlock{lock}", None)

    def may_begin(self, work: str) -> bool:
        """Take a work on until the connection ends; False where somebody else does it."""
        return bool(self._send(f"SELECT pg_try_advisory_lock{_lock(work)}", None).fetchall()[0][0])

    def rollback(self) -> None:
        """Give up what is under way."""
        if self.in_transaction:
            self._send("ROLLBACK", None)

    def close(self) -> None:
        """Close it."""
        self.raw.close()

    @contextlib.contextmanager
    def errors(self) -> Iterator[None]:
        """Name the store in what the server complains of."""
        import psycopg

        try:
            yield
        except psycopg.Error as error:
            raise_clear(self.address, error)


def _lock(work: str) -> str:
    """What stands for a work on the store among the server's locks."""
    return f"(hashtext('dateline {work}'), hashtext(current_schema()))"


def raise_clear(address: str, error: Any) -> NoReturn:
    """Raise the error of ours for one of psycopg's."""
    told = REASONS.get(error.sqlstate or "") or " ".join(str(error).split())[:300] or type(error).__name__
    raise StoreError(f"{address}: {told}") from error


class Found:
    """The rows of a statement.

    Args:
        rows: they, as they come.
        rowcount: how many rows were written.
    """

    def __init__(self, rows: Iterator[Row], rowcount: int = -1) -> None:
        self.rows, self.rowcount = rows, rowcount

    def fetchone(self) -> Row | None:
        """The next row, or None."""
        return next(self.rows, None)

    def fetchall(self) -> list[Row]:
        """All rows that are left."""
        return list(self.rows)

    def fetchmany(self, size: int | None = 1, /) -> list[Row]:
        """The next rows."""
        return list(islice(self.rows, size))

    def __iter__(self) -> Iterator[Row]:
        return self.rows


def rows_of(cursor: Any, found: Sequence[tuple[Any, ...]]) -> list[Row]:
    """Rows with the names of their columns."""
    kind = _kind(tuple(column.name for column in cursor.description))
    return [kind(row) for row in found]


@lru_cache(maxsize=500)
def _kind(columns: tuple[str, ...]) -> type[Row]:
    return type("NamedRow", (Row,), {"names": {name: n for n, name in enumerate(columns)}})


def psycopg_of(address: str) -> Any:
    """psycopg, imported.

    Raises:
        UsageError: it isn't installed.
    """
    try:
        import psycopg
    except ImportError:
        raise UsageError(f"{address}: needs psycopg: pip install 'dateline[postgres]'") from None
    return psycopg
