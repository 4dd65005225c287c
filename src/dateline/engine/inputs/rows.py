"""JSONL: a row is a piece of its own; of millions of rows no more than one is held."""

from __future__ import annotations

import json
from collections.abc import Iterator

from dateline.engine.inputs.piece import ROW, Opened, Piece, too_large
from dateline.engine.inputs.streams import HEAD, Forward
from dateline.engine.seen import Seen
from dateline.pages.readers.jsonl import names_of
from dateline.settings import Settings


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


def read(opened: Opened) -> Iterator[Piece]:
    """The rows of a JSONL file; a row too long or broken is a piece of its own with an error."""
    name, path, settings, seen = opened.name, opened.path, opened.settings, Seen()
    for number, line in _lines(opened.stream, settings.max_page_bytes):
        row: dict[str, object] = {}
        data, error = line, None
        if line is None:
            error = too_large(settings.max_page_bytes)
        elif data := line.removeprefix(b"\xef\xbb\xbf").strip():
            row, error = _row(data, number)
        else:
            continue
        label = _label(row, number, settings, seen)
        yield Piece(f"{name}{ROW}{label}", path, None if error else data, error)


def _row(data: bytes, number: int) -> tuple[dict[str, object], str | None]:
    """A row, or why it is none."""
    try:
        row = json.loads(data)
    except (ValueError, RecursionError) as error:
        return {}, f"line {number}: no JSON: {error}"
    return (row, None) if isinstance(row, dict) else ({}, f"line {number}: no JSON object")


def _label(row: dict[str, object], number: int, settings: Settings, seen: Seen) -> str:
    """The row's own id, so that it keeps its name when the file grows; its line where it has none of its own."""
    own = next((row[name.key] for name in names_of(settings.fields, "id") if name.key in row), None)
    label = str(number)
    if isinstance(own, str | int) and not isinstance(own, bool) and str(own).strip():
        own_label = str(own).encode("utf-8", "backslashreplace").decode()
        label = label if own_label in seen else own_label
    while label in seen:  # another row has this number for its id: two rows of one name would replace each other
        label += "+"
    seen.add(label)
    return label


def _lines(file: Forward, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Number and bytes (None where longer than the limit) of each line, never holding more than one."""
    rest, number = b"", 0
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
        yield number, None if too_long else b"".join(parts)
