"""What the words of a body's name tell of it, and what they don't, by sentences of our own."""

from __future__ import annotations

import pytest
from test_find_actors import read


def actor(text: str, words: str):
    """The actor of the first mention whose span ends with some words."""
    found = read(text)
    return found.entity(next(m for m in found.mentions if m.span.of(text).endswith(words))).actor


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Fighters of the Northern Hills Watch Army attacked the town.", "Northern Hills Watch Army"),
        ("The leader of the Southern Growers Party met diplomats.", "Southern Growers Party"),
        ("The Southern Valley Growers Union criticised the cabinet.", "Valley Growers Union"),
        ("The New People's Liberation Front attacked a convoy.", "Front"),
        ("The Hill Clans Alliance met diplomats.", "Alliance"),
        ("The National Progress Movement met diplomats.", "Movement"),
        ("The Communist Party criticised the cabinet.", "Communist Party"),
    ],
)
def test_a_common_word_in_a_name_gives_no_country(text, words):
    found = read(text)
    assert actor(text, words).country is None
    assert {e.actor.country for e in found.entities if e.is_actor} == {None}


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("The National Assembly of Viet Nam met.", "National Assembly of Viet Nam", "VNM"),
        ("The Zambian Growers Party criticised the cabinet.", "Growers Party", "ZMB"),
        ("Troops attacked Northern Syria.", "Northern Syria", "SYR"),
        ("The Hill reported it.", "The Hill", "USA"),
        ("The London Police made arrests.", "London Police", "GBR"),
    ],
)
def test_a_country_a_city_or_a_whole_match_in_a_name_gives_it(text, words, country):
    assert actor(text, words).country == country


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Lakes Liberation Army attacked police.", "Liberation Army"),
        ("The Hill Clans Resistance Army attacked a convoy.", "Resistance Army"),
        ("The Rebel Army attacked police.", "Rebel Army"),
        ("The rebel Lakes Defence Army attacked police.", "Lakes Defence Army"),
        ("The New People's Front, a communist guerrilla force, killed five soldiers.", "Front"),
        ("The Lakes Defence Army, a rebel group, killed five soldiers.", "Lakes Defence Army"),
    ],
)
def test_an_army_or_front_of_rebels_is_theirs(text, words):
    found = actor(text, words)
    assert (found.kind, found.sectors) == ("armed_group", ("REB",))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Nordmark Army attacked rebels.", "Nordmark Army"),
        ("The anti-rebel Lakes Defence Army attacked police.", "Lakes Defence Army"),
    ],
)
def test_any_other_army_is_military(text, words):
    assert actor(text, words).sectors == ("MIL",)


@pytest.mark.parametrize(
    ("text", "words", "sector"),
    [
        ("The ruling Lakes Congress criticised the opposition.", "Lakes Congress", "PTY"),
        ("The United Democratic Congress won the election.", "United Democratic Congress", "PTY"),
        ("The Nordmark Congress passed the bill.", "Nordmark Congress", "LEG"),
    ],
)
def test_a_congress_that_rules_or_bears_a_partys_word_is_a_party(text, words, sector):
    assert actor(text, words).sectors == (sector,)
