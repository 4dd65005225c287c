"""Whose an actor is: the country of forces, authorities and delegations; former officials."""

from __future__ import annotations

import pytest

from dateline.language.parse import parse
from dateline.mentions.find_mentions import find_mentions
from dateline.pages.source_and_story import Story
from dateline.record import Actor, Document
from loaded import shipped_knowledge, tools


def actor(text: str, words: str, published: str = "2017-06-10") -> Actor:
    """The actor of a mention that begins with these words."""
    document = Document("q", None, "text/plain", 0)
    story = Story("q", document, None, None, None, None, (), None, published, "given", "en", text)
    found = find_mentions(parse(story, tools().parser), shipped_knowledge())
    mention = max((m for m in found.mentions if m.span.of(text).startswith(words)), key=lambda m: len(m.span))
    return found.entities[mention.entity].actor


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Isis burned the mill.", "Isis", "IMG"),
        ("The Islamic Revolution Guards Corps burned the mill.", "The Islamic", "IRN"),
        ("The Saudi National Guard guarded the mill.", "The Saudi", "SAU"),
        ("The Baltic Fleet sailed home.", "The Baltic", "RUS"),
        ("SANDF guarded the mill.", "SANDF", "ZAF"),
        ("Shanghai authorities closed the mill.", "Shanghai", "CHN"),
        ("Rakhine rebels burned the mill.", "Rakhine", "MMR"),
        ("A Korean delegation visited Peru.", "A Korean", None),
        ("Iran and a neighbouring country signed a pact.", "a neighbouring", None),
        ("Rebels wounded four officers near the border with Chad.", "four", None),
        ("Peru mourned. Peru sent a plane, and police in Peru found four officers.", "four", "PER"),
    ],
)
def test_an_actor_has_its_own_country_and_no_neighbours(text, words, country):
    assert actor(text, words).country == country


@pytest.mark.parametrize(
    ("text", "words", "sectors"),
    [
        ("The former Israeli prime minister, Ehud Olmert, spoke.", "Ehud", ("ELI",)),
        ("The former harbour minister of Norway spoke.", "The former", ("ELI",)),
        ("The harbour minister of Norway spoke.", "The harbour", ("GOV",)),
        ("Former minister Ada Brunn spoke.", "Former", ("ELI",)),
    ],
)
def test_who_held_an_office_once_is_of_the_elite(text, words, sectors):
    assert actor(text, words).sectors == sectors


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Raiders burned a mill in southern Niger on Monday. The mayor fled. Nobody was hurt. The river rose. The army "
         "blamed a gang. Libya is behind it, a priest said. The Libyan army denied it.", "The army", "NER"),
        ("Niger's envoy accused Libya of arming the men who raided Niamey. Libya denied it. The army sent a column to "
         "the town of Agadez.", "The army", "NER"),
        ("The Libyan army shelled Niamey. Niger's envoy wept. The army said it had hit a mill.", "The army", "LBY"),
        ("The U.S. Senate rejected a bill. The Senate will vote again.", "The Senate", "USA"),
    ],
)  # fmt: skip
def test_an_army_without_a_country_is_that_of_the_storys(text, words, country):
    assert actor(text, words).country == country


@pytest.mark.parametrize(
    ("text", "words", "name", "kind"),
    [
        ("The raid killed at least 14 millers.", "14", "14 millers", "other"),
        ("The raid hurt as many as 14 villagers.", "14", "14 villagers", "population"),
        ("Nearly 14 schoolgirls were freed.", "14", "14 schoolgirls", "population"),
        ("The guards freed those who had burned the mill.", "those", "those who had burned the mill", "population"),
        ("The hooligans burned the mill.", "The hooligans", "hooligans", "population"),
    ],
)
def test_people_without_a_name_are_called_by_what_they_are(text, words, name, kind):
    found = actor(text, words)
    assert (found.name, found.kind) == (name, kind)
