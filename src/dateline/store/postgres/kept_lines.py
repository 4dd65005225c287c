"""What readers keep of a store on a server (judgements, the desk): lines that only grow, for all who read there."""

from __future__ import annotations

from threading import Lock

from dateline.errors import StoreError
from dateline.store.opening.address import Address
from dateline.store.postgres.connection import Row
from dateline.store.postgres.open_postgres import has_table, open_postgres
from dateline.store.postgres.own_tables import LINES
from dateline.store.postgres.searched_words import SearchedConnection


class ServerLines:
    """Lines of one kind in a table of a store.

    Args:
        address: of the store.
        kind: of the lines.
    """

    def __init__(self, address: Address, kind: str) -> None:
        self.address, self.kind = address, kind
        self._lock = Lock()
        self._db: SearchedConnection | None = None

    def append(self, line: bytes) -> None:
        """Append a line.

        Raises:
            StoreError: the server is gone, or may not be written.
        """
        db = open_postgres(self.address, write=True)
        try:
            db.execute(f"INSERT INTO {LINES} (kind, line) VALUES (?, ?)", (self.kind, line.decode().removesuffix("\n")))
        finally:
            db.close()

    def data(self) -> bytes:
        """All of them, in the order in which they came.

        Raises:
            StoreError: the server is gone.
        """
        rows = self._ask(f"SELECT line FROM {LINES} WHERE kind = ? ORDER BY id")
        return "".join(f"{row[0]}\n" for row in rows).encode()

    def state(self) -> tuple[int, ...]:
        """What changes with them."""
        return tuple(n or 0 for row in self._ask(f"SELECT count(*), max(id) FROM {LINES} WHERE kind = ?") for n in row)

    def _ask(self, sql: str) -> list[Row]:
        """Rows of a query about this kind; a server that was away since the last one is asked once more."""
        with self._lock:
            if self._db is not None:
                try:
                    return self._rows(self._db, sql)
                except StoreError:
                    self._close()
            self._db = open_postgres(self.address, write=False)
            return self._rows(self._db, sql)

    def _rows(self, db: SearchedConnection, sql: str) -> list[Row]:
        return db.execute(sql, (self.kind,)).fetchall() if has_table(db, LINES) else []

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._db is not None:
            self._db.close()
        self._db = None
