"""What the words settle of an act's sides: the "by" of a passive, things, one's own people."""

from __future__ import annotations

import pytest

from dateline.coding.frames.parties import Parties
from dateline.coding.frames.settled_sides import (
    impersonal,
    named_agents,
    named_inside,
    no_actors,
    no_recipients,
    own_people,
)
from dateline.coding.scene import Scene, look_at
from dateline.pages.source_and_story import Story
from dateline.pipeline import read_text
from dateline.record import Document
from loaded import tools


def scene_of(text: str) -> Scene:
    story = Story("s", Document("s", None, "text/plain", 0), None, None, None, None, (), None, None, None, "en", text)
    return look_at(read_text(story, tools()), tools().knowledge)


def called(numbers: frozenset[int], scene: Scene) -> set[str]:
    return {scene.mentions.entities[n].actor.name for n in numbers}


def parties_of(scene: Scene) -> Parties:
    return Parties(scene.mentions, scene.clauses)


def word(scene: Scene, text: str) -> int:
    return next(t.i for t in scene.parse.tokens if t.text == text)


@pytest.mark.parametrize(
    ("text", "verb", "agents"),
    [
        ("The mutineers were shot by comrades.", "shot", {"comrades"}),
        ("The plan was condemned by Peru and Chile.", "condemned", {"Peru", "Chile"}),
        ("The plan was condemned by Peru and by Chile.", "condemned", {"Peru", "Chile"}),
        ("The miners were killed in a raid by rebels.", "killed", {"rebels"}),
        ("The village was shelled by night.", "shelled", set()),
        ("Peru condemned the plan by Friday.", "condemned", set()),
    ],
)
def test_the_by_of_a_passive_names_who_did_it(text: str, verb: str, agents: set[str]) -> None:
    scene = scene_of(text)
    assert called(named_agents(word(scene, verb), parties_of(scene)), scene) == agents


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("It was agreed to keep in touch.", True),
        ("It was agreed by Peru and Chile to keep in touch.", False),
        ("A pact was agreed in Quito.", False),
        ("It agreed to keep in touch.", False),
    ],
)
def test_an_impersonal_passive_says_of_nobody_that_it_was_done(text: str, nobody: bool) -> None:
    scene = scene_of(text)
    assert impersonal(word(scene, "agreed"), parties_of(scene)) is nobody


@pytest.mark.parametrize(
    ("text", "verb", "kind", "barred"),
    [
        ("Peru moved howitzers and 300 soldiers towards Chile.", "moved", "MOBILIZE", {"howitzers", "300 soldiers"}),
        ("Peru urged talks.", "urged", "REQUEST", {"talks"}),
        ("Peru bombed a dam.", "bombed", "ASSAULT", set()),
        ("Peru urged northern states to wait.", "urged", "REQUEST", set()),
    ],
)
def test_to_whom_an_act_is_not_done(text: str, verb: str, kind: str, barred: set[str]) -> None:
    scene = scene_of(text)
    kinds, everybody = scene.knowledge.ontology.types, range(len(scene.mentions.entities))
    found = no_recipients(word(scene, verb), kinds[kind], everybody, parties_of(scene))
    assert called(found, scene) == barred


def test_matters_do_nothing_and_those_who_are_called_somebody_may() -> None:
    scene = scene_of("The blame lay with the West. Peru and those who fled saw the talks. Southern states agreed.")
    assert called(no_actors(range(len(scene.mentions.entities)), parties_of(scene)), scene) == {"blame", "talks"}


@pytest.mark.parametrize(
    ("kind", "own"),
    [("REJECT", {"its fighters"}), ("ASSAULT", set())],
)
def test_nobody_refuses_their_own(kind: str, own: set[str]) -> None:
    scene = scene_of("The Salamat Front denied that its fighters had shelled Haifa.")
    group = frozenset(n for n, e in enumerate(scene.mentions.entities) if e.actor.name == "Salamat Front")
    types = scene.knowledge.ontology.types
    assert called(own_people(word(scene, "denied"), types[kind], group, parties_of(scene)), scene) == own


def test_a_spokesman_refuses_no_force_for_which_he_speaks() -> None:
    scene = scene_of("A spokesman for the Peruvian army denied the charge.")
    man = frozenset(n for n, e in enumerate(scene.mentions.entities) if "spokesman" in e.actor.name)
    kind = scene.knowledge.ontology.types["REJECT"]
    found = own_people(word(scene, "denied"), kind, man, parties_of(scene))
    assert any("army" in name for name in called(found, scene))


@pytest.mark.parametrize(
    ("text", "verb", "inside"),
    [
        ("The leaders of Peru, Chile and Bolivia met in Quito.", "met", {"Peru", "Chile", "Bolivia"}),
        ("The leaders of Peru and Chile met Chile.", "met", {"Peru"}),
        ("Peru and Chile met.", "met", set()),
    ],
)
def test_who_is_named_inside_of_another_party_is_none_of_its_own(text: str, verb: str, inside: set[str]) -> None:
    scene = scene_of(text)
    everybody = frozenset(n for n, e in enumerate(scene.mentions.entities) if e.is_actor)
    assert called(named_inside(word(scene, verb), everybody, parties_of(scene)), scene) == inside
