"""Names that the parser takes for other words, and where a name begins behind an office or a hyphen."""

from __future__ import annotations

import pytest

from dateline.language.parse import parse
from dateline.mentions.find_mentions import find_actors
from dateline.pages.source_and_story import Story
from dateline.record import Document
from loaded import tools


def mentions(text: str) -> dict[str, list[str]]:
    """The mentions of each actor of a story, by the actor's name."""
    document = Document("q", None, "text/plain", 0)
    story = Story("q", document, None, None, None, None, (), None, "2022-01-15", "given", "en", text)
    entities, _ = find_actors(parse(story, tools().parser), tools().knowledge)
    return {e.actor.name: [m.of(text) for m in e.actor.mentions] for e in entities}


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Mayor Ruth Price was late. A lorry hit a tree on May 3. Price put it off.", "Ruth Price",
         ["Mayor Ruth Price", "Price"]),
        ("She leads the Liberal Party. Liberals, who had won before, were glad.", "Liberal Party",
         ["the Liberal Party", "Liberals", "who"]),
        ("It stood in the Beacon Magazine. The Beacon story was long.", "Beacon Magazine",
         ["the Beacon Magazine", "Beacon"]),
        ("They spoke about the Chile-EU border.", "Chile", ["Chile"]),
        ("They spoke about the Chile-EU border.", "European Union", ["EU"]),
    ],
)  # fmt: skip
def test_a_name_of_the_story_is_found_again_alone(text: str, name: str, expected: list[str]) -> None:
    assert mentions(text)[name] == expected


def test_a_surname_that_the_story_also_writes_small_may_be_the_word():
    assert "Price" not in mentions("Mayor Ruth Price spoke of the price of oil. Price of oil fell.")["Ruth Price"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He met Governor of Upper Marsh Region Laura Brunn.", "Governor of Upper Marsh Region Laura Brunn"),
        ("He met Commander of the Coast Guard Force Laura Brunn.", "Commander of the Coast Guard Force Laura Brunn"),
        ("He met President of the Republic of Chile Laura Brunn.", "President of the Republic of Chile Laura Brunn"),
        ("He met Deputy Foreign Minister for Economic Diplomacy Laura Brunn.",
         "Deputy Foreign Minister for Economic Diplomacy Laura Brunn"),
    ],
)  # fmt: skip
def test_an_office_with_its_place_or_body_stands_before_its_holder(text: str, expected: str) -> None:
    assert mentions(text)["Laura Brunn"] == [expected]


def test_a_partnership_behind_an_office_is_no_person():
    found = mentions("The director of Mid Wales Tourism Partnership, Laura Brunn, called it a step back.")
    assert "The director" in " ".join(found["Laura Brunn"])
