"""Annotations as JSON Lines: one document a line, spans as ``[start, end]``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from dateline.corpus.types import Annotation
from dateline.errors import InputError
from dateline.spans import Span


def read_annotations(path: Path) -> Iterator[Annotation]:
    """The annotations of a file, in its order.

    Raises:
        InputError: the file can't be read, or a line is no annotation; file and line are named.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _annotation(line, f"{path}:{number}")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), getattr(error, "strerror", None) or str(error)) from error


def _annotation(line: str, where: str) -> Annotation:
    """One line > its annotation."""
    try:
        row = json.loads(line)
    except ValueError as error:
        raise InputError(where, f"no JSON: {error}") from error
    try:
        made: Annotation = _built(Annotation, row)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(where, f"no annotation: {type(error).__name__} {error}") from error
    return made


def write_annotations(rows: Iterable[Annotation], path: Path) -> int:
    """Write annotations, one a line; give how many."""
    lines = [json.dumps(_plain(row), ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows]
    path.write_text("".join(lines), encoding="utf-8", newline="\n")
    return len(lines)


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
        start, end = value
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end):
            raise ValueError(f"{value} is no span")
        return Span(start, end)
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise TypeError(f"{value!r} is no list")
        return tuple(_built(get_args(kind)[0], v) for v in value)
    if get_origin(kind) is not None:
        inner = next(a for a in get_args(kind) if a is not type(None))
        return None if value is None else _built(inner, value)
    if is_dataclass(kind) and isinstance(kind, type):
        return _object(kind, value)
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} should be {kind.__name__}")
    return value


def _object(kind: type, row: Any) -> Any:
    """A JSON object > its dataclass; unknown fields are errors, missing ones must have an empty value."""
    hints = get_type_hints(kind)
    unknown = sorted(set(row) - set(hints))
    if unknown:
        raise KeyError(f"unknown field {unknown[0]}")
    made = {}
    for name, hint in hints.items():
        if name in row:
            made[name] = _built(hint, row[name])
        elif get_origin(hint) is tuple:
            made[name] = ()
        elif type(None) in get_args(hint):
            made[name] = None
        elif name != "required":
            raise KeyError(f"field {name} is missing")
    return kind(**made)
