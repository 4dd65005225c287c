"""Every example of the reporting knowledge does what it says."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "attribution"))

from marked import statements_of, unmark

from dateline.knowledge.files import SHIPPED, Entry, Layers
from dateline.record import Statement
from dateline.spans import Span

LAYERS = Layers((SHIPPED,))
CUES = [e for name in ("verbs", "nouns", "phrases") for e in LAYERS.entries(f"reporting/{name}.yaml")]
STANCES = LAYERS.entries("reporting/stance.yaml")


def examples(entries: list[Entry], kind: str) -> list:
    return [
        pytest.param(e, text, id=f"{e.data['id']}-{n}") for e in entries for n, text in enumerate(e.data.get(kind, []))
    ]


def cue_of(statement: Statement) -> Span | None:
    return next((d.span for d in statement.decisions if d.field == "chain"), None)


def test_every_entry_has_an_example() -> None:
    assert not [e.data["id"] for e in [*CUES, *STANCES] if "match" not in e.data]


@pytest.mark.parametrize(("entry", "marked"), examples(CUES, "match"))
def test_cue_finds_its_parts(entry: Entry, marked: str) -> None:
    text, spans = unmark(marked)
    found = [s for s in statements_of(text).statements if s.rule == entry.data["id"]]
    assert sorted(s.content.of(text) for s in found) == sorted(s.of(text) for s in spans["content"])
    for statement in found:
        links = statement.chain[-len(spans["source"]) :] if "source" in spans else ()
        assert [x.mention.of(text) for x in links if x.mention] == [s.of(text) for s in spans.get("source", [])]
        assert cue_of(statement) in spans["cue"]
        assert statement.stance == entry.data.get("stance", "asserts")
        if "addressee" in spans:
            actor = statements_of(text).mentions.by_actor[statement.addressee].actor
            assert any(m.touches(spans["addressee"][0]) for m in actor.mentions)


@pytest.mark.parametrize(("entry", "text"), examples(CUES, "no_match"))
def test_cue_leaves_others_alone(entry: Entry, text: str) -> None:
    assert [s.content.of(text) for s in statements_of(text).statements] == []


@pytest.mark.parametrize(("entry", "marked"), examples(STANCES, "match"))
def test_stance_cue_sets_the_stance(entry: Entry, marked: str) -> None:
    text, spans = unmark(marked)
    decisions = [(s.stance, d) for s in statements_of(text).statements for d in s.decisions if d.field == "stance"]
    hits = [d for stance, d in decisions if d.rule == entry.data["id"] and stance == entry.data["stance"]]
    assert hits
    assert any(d.span is not None and d.span.touches(spans["cue"][0]) for d in hits)


@pytest.mark.parametrize(("entry", "text"), examples(STANCES, "no_match"))
def test_stance_cue_leaves_others_alone(entry: Entry, text: str) -> None:
    plain, _ = unmark(text)
    statements = statements_of(plain).statements
    assert statements
    assert all(s.stance == "asserts" for s in statements)
