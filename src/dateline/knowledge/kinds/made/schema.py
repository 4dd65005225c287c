"""The kinds as JSON Schemas (draft 2020-12), for editors that complete and check YAML."""

from __future__ import annotations

from typing import Any

from dateline.knowledge.kinds.base.entry import COMMON, Declared, Kind
from dateline.knowledge.kinds.files import YAML

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(pattern: str) -> dict[str, Any]:
    """The schema of a kind of file: a list of entries, each of one of its kinds, or one that takes an entry away."""
    kinds = YAML[pattern]
    return {
        "$schema": DRAFT,
        "title": pattern,
        "description": " ".join(filter(None, (kind.__doc__ for kind in kinds))),
        "type": "array",
        "items": {"anyOf": [*map(_entry, kinds), _removal()]},
    }


def _entry(kind: type[Kind]) -> dict[str, Any]:
    """The schema of one kind of entry. Who extends another entry needn't have the fields that must be there."""
    declared = kind.declared()
    must = [d.name for d in declared if d.needed]
    key = next(d.name for d in declared if d.attribute in ("id", kind.key))
    common = {name: {"description": doc} for name, doc in COMMON.items() if name != "remove"}
    schema: dict[str, Any] = {
        "title": kind.__name__.removesuffix("Entry"),
        "description": kind.__doc__,
        "type": "object",
        "properties": {**{d.name: _field(d) for d in declared}, **common},
        "required": [key],
        "additionalProperties": False,
    }
    if must != [key]:
        schema["anyOf"] = [{"required": must}, {"required": ["extends"]}]
    return schema


def _field(declared: Declared) -> dict[str, Any]:
    plain = declared.default in (None, "", ()) or declared.needed
    return {**declared.value.schema, "description": declared.doc} | ({} if plain else {"default": declared.default})


def _removal() -> dict[str, Any]:
    return {
        "title": "removal",
        "type": "object",
        "properties": {"id": {"type": "string"}, "remove": {"const": True}, "note": {"type": "string"}},
        "required": ["id", "remove"],
        "additionalProperties": False,
    }
