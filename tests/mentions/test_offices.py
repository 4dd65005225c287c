"""A plural office of several countries is one holder a country; who is a group, and which one, for a plural."""

from __future__ import annotations

import pytest

from dateline.mentions.mentioned import Mentions
from mentions.test_find_actors import names_of, one, read


def members_of(found: Mentions, words: str) -> list[tuple[str, str | None]]:
    """Names and countries of those for whom the first mention stands that reads so."""
    mention = next(m for m in found.mentions if m.span.of(found.parse.text) == words)
    actors = [found.entities[n].actor for n in mention.members]
    return [(a.name, a.country) for a in actors]


@pytest.mark.parametrize(
    ("text", "words", "countries"),
    [
        ("The presidents of Peru, Cuba and Mali met.", "The presidents of Peru, Cuba and Mali", ["PER", "CUB", "MLI"]),
        ("The foreign ministers of Kenya and Uganda met.", "The foreign ministers of Kenya and Uganda", ["KEN", "UGA"]),
        ("The presidents of Kenya and Uganda met. The presidents signed.", "The presidents", ["KEN", "UGA"]),
        ("The officials of Kenya and Uganda met.", "The officials of Kenya and Uganda", []),
        ("The former presidents of Kenya and Uganda met.", "The former presidents of Kenya and Uganda", []),
        ("The three presidents of Kenya and Uganda met.", "The three presidents of Kenya and Uganda", []),
        ("The presidents of Kenya met.", "The presidents of Kenya", []),
    ],
)  # fmt: skip
def test_a_plural_office_is_one_holder_a_country(text: str, words: str, countries: list[str]) -> None:
    assert [country for _, country in members_of(read(text), words)] == countries


def test_a_holder_told_by_himself_is_the_one_of_the_plural() -> None:
    found = read("The presidents of Kenya and Uganda met. The Kenyan president left early.", published=None)
    assert [name for name, _ in members_of(found, "The presidents of Kenya and Uganda")] == [
        "Kenyan president", "president of Uganda",
    ]  # fmt: skip


def test_a_deputy_is_not_the_holder() -> None:
    found = read("Vice President Ada Brunn of Kenya met the presidents of Kenya and Uganda.", published=None)
    names = [name for name, _ in members_of(found, "the presidents of Kenya and Uganda")]
    assert names == ["president of Kenya", "president of Uganda"]


def test_the_register_knows_who_held_an_office_that_day() -> None:
    found = read("The presidents of Kenya and Uganda met. The Kenyan president left early.")
    both = [name for name, _ in members_of(found, "The presidents of Kenya and Uganda")]
    assert both == ["Uhuru Kenyatta", "Yoweri Museveni"]


def test_holders_of_whom_only_a_plural_tells_are_actors_of_their_own() -> None:
    found = read("The presidents of Kenya and Uganda met.", published=None)
    holders = [e for e in found.entities if e.actor.name.startswith("president of")]
    assert [(e.is_actor, e.plural, e.joint) for e in holders] == [(True, False, False)] * 2
    assert all(e.actor.mentions for e in holders)


def test_a_group_is_the_nearest_group_and_no_town_or_storm() -> None:
    found = read("The Red Fist rebels attacked Barkin on Sunday, the group and two residents said.")
    assert one(found, "Red Fist", "the group")
    found = read("Typhoon Lando hit the islands on Monday. The group said it would fight on.")
    assert not one(found, "Typhoon Lando", "The group")


@pytest.mark.parametrize(
    ("counted", "bare"), [("Two officials", "Afghan officials"), ("Two residents", "Residents of Mawlu")]
)
def test_a_plural_without_article_is_no_group_that_was_counted(counted: str, bare: str) -> None:
    assert not one(read(f"{counted} said the talks failed. {bare} said they were afraid."), counted, bare)


def test_those_who_were_counted_are_meant_by_an_article() -> None:
    found = read("Two officials said the talks failed. The officials gave no reason.")
    assert names_of(found, "Two officials") == names_of(found, "The officials")
