"""Those whom the words put on one side together: lists, groups with whom they include, examples of a plural."""

from __future__ import annotations

import pytest

from dateline.coding.frames.parties import Parties
from dateline.coding.frames.whole_sides import whole_side
from dateline.coding.scene import Scene, look_at
from dateline.pages.source_and_story import Story
from dateline.pipeline import read_text
from dateline.record import Document
from loaded import tools


def scene_of(text: str) -> Scene:
    story = Story("s", Document("s", None, "text/plain", 0), None, None, None, None, (), None, None, None, "en", text)
    return look_at(read_text(story, tools()), tools().knowledge)


def side_of(text: str, verb: str, chosen: str) -> set[str]:
    """The whole side of which one was chosen, by the first mention of it."""
    scene = scene_of(text)
    names = [e.actor.name for e in scene.mentions.entities]
    number, head = names.index(chosen), next(t.i for t in scene.parse.tokens if t.text == verb)
    judged = {m.entity: m for m in reversed(scene.mentions.mentions)}
    found = whole_side(head, frozenset({number}), judged, Parties(scene.mentions, scene.clauses))
    return {names[n] for n in found}


@pytest.mark.parametrize(
    ("text", "verb", "chosen", "side"),
    [
        ("Peru, Chile and Bolivia rejected the plan.", "rejected", "Chile", {"Peru", "Chile", "Bolivia"}),
        ("Accusations by Peru, Chile and Bolivia followed.", "Accusations", "Peru", {"Peru", "Chile", "Bolivia"}),
        # Two may stand on different sides, and what opens a sentence or a clause is no member.
        ("Peru and Chile rejected the plan.", "rejected", "Chile", {"Chile"}),
        ("In Peru, Chile and Bolivia signed a pact.", "signed", "Chile", {"Chile"}),
        ("Peru attacked Chile, Ecuador, and Bolivia condemned the raid.", "attacked", "Chile", {"Chile"}),
        ("The court tried two presidents of Peru, Ana Sol and Luis Mar.", "tried", "Ana Sol", {"Ana Sol"}),
        ("Chile named Peru, Bolivia or Ecuador as hosts.", "named", "Peru", {"Peru"}),
    ],
)  # fmt: skip
def test_a_list_of_three_or_more_acts_as_one(text: str, verb: str, chosen: str, side: set[str]) -> None:
    assert side_of(text, verb, chosen) == side


def test_a_list_elsewhere_in_the_sentence_adds_nobody() -> None:
    text = "Peru said that Bolivia, Ecuador and Peru had gained."
    assert side_of(text, "said", "Peru") == {"Peru"}


@pytest.mark.parametrize("chosen", ["its allies", "Chile"])
def test_a_group_acts_with_whom_it_is_said_to_include(chosen: str) -> None:
    side = side_of("Peru said that rich nations, including Chile, condemned the raid.", "condemned", "rich nations")
    assert side == {"rich nations", "Chile"}


def test_names_behind_such_as_stand_for_a_bare_plural() -> None:
    text = "Countries such as Peru and Chile condemned the raid."
    assert side_of(text, "condemned", "Countries") == {"Peru", "Chile"}


def test_common_nouns_behind_including_add_nobody() -> None:
    text = "The army killed villagers, including women and children."
    assert side_of(text, "killed", "villagers") == {"villagers"}


def test_only_who_was_asked_about_comes_to_a_side() -> None:
    scene = scene_of("Peru, Chile and Bolivia rejected the plan.")
    judged = {m.entity: m for m in scene.mentions.mentions if m.span.start == 0}
    first = frozenset(judged)
    assert whole_side(5, first, judged, Parties(scene.mentions, scene.clauses)) == first
