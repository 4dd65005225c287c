"""What a field may hold: the test, how it is read, how a page says it, and its JSON Schema."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Reason = str | None


def _as_it_is(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class Value:
    """One kind of value.

    Attributes:
        says: what may stand here, in a few words for a page.
        fault: what is wrong with a value ("must be text"), or None.
        schema: the same as JSON Schema.
        read: the value as the loaders want it.
    """

    says: str
    fault: Callable[[Any], Reason]
    schema: Mapping[str, Any] = field(default_factory=dict)
    read: Callable[[Any], Any] = _as_it_is


def _text(value: Any) -> Reason:
    return None if isinstance(value, str) and value.strip() else "must be text (quote what YAML reads otherwise)"


def _number(value: Any) -> Reason:
    good = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return None if good else "must be a number"


def _whole(value: Any) -> Reason:
    return None if isinstance(value, int) and not isinstance(value, bool) else "must be a whole number"


def _flag(value: Any) -> Reason:
    return None if isinstance(value, bool) else "must be true or false"


def _regex(value: Any) -> Reason:
    if reason := _text(value):
        return reason
    try:
        re.compile(value)
    except (re.error, RecursionError, OverflowError) as error:
        return f"is no regular expression: {error}"
    return None


def _day(value: Any) -> Reason:
    if value is None or isinstance(value, date):
        return None
    return None if isinstance(value, str) and DAY.fullmatch(value) else "must be a day as 2021-06-10, or null"


DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
TEXT = Value("text", _text, {"type": "string", "minLength": 1})
NUMBER = Value("a number", _number, {"type": "number"}, float)
WHOLE = Value("a whole number", _whole, {"type": "integer"})
FLAG = Value("`true` or `false`", _flag, {"type": "boolean"})
REGEX = Value("a regular expression", _regex, {"type": "string", "format": "regex"})
DAY_OR_NULL = Value("a day, or `null`", _day, {"type": ["string", "null"]}, lambda v: None if v is None else str(v))


def one_of(*known: str) -> Value:
    """One of these words."""

    def fault(value: Any) -> Reason:
        return None if isinstance(value, str) and value in known else f"is {value!r}, not one of {', '.join(known)}"

    return Value(f"one of {', '.join(f'`{k}`' for k in known)}", fault, {"enum": list(known)})


def between(low: float, high: float, whole: bool = False) -> Value:
    """A number from ``low`` to ``high``."""
    says, inner = f"from {low:g} to {high:g}", WHOLE if whole else NUMBER

    def fault(value: Any) -> Reason:
        return inner.fault(value) or (None if low <= value <= high else f"must be {says}, not {value}")

    return Value(f"{inner.says} {says}", fault, {**inner.schema, "minimum": low, "maximum": high}, inner.read)


def or_null(inner: Value) -> Value:
    """The value, or null."""
    return Value(
        f"{inner.says}, or `null`", lambda v: None if v is None else inner.fault(v),
        {"anyOf": [inner.schema, {"type": "null"}]}, lambda v: None if v is None else inner.read(v),
    )  # fmt: skip


def listed(inner: Value, least: int = 0, what: str = "") -> Value:
    """A list of values, read as a tuple."""
    says = what or f"a list of {inner.says}"

    def fault(value: Any) -> Reason:
        if not isinstance(value, list):
            return f"must be {says}"
        if len(value) < least:
            return f"must be {says} with one at least"
        return next((f"holds {v!r}, which {r}" for v in value if (r := inner.fault(v))), None)

    schema = {"type": "array", "items": inner.schema} | ({"minItems": least} if least else {})
    return Value(says, fault, schema, lambda value: tuple(inner.read(v) for v in value))


def _word(value: Any) -> Reason:
    return None if isinstance(value, str) and value.strip() else "is no text (quote words such as on, off, no, yes)"


WORD = Value("a word", _word, TEXT.schema)
WORDS = listed(WORD, 1, "a list of words")
TEXTS = listed(WORD, 0, "a list of texts")


def _one_or_more(value: Any) -> Reason:
    return None if isinstance(value, str) and value.strip() else TEXTS.fault(value)


ONE_OR_MORE = Value(
    "a text, or a list of texts", _one_or_more, {"anyOf": [TEXT.schema, TEXTS.schema]},
    lambda value: (value,) if isinstance(value, str) else tuple(value),
)  # fmt: skip


def mapped(key: Value, inner: Value, what: str) -> Value:
    """A mapping, all of whose keys and values are as these say."""

    def fault(value: Any) -> Reason:
        if not isinstance(value, dict):
            return f"must be {what}"
        for k, v in value.items():
            if reason := key.fault(k):
                return f"holds the key {k!r}, which {reason}"
            if reason := inner.fault(v):
                return f"{k}: {reason}"
        return None

    schema = {"type": "object", "additionalProperties": inner.schema}
    return Value(what, fault, schema, lambda value: {k: inner.read(v) for k, v in value.items()})


def row(what: str, needed: Mapping[str, Value], other: Mapping[str, Value]) -> Value:
    """A mapping with named parts."""
    known = {**needed, **other}

    def fault(value: Any) -> Reason:
        if not isinstance(value, dict):
            return f"must be {what}"
        for name in value:
            if name not in known:
                return f"has no part {name!r}; there are {', '.join(known)}"
        for name, inner in known.items():
            if name in value and (reason := inner.fault(value[name])):
                return f"{name} {reason}"
        missing = next((name for name in needed if name not in value), None)
        return f"lacks the part {missing!r}" if missing else None

    parts = {name: inner.schema for name, inner in known.items()}
    schema = {"type": "object", "properties": parts, "required": list(needed), "additionalProperties": False}
    return Value(what, fault, schema, lambda value: {k: known[k].read(v) for k, v in value.items()})


def with_fault(inner: Value, further: Callable[[Any], Reason], says: str = "") -> Value:
    """A value that must pass a further test."""
    return Value(says or inner.says, lambda v: inner.fault(v) or further(v), inner.schema, inner.read)
