"""ZIP, WACZ and tar: a file in them is read as one that lies in a folder. Nothing is unpacked to the disk."""

from __future__ import annotations

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any

from dateline.engine.inputs.piece import MEMBER, Opened, Piece
from dateline.engine.inputs.streams import FREE, MOST_TIMES, Forward
from dateline.engine.shown import shown
from dateline.errors import InputError

# A file that lists more files than this is no archive of pages, but meant to fill the memory.
MOST_MEMBERS = 5_000_000
# So much may stand between two files of a tar: long names, attributes.
MOST_HEADER = 16_000_000
PICTURES = "_files"
FAULTS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, NotImplementedError)


def is_zip(head: bytes) -> bool:
    """Does a file begin as a ZIP archive does?"""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_tar(head: bytes) -> bool:
    """Does a file begin as a tar does?"""
    return len(head) >= 512 and head[257:262] == b"ustar"


def read_zip(opened: Opened) -> Iterator[Piece]:
    """The files of a ZIP archive; of a WACZ the web archives in it alone."""
    if opened.stream.file is None or not opened.stream.file.seekable():
        yield opened.fault("a ZIP archive within another file, or from a pipe; unpack it first")
        return
    try:
        with zipfile.ZipFile(opened.stream.file) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            names = {m.filename for m in members}
            if len(members) > MOST_MEMBERS:
                yield opened.fault(f"more than {MOST_MEMBERS:,} files in it")
                return
            kept = [m for m in members if not _is_aside(m.filename, names)]
            for member in _of_wacz(kept):
                yield from _member(opened, archive, member)
    except FAULTS as error:
        yield opened.fault(f"this ZIP archive can't be read: {error}")
        return
    yield Piece(opened.name, opened.path, None)


def _of_wacz(members: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """The web archives of a WACZ, without the indexes beside them; of another ZIP all that it holds."""
    if not any(m.filename == "datapackage.json" for m in members):
        return members
    archives = [m for m in members if m.filename.startswith("archive/")]
    return archives or members


def _is_aside(name: str, names: set[str]) -> bool:
    """Is this hidden, or a picture that a browser saved beside a page, as in folders?"""
    parts = name.replace("\\", "/").split("/")
    if any((part.startswith(".") and part.strip(".")) or part == "__MACOSX" for part in parts):
        return True
    for n, part in enumerate(parts[:-1]):
        base = "/".join([*parts[:n], part.removesuffix(PICTURES)])
        if part.endswith(PICTURES) and (f"{base}.html" in names or f"{base}.htm" in names):
            return True
    return False


def _member(opened: Opened, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[Piece]:
    if member.flag_bits & 1:
        yield _within(opened, member.filename, None).fault("it is encrypted")
        return
    try:
        with archive.open(member) as file:
            yield from opened.read(_within(opened, member.filename, _Limited(file, member.compress_size)))
    except (InputError, *FAULTS, RuntimeError) as error:
        inner = _within(opened, member.filename, None)
        yield inner.fault(f"it can't be read: {getattr(error, 'reason', error)}")


def _within(opened: Opened, member: str, file: Any) -> Opened:
    """A file within an archive as an input of its own."""
    end = f"{MEMBER}{shown(member)}"
    path = f"{opened.path}{end}" if opened.path is not None else None
    return replace(opened, stream=Forward(file), name=f"{opened.name}{end}", path=path, depth=opened.depth + 1)


class _Limited:
    """A file of an archive that ends with an error where it grows beyond all that can be meant."""

    def __init__(self, file: IO[bytes], packed: int) -> None:
        self.file, self.most = file, max(FREE, packed * MOST_TIMES)

    def read(self, size: int, /) -> bytes:
        """The next bytes."""
        data = self.file.read(size)
        self.most -= len(data)
        if self.most < 0:
            raise InputError("", f"it expands to more than {MOST_TIMES} times its size")
        return data


class _Steps:
    """The bytes of a tar; only so many may be read before it is allowed more."""

    def __init__(self, stream: Forward) -> None:
        self.stream, self.left, self.tail = stream, MOST_HEADER, b""

    def read(self, size: int, /) -> bytes:
        """The next bytes."""
        data = self.stream.read(size)
        self.left -= len(data)
        self.tail = (self.tail + data)[-tarfile.BLOCKSIZE :]
        if self.left < 0:
            raise InputError("", "what stands between its files is larger than it can be")
        return data


def read_tar(opened: Opened) -> Iterator[Piece]:
    """The files of a tar, as they come."""
    steps = _Steps(opened.stream)
    try:
        with tarfile.open(fileobj=steps, mode="r|", errorlevel=1) as archive:  # type: ignore[call-overload]
            while (member := archive.next()) is not None:
                archive.members = []  # it would remember every file
                steps.left = member.size + MOST_HEADER
                if not member.isreg() or member.issparse() or _is_aside(member.name, set()):
                    continue
                yield from opened.read(_within(opened, member.name, archive.extractfile(member)))
                steps.left = max(0, member.size) + MOST_HEADER
    except InputError as error:
        yield opened.fault(error.reason)
        return
    except (tarfile.TarError, *FAULTS) as error:
        yield opened.fault(f"this tar archive can't be read: {error}")
        return
    if steps.tail.strip(b"\0"):  # tarfile takes a file that ends within a header for one that has ended
        yield opened.fault("this tar archive is cut short")
        return
    yield Piece(opened.name, opened.path, None)
