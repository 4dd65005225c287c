"""What multiplies matrices here, where compiled knowledge is kept, how much room there is, what SQLite can."""

from __future__ import annotations

import ctypes
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from dateline.doctor.finding import Finding
from dateline.knowledge.compiled import FOLDER, cache_folder
from dateline.store.opening.address import Address

# Kernels that OpenBLAS takes where it doesn't know a processor: half the speed, or less.
SLOW = frozenset({"PRESCOTT", "GENERIC", "ARMV8", "CORE2", "KATMAI", "NORTHWOOD"})
STEERS = ("OPENBLAS_CORETYPE", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
GIGABYTE = 1_000_000_000
# Free room in bytes: a story takes some 40 kB of a database, and a file is written beside the one that it replaces.
LITTLE, NONE = GIGABYTE, GIGABYTE // 20


def machine(store: Path) -> Iterator[Finding]:
    """The machine as a run on it would find it.

    Args:
        store: the database, for the room beside it.
    """
    yield _blas()
    yield _cache()
    if not isinstance(store, Address):  # a server has its own disk
        yield _room(store)
    yield _sqlite()


def _blas() -> Finding:
    """NumPy's BLAS, which multiplies the parser's matrices, and the kernel that it chose for this processor."""
    built: dict[str, Any] = np.show_config(mode="dicts")  # type: ignore[assignment]
    told = built.get("Build Dependencies", {}).get("blas", {})
    kernel = _kernel()
    steered = [f"{name}={os.environ[name]}" for name in STEERS if os.environ.get(name)]
    says = ", ".join(
        [f"{told.get('name', 'unknown')} {told.get('version', '')}".strip(), *([f"kernel {kernel}"] if kernel else []),
         f"{os.cpu_count()} cores", *steered]
    )  # fmt: skip
    if kernel and kernel.upper() in SLOW:
        do = "the parser runs at half its speed or less: unset OPENBLAS_CORETYPE, or install a newer numpy"
        return Finding("BLAS", "note", says, do)
    return Finding("BLAS", "ok", says)


def _kernel() -> str | None:
    """The kernel of the OpenBLAS that comes with NumPy; None for another library, or one that can't be asked."""
    for file in sorted(Path(np.__file__).parent.with_name("numpy.libs").glob("libscipy_openblas*")):
        try:
            asked = ctypes.CDLL(str(file)).scipy_openblas_get_corename64_
        except (OSError, AttributeError):
            continue
        asked.restype = ctypes.c_char_p
        named: bytes | None = asked()
        return named.decode("ascii", "replace") if named else None
    return None


def _cache() -> Finding:
    """Where the compiled knowledge is kept for the next process."""
    folder = cache_folder()
    if folder is None:
        do = f"name a folder of your own in {FOLDER} (absolute, nobody else may write it): a start is seconds quicker"
        return Finding("cache", "note", "no folder for it: every process compiles the knowledge anew", do)
    return Finding("cache", "ok", str(folder))


def _room(store: Path) -> Finding:
    """Free room where the database lies or would lie."""
    folder = store.absolute().parent
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Finding("disk", "fault", f"{folder}: {error.strerror or error}", "name a folder that is there")
    says = f"{free / GIGABYTE:,.1f} GB free in {folder}"
    if not os.access(folder, os.W_OK):
        return Finding("disk", "note", f"{says}, which you may not write", "give --store a file where you may write")
    if free < LITTLE:
        return Finding("disk", "fault" if free < NONE else "note", says, "make room, or give --store another place")
    return Finding("disk", "ok", says)


def _sqlite() -> Finding:
    """SQLite with its full text search."""
    says = f"SQLite {sqlite3.sqlite_version}"
    db = sqlite3.connect(":memory:")
    try:
        db.execute("CREATE VIRTUAL TABLE t USING fts5 (a)")
    except sqlite3.Error:
        return Finding("SQLite", "fault", f"{says} without full text search", "use a Python whose sqlite3 has FTS5")
    finally:
        db.close()
    return Finding("SQLite", "ok", f"{says} with full text search")
