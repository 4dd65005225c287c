"""The pages and schemas that are made from the kinds: none is stale, and the schemas say what the kinds say."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest

from dateline.cli.main import main
from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.kinds.base.entry import COMMON
from dateline.knowledge.kinds.files import TABLES, YAML, kind_of
from dateline.knowledge.kinds.made.schema import schema_of

ROOT = Path(__file__).parents[2]
SPEC = importlib.util.spec_from_file_location("make_reference", ROOT / "scripts" / "make_reference.py")
maker = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(maker)
MADE = maker.made()


@pytest.mark.parametrize("path", MADE, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_made_page_is_not_stale(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == MADE[path], "run: python scripts/make_reference.py"


def test_no_made_page_is_left_over() -> None:
    held = {p for folder in ("reference", "schemas", "layouts") for p in (ROOT / "docs" / folder).iterdir()}
    assert held == {p for p in MADE if p.parent.name in {"reference", "schemas", "layouts"}}


def test_every_field_and_column_stands_on_the_page_of_its_section() -> None:
    for pattern, kinds in YAML.items():
        page = MADE[ROOT / "docs" / "reference" / f"{pattern.split('/')[0]}.md"]
        for kind in kinds:
            assert all(f"| `{d.name}`" in page and d.doc.split("|")[0] in page for d in kind.declared())
            assert all(f"`{name}`" in page for name in kind.needs)
    for pattern, table in TABLES.items():
        page = MADE[ROOT / "docs" / "reference" / f"{pattern.split('/')[0]}.md"]
        assert all(f"| `{name}`" in page for name in table.columns)


TYPES = {
    "string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict,
    "null": type(None),
}  # fmt: skip


def allows(schema: dict[str, Any], value: Any) -> bool:
    """Whether a schema allows a value: what of JSON Schema the kinds use."""
    kinds = [schema["type"]] if isinstance(schema.get("type"), str) else schema.get("type", list(TYPES))
    fits = any(isinstance(value, TYPES[k]) and (k == "boolean" or not isinstance(value, bool)) for k in kinds)
    fits = fits and ("enum" not in schema or value in schema["enum"]) and schema.get("const", value) == value
    fits = fits and ("anyOf" not in schema or any(allows(s, value) for s in schema["anyOf"]))
    if isinstance(value, str):
        return (
            fits
            and len(value) >= schema.get("minLength", 0)
            and bool(re.fullmatch(schema.get("pattern", ".*"), value, re.S))
        )
    if isinstance(value, int | float) and not isinstance(value, bool):
        return fits and schema.get("minimum", value) <= value <= schema.get("maximum", value)
    if isinstance(value, list):
        return (
            fits and len(value) >= schema.get("minItems", 0) and all(allows(schema.get("items", {}), v) for v in value)
        )
    if isinstance(value, dict):
        inner, rest = schema.get("properties", {}), schema.get("additionalProperties", {})
        fits = fits and all(name in value for name in schema.get("required", []))
        return fits and all(
            allows(inner[k], v) if k in inner else rest is not False and allows(rest, v) for k, v in value.items()
        )
    return fits


def plain(value: Any) -> Any:
    """A value of YAML as JSON has it."""
    return json.loads(json.dumps(value, default=str))


@pytest.mark.parametrize("pattern", YAML)
def test_a_schema_allows_what_its_kind_allows(pattern: str) -> None:
    schema = schema_of(pattern)
    entries = Layers((SHIPPED,)).entries(pattern)[:80]
    assert allows(schema, plain([e.data for e in entries]))
    for entry in entries[:10]:
        kind = kind_of(entry, YAML[pattern])
        whole = plain(entry.data)
        assert not allows(schema, [{**whole, "colour": "red"}])
        for told in kind.declared():
            left = {k: v for k, v in whole.items() if k != told.name}
            if told.name != kind.mark:
                assert allows(schema, [left]) is not told.needed
            if told.needed and told.name != "id" and not kind.mark and kind.key == "id":
                assert allows(schema, [{**left, "extends": "x"}])
    assert allows(schema, [{"id": "x", "remove": True}])
    assert not allows(schema, [{"id": "x", "remove": False}])


def test_fields_that_all_entries_have_are_in_every_schema() -> None:
    for pattern in YAML:
        for entry in schema_of(pattern)["items"]["anyOf"][:-1]:
            assert set(COMMON) - {"remove"} <= set(entry["properties"])


def test_the_command_prints_the_schema_and_the_fields(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["knowledge", "schema", "words/agents"]) == 0
    assert json.loads(capsys.readouterr().out) == schema_of("words/agents.yaml")
    assert main(["knowledge", "fields", "frames"]) == 0
    assert "strength: a number from 0 to 1" in capsys.readouterr().out
    assert main(["knowledge", "kinds"]) == 0
    assert "actors/organs.csv" in capsys.readouterr().out
    assert main(["knowledge", "schema", "wrods"]) == 2
    assert "no kind of file is called 'wrods'; there are actors/offices" in capsys.readouterr().err
