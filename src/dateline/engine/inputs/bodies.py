"""What a server sent > the page: chunks put together, compression undone, never more than a page may have."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from typing import Any

# More than this many ways of compressing a body, one around the other, is no body of a server.
MOST_LAYERS = 4
_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
# What decompressors raise where the body is not what its header says.
FAULTS = (zlib.error, OSError, EOFError, ValueError)


def body_of(data: bytes, transfer: str | None, content: str | None, limit: int) -> bytes:
    """The page in the body of an HTTP message, cut after ``limit + 1`` bytes.

    A body that its header calls chunked or compressed although it isn't (archives keep the header and undo it) is taken
    as it is.

    Args:
        data: the body as it was sent.
        transfer, content: its Transfer-Encoding and Content-Encoding.
        limit: the most bytes that a page may have.

    Raises:
        ValueError: it is compressed in a way that isn't known, or its compression is broken.
    """
    layers = _names(content) + _names(transfer)
    for name in reversed(layers[-MOST_LAYERS:]):
        if name == "chunked":
            data = unchunked(data)
        elif name not in ("identity", "none", "binary", "8bit", "utf-8"):
            data = _unpacked(data, name, limit)
    return data


def _names(header: str | None) -> list[str]:
    return [name.strip().lower() for name in (header or "").split(",") if name.strip()]


def unchunked(data: bytes) -> bytes:
    """A body of chunks put together; one that isn't made of chunks as it is."""
    parts, at = [], 0
    while found := _CHUNK.match(data, at):
        size = int(found[1], 16)
        parts.append(data[found.end() : found.end() + size])
        at = found.end() + size
        if not size:
            return b"".join(parts)
        if data[at : at + 2] == b"\r\n":
            at += 2
        elif data[at : at + 1] == b"\n":
            at += 1
        elif at < len(data):
            break
    # A last chunk that is cut off is given as far as it goes.
    return b"".join(parts) if parts and at >= len(data) else data


def _unpacked(data: bytes, name: str, limit: int) -> bytes:
    if name in ("gzip", "x-gzip"):
        return _zlib(data, 31, limit) if data.startswith(b"\x1f\x8b") else data
    if name == "deflate":
        return _deflated(data, limit)
    readers = _readers()
    if name not in readers:
        raise ValueError(f"compressed in a way that is not known ({name})")
    try:
        out = all_of(readers[name](io.BytesIO(data)), limit + 1)
    except FAULTS as error:
        if _is_text(data):
            return data
        raise ValueError(f"its compression ({name}) is broken: {error}") from None
    return out


def all_of(reader: Any, most: int) -> bytes:
    """The bytes of a reader that gives fewer at a time than it is asked for."""
    parts, left = [], most
    while left > 0 and (part := reader.read(left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _readers() -> dict[str, Callable[[Any], Any]]:
    try:
        from fastwarc.stream_io import BrotliReader, ZstdReader
    except ImportError:
        return {}
    return {"br": BrotliReader, "zstd": ZstdReader}


def _zlib(data: bytes, bits: int, limit: int) -> bytes:
    """The members of a compressed body, as far as they go; a cut-off page is better than none."""
    out = b""
    while data and len(out) <= limit:
        member = zlib.decompressobj(bits)
        try:
            out += member.decompress(data, limit + 1 - len(out))
        except zlib.error as error:
            if not out:
                raise ValueError(f"its compression is broken: {error}") from None
            break
        if not member.unused_data.startswith(b"\x1f\x8b"):
            break
        data = member.unused_data
    return out


def _deflated(data: bytes, limit: int) -> bytes:
    """With or without the frame that the standard wants and half of the servers leave out."""
    for bits in (15, -15):
        try:
            return _zlib(data, bits, limit)
        except ValueError:
            continue
    if _is_text(data):
        return data
    raise ValueError("its compression (deflate) is broken")


def _is_text(data: bytes) -> bool:
    """Does a body begin as pages do?"""
    return data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"{", b"[")) or data[:512].isascii()
