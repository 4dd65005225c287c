"""Every example beside the entries of the knowledge comes out as it says: one test an entry, one runner for all."""

from __future__ import annotations

from functools import cache

import pytest

from dateline.examples.bench import Bench
from dateline.examples.run import JUDGES, entries_with_examples, verdicts
from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.kinds.base.entry import Kind
from dateline.knowledge.kinds.files import YAML, read_all
from dateline.knowledge.kinds.frames import FrameEntry
from dateline.settings import Settings
from dateline.tools import make_tools

LAYERS = Layers((SHIPPED,))
ENTRIES = list(entries_with_examples(LAYERS))
# Kinds whose every entry must show by an example what it does.
MUST = set(JUDGES) - {"place", "where"}


@cache
def bench() -> Bench:
    return Bench(make_tools(Settings(opinion=False)))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.name)
def test_an_entry_does_what_its_examples_say(entry: Kind) -> None:
    found = list(verdicts(entry, bench()))
    assert [f"{v.example}\n    {v.reason}" for v in found if v.reason] == []
    assert found or entry.examples not in MUST


@pytest.mark.parametrize("entry", [e for e in ENTRIES if isinstance(e, FrameEntry)], ids=lambda e: e.name)
def test_every_rule_of_a_frame_shows_what_it_finds(entry: FrameEntry) -> None:
    assert entry.match


def test_every_judge_has_work_and_every_kind_with_examples_a_judge() -> None:
    assert {kind.examples for kinds in YAML.values() for kind in kinds} - {""} == set(JUDGES)
    assert {entry.examples for entry in ENTRIES} == set(JUDGES)


def test_examples_stand_only_where_somebody_judges_them() -> None:
    left = [
        entry.source.data["id"]
        for pattern in YAML
        for entry in read_all(LAYERS, pattern)
        if not entry.examples and {"match", "no_match", "examples"} & set(entry.source.data)
    ]
    assert left == []


def test_word_lists_that_code_looks_up_are_lower_case() -> None:
    shapes = bench().knowledge.words.shapes
    assert len(shapes) > 10
    assert all(words and all(w == w.lower() for w in words) for words in shapes.values())
