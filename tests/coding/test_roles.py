"""Who did it to whom: constructions that frames must see through, on short sentences through the whole pipeline."""

from __future__ import annotations

from functools import cache

import pytest

from dateline.pages.source_and_story import Story
from dateline.pipeline import code_text
from dateline.record import Document, Event
from dateline.settings import Settings
from dateline.tools import Tools, make_tools


@cache
def tools() -> Tools:
    return make_tools(Settings(opinion=False))


def story(text: str) -> Story:
    document = Document("t", None, "text/plain", 0)
    return Story("t", document, None, None, None, None, (), None, "2024-05-06", "given", "en", text)


def coded(text: str) -> list[tuple[str, set[str], set[str]]]:
    """Type, names of the actors, names of the recipients of each event."""
    events = code_text(story(text), tools())
    names = {e.actor.id: e.actor.name for e in events.statements.mentions.entities}
    return [(e.event_type, {names[a] for a in e.actors}, {names[r] for r in e.recipients}) for e in events.events]


def events_of(text: str) -> tuple[Event, ...]:
    return code_text(story(text), tools()).events


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("Chad attacked Libya on Monday.", "ASSAULT", {"Chad"}, {"Libya"}),
        ("Libya was attacked by Chad on Monday.", "ASSAULT", {"Chad"}, {"Libya"}),
        ("Libya was attacked on Monday.", "ASSAULT", set(), {"Libya"}),
        ("Chad launched a series of attacks on Libya.", "ASSAULT", {"Chad"}, {"Libya"}),
        ("Libya came under attack by Chad.", "ASSAULT", {"Chad"}, {"Libya"}),
        ("Chad, which attacked Libya last year, has a new minister.", "ASSAULT", {"Chad"}, {"Libya"}),
        ("Egypt accused Chad of attacking Libya.", "ASSAULT", {"Chad"}, {"Libya"}),
        ("Egypt accused Chad of attacking Libya.", "ACCUSE", {"Egypt"}, {"Chad"}),
        ("Chad and Egypt condemned Libya.", "ACCUSE", {"Chad", "Egypt"}, {"Libya"}),
        ("Chad, along with Egypt, condemned Libya.", "ACCUSE", {"Chad", "Egypt"}, {"Libya"}),
        ("Chad, together with Egypt and Sudan, attacked Libya.", "ASSAULT", {"Chad", "Egypt", "Sudan"}, {"Libya"}),
        ("Chad attacked Libya, together with Egypt.", "ASSAULT", {"Chad"}, {"Libya"}),
        ("Chad condemned Libya and Egypt.", "ACCUSE", {"Chad"}, {"Libya", "Egypt"}),
        ("Egypt's condemnation of Libya was sharp.", "ACCUSE", {"Egypt"}, {"Libya"}),
        ("Chad urged Libya to leave the valley.", "REQUEST", {"Chad"}, {"Libya"}),
        ("Egypt and Chad held talks in Geneva.", "CONSULT", {"Egypt", "Chad"}, set()),
        ("Chad refused to meet Libya.", "REJECT", {"Chad"}, {"Libya"}),
        ("Chad denied the allegation that Libya had burned the bridge.", "REJECT", {"Chad"}, set()),
        ("Chad dismissed claims by Libya that it had burned the bridge.", "REJECT", {"Chad"}, {"Libya"}),
        ("The mayor of Quito received threats.", "THREATEN", set(), {"mayor of Quito"}),
        ("The minister of Chad came under criticism.", "ACCUSE", set(), {"minister of Chad"}),
        ("Rebels fled. The army of Chad shelled rebel positions.", "ASSAULT", {"army of Chad"}, {"Rebels"}),
        ("Chad bombed militant hideouts.", "ASSAULT", {"Chad"}, {"militant"}),
        ("A militant raid killed nine soldiers in Kelo.", "ASSAULT", {"militant"}, {"nine soldiers"}),
        ("Peru condemned a rebel attack on the town of Kelo.", "ACCUSE", {"Peru"}, {"rebel"}),
        ("Soldiers came, and the rebels fired rockets at them.", "ASSAULT", {"rebels"}, {"Soldiers"}),
        ("Egypt condemned the regime, supported by Chad.", "SUPPORT", {"Chad"}, set()),
    ],
)
def test_parties(text: str, kind: str, actors: set[str], recipients: set[str]) -> None:
    found = [(a, r) for k, a, r in coded(text) if k == kind]
    assert found, f"no {kind} in {coded(text)}"
    assert any(a == actors and recipients <= r for a, r in found), found


def test_the_doer_of_an_infinitive_is_not_the_complainer() -> None:
    text = "Chad had lodged a protest over Egypt's use of a northern airstrip to bomb Libya."
    attackers = [a for k, a, _ in coded(text) if k == "ASSAULT"]
    assert attackers == [{"Egypt"}]


def test_what_is_refused_or_promised_is_no_second_event() -> None:
    assert [k for k, _, _ in coded("Chad refused to attack Libya.")] == ["REJECT"]
    assert [k for k, _, _ in coded("Chad threatened to attack Libya.")] == ["THREATEN"]


def test_trigger_touches_the_word_and_is_short() -> None:
    text = "Chad, after months of quiet, launched yet another devastating attack on Libya."
    (event,) = events_of(text)
    trigger = event.trigger.of(text)
    assert "attack" in trigger
    assert len(trigger.split()) <= 6


def test_decisions_name_rule_pattern_and_slots() -> None:
    (event,) = events_of("Chad attacked Libya on Monday.")
    by_field = {d.field: d for d in event.decisions}
    assert {"event_type", "actors", "recipients", "factuality", "date", "place"} <= set(by_field)
    assert by_field["event_type"].rule == event.rule
    assert "pattern" in by_field["event_type"].note


def test_modes_score_and_contexts() -> None:
    text = "Chad bombed Libya with drones, the defence ministry said after the airstrike."
    event = next(e for e in events_of(text) if e.event_type == "ASSAULT")
    assert "drone" in event.modes
    assert event.quad == 4
    assert event.score < -8
    assert "military" in event.contexts


@pytest.mark.parametrize(
    "text",
    [
        "The striker attacked down the left and his coach praised the team after the match.",
        "Kill the heat, beat the eggs and let the dough rest in the oven.",
        "The retailer launched a price offensive and its shares rallied.",
        "A heart attack killed the novelist.",
    ],
)
def test_no_politics_no_events(text: str) -> None:
    assert coded(text) == []


@pytest.mark.parametrize("text", ["", "?!", "attack " * 3000, "Chad attacked " + "and Libya " * 800, "“" * 500])
def test_odd_texts_do_not_break_coding(text: str) -> None:
    assert isinstance(coded(text), list)
