"""Paths > files: what is to be read, in a fixed order."""

from __future__ import annotations

import glob
import os
from collections.abc import Container, Iterable, Sequence
from pathlib import Path

from dateline.engine.inputs.piece import MEMBER, ROW
from dateline.engine.shown import unshown
from dateline.errors import UsageError
from dateline.store.opening.held_files import Identity, identity, is_held

STDIN = "-"


def find_files(paths: Sequence[str], leave_out: Sequence[Path] = ()) -> list[tuple[str, str | None]]:
    """Files behind paths, folders (recursively) and globs: (path, None), or (what was asked for, why it has none).

    A file is listed once, where it first turns up. Hidden files and folders that browsers save a page's pictures in
    (``page_files`` beside ``page.html``) are passed over, and so are ``leave_out`` and open databases, whatever they
    are called, where they are not asked for by name.

    Raises:
        UsageError: a path is empty.
    """
    found: dict[str, str | None] = {}
    apart = {identity(p) for p in leave_out} - {None}

    def ours(file: str) -> bool:
        return identity(file) in apart or is_held(file)

    for path in paths:
        if not path:
            raise UsageError("one of the paths is empty: a variable that is not set?")
        if path == STDIN or os.path.isfile(path):  # noqa: PTH113 - paths stay as the user wrote them
            found.setdefault(path, None)
        elif os.path.isdir(path):  # noqa: PTH112
            files, errors = _walk(path, apart)
            inside = [f for f in files if not ours(f)]
            for file in inside:
                found.setdefault(file, None)
            found.update(errors)
            if not inside and not errors:
                found[path] = "the folder holds no files"
        elif not os.path.lexists(path) and glob.has_magic(path):
            matches = sorted(m for m in glob.glob(path, recursive=True) if os.path.isfile(m) and not ours(m))  # noqa: PTH113, PTH207
            found.update({m: None for m in matches if m not in found} if matches else {path: "no file matches"})
        else:
            found.setdefault(path, None if os.path.exists(path) else "no such file or folder")  # noqa: PTH110
    return list(found.items())


def _walk(folder: str, apart: Container[Identity | None]) -> tuple[list[str], dict[str, str]]:
    """All files below a folder, sorted, and the folders that can't be listed; no folder that is apart."""
    files: list[str] = []
    errors: dict[str, str] = {}

    def failed(error: OSError) -> None:
        errors[str(error.filename)] = f"can't be read: {error.strerror or error}"

    def is_apart(*path: str) -> bool:
        return bool(apart) and identity(os.path.join(*path)) in apart  # noqa: PTH118

    for here, folders, names in os.walk(folder, onerror=failed):
        pages = {n.rsplit(".", 1)[0] for n in names if n.lower().endswith((".htm", ".html"))}
        folders[:] = sorted(
            f
            for f in folders
            if not f.startswith(".") and f.removesuffix("_files") not in (pages - {f}) and not is_apart(here, f)
        )
        whole = [os.path.join(here, n) for n in sorted(names) if not n.startswith(".")]  # noqa: PTH118
        files += [f for f in whole if os.path.isfile(f)]  # noqa: PTH113
        errors.update({f: "a link to nothing" for f in whole if not os.path.exists(f)})  # noqa: PTH110
    return files, errors


def is_of(name: str, names: Container[str]) -> bool:
    """Is a piece one of these, or part of one?"""
    return name in names or any(name[:at] in names for at in _marks(name))


def files_of(names: Iterable[str]) -> list[str]:
    """The files that pieces of these names are in, each once, in the order of their names."""
    return sorted({_file_of(name) for name in names})


def _file_of(name: str) -> str:
    """The longest beginning of a name that is a file; where none is, the name."""
    for text in (name, *(name[:at] for at in reversed(_marks(name)))):
        path = unshown(text)
        if os.path.lexists(path):
            return path
    return name


def _marks(name: str) -> list[int]:
    """Where the name of a file may end and that of a part of it begin."""
    return [n for n, sign in enumerate(name) if sign in (ROW, MEMBER)]


def total_bytes(files: Sequence[tuple[str, str | None]]) -> int | None:
    """Size of all files together; None where it can't be known (standard input, pipes)."""
    total = 0
    for path, error in files:
        if path == STDIN:
            return None
        if error is None:
            try:
                total += os.stat(path).st_size  # noqa: PTH116
            except OSError:
                continue
    return total
