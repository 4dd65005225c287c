"""Mentions that stand for others of the story: "the leaders", "both sides", "they", "the joint statement"."""

from __future__ import annotations

import pytest

from dateline.language.parse import parse
from dateline.mentions.find_mentions import find_actors
from dateline.pages.source_and_story import Story
from dateline.record import Document
from loaded import shipped_knowledge, tools


def members(text: str, plural: str, published: str = "2021-06-01") -> set[str]:
    """Names of the actors for which a plural stands."""
    document = Document("q", None, "text/plain", 0)
    story = Story("q", document, None, None, None, None, (), None, published, "given", "en", text)
    entities, mentions = find_actors(parse(story, tools().parser), shipped_knowledge())
    found = [m for m in mentions if m.span.start == text.rindex(plural) and m.form != "name"]
    assert found, f"{plural!r} is no mention"
    return {entities[n].actor.name for m in found for n in m.members}


@pytest.mark.parametrize(
    ("text", "plural", "names"),
    [
        ("Emmanuel Macron met Vladimir Putin in Minsk. The two leaders talked about grain.", "The two leaders",
         {"Emmanuel Macron", "Vladimir Putin"}),
        ("Emmanuel Macron and Vladimir Putin met in Minsk. Macron arrived late. The presidents talked about grain.",
         "The presidents", {"Emmanuel Macron", "Vladimir Putin"}),
        ("Emmanuel Macron phoned Vladimir Putin. Grain was a topic. The leaders talked on. Both leaders smiled.",
         "Both leaders", {"Emmanuel Macron", "Vladimir Putin"}),
        ("Iran signed a treaty with Oman on Monday. The two countries will build a bridge.", "The two countries",
         {"Iran", "Oman"}),
        ("Israel and Hamas agreed to a truce. Both sides released prisoners.", "Both sides", {"Israel", "Hamas"}),
        ("Iranian and Iraqi ministers met in Basra. Trade between the two countries has grown.", "the two countries",
         {"Iran", "Iraq"}),
    ],
)  # fmt: skip
def test_plurals_stand_for_the_two_that_the_text_joins(text, plural, names):
    assert members(text, plural) == names


@pytest.mark.parametrize(
    ("text", "plural"),
    [
        (
            "Iran signed a treaty with Oman. Turkey looked on. The two countries will build a bridge.",
            "The two countries",
        ),
        ("Iran, Oman and Turkey signed a treaty. The two countries will build a bridge.", "The two countries"),
        ("Emmanuel Macron met Vladimir Putin. The leaders of the unions went on strike.", "The leaders"),
        ("Iran spoke to Oman. The parties to the old pact were angry.", "The parties"),
        ("The parties held their congresses in May.", "The parties"),
        ("Emmanuel Macron spoke in Lyon. The presidents smiled.", "The presidents"),
    ],
)
def test_plurals_stay_what_they_are_where_the_text_does_not_tell(text, plural):
    assert members(text, plural) == set()


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        ("Peru, Chile and Bolivia signed a pact. They want calm.", "They", {"Peru", "Chile", "Bolivia"}),
        ("After a long day, Peru, Chile and Bolivia signed a pact in Quito. They want calm.", "They",
         {"Peru", "Chile", "Bolivia"}),
        ("Peru, Chile and Bolivia signed a pact. Brazil looked on. The three guarantor states want calm.",
         "The three guarantor states", {"Peru", "Chile", "Bolivia"}),
        ("Peru, Chile and Bolivia signed a pact. The three other states want calm.", "The three other states", set()),
        ("Peru and Chile signed a pact. The three states want calm.", "The three states", set()),
        ("Emmanuel Macron rang Vladimir Putin and Olaf Scholz. The leaders talked about grain.", "The leaders",
         {"Emmanuel Macron", "Vladimir Putin", "Olaf Scholz"}),
        ("Emmanuel Macron rang President of Turkey Recep Tayyip Erdogan and Chancellor of Germany Olaf Scholz. Macron "
         "was calm. Erdogan smiled. The leaders talked about grain.", "The leaders",
         {"Emmanuel Macron", "Recep Tayyip Erdoğan", "Olaf Scholz"}),
        ("Four states - Peru, Chile, Bolivia and Brazil - left the pact.", "Four states",
         {"Peru", "Chile", "Bolivia", "Brazil"}),
        ("Peru and Chile released a statement. Brazil praised it. The statement condemned the raid.", "The statement",
         {"Peru", "Chile"}),
        ("Peru and Chile called for calm in a declaration. The declaration condemned the raid.", "The declaration",
         {"Peru", "Chile"}),
        ("Talks between Peru and Chile are over. The joint statement condemned the raid.", "The joint statement",
         {"Peru", "Chile"}),
        ("Talks between Peru and Chile are over. The statement condemned the raid.", "The statement", set()),
    ],
)  # fmt: skip
def test_lists_pronouns_and_texts_stand_for_all_whom_the_text_joins(text, words, names):
    assert members(text, words, "2023-06-01") == names


def test_two_names_that_share_their_last_word_are_two_actors():
    document = Document("q", None, "text/plain", 0)
    text = "North and South Korea exchanged fire."
    story = Story("q", document, None, None, None, None, (), None, "2023-06-01", "given", "en", text)
    entities, mentions = find_actors(parse(story, tools().parser), shipped_knowledge())
    last = next(m for m in mentions if m.span.of(text) == "South Korea")
    assert [entities[n].actor.name for n in last.members] == ["North Korea", "South Korea"]
    assert not any(entities[n].joint for n in last.members)
