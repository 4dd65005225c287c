"""The format of frames: what it reads, and what it refuses with file, line and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import KnowledgeError
from dateline.knowledge.files import Layers
from dateline.knowledge.frames import Frames, load
from dateline.language.grammar.clauses import Clauses
from dateline.language.match import matches_at
from dateline.language.parse import parse
from dateline.language.tokens import Parse
from dateline.pages.source_and_story import Story
from dateline.record import Document
from loaded import tools


def frames(folder: Path, text: str, name: str = "request.yaml") -> Frames:
    (folder / "frames").mkdir(exist_ok=True)
    (folder / "frames" / name).write_text(text, encoding="utf-8")
    return load(Layers((folder,)))


def test_a_pattern_has_head_words_before_and_steps(tmp_path: Path) -> None:
    found = frames(tmp_path, '- {id: a.b, verbs: ["launch|start [raid] on"], nouns: ["air_raid"]}')
    (pattern,) = found.patterns["verb"]["start"]
    assert [(s.kind, set(s.words)) for s in pattern.steps] == [("object", {"raid"}), ("word", {"on"})]
    assert pattern.rule.event_type == "REQUEST"
    assert found.patterns["noun"]["raid"][0].before == (frozenset({"air"}),)


def test_several_compounds_are_several_patterns(tmp_path: Path) -> None:
    found = frames(tmp_path, '- {id: a.b, nouns: ["air_raid|drone_strike on", "peace|trade_talk"]}')
    assert set(found.patterns["noun"]) == {"raid", "strike", "talk"}
    assert found.patterns["noun"]["talk"][0].before == (frozenset({"peace", "trade"}),)


def test_a_word_with_a_hyphen_is_found_as_the_parser_cuts_it(tmp_path: Path) -> None:
    found = frames(tmp_path, '- {id: a.b, verbs: ["expel|court-martial"], nouns: ["no-confidence_vote", "air_strike"]}')
    assert set(found.patterns["verb"]) == {"expel", "martial"}
    assert found.patterns["verb"]["martial"][0].before == (frozenset({"court-"}),)
    assert found.patterns["verb"]["expel"][0].weight < found.patterns["verb"]["martial"][0].weight
    # Nothing is concluded from a word that is only a part: "in" of "sit-in" says nothing of its own.
    assert set(found.cues) == {"expel", "vote", "strike"}
    tokens = frames(tmp_path, '- {id: a.b, nouns: ["sit-in at"], verbs: ["make [u-turn]", re-arrest]}')
    clauses = {text: Clauses(parsed(text), tokens.sets) for text in HYPHENS}
    held = {
        text: [m.pattern.text for t in c.parse.tokens for m in matches_at(t.i, tokens, c)]
        for text, c in clauses.items()
    }
    assert held == HYPHENS


HYPHENS = {
    "Students held a sit-in at the ministry.": ["sit-in at"],
    "The minister made a U-turn on Monday.": ["make [u-turn]"],
    "Police re-arrested the minister on Monday.": ["re-arrest"],
    "Police arrested the minister in at least one case.": [],
    "The minister made a turn on Monday.": [],
}


def parsed(text: str) -> Parse:
    story = Story("s", Document("s", None, "text/plain", 0), None, None, None, None, (), None, None, None, "en", text)
    return parse(story, tools().parser)


def test_a_long_pattern_may_go_on_in_the_next_line(tmp_path: Path) -> None:
    found = frames(tmp_path, "- id: a.b\n  verbs:\n    - launch|\n      start [raid|\n      attack]\n      on")
    (pattern,) = found.patterns["verb"]["start"]
    assert pattern.text == "launch|start [raid|attack] on"


def test_a_pattern_carries_examples_of_its_own(tmp_path: Path) -> None:
    text = """
- id: a.b
  verbs:
    - attack
    - {pattern: raid, match: "A [raided](trigger) B.", no_match: ["C.", "D."]}
  match: E.
