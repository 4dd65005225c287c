"""bytes > Page > stories: the door of the reading stage."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from types import MappingProxyType
from typing import BinaryIO

from dateline.errors import InputError
from dateline.knowledge.page_words import PageWords
from dateline.pages.blocks import Page, PageReader, TooLargeError
from dateline.pages.charset import decode
from dateline.pages.detect import binary, detect, looks_like_rows, refuse
from dateline.pages.readers import feed, html, jsonl, mhtml, text
from dateline.pages.source_and_story import Source, Story
from dateline.pages.story import make_stories
from dateline.settings import Settings

BOM = b"\xef\xbb\xbf"
OURS_ALONE: Mapping[str, PageReader] = MappingProxyType({})


def read_stories(
    data: bytes, source: Source, settings: Settings, known: PageWords, readers: Mapping[str, PageReader] = OURS_ALONE
) -> tuple[Story, ...]:
    """Read a saved page into its stories, in page order.

    Of a JSONL file the rows that can be read are given; use ``split_input`` to hear of each row that can't.

    Args:
        data: the bytes of the page.
        source: what the caller knows of it.
        settings: options.
        known: what the knowledge says of pages.
        readers: those of other packages, by name, which are asked first.

    Raises:
        InputError: the bytes can't be read as a page, or hold no story.
    """
    if len(data) > settings.max_page_bytes:
        raise InputError(source.name, f"larger than {settings.max_page_bytes:,} bytes (max_page_bytes)")
    digest = hashlib.sha256(data).hexdigest()
    reader = _Reader(digest[:12], source, settings, known)
    try:
        other = _by_others(data, source, readers)
        stories = reader.stories(other) if other is not None else reader.read(data, _decoded(data, source))
    except TooLargeError as error:
        raise InputError(source.name, str(error)) from None
    if not stories:
        raise InputError(source.name, "no story on the page")
    if source.row is not None:  # white space around a row is none of its bytes
        digest = hashlib.sha256(data.removeprefix(BOM).strip()).hexdigest()
    return tuple(replace(s, document=replace(s.document, sha256=digest, archive=source.archive)) for s in stories)


def _decoded(data: bytes, source: Source) -> str:
    """The text of a page.

    Raises:
        InputError: these are no bytes of a text.
    """
    reason = refuse(data)
    if reason:
        raise InputError(source.name, reason)
    page = decode(data, source.charset)
    if binary(page):
        raise InputError(source.name, "not a page: binary data")
    return page


def _by_others(data: bytes, source: Source, readers: Mapping[str, PageReader]) -> Page | None:
    """The page as the first reader of another package gives it that knows its format; None where none does.

    Raises:
        InputError: that reader fails; it is named.
    """
    for name, reader in readers.items():
        try:
            if reader.fits(data):
                return reader.read(data)
        except TooLargeError:
            raise
        except Exception as error:
            raise InputError(source.name, f"reader {name}: {type(error).__name__}: {_why(error)}") from error
    return None


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the stories of one page: the digest that their ids begin with, what the caller and the knowledge say."""

    digest: str
    source: Source
    settings: Settings
    known: PageWords

    def read(self, data: bytes, page: str) -> tuple[Story, ...]:
        """The stories of a page, by the format that its text shows."""
        kind = detect(page)
        if kind in ("jsonl", "json") or self.source.row is not None:
            return self.rows(page, kind == "json")
        if kind == "feed":
            pages = feed.read(page, self.known)
            return _number(story for one in pages for story in self.stories(one, split=False))
        if kind == "mhtml":
            page, address = mhtml.unpack(data)
            found = html.read(page, self.known)
            if found.shared.url is None:
                found.shared = replace(found.shared, url=address)
            return self.stories(found)
        return self.stories(html.read(page, self.known) if kind == "html" else text.read(page))

    def stories(self, page: Page, split: bool = True) -> tuple[Story, ...]:
        """The stories of what a reader gave."""
        return make_stories(page, self.digest, self.source, self.known, split=split)

    def rows(self, page: str, whole: bool) -> tuple[Story, ...]:
        """Stories of JSON rows. Fails only where none can be read."""
        out: list[Story] = []
        first: str | None = None
        for number, row in enumerate(_values(page, whole)):
            try:
                out += self.row(row, number)
            except (ValueError, RecursionError) as error:
                first = first or (_why(error) if self.source.row is not None else f"row {number + 1}: {_why(error)}")
        if not out and first:
            raise InputError(self.source.name, first)
        return tuple(out)

    def row(self, row: object, number: int) -> tuple[Story, ...]:
        """The story of one row.

        Raises:
            ValueError: it is none.
        """
        if isinstance(row, _Broken):
            raise ValueError(row.reason)
        if isinstance(row, dict) and "jsonfeed.org/version" in str(row.get("version")):
            pages = feed.read_json(row, self.known)
            return _number(story for one in pages for story in self.stories(one, split=False))
        read = jsonl.read_row(row, self.settings.fields, self.known)
        at = number if self.source.row is None else self.source.row
        stories = make_stories(read.page, read.digest, self.source, self.known, split=False, position=at)
        return tuple(
            replace(
                s, document=replace(s.document, row_id=read.id), unread_date=read.unread_date,
                published_estimated=read.estimated and s.published_from == "metadata",
            )
            for s in stories
        )  # fmt: skip


