"""Arrows only point right: no stage imports anything of a later one, and none touches files, databases or the web."""

import ast
from pathlib import Path

import pytest

import dateline

HOUSE = Path(dateline.__file__).parent
# In the order of the flow; a package may import those before it.
BASE = {"spans", "errors", "record", "settings"}
ORDER = ["knowledge", "pages", "language", "mentions", "attribution", "coding"]
OUTSIDE = {"sqlite3", "socket", "urllib", "http", "requests", "starlette", "uvicorn", "typer", "rich"}
# The gazetteer is a read-only SQLite file, opened by the knowledge that it is.
READ_ONLY = {"knowledge/towns.py": {"sqlite3"}, "knowledge/register.py": {"sqlite3"}}


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{a.name}" for a in node.names} if node.module == "dateline" else set()
    return found


STAGES = sorted(p for package in ORDER for p in (HOUSE / package).rglob("*.py"))


@pytest.mark.parametrize("path", STAGES, ids=lambda p: p.relative_to(HOUSE).as_posix())
def test_stage_imports_nothing_to_its_right(path: Path) -> None:
    name = path.relative_to(HOUSE).as_posix()
    package = name.split("/")[0]
    allowed = BASE | set(ORDER[: ORDER.index(package) + 1])
    inner = {m.split(".")[1] for m in imported(path) if m.startswith("dateline.")}
    assert inner <= allowed
    assert {m.split(".")[0] for m in imported(path)} & OUTSIDE <= READ_ONLY.get(name, set())


def test_only_one_module_knows_the_parser() -> None:
    users = {p.relative_to(HOUSE).as_posix() for p in HOUSE.rglob("*.py") if any(
        m.split(".")[0] == "spacy" for m in imported(p))}  # fmt: skip
    assert users == {"language/parse.py"}
