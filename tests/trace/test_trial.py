"""The trial of a text tells what coding makes of it, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline.api import tools_for
from dateline.coding.opinion.learned_opinion import NONE, Judgement
from dateline.errors import UsageError
from dateline.pages.types import Story
from dateline.pipeline import code_text
from dateline.record import Document
from dateline.settings import Settings
from dateline.tools import Tools
from dateline.trace.run import try_text

TEXTS = [
    "Kenya and Uganda signed a treaty in Nairobi after talks that the African Union had hosted.",
    "The Chilean foreign minister denied that the navy had fired on a Peruvian trawler, and called for calm.",
    "Rebels shelled the garrison on Friday. The army promised to withdraw, but it did not, the governor said.",
    "Protesters marched through the capital. Police arrested ten students and threatened to use force.",
    "The striker hit the bar. His coach praised the team.",
    "It rained.",
    "(((",
]


@pytest.fixture(scope="module")
def tools() -> Tools:
    return tools_for(Settings(opinion=False))


@pytest.mark.parametrize("opinion", [False, True])
@pytest.mark.parametrize("text", TEXTS)
def test_the_events_are_those_that_coding_gives(text: str, opinion: bool) -> None:
    tools = tools_for(Settings(opinion=opinion))
    trial = try_text(text, tools)
    document = Document("story", None, "text/plain", 0)
    story = Story("story", document, None, None, None, None, (), None, None, None, "en", text)
    events = code_text(story, tools).events
    coded = [(e.event_type, e.rule, e.trigger.of(text), e.factuality, e.confidence) for e in events]
    assert [(e.type, e.rule, e.words, e.factuality, e.confidence) for e in trial.events] == coded


def test_words_clauses_names_and_statements_are_told(tools: Tools) -> None:
    trial = try_text("Spain was not attacked by France, the Kenyan army said.", tools)
    (sentence,) = trial.sentences
    by_text = {t.text: t for t in sentence.tokens}
    assert (by_text["attacked"].lemma, by_text["attacked"].part_of_speech) == ("attack", "verb")
    assert by_text["France"].relation == "governed by preposition"
    clause = next(c for c in sentence.clauses if c.verb == "attacked")
    assert (clause.subject, clause.object, clause.passive, clause.negated) == ("France", "Spain", True, True)
    spain = next(m for m in trial.mentions if m.words == "Spain")
    assert (spain.id, spain.form, spain.acts) == ("ESP", "name", True)
    assert any("register" in why for why in spain.why)
    (said,) = trial.statements
    assert said.said_by == ("Kenyan army",) and said.rule == "verbs.say" and said.where.startswith("en/reporting/")


def test_a_rule_that_loses_is_told_with_the_one_that_won(tools: Tools) -> None:
    trial = try_text("Spain suspended talks with France.", tools)
    outcomes = {(c.type, c.outcome) for c in trial.candidates}
    assert ("REJECT", "event") in outcomes
    assert ("CONSULT", "part of another") in outcomes
    lost = next(c for c in trial.candidates if c.type == "CONSULT")
    won = next(c for c in trial.candidates if c.outcome == "event")
    assert won.rule in lost.why and won.where.startswith("en/frames/") and won.pattern


class Learned:
    """A learned part that gives one type all but a little."""

    def __init__(self, types: list[str], kind: str, share: float) -> None:
        rest = (1 - share) / len(types)
        self.answer = Judgement({k: share if k == kind else rest for k in [*types, NONE]})

    def judge(self, candidates: list[Any]) -> list[Judgement]:
        """The same answer for all."""
        return [self.answer for _ in candidates]


def with_learned(tools: Tools, kind: str, share: float) -> Tools:
    learned: Any = Learned(list(tools.knowledge.ontology.types), kind, share)
    return replace(tools, opinion=learned)


def test_an_event_that_the_learned_part_leaves_out_is_told_with_its_shares(tools: Tools) -> None:
    text = "The villagers in Kenya criticised a trader."
    kept = try_text(text, tools)
    trial = try_text(text, with_learned(tools, "NONE", 0.99), [e.rule for e in kept.events])
    assert kept.events and not trial.events
    assert "leaves it out" in trial.learned[0].says and "no event 0.99" in trial.learned[0].says
    assert [c.outcome for c in trial.candidates if c.rule == kept.events[0].rule] == ["left out by model"]
    assert "the learned part leaves it out" in trial.rules[0].verdict


def test_an_event_that_the_learned_part_adds_is_told(tools: Tools) -> None:
    trial = try_text("Spain flabbergasted France on Monday.", with_learned(tools, "ACCUSE", 0.99))
    assert [e.type for e in trial.events] == ["ACCUSE"]
    assert trial.learned[0].says.startswith("adds it: no frame; the model gives ACCUSE")


def test_what_cannot_be_tried_is_one_clear_line(tools: Tools, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no text"):
        try_text(" \n", tools)
    with pytest.raises(UsageError, match="20,000 at most"):
        try_text("War. " * 5_000, tools)
    with pytest.raises(UsageError, match=r"no such rule of frames; there is .*support\.praise"):
        try_text("Spain praised France.", tools, ["support.prais"])
