"""Files > pieces, read one at a time: what a file is, its first bytes tell."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO

from dateline.engine.inputs import archives, lists, rows, warc
from dateline.engine.inputs.find import STDIN
from dateline.engine.inputs.piece import Opened, Piece, too_large
from dateline.engine.inputs.streams import Forward, inflated
from dateline.engine.shown import shown
from dateline.errors import InputError
from dateline.settings import Settings
from dateline.store.opening.held_files import is_held

# Containers within containers, at most: a compressed tar with a compressed web archive in it.
MOST_DEPTH = 4
ARC = "an ARC file, the form before WARC; `warcio recompress old.arc.gz new.warc.gz` makes a WARC of it"


def read_pieces(files: Sequence[tuple[str, str | None]], settings: Settings) -> Iterator[Piece]:
    """The pieces of all files, read only as they are asked for.

    A container (a web archive, a ZIP) that was read to its end is told by a piece without data and without an error.
    """
    for path, error in files:
        if error is not None:
            yield Piece(shown(path), shown(path), None, error)
        else:
            yield from _file(path, settings, 0)


def _file(path: str, settings: Settings, depth: int) -> Iterator[Piece]:
    """The pieces of a file, each with what of the file is dealt with by then."""
    name = shown(path)
    try:
        if path == STDIN:
            yield from _pieces(Opened(Forward(sys.stdin.buffer), name, None, settings, depth, _pieces))
            return
        if is_held(path):  # a handle of ours would take its locks from SQLite
            yield Piece(name, name, None, "this is an open database, no page")
            return
        with open(path, "rb") as file:  # noqa: PTH123 - paths stay as the user wrote them
            counted = _Counted(file)
            opened = Opened(Forward(counted, counted), name, name, settings, depth, _pieces)
            ahead = 0  # read from the file and of no piece yet: rows are read in blocks of many
            for piece in _pieces(opened):
                ahead += counted.fresh()
                own = min(ahead, len(piece.data)) if piece.data is not None else ahead
                ahead -= own
                yield replace(piece, size=max(piece.size, own))
    except InputError as problem:
        yield Piece(name, name, None, problem.reason)
    except OSError as problem:
        yield Piece(name, name, None, f"can't be read: {problem.strerror or problem}")


class _Counted:
    """A file that knows how much of it was read since somebody asked."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.taken, self.told = file, 0, 0

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        data = self.file.read(size)
        self.taken += len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to another place."""
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        """Where the next bytes come from."""
        return self.file.tell()

    def seekable(self) -> bool:
        """Whether the bytes can be read in any order."""
        return self.file.seekable()

    def size(self) -> int | None:
        """All bytes that there are; None of a pipe."""
        try:
            return os.fstat(self.file.fileno()).st_size or None
        except (OSError, io.UnsupportedOperation):
            return None

    def fresh(self) -> int:
        """The bytes that were read since the last time."""
        number, self.told = self.taken - self.told, self.taken
        return number


def _pieces(opened: Opened) -> Iterator[Piece]:
    """The pieces of an input, whatever it is."""
    head = opened.stream.head()
    if opened.depth > MOST_DEPTH:
        yield opened.fault("it lies in too many archives, one in the other; unpack it first")
    elif warc.is_warc(head):
        yield from warc.read(opened)
    elif warc.is_arc(head):
        yield opened.fault(ARC)
    elif archives.is_zip(head):
        yield from archives.read_zip(opened)
    elif archives.is_tar(head):
        yield from archives.read_tar(opened)
    elif (content := inflated(opened.stream)) is not None:
        yield from _inflated(opened, content)
    elif lists.is_json_feed(head):
        yield from lists.read_json_feed(opened)
    elif rows.is_jsonl(head):
        yield from rows.read(opened)
    elif lists.is_sitemap(head):
        yield from lists.read_sitemap(opened, lambda path, depth: _file(path, opened.settings, depth))
    else:
        yield _page(opened)


def _inflated(opened: Opened, content: Forward) -> Iterator[Piece]:
    """The pieces of what is compressed; a fault in it is told after what came before."""
    try:
        yield from _pieces(replace(opened, stream=content, depth=opened.depth + 1))
    except InputError as error:
        yield opened.fault(error.reason)


def _page(opened: Opened) -> Piece:
    """An input that is one page."""
    limit = opened.settings.max_page_bytes
    size = opened.stream.file.size() if opened.stream.file is not None else None
    if size is not None and size > limit:
        return opened.fault(too_large(limit), size)
    data = opened.stream.read(limit + 1)
    if len(data) > limit:
        return opened.fault(too_large(limit), len(data))
    return Piece(opened.name, opened.path, data, None, len(data))
