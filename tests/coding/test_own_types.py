"""A user's own event types behave as their attributes say, as PLOVER's do."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.coding.opinion.folding import folded
from dateline.errors import KnowledgeError
from dateline.knowledge import ontology
from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.load import load
from dateline.pages.source_and_story import Story
from dateline.pipeline import code_text
from dateline.record import Document, Event
from dateline.settings import Settings
from dateline.tools import make_tools

RULES = """
- id: probe.check
  verbs: [scrutinise, "call for", "dare +inf"]
  nouns: [scrutiny]
"""


def lay(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def probe(folder: Path, text: str, quad: int, attributes: str = "") -> tuple[list[Event], list[str]]:
    """The events of the private type in a text, and the types of all events."""
    given = f", {attributes}" if attributes else ""
    lay(folder, "ontology/mine.yaml", f"- {{id: PROBE, quad: {quad}, score: 1, label: look into{given}}}\n")
    lay(folder, "frames/probe.yaml", RULES)
    tools = make_tools(Settings(opinion=False, knowledge=(folder,)))
    document = Document("story", None, "text/plain", 0)
    story = Story("story", document, None, None, None, None, (), None, None, None, "en", text)
    events = code_text(story, tools).events
    return [e for e in events if e.event_type == "PROBE"], [e.event_type for e in events]


# A text, the quad and the attributes of the private type, and the types of the events in it.
BEHAVIOUR = [
    ("Farmers scrutinised the road.", 2, "", []),
    ("Farmers scrutinised the road.", 2, "political: true", ["PROBE"]),
    ("Scrutiny broke out in Iraq on Monday. Iran and the United Nations heard of it.", 2, "", []),
    ("Scrutiny broke out in Iraq on Monday. Iran and the United Nations heard of it.", 2, "inherent: true", ["PROBE"]),
    ("Please scrutinise Iran.", 2, "", ["PROBE"]),
    ("Please scrutinise Iran.", 2, "verbal: true", []),
    ("Please scrutinise Iran.", 3, "", []),
    ("Iran dared to attack Iraq.", 1, "", ["PROBE", "ASSAULT"]),
    ("Iran dared to attack Iraq.", 1, "absorbs: true", ["PROBE"]),
    ("Iran called for cutting exports to Iraq.", 3, "", ["PROBE", "SANCTION"]),
    ("Iran called for cutting exports to Iraq.", 3, "asks: true", ["PROBE"]),
]


@pytest.mark.parametrize(("text", "quad", "attributes", "types"), BEHAVIOUR)
def test_events_of_a_private_type_behave_as_it_says(tmp_path, text, quad, attributes, types) -> None:
    assert probe(tmp_path, text, quad, attributes)[1] == types


@pytest.mark.parametrize(
    ("quad", "attributes", "placed"), [(2, "", 0), (2, "placed: true", 1), (4, "", 1), (4, "placed: false", 0)]
)
def test_the_place_is_the_recipient_of_types_that_are_placed(tmp_path, quad, attributes, placed) -> None:
    ((event,), _) = probe(tmp_path, "The Iraqi army imposed scrutiny in Tripoli.", quad, attributes)
    assert len(event.recipients) == placed


def test_what_is_planned_or_refused_becomes_what_the_type_says(tmp_path) -> None:
    lay(
        tmp_path,
        "ontology/mine.yaml",
        "- {id: PROBE, quad: 4, score: 1, label: x}\n"
        "- {id: SOUND, quad: 1, score: 1, label: x, becomes: {future: PROBE}, root: AGREE}\n",
    )
    types = ontology.load(Layers((SHIPPED, tmp_path)))
    told = {(k, f): folded(types.types[k], f) for k in ("PROBE", "SOUND") for f in ("future", "negated", "asserted")}
    assert told == {
        ("PROBE", "future"): "THREATEN", ("PROBE", "negated"): "CONCEDE", ("PROBE", "asserted"): "PROBE",
        ("SOUND", "future"): "PROBE", ("SOUND", "negated"): "REJECT", ("SOUND", "asserted"): "SOUND",
    }  # fmt: skip
    assert (types.root("SOUND"), types.root("PROBE"), types.root("RETREAT")) == ("AGREE", "PROBE", "CONCEDE")


@pytest.mark.parametrize("attribute", ["becomes: {future: NOWHERE}", "root: NOWHERE"])
def test_a_type_that_there_is_not_is_named(tmp_path, attribute) -> None:
    lay(tmp_path, "ontology/mine.yaml", f"\n- {{id: PROBE, quad: 4, score: 1, label: x, {attribute}}}\n")
    with pytest.raises(KnowledgeError, match=r"mine\.yaml:2: the ontology has no event type 'NOWHERE'"):
        ontology.load(Layers((SHIPPED, tmp_path)))


def test_a_rule_of_an_unknown_type_is_refused_when_it_is_loaded(tmp_path) -> None:
    lay(tmp_path, "frames/probe.yaml", RULES)
    with pytest.raises(KnowledgeError, match=r"probe\.yaml:2: the ontology has no event type 'PROBE'"):
        load((tmp_path,))


def test_our_type_with_another_score_keeps_its_behaviour(tmp_path) -> None:
    lay(tmp_path, "ontology/mine.yaml", "- {id: AGREE, extends: AGREE, score: 3}\n")
    ours, theirs = (ontology.load(Layers(folders)).types["AGREE"] for folders in ((SHIPPED,), (SHIPPED, tmp_path)))
    assert (ours.score, theirs.score) == (2.5, 3)
    assert theirs.symmetric and theirs.absorbs and theirs.label == ours.label


def test_plovers_types_have_what_their_quads_say() -> None:
    types = ontology.load(Layers((SHIPPED,))).types
    assert {t.id for t in types.values() if t.verbal} == {t.id for t in types.values() if t.quad in (1, 3)}
    assert {t.id for t in types.values() if t.symmetric} == {"AGREE", "CONSULT", "COOPERATE"}
    assert {t.id for t in types.values() if t.asks} == {"REQUEST"}
    assert {t.becomes["negated"] for t in types.values() if t.quad == 4} == {"CONCEDE"}
