"""Plurals for the same actors are one group actor, named by its members, and other sets are others."""

from __future__ import annotations

from dateline.language.parse import parse
from dateline.mentions.find_mentions import find_actors
from dateline.pages.source_and_story import Story
from dateline.record import Document
from loaded import tools

CALL = "President of Russia Vladimir Putin rang President of France Emmanuel Macron. "


def groups(text: str) -> dict[str, list[str]]:
    """Name of each group -> the words that mean it."""
    document = Document("q", None, "text/plain", 0)
    story = Story("q", document, None, None, None, None, (), None, "2022-01-15", "given", "en", text)
    entities, _ = find_actors(parse(story, tools().parser), tools().knowledge)
    joint = (e for e in entities if e.joint and e.plural and e.actor.mentions)
    return {e.actor.name: [m.of(text) for m in e.actor.mentions] for e in joint}


def test_plurals_for_the_same_two_are_one_group():
    text = CALL + "The presidents discussed grain. Both leaders praised the deal. They agreed to meet."
    assert groups(text) == {"Vladimir Putin and Emmanuel Macron": ["The presidents", "Both leaders", "They"]}


def test_another_pair_is_another_group():
    text = (
        CALL + "The leaders discussed grain. President of Egypt Abdel Fattah el-Sisi met President of Turkey "
        "Recep Tayyip Erdogan. The leaders left."
    )
    assert [*groups(text)] == [
        "Vladimir Putin and Emmanuel Macron", "Abdel Fattah el-Sisi and Recep Tayyip Erdoğan",
    ]  # fmt: skip


def test_a_plural_whose_members_are_not_told_is_no_such_group():
    assert groups("The leaders discussed grain. They agreed to meet.") == {}
    assert groups("Peru and Chile released a statement. The statement condemned the raid.") == {}
