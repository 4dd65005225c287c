"""Pronouns inside statements, and acts that are told twice or by nobody."""

from __future__ import annotations

import pytest

from dateline.pages.source_and_story import Story
from dateline.pipeline import code_story
from dateline.record import Document, StoryRecord
from loaded import tools

TOOLS = tools()


def _story(text: str) -> StoryRecord:
    story = Story("s", Document("s", None, "text/plain", 0), None, None, None, None, (), None, None, None, "en", text)
    return code_story(story, TOOLS)


def events(text: str) -> list[tuple[str, set[str], set[str]]]:
    record = _story(text)
    names = {a.id: a.name for a in record.actors}
    return [(e.event_type, {names[i] for i in e.actors}, {names[i] for i in e.recipients}) for e in record.events]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"I condemn Russia," President Emmanuel Macron said.', ("ACCUSE", {"Emmanuel Macron"}, {"Russia"})),
        ('"We condemn the attack of Russia on our country," Volodymyr Zelensky said in Kyiv.', None),
        ("I condemn Russia.", ()),
    ],
)
def test_first_persons_are_the_speaker(text: str, expected: tuple[str, set[str], set[str]] | tuple[()] | None) -> None:
    found = events(text)
    if expected is None:
        assert ("ACCUSE", {"Volodymyr Zelensky"}) in [(kind, actors) for kind, actors, _ in found]
    elif expected:
        assert expected in found
    else:
        assert found == []


def test_what_is_called_for_is_no_act() -> None:
    assert [kind for kind, _, _ in events("France called on Germany for cutting its aid to Russia.")] == ["REQUEST"]


def test_a_visit_to_hold_talks_is_one_act() -> None:
    assert [kind for kind, _, _ in events("Emmanuel Macron arrived in Berlin to hold talks.")] == ["CONSULT"]


def test_who_is_put_on_a_list_is_not_said_to_have_done_it() -> None:
    for state, group in (("Iran", "Hezbollah"), ("Kenya", "the Hune Front"), ("Russia", "Islamic State")):
        story = _story(f"{state} designated {group} as a terrorist organisation.")
        assert [(e.event_type, e.statement) for e in story.events] == [("SANCTION", None)], state
    assert [bool(e.statement) for e in _story("The Hune Front claimed responsibility for the attack.").events] == [True]


@pytest.mark.parametrize("outcome", ["dead two Oskan", "dead a", "dead two Russian"])
def test_the_outcome_of_a_verb_is_no_part_of_the_victim(outcome: str) -> None:
    (found,) = events(f"Ukrainian troops shot {outcome} fishermen.")
    assert not any("dead" in name for name in found[2])


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ("Iranian and Israeli", {"Iran", "Israel"}),
        ("Israeli and Iranian", {"Iran", "Israel"}),
        ("Russian and Ukrainian", {"Russia", "Ukraine"}),
        ("French and Kenyan", {"France", "Kenya"}),
    ],
)
def test_two_adjectives_before_one_noun_are_two_sides_whoever_is_named(words: str, states: set[str]) -> None:
    assert events(f"{words} troops clashed at the border.") == [("ASSAULT", states, set())]
