"""Patterns that stand in each other's way are found, with the one that decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.cli.main import main
from dateline.knowledge.checks.conflicts import Conflict, about, conflicts, dead, listing, never_asked, summary
from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.frames import load


def found_in(folder: Path, text: str) -> list[Conflict]:
    (folder / "frames").mkdir()
    (folder / "frames" / "aid.yaml").write_text(text, encoding="utf-8")
    return list(conflicts(load(Layers((folder,)))))


def test_words_of_two_types_are_told_with_the_rule_that_decides(tmp_path: Path) -> None:
    text = """
- {id: aid.give, verbs: ["give|send [food|money] to"]}
- {id: support.give, type: SUPPORT, verbs: ["send|lend [money|word] to|for"], strength: 0.9}
"""
    (conflict,) = found_in(tmp_path, text)
    assert (conflict.words, conflict.types) == ("send [money] to", ("SUPPORT", "AID"))
    assert conflict.rules == ("support.give", "aid.give")
    assert not conflict.always
    (line,) = listing([conflict])
    assert line == (
        "verb 'send [money] to': SUPPORT (support.give, aid.yaml:3) decides before AID (aid.give, aid.yaml:2), "
        "where its conditions hold"
    )


@pytest.mark.parametrize(
    ("first", "second", "always"),
    [
        ("", "", True),
        ("", ", unless: [film]", True),
        (", unless: [film]", "", False),
        (", unless: [film]", ", unless: [film, ball]", True),
        (", needs: [gun]", "", False),
        (", needs: [gun, bow]", ", needs: [gun]", True),
        (", passive: true", "", False),
        (", recipient: [person]", "", False),
        (", recipient: [person]", ", recipient: [person]", True),
        (", recipient: [person], roles: subj > at", ", recipient: [person], roles: subj > on", False),
    ],
)
def test_a_pattern_is_never_asked_where_the_conditions_before_it_always_hold(
    tmp_path: Path, first: str, second: str, always: bool
) -> None:
    text = f"- {{id: a.one, strength: 1, verbs: [shoot]{first}}}\n- {{id: a.two, verbs: [shoot]{second}}}"
    assert [c.always for c in found_in(tmp_path, text)] == [True] * always


def test_weak_rules_and_those_that_add_their_event_are_in_nobodys_way(tmp_path: Path) -> None:
    text = """
- {id: aid.give, verbs: [give]}
- {id: support.weak, type: SUPPORT, weak: true, verbs: [give]}
- {id: agree.also, type: AGREE, also: true, verbs: [give]}
- {id: agree.weak, type: AGREE, weak: true, strength: 0.1, verbs: [give]}
"""
    assert [c.rules for c in found_in(tmp_path, text)] == [("support.weak", "agree.weak")]


def test_a_summary_counts_them_by_types_and_rules(tmp_path: Path) -> None:
    text = """
- {id: aid.give, strength: 1, verbs: [give, send, lend]}
- {id: support.give, type: SUPPORT, verbs: [give, send], unless: [hand]}
"""
    found = found_in(tmp_path, text)
    lines = list(summary(found))
    assert "2 patterns find words of another type too" in lines[0]
    assert "  AID before SUPPORT: 2" in lines
    assert "  aid.give covers support.give: 2" in lines
    assert len(about(found, ["SUPPORT"])) == len(about(found, ["aid.give"])) == 2
    assert about(found, ["AGREE"]) == []


def test_check_lists_the_conflicts_of_a_users_rules_and_ends_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "frames").mkdir()
    (tmp_path / "frames" / "aid.yaml").write_text("- {id: aid.mine, verbs: [condemn]}", encoding="utf-8")
    assert main(["check", "--knowledge", str(tmp_path), "--conflicts"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if "condemn" in line]
    assert lines and all("(aid.mine, aid.yaml:1)" in line for line in lines)


def test_a_pattern_that_decides_at_none_of_its_words_is_told_and_ours_has_none(tmp_path: Path) -> None:
    (tmp_path / "frames").mkdir()
    text = "- {id: aid.one, strength: 1, verbs: [give, send|lend]}\n- {id: aid.two, verbs: [give|send, give|hand]}"
    (tmp_path / "frames" / "aid.yaml").write_text(text, encoding="utf-8")
    frames = load(Layers((tmp_path,)))
    (never,) = never_asked(frames, list(conflicts(frames)))
    assert (never.rule.id, never.text) == ("aid.two", "give|send")
    assert list(dead([never])) == [
        "verb 'give|send' of AID (aid.two, aid.yaml:2) is never asked: patterns before it cover all its words."
    ]
    ours = load(Layers((SHIPPED,)))
    assert list(dead(never_asked(ours, list(conflicts(ours))))) == []
