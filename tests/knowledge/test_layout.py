"""The knowledge files can be reviewed: short lines; in frames one pattern a line, in the order of the alphabet."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.frames import PARTS, Frames, Pattern, load
from dateline.knowledge.kinds.files import read
from dateline.knowledge.kinds.frames import FrameEntry

LONGEST = 160
FILES = sorted(SHIPPED.rglob("*.yaml"))
LAYERS = Layers((SHIPPED,))
FRAMES: Frames = load(LAYERS)
RULES = read(LAYERS, "frames/*.yaml", FrameEntry)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(SHIPPED).as_posix())
def test_no_line_is_too_long_to_review(path: Path) -> None:
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    assert [number for number, line in lines if len(line) > LONGEST] == []


@pytest.mark.parametrize("path", [p for p in FILES if p.parent.name == "frames"], ids=lambda p: p.name)
def test_patterns_of_frames_stand_one_a_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"(?m)^ *(?:- )?(?:verbs|nouns|adjectives): *[^ \n].*$", text) == []


def alphabetical(pattern: str) -> tuple[str, str]:
    """What patterns are sorted by: their words, whatever brackets these stand in."""
    return re.sub(r"[<\[\]>*]", "", pattern), pattern


def tie(case: FrameEntry, part: str, first: str, second: str) -> bool:
    """Whether two patterns of a rule share a head where they are as specific: there the earlier one goes first."""

    def mine(found: tuple[Pattern, ...], text: str) -> set[float]:
        of_rule = (p for p in found if p.rule.id == case.id and p.rule.strength == case.strength)
        return {p.weight for p in of_rule if p.text == text or text.endswith(p.text.split("_")[-1])}

    return any(mine(found, first) & mine(found, second) for found in FRAMES.patterns[PARTS[part]].values())


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_patterns_are_sorted(rule: FrameEntry) -> None:
    for case in rule.cases():
        for part in PARTS:
            written = [w.pattern for w in getattr(case, part)]
            assert len(set(written)) == len(written)
            drops = [(a, b) for a, b in pairwise(written) if alphabetical(a) > alphabetical(b)]
            assert [(a, b) for a, b in drops if not tie(case, part, a, b)] == []
