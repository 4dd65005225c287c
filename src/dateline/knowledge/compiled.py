"""The compiled knowledge kept on disk, so that not every process reads and compiles the same files again.

A file holds the knowledge of one state of files, folders, code and Python, by which it is named and which it repeats;
any other is never read. It lies in ``$DATELINE_CACHE``, else in ``dateline`` in the user's folder for caches, and only
where nobody else can write: it is a pickle. Where there is no such place, or the file isn't whole, all is compiled as
before.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import os
import pickle
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from dateline.knowledge.files import Layers

FOLDER = "DATELINE_CACHE"  # the variable that names the folder; empty for none
ENDING = ".compiled"
KEPT = 4  # files that stay when one is written
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
CODE = Path(__file__).parents[1]

T = TypeVar("T")


def kept(layers: Layers, kind: type[T], make: Callable[[], T]) -> T:
    """The compiled knowledge of some folders, from disk where it is there, else made and kept.

    Args:
        layers: the folders.
        kind: what is made.
        make: makes it.
    """
    folder = cache_folder()
    if folder is None:
        return make()
    key = _key(layers)
    path = folder / f"{key[:16]}{ENDING}"
    with paused():
        found = _read(path, key)
        if isinstance(found, kind):
            return found
        made = make()
        _write(path, key, made)
    return made


@contextlib.contextmanager
def paused() -> Iterator[None]:
    """Without the collector of cycles, which would look through all that is being loaded again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def cache_folder() -> Path | None:
    """The folder, made if need be; None where there is none that is ours alone."""
    if not hasattr(os, "geteuid"):
        return None  # who may write a file can't be told simply
    try:
        named = os.environ.get(FOLDER)
        if named is not None and not named:
            return None
        folder = Path(named) if named else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dateline"
        if not folder.is_absolute():
            return None
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        held = folder.lstat()
    except (OSError, RuntimeError):
        return None
    return folder if stat.S_ISDIR(held.st_mode) and _is_ours(held) else None


def _is_ours(held: os.stat_result) -> bool:
    """Whether a file or folder is this user's, and nobody else can write it."""
    return held.st_uid == os.geteuid() and not held.st_mode & OTHERS_WRITE


def _key(layers: Layers) -> str:
    """What the compiled knowledge depends on, as a digest."""
    told = (sys.version, layers.language, *map(str, layers.folders), layers.version(), _code())
    return hashlib.sha256("\0".join(told).encode("utf-8", "surrogateescape")).hexdigest()


@lru_cache(maxsize=1)
def _code() -> str:
    """A digest of the code that compiles knowledge and of what the result is made of."""
    digest = hashlib.sha256()
    for path in sorted([*(CODE / "knowledge").rglob("*.py"), *CODE.glob("*.py")]):
        digest.update(path.relative_to(CODE).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _read(path: Path, key: str) -> Any:
    """What a file holds; None where it isn't ours, isn't whole, or isn't of this key."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as file:
            held = os.fstat(file.fileno())
            if not stat.S_ISREG(held.st_mode) or not _is_ours(held):
                return None
            told, digest, data = file.read(64), file.read(32), file.read()
        if told != key.encode() or digest != hashlib.sha256(data).digest():
            return None
        return pickle.loads(data)
    except Exception:  # whatever is wrong with it, the knowledge can be compiled
        return None


def _write(path: Path, key: str, made: object) -> None:
    """Keep what was made, and drop the oldest files; without a word where that can't be."""
    with contextlib.suppress(OSError, pickle.PicklingError, RecursionError):
        data = pickle.dumps(made, protocol=pickle.HIGHEST_PROTOCOL)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(key.encode() + hashlib.sha256(data).digest() + data)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink()
            raise
        files = sorted(path.parent.glob(f"*{ENDING}"), key=lambda p: p.stat().st_mtime, reverse=True)
        for old in files[KEPT:]:
            old.unlink()
