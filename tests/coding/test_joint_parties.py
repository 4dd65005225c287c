"""Events of plurals that stand for two: their members are the parties."""

from __future__ import annotations

from dateline import pipeline
from dateline.pages.source_and_story import Source
from loaded import tools

TALKS = """Talks in Minsk

Emmanuel Macron arrived in Minsk and saw Vladimir Putin. The two leaders signed a trade agreement."""


def parties(text: str) -> list[tuple[str, set[str], set[str]]]:
    """Type, actors and recipients of the events of a page."""
    (record,) = pipeline.code_page(text.encode(), Source("page.txt", None, None, "2021-06-01"), tools())
    names = {a.id: a.name for a in record.actors}
    return [(e.event_type, {names[i] for i in e.actors}, {names[i] for i in e.recipients}) for e in record.events]


def test_the_leaders_are_the_two_who_met():
    _, actors, recipients = parties(TALKS)[-1]
    assert {"Emmanuel Macron", "Vladimir Putin"} <= actors | recipients


def test_a_resolved_plural_is_no_actor_of_its_own():
    (record,) = pipeline.code_page(TALKS.encode(), Source("page.txt", None, None, "2021-06-01"), tools())
    assert not any("leaders" in a.name for a in record.actors)
