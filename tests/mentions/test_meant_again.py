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
