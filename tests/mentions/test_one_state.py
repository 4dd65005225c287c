"""A state under all its names in one story: its government, its capital, its seat of government."""

from __future__ import annotations

import pytest

from dateline.language.parse import parse
from dateline.mentions.find_mentions import find_actors
from dateline.pages.source_and_story import Story
from dateline.record import Document
from loaded import tools


def actor_of(text: str, words: str) -> str:
    """The id of the actor for whom the last mention with these words stands."""
    document = Document("q", None, "text/plain", 0)
    story = Story("q", document, None, None, None, None, (), None, "2022-01-15", "given", "en", text)
    entities, mentions = find_actors(parse(story, tools().parser), tools().knowledge)
    mention = [m for m in mentions if m.span.of(text) == words][-1]
    return entities[mention.entity].actor.id


OPENING = "Kenya and Chile signed a pact on Monday. "


@pytest.mark.parametrize(
    ("text", "words", "state"),
    [
        ("The Kenyan government condemned the raid.", "The Kenyan government", "KEN"),
        ("The Nairobi authorities condemned the raid.", "The Nairobi authorities", "KEN"),
        ("The Chilean side rejected the offer.", "The Chilean side", "CHL"),
        ("The new Chilean administration rejected the offer.", "The new Chilean administration", "CHL"),
        ("The government of Kenya condemned the raid.", "The government of Kenya", "KEN"),
        ("The Trump administration condemned the raid.", "The Trump administration", "USA"),
        ("The White House condemned the raid.", "The White House", "USA"),
        ("The Kremlin condemned the raid.", "The Kremlin", "RUS"),
        ("The Kenyan government condemned the raid. The government sent troops.", "The government", "KEN"),
    ],
)
def test_a_state_and_its_government_are_one(text: str, words: str, state: str) -> None:
    assert actor_of(OPENING + text, words) == state


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Kenyan army condemned the raid.", "The Kenyan army"),
        ("Kenyan protesters condemned the raid.", "Kenyan protesters"),
        ("A Kenyan government may condemn the raid.", "A Kenyan government"),
        ("The Kenyan opposition leadership condemned the raid.", "The Kenyan opposition leadership"),
        ("The interim Kenyan government condemned the raid.", "The interim Kenyan government"),
        ("The government condemned the raid.", "The government"),
        ("The Chilean side of the border was shelled.", "The Chilean side of the border"),
        ("The Chilean national side won.", "The Chilean national side"),
        (
            "The Chilean administration left. The Peruvian administration of Norway fell.",
            "The Peruvian administration of Norway",
        ),
        ("The internationally recognised government left.", "The internationally recognised government"),
        ("The Scottish government condemned the raid.", "The Scottish government"),
        ("The Kurdistan Regional Government condemned the raid.", "The Kurdistan Regional Government"),
        ("The Food and Drug Administration condemned the raid.", "The Food and Drug Administration"),
    ],
)
def test_other_bodies_of_a_state_are_not_the_state(text: str, words: str) -> None:
    assert actor_of(OPENING + text, words) not in {"KEN", "CHL", "GBR", "IRQ", "USA", "YEM"}


@pytest.mark.parametrize(
    ("text", "words", "state"),
    [
        ("The Chileans rejected the offer.", "The Chileans", "CHL"),
        ("The Chileans rejected the offer. Chileans know that it is late.", "Chileans", "CHL"),
        ("Qatar looked on. The Arab country sent a letter.", "The Arab country", "QAT"),
        ("Norway looked on. Peru sent money. The kingdom sent a letter.", "The kingdom", "NOR"),
        ("Norway looked on. The African nation sent a letter.", "The African nation", "KEN"),
        ("Peruvian ambassador Ada Brunn praised the pact. She said her country would pay.", "her country", "PER"),
        ("The Europeans met the European Union in Tarn. The Europeans left.", "The Europeans", "eu"),
    ],
)
def test_a_people_or_a_description_means_its_state(text: str, words: str, state: str) -> None:
    assert actor_of(OPENING + text, words) == state


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Most Chileans rejected the offer.", "Most Chileans"),
        ("Chileans rejected the offer.", "Chileans"),
        ("The Chileans in Tarn rejected the offer.", "The Chileans"),
        ("The Peruvians rejected the offer.", "The Peruvians"),
        ("Police held two Chileans. The Chileans will be freed.", "The Chileans"),
        ("Norway looked on. The Arab country sent a letter.", "The Arab country"),
    ],
)
def test_people_and_countries_that_the_text_sets_apart_are_not_a_named_state(text: str, words: str) -> None:
    assert actor_of(OPENING + text, words) not in {"KEN", "CHL", "PER", "NOR"}


@pytest.mark.parametrize("people", ["Uighurs", "Tibetans"])
def test_a_people_without_a_state_is_not_the_state_that_it_lives_in(people: str) -> None:
    assert actor_of(f"China jailed two writers. The {people} rejected the verdict.", f"The {people}") != "CHN"
