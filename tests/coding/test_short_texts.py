"""Texts of a sentence or two, which can't show what they are about, and what stands for no fact in them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.pages.source_and_story import Story
from dateline.pipeline import code_story
from dateline.record import Document, StoryRecord
from dateline.spans import Span
from loaded import tools


def record(text: str, quoted: tuple[str, ...] = (), opinion: bool = False) -> StoryRecord:
    document = Document("s", None, "text/plain", 0)
    story = Story("s", document, None, None, None, None, (), None, "2024-05-06", "given", "en", text)
    spans = tuple(Span(text.index(words), text.index(words) + len(words)) for words in quoted)
    return code_story(replace(story, quoted=spans), tools(opinion))


def acts(found: StoryRecord) -> list[tuple[str, list[str], list[str]]]:
    names = {a.id: a.name for a in found.actors}
    return [(e.event_type, [names[i] for i in e.actors], [names[i] for i in e.recipients]) for e in found.events]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mrs Denmark criticised Mr Lima.", [("ACCUSE", ["Denmark"], ["Lima"])]),
        ("The K-L-M Company sued the R-S-T Company.", [("ACCUSE", ["K-L-M Company"], ["R-S-T Company"])]),
        ("The Asian insurers protested against the tax.", [("PROTEST", ["Asian insurers"], ["tax"])]),
        ("The striker Ada Kvist praised Jon Brandl after the match.", []),
        ("Mrs Denmark accused Mr Lima of a foul, and the referee and the coach left the pitch after the match.", []),
        ("Labour deputy Ada Kvist condemned Peru.", [("ACCUSE", ["Ada Kvist"], ["Peru"])]),
    ],
)
def test_a_quarrel_of_people_and_bodies_with_names_is_told(text, expected):
    assert acts(record(text)) == expected


def test_a_denial_is_aimed_at_nobody_in_what_is_denied():
    found = record("The defence ministry of Peru denied that the navy had attacked a ship of Chile.")
    assert [recipients for kind, _, recipients in acts(found) if kind == "REJECT"] == [[]]
    assert [e.factuality for e in found.events if e.event_type == "ASSAULT"] == ["negated"]
    assert acts(record("Peru denied visas to Chile."))[0][2] == ["Chile"]


def test_what_an_army_tells_of_is_politics_and_nobody_else_is_made_its_author():
    found = record("The hamlet of Ruhn was shelled and two barns were destroyed, the Chilean army said.")
    assert [(kind, actors) for kind, actors, _ in acts(found)] == [("ASSAULT", []), ("ASSAULT", [])]
    assert all(e.statement for e in found.events)


@pytest.mark.parametrize(
    ("behind", "speakers"),
    [
        ("That is how Ada Kvist told it over tea.", {"Ada Kvist"}),
        ("— Ada Kvist, pilot", {"Ada Kvist"}),
        ("The council of the town meets on Friday.", set()),
    ],
)
def test_a_paragraph_that_the_page_sets_off_is_said_by_whom_its_neighbours_name(behind, speakers):
    words = ("Soldiers of Peru seized the ferry.", "They arrested nine pilots.")
    found = record("\n\n".join(("The port was quiet.", *words, behind)), words)
    names = {a.id: a.name for a in found.actors}
    said = [{names[link.actor] for link in s.chain} for s in found.statements if s.content.of(found.text) in words]
    assert said == ([speakers, speakers] if speakers else [])
    told = [e.statement is not None for e in found.events if e.event_type == "COERCE"]
    assert told == [bool(speakers)] * 2


def test_a_short_text_says_how_sure_its_parties_are():
    told = "Chad accused Libya of arming rebels. Gunmen attacked a bus near Kelo and killed four farmers."
    found = record(told, opinion=True)
    assert {e.event_type for e in found.events} >= {"ACCUSE", "ASSAULT"}
    assert all(e.confidence_parties is not None and 0 < e.confidence_parties < 1 for e in found.events)
