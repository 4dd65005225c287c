"""Open a store on a PostgreSQL server. Its tables stand in the first schema of the connection's search path."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from dateline.errors import StoreError
from dateline.store.database import Database
from dateline.store.opening.address import Address
from dateline.store.postgres.connection import psycopg_of, raise_clear
from dateline.store.postgres.own_tables import parts
from dateline.store.postgres.searched_words import SearchedConnection
from dateline.store.postgres.translate import tables
from dateline.store.tables import schema

SCHEMES = frozenset({"postgresql", "postgres"})
# Milliseconds that a writer waits for another one.
PATIENCE = 60_000
# Compiling a query costs more than any of ours takes; strings are written as the standard has them.
SETTINGS = "SET client_encoding = 'UTF8'; SET standard_conforming_strings = on; SET jit = off"
WRITING = f"SET lock_timeout = {PATIENCE}"
# How the table ``meta`` tells a store from any other database.
MARK = "dateline"


class NoFiles:
    """A server has its files for itself: there is nothing that could be deleted under us."""

    def check(self) -> None:
        """All is well, or the server says so."""

    def let_go(self) -> None:
        """The connection is closed."""


def open_postgres(address: Address, *, write: bool) -> SearchedConnection:
    """A connection to the store of an address; with ``write`` the store is made where there is none.

    Raises:
        UsageError: psycopg isn't installed.
        StoreError: no such kind of address, no server, no store, or one of another version.
    """
    if address.scheme not in SCHEMES:
        raise StoreError(f"{address}: a store is a file or at postgresql://...")
    db = _connect(address)
    try:
        _check_schema(db)
        if write:
            db.raw.execute(WRITING)
            _make(db)
        _check(db, str(address))
        if not write:
            db.raw.execute("SET default_transaction_read_only = on")
    except BaseException:
        db.close()
        raise
    return db


def open_work(address: Address, table: str, script: str, whose: str) -> SearchedConnection:
    """A connection to write to the tables of a work that one process at a time does on a store; both are made.

    Args:
        address: of the store.
        table: one of the tables.
        script: SQLite's, that makes them.
        whose: what does the work, for the error.

    Raises:
        StoreError: as ``open_postgres``, or another process does it.
    """
    db = open_postgres(address, write=True)
    try:
        if not db.may_begin(whose):
            raise StoreError(f"{address}: another {whose} is at work on it")
        if not has_table(db, table):
            with db.errors():
                db.raw.execute(tables(script))
    except BaseException:
        db.close()
        raise
    return db


def _connect(address: Address) -> SearchedConnection:
    psycopg = psycopg_of(str(address))
    if address.is_unclear:
        raise StoreError(f"{address}: in an address %40 stands for @, and %2F for /")
    try:
        psycopg.conninfo.conninfo_to_dict(address.url)
    except psycopg.Error as error:
        raise StoreError(f"{address}: {address.hide(' '.join(str(error).split()))}") from None
    try:
        raw = psycopg.connect(address.url, autocommit=True, cursor_factory=psycopg.ClientCursor)
        raw.execute(SETTINGS)
        encoding = raw.execute("SHOW server_encoding").fetchone()[0]
    except psycopg.Error as error:
        raise_clear(str(address), error)
    if encoding != "UTF8":
        raise StoreError(f"{address}: the database is in {encoding}; a store needs one in UTF8")
    _read_numbers(raw)
    return SearchedConnection(str(address), raw)


def _check_schema(db: SearchedConnection) -> None:
    """Is there a schema for the store?

    Raises:
        StoreError: the search path names none that is there, or none that one may use.
    """
    if not db.execute("SELECT current_schema() IS NOT NULL").fetchall()[0][0]:
        path = db.execute("SHOW search_path").fetchall()[0][0]
        raise StoreError(f"{db.address}: there is no schema {path} that one may use; CREATE SCHEMA makes one")


def _read_numbers(raw: Any) -> None:
    """Sums of whole numbers come as decimals; here they are whole numbers again."""
    from psycopg.types.numeric import NumericLoader

    class WholeLoader(NumericLoader):
        def load(self, data: Any) -> Any:
            number: Decimal = super().load(data)
            return int(number) if number == number.to_integral_value() else float(number)

    raw.adapters.register_loader("numeric", WholeLoader)


def _make(db: SearchedConnection) -> None:
    """Make the tables where there are none, and the parts that an earlier build didn't have; all or none of them.

    Another process may do so at the same moment.
    """
    if not missing_parts(db):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        blank = _is_blank(db)
        if blank or _is_ours(db):
            for table in missing_parts(db):
                with db.errors():
                    db.raw.execute(parts()[table])
        if blank:
            mark = [("schema", str(schema.VERSION)), ("application", MARK)]
            db.executemany("INSERT INTO meta VALUES (?, ?)", mark)
    except BaseException:
        db.rollback()
        raise
    db.execute("COMMIT")


def missing_parts(db: Database) -> list[str]:
    """One table of each part that a store lacks: an earlier build has made it."""
    return [table for table in parts() if not has_table(db, table)]


def has_table(db: Database, table: str) -> bool:
    """Is there a table of this name where the store stands?"""
    sql = "SELECT to_regclass(quote_ident(current_schema()) || '.' || ?) IS NOT NULL"
    return bool(db.execute(sql, (table,)).fetchall()[0][0])


def _marks(db: SearchedConnection) -> dict[str, str]:
    """What the table ``meta`` says."""
    return (
        {row["key"]: row["value"] for row in db.execute("SELECT key, value FROM meta")} if has_table(db, "meta") else {}
    )


def _is_ours(db: SearchedConnection) -> bool:
    """Is this a store of our version?"""
    found = _marks(db)
    return (found.get("application"), found.get("schema")) == (MARK, str(schema.VERSION))


def _is_blank(db: SearchedConnection) -> bool:
    here = "relnamespace = quote_ident(current_schema())::regnamespace"
    return not db.execute(f"SELECT count(*) FROM pg_class WHERE {here} AND relkind = 'r'").fetchall()[0][0]


def _check(db: SearchedConnection, address: str) -> None:
    """Is this a store of our version?

    Raises:
        StoreError: it isn't.
    """
    if _is_blank(db):
        raise StoreError(f"{address}: no such store; `dateline code PATH --store ADDRESS` makes one")
    found = _marks(db)
    if found.get("application") != MARK:
        raise StoreError(f"{address}: this is not a Dateline store (its schema holds tables of another program)")
    if found["schema"] != str(schema.VERSION):
        raise StoreError(
            f"{address}: made by another Dateline (schema {found['schema']}, this one reads {schema.VERSION}); "
            "code the pages again into a new schema"
        )
