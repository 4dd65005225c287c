"""What a store holds, by which versions, and what failed for which reason."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.store.care.reasons import kinds
from dateline.store.opening.address import Address
from dateline.store.opening.open_sqlite import clear_errors
from dateline.store.rows.typed_rows import Counts
from dateline.store.store import Store


@dataclass(frozen=True, slots=True)
class Run:
    """A run that wrote into the store; ``ended`` is None while it goes on, and for good where it was killed."""

    number: int
    started: str
    ended: str | None
    code_version: str
    pages: int
    stories: int
    events: int
    skipped: int
    failed: int


@dataclass(frozen=True, slots=True)
class Status:
    """A store at one moment.

    Attributes:
        counts: rows of each kind.
        same: pages with the bytes of another one.
        bytes: of the file, without what is still in its log; on a server, of all tables and indexes.
        versions: (version of the code, of the knowledge, pages), most pages first.
        reasons: (reason, failures), most first; failures of one kind together.
        runs: the last runs, the newest first.
    """

    counts: Counts
    same: int
    bytes: int
    versions: tuple[tuple[str, str, int], ...]
    reasons: tuple[tuple[str, int], ...]
    runs: tuple[Run, ...]


def status(store: Store, runs: int = 5) -> Status:
    """The status of a store, with its last runs.

    Raises:
        StoreError: it can't be read.
    """
    db = store.db
    with clear_errors(store.path):
        same = db.execute("SELECT count(*) FROM documents WHERE same_as IS NOT NULL").fetchone()[0]
        versions = db.execute(
            "SELECT code_version, knowledge_version, count(*) FROM documents WHERE status = 'done' "
            "GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
        ).fetchall()
        return Status(
            store.counts(), same, _size(store),
            tuple((r[0] or "unknown", r[1] or "unknown", r[2]) for r in versions),
            tuple(kinds([r[0] for r in db.execute("SELECT reason FROM documents WHERE status = 'failed'")])),
            last_runs(store, runs),
        )  # fmt: skip


def _size(store: Store) -> int:
    """Bytes of the file, or of the tables on a server."""
    if not isinstance(store.path, Address):
        return store.path.stat().st_size
    of_all = "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relnamespace = "
    return int(store.db.execute(f"{of_all} quote_ident(current_schema())::regnamespace").fetchone()[0])


def last_runs(store: Store, most: int) -> tuple[Run, ...]:
    """The last runs, the newest first."""
    numbers = "ifnull(pages, 0), ifnull(stories, 0), ifnull(events, 0), ifnull(skipped, 0), ifnull(failed, 0)"
    sql = f"SELECT id, started, ended, code_version, {numbers} FROM runs ORDER BY id DESC LIMIT ?"
    with clear_errors(store.path):
        return tuple(Run(*row) for row in store.db.execute(sql, (most,)))
