"""Ids that code asks for by name: all are declared, and no folder may take them away or change what they mean."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import dateline
from dateline.cli.main import main
from dateline.errors import KnowledgeError
from dateline.knowledge.check import check_all
from dateline.knowledge.checks.required import required_faults
from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.kinds import dates, frames, places, reporting, words
from dateline.knowledge.kinds.files import YAML, kind_of
from dateline.knowledge.load import load

HOUSE = Path(dateline.__file__).parent
# How code asks for an entry: the last name before the key -> the kinds that may hold it.
ASKED_BY = {
    "shapes": (words.ShapeEntry,), "cues": (places.PlaceCueEntry, places.WhereCueEntry),
    "words": (reporting.ReportingWordsEntry, frames.WordSetEntry), "classes": (dates.DateWordEntry,),
}  # fmt: skip
NEEDED = [
    (pattern, kind, name)
    for pattern, kinds in YAML.items()
    for kind in kinds
    for name in kind.needs
    if kind.key == "id"
]


def asked(path: Path) -> set[tuple[str, str]]:
    """String keys by which a module asks for entries: ``shapes["kin"]``, ``frames.words("blame")``."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        whole, key = None, None
        if isinstance(node, ast.Subscript):
            whole, key = node.value, node.slice
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and len(node.args) == 1:
            whole, key = node.func, node.args[0]
        name = whole.attr if isinstance(whole, ast.Attribute) else whole.id if isinstance(whole, ast.Name) else ""
        if name in ASKED_BY and isinstance(key, ast.Constant) and isinstance(key.value, str):
            found.add((name, key.value))
    return found


STAGES = [p for folder in ("language", "mentions", "attribution", "coding") for p in (HOUSE / folder).rglob("*.py")]
KEYS = {key for path in STAGES for key in asked(path)}


def test_keys_that_code_asks_for_are_declared() -> None:
    assert len(KEYS) > 60
    undeclared = {(name, key) for name, key in KEYS if not any(key in kind.needs for kind in ASKED_BY[name])}
    # Words that a pattern of a date captured, and counts of words, go by the same name as a list of words.
    captured = {group for groups in dates.OPERATIONS.values() for choice in groups.groups for group in choice}
    captured |= set(dates.MEANINGS) | {"year", "shortdecade"}
    assert {(name, key) for name, key in undeclared if name != "words" or key not in captured} == set()


def test_shipped_knowledge_has_what_code_needs() -> None:
    assert list(required_faults(Layers((SHIPPED,)))) == []


def lay(folder: Path, pattern: str, text: str) -> Path:
    path = folder / pattern.replace("*", "mine")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(("pattern", "kind", "name"), NEEDED, ids=[f"{n}-{p}" for p, _, n in NEEDED])
def test_what_code_needs_cannot_be_taken_away(tmp_path: Path, pattern: str, kind: type, name: str) -> None:
    path = lay(tmp_path, pattern, f"# mine\n- {{id: {name}, remove: true}}")
    faults = list(required_faults(Layers((SHIPPED, tmp_path)), touched=True))
    assert [(f.file, f.line) for f in faults] == [(str(path), 2)]
    assert f"{name!r} is asked for by name" in faults[0].reason


@pytest.mark.parametrize(
    ("pattern", "entry", "reason"),
    [
        ("factuality/*.yaml", "{id: modal.will, kind: aux, words: [will], gives: future}", "must hold 'going to'"),
        (
            "factuality/*.yaml",
            "{id: modal.will, kind: adverb, words: [will, going to], gives: future}",
            "must be 'aux'",
        ),
        ("factuality/*.yaml", "{id: modal.may, kind: aux, words: [may], gives: negated}", "gives must be 'possible'"),
        ("factuality/*.yaml", "{id: modal.may, words: [may], gives: possible}", "must stay one of"),
        ("ontology/*.yaml", "{id: AGREE, quad: 4, score: 1, label: x}", "quad must be 1, not 4"),
        ("words/titles.yaml", "{id: title.military, words: [x], kind: person, sectors: [GOV]}", "must hold 'MIL'"),
    ],
)
def test_what_code_needs_keeps_its_meaning(tmp_path: Path, pattern: str, entry: str, reason: str) -> None:
    path = lay(tmp_path, pattern, f"# mine\n- {entry}")
    (fault,) = required_faults(Layers((SHIPPED, tmp_path)), touched=True)
    assert (fault.file, fault.line) == (str(path), 2)
    assert reason in fault.reason


def test_a_class_of_date_words_may_not_be_emptied(tmp_path: Path) -> None:
    path = lay(tmp_path, "dates/*.yaml", "- {id: verb.saying, remove: true}")
    named = [e.data["id"] for e in Layers((SHIPPED,)).entries("dates/*.yaml") if e.data.get("class") == "saying"]
    path = lay(tmp_path, "dates/*.yaml", "\n".join(f"- {{id: {name}, remove: true}}" for name in named))
    (fault,) = required_faults(Layers((SHIPPED, tmp_path)), touched=True)
    assert fault.file == str(path)
    assert "'saying' is asked for by name" in fault.reason


def test_check_loading_and_coding_refuse_it_alike(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = lay(tmp_path / "own", "factuality/*.yaml", "- {id: modal.will, remove: true}")
    page = tmp_path / "page.txt"
    page.write_text("Troops are going to leave the valley.\n", encoding="utf-8")
    assert [(f.file, f.line) for f in check_all((tmp_path / "own",))] == [(str(path), 1)]
    with pytest.raises(KnowledgeError, match=r"mine\.yaml:1: 'modal\.will' is asked for by name"):
        load((tmp_path / "own",))
    assert (
        main(["code", str(page), "--knowledge", str(tmp_path / "own"), "--to", "jsonl", "-o", str(tmp_path / "out")])
        == 2
    )
    assert "mine.yaml:1: 'modal.will' is asked for by name" in capsys.readouterr().err


def test_what_code_needs_may_be_replaced(tmp_path: Path) -> None:
    lay(tmp_path, "words/shapes.yaml", "- {id: kin, words: [twin]}")
    assert load((tmp_path,)).words.shapes["kin"] == {"twin"}


def test_an_entry_is_of_the_kind_of_its_mark() -> None:
    entry = next(e for e in Layers((SHIPPED,)).entries("dates/*.yaml") if "holiday" in e.data)
    assert kind_of(entry, YAML["dates/*.yaml"]) is dates.HolidayEntry
