"""Judged candidates: verdicts back to offsets, what check says of them, and texts with other countries."""

import importlib
import json
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest

from dateline.corpus.annotation import Annotation, Telling
from dateline.corpus.check import faults
from dateline.corpus.texts import Text, digest
from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.ontology import load
from dateline.spans import Span

TRAINING = Path(__file__).parents[2] / "training" / "reader"
ONTOLOGY = load(Layers((SHIPPED,)))
BODY = "Police in Norway arrested two men. Norway said Chile had begun talks, and the Norwegian crew turned back."
VERDICTS = """=== story
1 COERCE | Police=Norway | two men
2 -
3 CONSULT? | Norway ; Chile | - | future/hypothetical
+ turned back | RETREAT | crew=Norwegian | -
"""


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch) -> dict[str, ModuleType]:
    """The scripts that need no torch."""
    monkeypatch.setattr(sys, "path", [str(TRAINING), *sys.path])
    return {name: importlib.import_module(name) for name in ("judging", "swap", "source")}


def at(words: str, text: str = BODY) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def judged(folder: Path, scripts: dict[str, ModuleType], verdicts: str) -> tuple[list[Annotation], list[str]]:
    places = [at("arrested"), at("said"), at("talks")]
    (folder / "a.numbers").write_text(
        json.dumps({"id": "story", "candidates": [[s.start, s.end] for s in places]}) + "\n"
    )
    (folder / "a.verdicts").write_text(verdicts)
    return scripts["judging"].take([folder / "a.verdicts"], {"story": Text("story", BODY)})


def test_verdicts_become_events_and_rejected_places(tmp_path: Path, scripts: dict[str, ModuleType]) -> None:
    (row,), wrong = judged(tmp_path, scripts, VERDICTS)
    assert wrong == []
    assert row.rejected == (at("said"),)
    assert [(e.trigger.of(BODY), e.types, e.required) for e in row.events] == [
        ("arrested", ("COERCE",), True), ("talks", ("CONSULT",), False), ("turned back", ("RETREAT",), True)
    ]  # fmt: skip
    arrest, talks, _ = row.events
    assert arrest.actors == ((at("Police"), at("Norway")),)
    assert [slot[0].start for slot in talks.actors] == [BODY.index("Norway said"), BODY.index("Chile")]
    assert talks.factuality == ("future", "hypothetical")
    assert list(faults(row, BODY, ONTOLOGY)) == []


def test_what_cannot_be_read_is_named_with_its_line(tmp_path: Path, scripts: dict[str, ModuleType]) -> None:
    lines = "=== story\n1 COERCE | Peru | -\n2 SHOUT | Chile | -\n9 -\n3 AGREE | Chile | - | perhaps\n"
    rows, wrong = judged(tmp_path, scripts, lines)
    assert rows == []
    assert [w.split(".verdicts:")[1].split(":")[0] for w in wrong[:4]] == ["2", "3", "4", "5"]
    assert wrong[4].endswith("no verdict on 1, 2, 3")


def test_a_rejected_place_is_no_trigger() -> None:
    spot = at("arrested")
    event = Telling("c1", spot, spot, ("COERCE",), (), (), (), ("asserted",), None)
    row = Annotation(
        "story", None, None, None, None, digest(BODY), 18, "candidates", "J", events=(event,), rejected=(spot,)
    )
    assert list(faults(row, BODY, ONTOLOGY)) == [f"rejected: {spot.start}-{spot.end} is the trigger of an event"]


def test_exchanged_countries_are_the_same_throughout_and_the_way_back_is_known(scripts: dict[str, ModuleType]) -> None:
    swap = scripts["swap"]
    change = swap.others(random.Random(3))
    text, back = swap.exchanged(BODY, change)
    assert "Norw" not in text and "Chile" not in text
    country = text[at("Norway").start : text.index(" arrested")].removeprefix("the ")
    assert country[0].isupper() and text.count(country) >= 2
    assert swap.exchanged("They left Norway.", change)[0] == f"They left {swap.exchanged('Norway', change)[0]}."
    for word in ("arrested", "talks", "crew"):
        where = at(word, text)
        assert back.edges(where.start, where.end) == (at(word).start, at(word).end)
    where = at(country, text)
    assert back.edges(where.start, where.end) == (at("Norway").start, at("Norway").end)
