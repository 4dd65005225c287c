"""Place names: odd texts, and what a dateline vouches for. The examples of ``places/`` are run in tests/rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.language.parse import parse
from dateline.mentions.places.find_places import find_places
from dateline.pages.source_and_story import Story
from dateline.record import Dateline, Document
from loaded import shipped_knowledge, tools


def places(text: str, url: str | None = None):
    story = Story("s", Document("s", None, "text/plain", 0), None, None, None, None, (), None, None, None, "en", text)
    parsed = parse(replace(story, url=url), tools().parser)
    return parsed, find_places(parsed, shipped_knowledge())


@pytest.mark.parametrize(
    ("dateline", "state"), [("JACKSON, Miss.", "Mississippi"), ("AUSTIN, Texas", "Texas"), (None, "Texas")]
)
def test_a_dateline_vouches_for_the_towns_around_it(dateline, state):
    given = Dateline(dateline, None) if dateline else None
    story = Story("s", Document("s", None, "text/plain", 0), None, None, None, None, (), given, None, None, "en",
                  "A fire in Greenville closed two roads.")  # fmt: skip
    found = find_places(parse(story, tools().parser), shipped_knowledge())
    admin1 = [m.place.admin1 for m in found]
    assert len(admin1) == 1
    assert (admin1 == [state]) == (dateline is not None)


def test_mentions_are_in_order_and_inside_the_text():
    text = (
        "Troops left Aleppo, Syria, for Mosul in Iraq, said the Turkish governor of Gaziantep, as Iran's capital slept."
    )
    _, found = places(text)
    assert [m.span.start for m in found] == sorted(m.span.start for m in found)
    assert all(m.place.span == m.span and 0 <= m.span.start < m.span.end <= len(text) for m in found)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Å´ ½ ￼ \u202eIRAN\u202c “’” — Paris’",
        "Paris, " * 3000,
        "The The The Of Of Of " * 500,
        "Springfield and London and Georgia, " * 400,
        "Iran" + "-Iraq" * 800,
        ". , ( ) ' - " * 300,
    ],
)
def test_odd_text_gives_places_or_none(text):
    _, found = places(text)
    assert all(m.span.of(text).strip() for m in found)


def test_an_unknown_name_leaves_the_others():
    _, found = places("Shells fell on Qwrtzubad and Aleppo in Syria.")
    assert [m.place.name for m in found] == ["Aleppo", "Syria"]


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Hudaydah", "YEM"), ("Kamishli", "SYR"), ("Deir al-Zour", "SYR"), ("Khankendi", "AZE"), ("Maungdaw", "MMR"),
        ("Lachin", "AZE"), ("Port-au-Prince", "HTI"), ("Mazar-e-Sharif", "AFG"), ("Gao", "MLI"), ("Osh", "KGZ"),
        ("Kufra", "LBY"), ("Tel Afar", "IRQ"), ("Jos", "NGA"), ("Ibb", "YEM"),
    ],
)  # fmt: skip
def test_towns_of_the_news_by_their_usual_spellings(name, country):
    _, found = places(f"A bomb exploded in {name} on Monday.")
    assert [(m.place.country, m.place.feature is not None) for m in found] == [(country, True)]


def test_a_town_of_that_very_name_goes_before_another_ones_old_name():
    _, found = places("Israeli troops closed a road in Ariel.")
    assert [m.place.name for m in found if m.form == "name"] == ["Ariel"]


@pytest.mark.parametrize(
    ("text", "country"), [("The army shelled Palmyra.", "SYR"), ("A court in Palmyra, Pennsylvania, freed her.", "USA")]
)
def test_a_town_of_the_news_is_meant_unless_a_namesakes_state_is_named(text, country):
    assert next(p.place.country for p in places(text)[1] if p.place.name == "Palmyra") == country
