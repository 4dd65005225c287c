"""An agreement of nobody is one between the two who talked."""

from __future__ import annotations

from dateline.coding.reader.combine import Weighed, with_talkers
from dateline.coding.reader.places_in_grammar import Surroundings
from dateline.coding.reader.proposals import Proposal
from dateline.coding.reader.reading import Act
from dateline.coding.scene import Scene, look_at
from dateline.pages.source_and_story import Story
from dateline.pipeline import read_text
from dateline.record import Document
from loaded import tools

TEXT = "Emmanuel Macron spoke with Vladimir Putin. It was agreed to meet. Peru agreed to help."


def scene_of(text: str) -> Scene:
    story = Story("s", Document("s", None, "text/plain", 0), None, None, None, None, (), None, None, None, "en", text)
    return look_at(read_text(story, tools()), tools().knowledge)


def weighed(scene: Scene, place: int, kind: str, actors: tuple[int, ...]) -> Weighed:
    """An act at the verb of a sentence."""
    head = scene.parse.sentences[place].root
    span = scene.parse.tokens[head].span
    act = Act(0, 0, span, {kind: 1.0})
    return Weighed(Proposal(head, span, None, act), kind, 1.0, 1.0, actors, (), 1.0, {})


def test_what_was_agreed_by_nobody_was_agreed_by_the_two_who_talked() -> None:
    scene = scene_of(TEXT)
    pair = tuple(n for n, e in enumerate(scene.mentions.entities) if e.actor.kind == "person")
    peru = next((n,) for n, e in enumerate(scene.mentions.entities) if e.actor.name == "Peru")
    acts = [weighed(scene, 0, "CONSULT", pair), weighed(scene, 1, "AGREE", ()), weighed(scene, 2, "AGREE", peru)]
    told = with_talkers(acts, Surroundings(scene))
    assert [w.actors for w in told] == [pair, pair, peru]


def test_without_a_talk_of_two_persons_nobody_agreed() -> None:
    scene = scene_of(TEXT)
    acts = [weighed(scene, 0, "CONSULT", ()), weighed(scene, 1, "AGREE", ())]
    assert [w.actors for w in with_talkers(acts, Surroundings(scene))] == [(), ()]


def test_a_later_talk_of_others_ends_that_of_the_two() -> None:
    scene = scene_of("Emmanuel Macron spoke with Vladimir Putin. Peru met Chile. It was agreed to meet.")
    pair = tuple(n for n, e in enumerate(scene.mentions.entities) if e.actor.kind == "person")
    states = tuple(n for n, e in enumerate(scene.mentions.entities) if e.actor.name in {"Peru", "Chile"})
    acts = [weighed(scene, 0, "CONSULT", pair), weighed(scene, 1, "CONSULT", states), weighed(scene, 2, "AGREE", ())]
    assert [w.actors for w in with_talkers(acts, Surroundings(scene))] == [pair, states, ()]