def _number(stories: Iterator[Story]) -> tuple[Story, ...]:
    """Stories of several pages in one file, positions counted through."""
    return tuple(
        replace(s, id=f"{s.id.rpartition('-')[0]}-{n}", document=replace(s.document, position=n))
        for n, s in enumerate(stories)
    )


@dataclass(frozen=True, slots=True)
class _Broken:
    """A row that is no JSON, and why."""

    reason: str


def _values(page: str, whole: bool) -> Iterator[object]:
    """JSON values of a text, or ``_Broken``."""
    if whole:
        try:
            value = json.loads(page)
        except (ValueError, RecursionError) as error:
            yield _Broken(f"broken JSON: {_why(error)}")
            return
        yield from value if isinstance(value, list) else [value]
        return
    for line in page.split("\n"):
        if not line.strip():
            continue
        try:
            yield json.loads(line)
        except (ValueError, RecursionError) as error:
            yield _Broken(f"broken JSON: {_why(error)}")


def _why(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else re.sub(r"\s+", " ", str(error))[:120]


def split_input(stream: BinaryIO, source: Source, settings: Settings) -> Iterator[tuple[bytes, Source]]:
    """Cut an input into the pieces that are read, coded and stored one by one.

    A JSONL file is streamed and gives a piece a row (``source.row`` is set, so that errors name the row); all else
    gives one piece. Each piece goes to ``read_stories``, where a bad one raises
    ``InputError``, so that a broken row costs no other. Of a piece no more than ``settings.max_page_bytes + 1`` bytes
    are held.

    Args:
        stream: the open file.
        source: what the caller knows of it.
        settings: options.
    """
    limit = settings.max_page_bytes + 1
    lines = iter(lambda: stream.readline(limit), b"")
    taken = list(_opening(lines, limit))
    shown = [line.decode("utf-8-sig", "replace").strip() for line in taken if line.strip()]
    if not shown or not looks_like_rows(shown[0], shown[1] if len(shown) > 1 else ""):
        head = b"".join(taken)
        yield head + stream.read(max(0, limit - len(head))), source
        return
    number, whole = 0, True
    for line in chain(taken, lines):
        # Of a row above the limit the first piece is given, to be refused; the others are read past.
        if whole and line.strip():
            yield line, replace(source, row=number)
            number += 1
        whole = line.endswith(b"\n")


def _opening(lines: Iterator[bytes], limit: int) -> Iterator[bytes]:
    """The first lines of an input: two with text in them where the first looks like a row, else one."""
    size = seen = 0
    for line in lines:
        yield line
        size += len(line)
        seen += bool(line.strip())
        rowlike = line.removeprefix(BOM).lstrip().startswith(b"{")
        if size >= limit or seen == 2 or (seen == 1 and line.strip() and not rowlike):
            return
