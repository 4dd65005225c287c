"""Pronouns inside statements, and acts that are told twice or by nobody."""

from __future__ import annotations

import pytest

from dateline.pages.source_and_story import Story
from dateline.pipeline import code_story
from dateline.record import Document
from loaded import tools

TOOLS = tools()


def events(text: str) -> list[tuple[str, set[str], set[str]]]:
    story = Story("s", Document("s", None, "text/plain", 0), None, None, None, None, (), None, None, None, "en", text)
    record = code_story(story, TOOLS)
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
