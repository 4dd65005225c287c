"""A PostgreSQL server of the tests' own: started where the first test asks for it, ended with the process."""

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache
from itertools import count
from pathlib import Path

NUMBERS = count()
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=32MB -c max_connections=30"


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    alone = shutil.which("initdb")
    assert found or alone, "these tests need a PostgreSQL server: apt-get install postgresql"
    return found[-1].parent if found else Path(alone).parent


@cache
def server() -> str:
    """The address of its database, without the ``options`` that name a schema."""
    programs, folder = _programs(), Path(tempfile.mkdtemp(prefix="dateline-postgres-"))
    other = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []  # a server never runs as root
    if other:
        shutil.chown(folder, "postgres")

    def call(*command):
        subprocess.run([*other, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/")

    def end():
        subprocess.run([*other, programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"],
                       check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")  # fmt: skip
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(end)
    call(programs / "initdb", "-D", folder / "data", "-U", "tester", "-A", "trust", "-E", "UTF8",
         "--locale=C.UTF-8", "--no-sync", "--no-instructions")  # fmt: skip
    call(programs / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-w",
         "-o", f"-k {folder} -c listen_addresses='' {FAST}", "start")  # fmt: skip
    return f"postgresql:///postgres?host={folder}&user=tester"


def new_place() -> str:
    """The address of a schema with nothing in it."""
    import psycopg

    name = f"s{os.getpid()}_{next(NUMBERS)}"
    with psycopg.connect(server(), autocommit=True) as db:
        db.execute(f"CREATE SCHEMA {name}")
    return f"{server()}&options=-csearch_path%3D{name}"


def tables(store):
    """How many rows each table has."""
    sqlite, postgres = (
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
        "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'",
    )
    names = [r[0] for r in store.db.execute(postgres if "://" in str(store.path) else sqlite)]
    return {
        n: store.db.execute(f"SELECT count(*) FROM {n}").fetchone()[0]
        for n in names
        if "_text_" not in n and not n.startswith("sqlite_")
    }
