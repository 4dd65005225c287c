"""The trial of a text tells what coding makes of it, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.api import tools_for
from dateline.errors import UsageError
from dateline.pages.source_and_story import Story
from dateline.pipeline import code_text
from dateline.record import Document
from dateline.settings import Settings
from dateline.tools import Tools
from dateline.trace.run import try_text
from loaded import tools as loaded

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


MATCH = (
    "The match in Nairobi was over by six. Kenya attacked down the left and Uganda defended in numbers, and the "
    "visitors struck twice before the break. The coach blamed the heat and praised the keeper. Fans sang in the rain "
    "and went home by bus. Kenya meet Ghana next month, and Uganda travel to Egypt, who beat them last year. The "
    "federation said tickets were sold out, and the pitch would be mown. The cup will be played in May, and winners "
    "earn a place in the final."
)


def test_an_event_that_the_learned_part_leaves_out_is_told(tools: Tools) -> None:
    trial = try_text(MATCH, loaded(True), ["consult.meet"])
    (said,) = [row for row in trial.learned if row.words == "meet"]
    assert said.says.startswith("leaves it out")
    assert not [e for e in trial.events if e.words == "meet"]
    assert [c.outcome for c in trial.candidates if c.rule == "consult.meet"] == ["left out by model"]
    assert "the learned part leaves it out" in trial.rules[0].verdict


def test_an_event_that_the_learned_part_adds_is_told(tools: Tools) -> None:
    text = "The army gunned for the rebels in Chad."
    assert not try_text(text, tools).events
    trial = try_text(text, loaded(True))
    assert [(e.type, e.rule) for e in trial.events] == [("ASSAULT", "reader.assault")]
    assert trial.learned[0].says.startswith("adds it: no frame; the reader gives ASSAULT")


def test_what_cannot_be_tried_is_one_clear_line(tools: Tools, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no text"):
        try_text(" \n", tools)
    with pytest.raises(UsageError, match="20,000 at most"):
        try_text("War. " * 5_000, tools)
    with pytest.raises(UsageError, match=r"no such rule of frames; there is .*support\.praise"):
        try_text("Spain praised France.", tools, ["support.prais"])
