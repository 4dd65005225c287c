"""Is a database in health, as far as a few seconds tell? ``dateline verify`` looks through all of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.doctor.finding import Finding
from dateline.errors import StoreError, UsageError
from dateline.store.care.status import Status, status
from dateline.store.opening.address import Address
from dateline.store.opening.open_sqlite import clear_errors, is_outdated
from dateline.store.postgres.open_postgres import missing_parts
from dateline.store.store import Store

SECONDS = 2.0  # for SQLite's own check
VERIFY = "dateline verify --store {}"


def database(path: Path) -> Iterator[Finding]:
    """What a database holds, whether SQLite finds it whole, what failed, and runs that never ended."""
    if isinstance(path, Address):
        yield from _on_a_server(path)
        return
    try:
        if is_outdated(path):
            do = "the next command that opens it brings it up to date; keep a copy if an older version is to read it"
            yield Finding("database", "note", f"{path}: written by an older version", do)
            return
        with Store(path) as store:
            told = status(store)
            whole = _whole(store)
    except StoreError as error:
        do = "take up your last backup (dateline backup makes them), or code the pages again into a new file"
        yield Finding("database", "fault", str(error), do)
        return
    counts = told.counts
    says = f"{path}: {counts.stories:,} stories, {counts.events:,} events, {told.bytes:,} bytes"
    if whole is None:
        yield Finding("database", "note", f"{says}; too large for a quick check", VERIFY.format(path))
    elif whole:
        do = f"take up your last backup; {VERIFY.format(path)} names what is wrong"
        yield Finding("database", "fault", f"{says}; damaged: {whole}", do)
    else:
        yield Finding("database", "ok", says)
    yield from _runs(told, path)


def _on_a_server(path: Address) -> Iterator[Finding]:
    """What a store on a server holds, and whether all of its tables are there. Its server looks after its files."""
    try:
        with Store(path) as store:
            told = status(store)
            server = store.db.execute("SHOW server_version").fetchone()[0]
            missing = missing_parts(store.db)
    except (StoreError, UsageError) as error:
        do = "is the server there, and may you read it (~/.pgpass has passwords)? dateline code PAGES makes a store"
        yield Finding("database", "fault", str(error), do)
        return
    counts = told.counts
    says = f"{path}: {counts.stories:,} stories, {counts.events:,} events, {told.bytes:,} bytes, PostgreSQL {server}"
    if missing:
        do = f"what writes makes them: dateline link --store {path}"
        yield Finding("database", "note", f"{says}; it lacks {', '.join(missing)} of this build", do)
    else:
        yield Finding("database", "ok", says)
    yield from _runs(told, path)


def _whole(store: Store) -> str | None:
    """What SQLite finds wrong, empty for nothing; None where it takes longer than one wants to wait."""
    store.limit(SECONDS)
    try:
        with clear_errors(store.path):
            found = [line for (line,) in store.db.execute("PRAGMA quick_check(3)") if line != "ok"]
        return "; ".join(found)
    except StoreError as error:
        if str(error).endswith("interrupted"):
            return None
        raise
    finally:
        store.limit(None)


def _runs(told: Status, path: Path) -> Iterator[Finding]:
    """Failed pages, versions side by side, and a run without an end."""
    if told.counts.failed:
        reason, number = told.reasons[0]
        do = f"dateline failures --store {path} names them, dateline retry --store {path} codes them again"
        yield Finding("failed pages", "note", f"{told.counts.failed:,}, {number:,} of them: {reason}", do)
    if len(told.versions) > 1:
        do = f"dateline code PAGES --store {path} codes again what older versions coded"
        yield Finding("versions", "note", f"pages coded by {len(told.versions)} versions of code or knowledge", do)
    open_ended = [run.started for run in told.runs if run.ended is None]
    if open_ended:
        do = "if none is running now, it was killed: start it again, it goes on where it was"
        yield Finding("runs", "note", f"the run of {open_ended[0]} has no end", do)
