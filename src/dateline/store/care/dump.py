"""A copy of a store on a server: pg_dump makes it, and pg_restore brings it back."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from dateline.errors import StoreError, UsageError
from dateline.store.care.backup import whole
from dateline.store.opening.address import Address
from dateline.store.postgres.connection import psycopg_of
from dateline.store.store import Store

PROGRAM = "pg_dump"


def dump(store: Store, copy: Path) -> int:
    """Dump a store's schema as it is at one moment; the file appears when it is whole and its list can be read.

    Raises:
        UsageError: pg_dump isn't installed, there is a file of that name, or no folder for it.
        StoreError: pg_dump says why it can't.
    """
    assert isinstance(store.path, Address)
    schema = store.db.execute("SELECT quote_ident(current_schema())").fetchone()[0]
    if shutil.which(PROGRAM) is None:
        say = f"install PostgreSQL's client programs, or call {PROGRAM} where they are"
        raise UsageError(
            f"{store.path}: needs {PROGRAM}: {say}: {PROGRAM} --format=custom --schema={schema} --file={copy}"
        )
    settings = connection_settings(store.path)
    with whole(copy) as part:
        _call(store.path, [PROGRAM, "--format=custom", f"--schema={schema}", f"--file={part}"], settings)
        _call(store.path, ["pg_restore", "--list", str(part)], settings)
    return copy.stat().st_size


def connection_settings(address: Address) -> dict[str, str]:
    """An address as libpq's programs take it from their environment: on a command line all could read its password."""
    from psycopg.pq import Conninfo

    psycopg_of(str(address))
    given = Conninfo.parse(address.url.encode())
    return {o.envvar.decode(): o.val.decode() for o in given if o.envvar and o.val}


def _call(address: Address, command: list[str], settings: dict[str, str]) -> None:
    done = subprocess.run(command, env={**os.environ, **settings}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StoreError(
            f"{address}: {' '.join(done.stderr.split())[:300] or f'{command[0]} ended with {done.returncode}'}"
        )
