"""The kinds as JSON Schemas (draft 2020-12), for editors that complete and check YAML; tables as their rows."""

from __future__ import annotations

from typing import Any

from dateline.knowledge.kinds.base.entry import COMMON, Declared, Kind
from dateline.knowledge.kinds.base.table import FILLED, Cell
from dateline.knowledge.kinds.files import TABLES, YAML

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


def schema_of_table(pattern: str) -> dict[str, Any]:
    """The schema of a kind of table: a list of rows, each cell a text, as readers of CSV give them."""
    table = TABLES[pattern]
    return {
        "$schema": DRAFT,
        "title": pattern,
        "description": f"A row: {table.doc}",
        "type": "array",
        "items": {
            "type": "object",
            "properties": {n: {**_cell(c.cell), "description": c.doc} for n, c in table.columns.items()},
            "required": [name for name, column in table.columns.items() if column.needed],
            "additionalProperties": False,
        },
    }


def _cell(cell: Cell) -> dict[str, Any]:
    """What a cell may hold. Bounds of numbers are told in words, since cells are texts."""
    pattern = r"\S" if cell == FILLED else f"^(?:{cell.pattern})$" if cell.pattern else ""
    return {"type": "string"} | ({"pattern": pattern} if pattern else {}) | ({"title": cell.says} if cell.says else {})


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