"""
    rule = frames(tmp_path, text).rules["a.b"]
    assert set(rule.match) == {"E.", "A [raided](trigger) B."}
    assert rule.no_match == ("C.", "D.")


def test_a_variant_has_the_fields_of_its_rule_but_for_its_own(tmp_path: Path) -> None:
    text = """
- id: a.b
  roles: subj > at
  unless: [film]
  modes: [x]
  verbs: [shoot]
  match: A.
  variants:
    - {verbs: [fire], unless: [], strength: 0.5, match: B.}
"""
    found = frames(tmp_path, text)
    (main,), (variant,) = found.patterns["verb"]["shoot"], found.patterns["verb"]["fire"]
    assert (variant.rule.id, variant.rule.modes, variant.roles) == ("a.b", ("x",), main.roles)
    assert (main.rule.unless, main.rule.strength) == ({"film"}, 0.8)
    assert (variant.rule.unless, variant.rule.strength) == (frozenset(), 0.5)
    assert found.rules["a.b"].match == ("A.", "B.")


def test_what_extends_a_rule_takes_its_patterns_without_their_examples(tmp_path: Path) -> None:
    text = "- {id: a.b, verbs: [{pattern: raid, match: A.}, attack]}\n- {id: a.c, extends: a.b, match: B.}"
    found = frames(tmp_path, text)
    assert {p.rule.id for p in found.patterns["verb"]["raid"]} == {"a.b", "a.c"}
    assert (found.rules["a.b"].match, found.rules["a.c"].match) == (("A.",), ("B.",))


def test_sets_hold_words_and_other_sets(tmp_path: Path) -> None:
    text = "- {set: small, words: [nudge]}\n- {set: all, words: [<small>, push]}\n- {id: a.b, verbs: [<all>]}"
    assert set(frames(tmp_path, text).patterns["verb"]) == {"nudge", "push"}


def test_the_type_of_a_rule_goes_before_the_file(tmp_path: Path) -> None:
    assert frames(tmp_path, "- {id: a.b, type: accuse, verbs: [x]}").rules["a.b"].event_type == "ACCUSE"


def test_more_specific_patterns_come_first(tmp_path: Path) -> None:
    found = frames(tmp_path, '- {id: a.b, verbs: [cut]}\n- {id: a.c, verbs: ["cut [tie] with"]}')
    assert [p.rule.id for p in found.patterns["verb"]["cut"]] == ["a.c", "a.b"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("- {id: a.b}", "needs 'verbs'"),
        ("- {verbs: [x]}", "'id' is missing"),
        ("- {id: a.b, verbs: [x], colour: red}", "no such field"),
        ("- {id: a.b, verbs: [on]}\n- {id: a.c, verbs: [true]}", "no text"),
        ('- {id: a.b, verbs: ["x +maybe"]}', "neither"),
        ('- {id: a.b, verbs: ["<nowhere>"]}', "no word set"),
        ("- {id: a.b, verbs: [x], roles: subject}", "roles"),
        ("- {id: a.b, verbs: [x], factuality: maybe}", "factuality"),
        ("- {id: a.b, verbs: [{match: A.}]}", "lacks the part 'pattern'"),
        ("- {id: a.b, verbs: [{pattern: x, strength: 1}]}", "no part 'strength'"),
        ("- {id: a.b, verbs: [x], variants: [{verbs: [y]}, {nuns: [z]}]}", "variant 2: has no part 'nuns'"),
        ("- {id: a.b, verbs: [x], variants: [{strength: 1}]}", "needs 'verbs'"),
        ("- {set: a, words: [<b>]}\n- {set: b, words: [<a>]}", "name each other"),
    ],
)
def test_what_breaks_the_format_is_named(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(KnowledgeError, match=reason) as error:
        frames(tmp_path, text)
    assert error.value.line > 0
    assert error.value.file.endswith("request.yaml")
