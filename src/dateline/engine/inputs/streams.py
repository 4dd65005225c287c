"""Bytes read forward, never held whole: files, and what is compressed in them."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable
from typing import Any, Protocol

from dateline.errors import InputError

# How much of an input decides what it is; and what is read at once.
HEAD = 65_536
# A compressed input may be so many times as large as it takes, once it is larger than ``FREE`` bytes.
MOST_TIMES, FREE = 250, 1_000_000_000
MOST_XZ_MEMORY = 256_000_000


class Readable(Protocol):
    """Something with bytes in it."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, at most so many; none at the end."""


class Forward:
    """A stream that is read forward, whose first bytes can be looked at before.

    Args:
        raw: where the bytes come from.
        file: the open file that these are the bytes of, where it can be read in any order.
    """

    def __init__(self, raw: Readable, file: Any = None) -> None:
        self.raw = raw
        self.file = file
        self.held = b""
        self.at = 0
        self.fault: InputError | None = None

    def head(self) -> bytes:
        """The first bytes, up to ``HEAD``; they stay to be read."""
        while len(self.held) < HEAD and (more := self._next(HEAD - len(self.held))):
            self.held += more
        return self.held

    def _next(self, size: int) -> bytes:
        """The next bytes of the source; none at its end, and where it is at fault."""
        if self.fault is not None:
            return b""
        try:
            return self.raw.read(size)
        except InputError as error:
            self.fault = error
            return b""

    def read(self, size: int = HEAD) -> bytes:
        """The next bytes, as many as asked for unless the end, or a fault, comes before.

        Raises:
            InputError: the rest is at fault.
        """
        parts, left = [], size
        while left > 0:
            piece, self.held = (self.held[:left], self.held[left:]) if self.held else (self._next(left), b"")
            if not piece:
                break
            parts.append(piece)
            left -= len(piece)
        if self.fault is not None and not parts and size > 0:
            raise self.fault
        data = b"".join(parts)
        self.at += len(data)
        return data

    def tell(self) -> int:
        """How many bytes were read."""
        return self.at

    def seek(self, offset: int, whence: int = 0) -> int:
        """Nothing can be read again.

        Raises:
            OSError: always.
        """
        raise OSError("this stream is read forward")

    def close(self) -> None:
        """Whoever opened the file closes it."""


class Decompressor(Protocol):
    """What the standard library's decompressors have in common."""

    @property
    def eof(self) -> bool:
        """Whether the member has ended."""

    @property
    def unused_data(self) -> bytes:
        """What stands behind its end."""

    @property
    def needs_input(self) -> bool:
        """Whether it has given all that it was fed."""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """More of the content, at most so many bytes."""


class _Gzip:
    """zlib in the form of the others."""

    def __init__(self) -> None:
        self.inner = zlib.decompressobj(31)

    @property
    def eof(self) -> bool:
        return self.inner.eof

    @property
    def unused_data(self) -> bytes:
        return self.inner.unused_data

    @property
    def needs_input(self) -> bool:
        return not self.inner.unconsumed_tail

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self.inner.decompress(self.inner.unconsumed_tail + data, max_length)


def _xz() -> Decompressor:
    return lzma.LZMADecompressor(memlimit=MOST_XZ_MEMORY)


class Inflated:
    """The content of a compressed stream of one or more members. What came before a fault is given before it is told.

    Args:
        raw: the compressed bytes.
        make: makes a decompressor for a member.
        magic: what a member begins with; what stands behind the last one may only be padding.
    """

    def __init__(self, raw: Readable, make: Callable[[], Decompressor], magic: bytes) -> None:
        self.raw, self.make, self.magic = raw, make, magic
        self.member: Decompressor | None = make()
        self.waiting = b""
        self.taken = self.given = 0
        self.fault: InputError | None = None

    def read(self, size: int) -> bytes:
        """The next bytes.

        Raises:
            InputError: the rest is broken, cut short, or larger than can be meant.
        """
        if self.fault is not None:
            raise self.fault
        parts, left = [], size
        try:
            while left > 0 and (piece := self._more(min(left, HEAD))):
                parts.append(piece)
                left -= len(piece)
        except InputError as error:
            self.fault = error
        except (zlib.error, OSError, EOFError, lzma.LZMAError, ValueError) as error:
            self.fault = InputError("", f"its compression is broken: {error}")
        if self.fault is not None and not parts:
            raise self.fault
        return b"".join(parts)

    def _more(self, most: int) -> bytes:
        """Some bytes of the content; none at the end."""
        while self.member is not None:
            if self.member.eof:
                self._next_member(self.member.unused_data)
                continue
            if self.member.needs_input and not self.waiting:
                self.waiting = self.raw.read(HEAD)
                self.taken += len(self.waiting)
                if not self.waiting:
                    raise InputError("", "it is cut short: its compression has no end")
            data = self.member.decompress(self.waiting, most)
            self.waiting = b""
            if data:
                return self._counted(data)
        return b""

    def _next_member(self, rest: bytes) -> None:
        while len(rest) < len(self.magic) and (more := self.raw.read(HEAD)):
            rest += more
            self.taken += len(more)
        self.member = self.make() if rest.startswith(self.magic) else None
        self.waiting = rest
        if self.member is None and rest.strip(b"\0"):
            raise InputError("", "its compression is broken: something else stands between or behind its members")

    def _counted(self, data: bytes) -> bytes:
        self.given += len(data)
        if self.given > FREE and self.given > MOST_TIMES * self.taken:
            raise InputError("", f"it expands to more than {MOST_TIMES} times its size")
        return data


# What a compressed file begins with, what it is called, and what makes a decompressor for it.
KINDS: tuple[tuple[bytes, Callable[[], Decompressor]], ...] = (
    (b"\x1f\x8b", _Gzip),
    (b"BZh", bz2.BZ2Decompressor),
    (b"\xfd7zXZ\x00", _xz),
)


def inflated(stream: Forward) -> Forward | None:
    """The content of a stream that is compressed; None of one that isn't."""
    head = stream.head()
    for magic, make in KINDS:
        if head.startswith(magic):
            return Forward(Inflated(stream, make, magic))
    return None
