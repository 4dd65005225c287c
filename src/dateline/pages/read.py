"""bytes > Page > stories: the door of the reading stage."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from dateline.errors import InputError
from dateline.pages.charset import decode
from dateline.pages.detect import binary, detect, looks_like_rows, refuse
from dateline.pages.readers import feed, html, jsonl, mhtml, text
from dateline.pages.story import make_stories
from dateline.pages.types import Source, Story
from dateline.settings import Settings

_SNIFF = 1 << 16


def read_stories(data: bytes, source: Source, settings: Settings) -> tuple[Story, ...]:
    """Read a saved page into its stories, in page order.

    Of a JSONL file the rows that can be read are given; use ``split_input`` to hear of each row that can't.

    Args:
        data: the bytes of the page.
        source: what the caller knows of it.
        settings: options.

    Raises:
        InputError: the bytes can't be read as a page, or hold no story.
    """
    if len(data) > settings.max_page_bytes:
        raise InputError(source.name, f"larger than {settings.max_page_bytes:,} bytes (max_page_bytes)")
    reason = refuse(data)
    if reason:
        raise InputError(source.name, reason)
    page = decode(data)
    if binary(page):
        raise InputError(source.name, "not a page: binary data")
    digest = hashlib.sha256(data).hexdigest()[:12]
    stories = _read(data, page, digest, source, settings)
    if not stories:
        raise InputError(source.name, "no story on the page")
    return stories


def _read(data: bytes, page: str, digest: str, source: Source, settings: Settings) -> tuple[Story, ...]:
    kind = detect(page)
    if kind in ("jsonl", "json") or source.row is not None:
        return _rows(page, kind == "json", source, settings)
    if kind == "feed":
        pages = feed.read(page)
        return _number(story for one in pages for story in make_stories(one, digest, source, split=False))
    if kind == "mhtml":
        page = mhtml.unpack(data) or ""
        return make_stories(html.read(page), digest, source)
    return make_stories(html.read(page) if kind == "html" else text.read(page), digest, source)


def _number(stories: Iterator[Story]) -> tuple[Story, ...]:
    """Stories of several pages in one file, positions counted through."""
    from dataclasses import replace

    return tuple(
        replace(s, id=f"{s.id.rpartition('-')[0]}-{n}", document=replace(s.document, position=n)) for n, s in enumerate(stories)
    )


def _rows(page: str, whole: bool, source: Source, settings: Settings) -> tuple[Story, ...]:
    """Stories of JSON rows. Fails only where none can be read."""
    out: list[Story] = []
    first: str | None = None
    for number, row in enumerate(_values(page, whole)):
        try:
            if isinstance(row, str):
                raise ValueError(row)
            read = jsonl.read_row(row, settings.fields)
            at = number if source.row is None else source.row
            out += make_stories(read.page, read.digest, source, split=False, position=at)
        except ValueError as error:
            first = first or (str(error) if source.row is not None else f"row {number + 1}: {error}")
    if not out and first:
        raise InputError(source.name, first)
    return tuple(out)


def _values(page: str, whole: bool) -> Iterator[object]:
    """JSON values of a text: objects, or the reason why one is broken as a string."""
    if whole:
        try:
            value = json.loads(page)
        except (ValueError, RecursionError) as error:
            yield f"broken JSON: {_why(error)}"
            return
        yield from value if isinstance(value, list) else [value]
        return
    for line in page.split("\n"):
        if not line.strip():
            continue
        try:
            yield json.loads(line)
        except (ValueError, RecursionError) as error:
            yield f"broken JSON: {_why(error)}"


def _why(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else re.sub(r"\s+", " ", str(error))[:120]


def split_input(stream: BinaryIO, source: Source, settings: Settings) -> Iterator[tuple[bytes, Source]]:
    """Cut an input into the pieces that are read, coded and stored one by one.

    A JSONL file is streamed and gives a piece a row (``source.row`` is set, so that errors name the row); all else gives
    one piece. Each piece goes to ``read_stories(data, source, settings)``, where a bad one raises ``InputError``, so that
    a broken row costs no other. No more than ``settings.max_page_bytes + 1`` bytes of a piece are held.

    Args:
        stream: the open file.
        source: what the caller knows of it.
        settings: options.
    """
    from dataclasses import replace

    limit = settings.max_page_bytes + 1
    head = stream.read(min(_SNIFF, limit))
    if not _is_rows(head):
        yield head + (stream.read(limit - len(head)) if len(head) < limit else b""), source
        return
    rest, number = head, 0
    for line, rest_of_file in _lines(rest, stream, limit):
        if line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield line, replace(source, row=number)
        number += bool(line.strip()) or not rest_of_file


def _is_rows(head: bytes) -> bool:
    sample = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not sample.startswith(b"{"):
        return False
    lines = [line.decode("utf-8", "replace").strip() for line in sample.split(b"\n") if line.strip()]
    return looks_like_rows(lines[0], lines[1] if len(lines) > 1 else "")


def _lines(head: bytes, stream: BinaryIO, limit: int) -> Iterator[tuple[bytes, bool]]:
    """Lines of a stream; of one above ``limit`` bytes only so many are given, the rest is read past."""
    buffer, over = head, False
    while True:
        cut = buffer.find(b"\n")
        while cut >= 0:
            line, buffer = buffer[:cut], buffer[cut + 1 :]
            if not over:
                yield line[:limit], True
            over = False
            cut = buffer.find(b"\n")
        if len(buffer) >= limit:
            if not over:
                yield buffer[:limit], True
            buffer, over = b"", True
        more = stream.read(_SNIFF)
        if not more:
            if buffer and not over:
                yield buffer, True
            return
        buffer += more
