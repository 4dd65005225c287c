"""Paths > pieces: what is to be coded, in a fixed order, read one at a time."""

from __future__ import annotations

import glob
import hashlib
import io
import json
import os
import sys
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dateline.engine.shown import shown, unshown
from dateline.errors import UsageError
from dateline.settings import Settings
from dateline.store.held import Identity, identity, is_held

STDIN = "-"
# What stands between a file and what is in it: a row or a record, a file of an archive.
PARTS = "#!"
# How much of a file decides whether it is JSONL.
HEAD = 65_536


@dataclass(frozen=True, slots=True)
class Piece:
    """One page, or one row of a JSONL file.

    Attributes:
        name: what messages and the store call it: path, ``path#id`` or ``path#line`` of a row, ``-`` for stdin.
        path: path of its file, None for standard input.
        data: its bytes, None where they could not be read.
        error: why not.
        size: bytes of the file that are dealt with once the piece is.
    """

    name: str
    path: str | None
    data: bytes | None
    error: str | None = None
    size: int = 0

    @property
    def digest(self) -> str | None:
        """SHA-256 of the bytes."""
        return hashlib.sha256(self.data).hexdigest() if self.data is not None else None


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
    return [n for n, sign in enumerate(name) if sign in PARTS]


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


def read_pieces(files: Sequence[tuple[str, str | None]], settings: Settings) -> Iterator[Piece]:
    """The pieces of all files, read only as they are asked for."""
    for path, error in files:
        name = shown(path)
        if error is not None:
            yield Piece(name, name, None, error)
            continue
        try:
            if path == STDIN:
                yield from _pieces_of(sys.stdin.buffer, name, None, settings)
                continue
            if is_held(path):  # a handle of ours would take its locks from SQLite
                yield Piece(name, name, None, "this is an open database, no page")
                continue
            with open(path, "rb") as file:  # noqa: PTH123
                yield from _pieces_of(file, name, name, settings)
        except OSError as problem:
            yield Piece(name, name, None, f"can't be read: {problem.strerror or problem}")


def _pieces_of(file: BinaryIO, name: str, path: str | None, settings: Settings) -> Iterator[Piece]:
    limit = settings.max_page_bytes
    head = file.read(HEAD)
    if is_jsonl(head):
        yield from _rows(head, file, name, path, settings)
        return
    size = _size_of(file)
    if size is not None and size > limit:
        yield Piece(name, path, None, _too_large(limit), size)
        return
    data = head + file.read(limit + 1 - len(head)) if len(head) <= limit else head
    if len(data) > limit:
        yield Piece(name, path, None, _too_large(limit), len(data))
        return
    yield Piece(name, path, data, None, len(data))


def _too_large(limit: int) -> str:
    return f"larger than {limit:,} bytes, which is the most that a page may have"


def _size_of(file: BinaryIO) -> int | None:
    try:
        status = os.fstat(file.fileno())
    except (OSError, io.UnsupportedOperation):
        return None
    return status.st_size or None


def is_jsonl(head: bytes) -> bool:
    """Does a file begin with a row of JSONL: an object with field names, on one line?"""
    line, end, _ = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if not line.startswith(b"{"):
        return False
    if not end and len(head) >= HEAD:
        return line[1:].lstrip().startswith(b'"')  # a first row longer than what we look at
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _rows(head: bytes, file: BinaryIO, name: str, path: str | None, settings: Settings) -> Iterator[Piece]:
    """The rows of a JSONL file; a row too long or broken is a piece of its own with an error."""
    seen: set[str] = set()

    def fault(number: int, reason: str, size: int) -> Piece:
        return Piece(f"{name}#{_label({}, number, settings, seen)}", path, None, reason, size)

    for number, line, size in _lines(head, file, settings.max_page_bytes):
        if line is None:
            yield fault(number, _too_large(settings.max_page_bytes), size)
            continue
        data = line.removeprefix(b"\xef\xbb\xbf").strip()
        if not data:
            continue
        try:
            row = json.loads(data)
        except (ValueError, RecursionError) as error:
            yield fault(number, f"line {number}: no JSON: {error}", size)
            continue
        if not isinstance(row, dict):
            yield fault(number, f"line {number}: no JSON object", size)
            continue
        yield Piece(f"{name}#{_label(row, number, settings, seen)}", path, data, None, size)


def _label(row: dict[str, object], number: int, settings: Settings, seen: set[str]) -> str:
    """The row's own id, so that it keeps its name when the file grows; its line where it has none of its own."""
    own = row.get(settings.fields.get("id", "id"))
    label = str(number)
    if isinstance(own, str | int) and not isinstance(own, bool) and str(own).strip():
        own_label = str(own).encode("utf-8", "backslashreplace").decode()
        label = label if own_label in seen else own_label
    while label in seen:  # another row has this number for its id: two rows of one name would replace each other
        label += "+"
    seen.add(label)
    return label


def _lines(head: bytes, file: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None, int]]:
    """Number, bytes (None where longer than the limit) and size of each line, never holding more than one."""
    rest, number = head, 0
    while True:
        number += 1
        parts, size, too_long = [], 0, False
        while True:
            if not rest:
                rest = file.read(HEAD)
                if not rest:
                    break
            piece, end, after = rest.partition(b"\n")
            size += len(piece) + len(end)
            too_long = too_long or size > limit + 1
            if not too_long:
                parts.append(piece)
            rest = after
            if end:
                break
        if not size:
            return
        yield number, None if too_long else b"".join(parts), size
