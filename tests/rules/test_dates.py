"""The date grammar: what a user's folder changes, and what is refused. Its examples are run by test_examples.py."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.lexicon.expressions import Expressions


def test_layers_replace_a_rule(tmp_path: Path):
    from dateline.knowledge.lexicon import expressions

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
    from dateline.knowledge.lexicon import expressions

    (tmp_path / "dates").mkdir()
    (tmp_path / "dates" / "own.yaml").write_text(f"# own\n- {entry}\n")
    with pytest.raises(KnowledgeError, match=re.escape(reason)) as caught:
        expressions.load(Layers((SHIPPED, tmp_path)))
    assert caught.value.line == 2
    assert caught.value.file.endswith("own.yaml")
