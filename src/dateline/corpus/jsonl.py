"""Annotations as JSON Lines: one document a line, spans as ``[start, end]``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from dateline.corpus.annotation import Annotation
from dateline.corpus.texts import lines_of, object_of
from dateline.errors import InputError
from dateline.spans import Span


def read_annotations(path: Path) -> Iterator[Annotation]:
    """The annotations of a file, in its order.

    Raises:
        InputError: the file can't be read, or a line is no annotation; file and line are named.
    """
    for number, line in lines_of(path):
        yield _annotation(line, f"{path}:{number}")


def _annotation(line: str, where: str) -> Annotation:
    """One line > its annotation."""
    try:
        made: Annotation = _built(Annotation, object_of(line, where))
    except (TypeError, ValueError) as error:
        raise InputError(where, f"no annotation: {error}") from error
    return made


def write_annotations(rows: Iterable[Annotation], path: Path) -> int:
    """Write annotations, one a line; give how many.

    Raises:
        InputError: the file can't be written.
    """
    return write_lines((json.dumps(_plain(row), ensure_ascii=False, separators=(",", ":")) for row in rows), path)


def write_lines(lines: Iterable[str], path: Path) -> int:
    """Write lines to a file, none where one of them can't be made; give how many.

    Raises:
        InputError: the file can't be written.
    """
    made = [line + "\n" for line in lines]
    try:
        path.write_text("".join(made), encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error)) from error
    return len(made)


def _plain(value: Any) -> Any:
    """Dataclasses as objects, spans as pairs; what is empty or None is left out."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if is_dataclass(value):
        rows = ((f.name, getattr(value, f.name)) for f in fields(value))
        return {name: _plain(v) for name, v in rows if v is not None and v != () and not (name == "required" and v)}
    return value


def _built(kind: Any, value: Any) -> Any:
    """Plain JSON > the type that a hint names. What was left out is empty."""
    if kind is Span:
        return _span(value)
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise TypeError(f"{value!r} is no list")
        return tuple(_built(get_args(kind)[0], v) for v in value)
    if get_origin(kind) is not None:
        inner = next(a for a in get_args(kind) if a is not type(None))
        return None if value is None else _built(inner, value)
    if is_dataclass(kind) and isinstance(kind, type):
        return _object(kind, value)
    if type(value) is not kind:
        raise TypeError(f"{value!r} should be {kind.__name__}")
    return value


def _span(value: Any) -> Span:
    """``[start, end]`` > a span that holds something."""
    if not isinstance(value, list) or len(value) != 2 or not all(type(v) is int for v in value):
        raise ValueError(f"{value!r} is no span")
    start, end = value
    if not 0 <= start < end:
        raise ValueError(f"{value!r} is no span")
    return Span(start, end)


def _object(kind: type, row: Any) -> Any:
    """A JSON object > its dataclass; unknown fields are errors, missing ones must have an empty value."""
    hints = get_type_hints(kind)
    if not isinstance(row, dict):
        raise TypeError(f"{row!r} is no object")
    unknown = sorted(set(row) - set(hints))
    if unknown:
        raise ValueError(f"unknown field {unknown[0]}")
    made = {}
    for name, hint in hints.items():
        if name in row:
            made[name] = _built(hint, row[name])
        elif get_origin(hint) is tuple:
            made[name] = ()
        elif type(None) in get_args(hint):
            made[name] = None
        elif name != "required":
            raise ValueError(f"field {name} is missing")
    return kind(**made)
