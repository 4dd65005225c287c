"""Who is meant again by an office, a wide noun or a plural, inside one story."""

from __future__ import annotations

import pytest

from dateline.language.parse import parse
from dateline.mentions.find_mentions import find_actors
from dateline.pages.source_and_story import Story
from dateline.record import Document
from loaded import tools


def names(text: str, words: str) -> list[str]:
    """The names of those for whom the last mention with these words stands."""
    document = Document("q", None, "text/plain", 0)
    story = Story("q", document, None, None, None, None, (), None, "2022-01-15", "given", "en", text)
    entities, mentions = find_actors(parse(story, tools().parser), tools().knowledge)
    mention = [m for m in mentions if m.span.of(text) == words][-1]
    return [entities[n].actor.name for n in mention.members or (mention.entity,)]


CALL = "Emmanuel Macron rang Prime Minister of Italy Mario Draghi. "


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (CALL + "Emmanuel Macron thanked the Prime Minister.", "the Prime Minister", ["Mario Draghi"]),
        ("At the wish of the Turkish President, Emmanuel Macron told him more.", "him", ["Recep Tayyip Erdoğan"]),
        (CALL + "The heads of government praised the deal.", "The heads of government",
         ["Emmanuel Macron", "Mario Draghi"]),
        (CALL + "The leaders agreed on a date. They praised the deal.", "They", ["Emmanuel Macron", "Mario Draghi"]),
        (CALL + "Draghi offered his country as a mediator. The leaders agreed on a date.", "The leaders",
         ["Emmanuel Macron", "Mario Draghi"]),
        ("Norwegian parliament speaker Ola Berg met farmers. The Norwegian parliament speaker left.",
         "The Norwegian parliament speaker", ["Ola Berg"]),
        ("Norwegian parliament speaker Ola Berg met farmers. The top Norwegian parliamentarian left.",
         "The top Norwegian parliamentarian", ["Ola Berg"]),
    ],
)  # fmt: skip
def test_an_office_or_a_plural_means_those_whom_the_text_gave_it(text: str, words: str, expected: list[str]) -> None:
    assert names(text, words) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ambassador Ola Berg and ambassador Ruth Vance met farmers. The diplomat left.", "The diplomat"),
        ("The former ambassador Ola Berg met farmers. The officer left.", "The officer"),
        ("Norwegian ambassador Ola Berg met farmers. The Chilean diplomat left.", "The Chilean diplomat"),
    ],
)
def test_a_wide_noun_that_may_mean_another_one_means_nobody_by_name(text: str, words: str) -> None:
    assert not {"Ola Berg", "Ruth Vance"} & set(names(text, words))


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("A senior Chilean diplomat said on Monday that talks had failed. Ola Berg said they would go on.",
         "A senior Chilean diplomat", "Ola Berg"),
        ("A top Chilean general has said the army is ready. General Ola Berg, the deputy commander of the army, told "
         "farmers that it was strong.", "A top Chilean general", "Ola Berg"),
        ("Chile's deputy ambassador to the United Nations called for talks. Ruth Vance said she had hopes. The text "
         "was delivered by Chile's diplomat.", "Chile's diplomat", "Ruth Vance"),
    ],
)  # fmt: skip
def test_a_speaker_without_a_name_is_the_one_whose_name_follows(text: str, words: str, expected: str) -> None:
    assert names(text, words) == [expected]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A senior Chilean diplomat said talks had failed. Ola Berg, a farmer, said they would go on.",
         "A senior Chilean diplomat"),
        ("A senior Chilean diplomat said talks had failed. Ruth Vance agreed to that. Vance said so. Ola Berg said no.",
         "A senior Chilean diplomat"),
        ("A Chilean official said talks had failed. Ola Berg, a spokesman for the UN, said they would go on. "
         "The official left.", "The official"),
    ],
)  # fmt: skip
def test_a_speaker_without_a_name_is_nobody_of_another_trade_or_further_on(text: str, words: str) -> None:
    assert "Ola Berg" not in names(text, words)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Ola Berg, a lawmaker, said the law was good. The parliamentarian added that it came late.",
         "The parliamentarian", ["Ola Berg"]),
        ("Ola Berg, the deputy chief of the IRGC office, said it was good. The commander added that it came late.",
         "The commander", ["Ola Berg"]),
        ("Foreign Secretary Ruth Vance said the law was good. The foreign minister added that it came late.",
         "The foreign minister", ["Ruth Vance"]),
    ],
)  # fmt: skip
def test_a_description_that_speaks_on_means_the_last_speaker(text: str, words: str, expected: list[str]) -> None:
    assert names(text, words) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ruth Vance and Ola Berg said the law was good. The expert noted that it came late.", "The expert"),
        ("Director Ola Berg said the law was good. The president added that it came late.", "The president"),
        ("Ola Berg said the law was good. The presidents added that it came late.", "The presidents"),
    ],
)
def test_a_description_of_another_office_or_of_several_is_not_the_last_speaker(text: str, words: str) -> None:
    assert not {"Ola Berg", "Ruth Vance"} & set(names(text, words))
