"""The story record as a JSON Schema (draft 2020-12), made from the dataclasses that it is."""

from __future__ import annotations

import dataclasses
import inspect
import re
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from dateline.record import StoryRecord

DRAFT = "https://json-schema.org/draft/2020-12/schema"
SCALARS = {str: "string", int: "integer", float: "number", bool: "boolean"}


def record_schema() -> dict[str, Any]:
    """The schema of a line of ``--to jsonl``. Fields that came later may be missing in older records."""
    parts: dict[str, Any] = {}
    top = _object(StoryRecord, parts)
    return {"$schema": DRAFT, **top, "$defs": {name: parts[name] for name in sorted(parts)}}


def _object(kind: type, parts: dict[str, Any]) -> dict[str, Any]:
    """A dataclass as an object."""
    told, said = inspect.getdoc(kind) or "", get_type_hints(kind)
    known = _attributes(told)
    fields = dataclasses.fields(kind)
    return {
        "title": kind.__name__,
        "description": " ".join(told.partition("\n\n")[0].split()),
        "type": "object",
        "properties": {
            f.name: _value(said[f.name], parts) | ({"description": known[f.name]} if f.name in known else {})
            for f in fields
        },
        "required": [f.name for f in fields if f.default is dataclasses.MISSING],
        "additionalProperties": False,
    }


def _attributes(told: str) -> dict[str, str]:
    """What a docstring says of each attribute."""
    found: dict[str, str] = {}
    for entry in re.split(r"\n    (?=\S)", told.partition("Attributes:")[2]):
        names, colon, says = entry.strip().partition(": ")
        if colon:
            found |= dict.fromkeys(re.split(r", ", names), " ".join(says.split()))
    return found


def _value(hint: Any, parts: dict[str, Any]) -> dict[str, Any]:
    """What a type hint allows."""
    origin, args = get_origin(hint), get_args(hint)
    if hint in SCALARS:
        return {"type": SCALARS[hint]}
    if origin is Literal:
        return {"enum": list(args)}
    if origin is tuple:
        return {"type": "array", "items": _value(args[0], parts)}
    if origin in (Union, UnionType):
        return {"anyOf": [{"type": "null"} if a is type(None) else _value(a, parts) for a in args]}
    if hint.__name__ not in parts:
        parts[hint.__name__] = {}  # it may hold itself
        parts[hint.__name__] = _object(hint, parts)
    return {"$ref": f"#/$defs/{hint.__name__}"}
