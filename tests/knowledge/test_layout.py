"""The knowledge files can be reviewed: short lines; in frames one pattern a line, in the order of the alphabet."""

from __future__ import annotations

import csv
import re
from itertools import pairwise
from pathlib import Path

import pytest

from dateline.errors import KnowledgeError
from dateline.knowledge.files import SEVERAL, SHIPPED, Layers, read_table
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


HAND_MADE = [
    "organs", "armed_groups", "organisations", "media", "companies", "persons_hand", "countries_hand", "groups",
    "regions", "peoples",
]  # fmt: skip


@pytest.mark.parametrize("table", HAND_MADE)
def test_tables_made_by_hand_tell_a_fact_a_line(table: str) -> None:
    facts = set(SEVERAL) - {"sectors"}  # whose order is one fact: the first is the primary one
    with (SHIPPED / "world" / "actors" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        packed = [cell for row in csv.DictReader(file) for column, cell in row.items()
                  if column in facts and SEVERAL[column] in cell]  # fmt: skip
    assert packed == []


def rows(folder: Path, text: str) -> list[dict[str, str]]:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return [row for row, _, _ in read_table(path)]


def test_a_row_without_a_name_goes_on_with_the_row_above(tmp_path: Path) -> None:
    head = "id,name,aliases,country,posts,sectors\n"
    ada, ben = rows(tmp_path, head + "a,Ada,A.,KEN,2001..2003 Mayor,\na,,B.,,,\n,,,,2004.. Senator,\nb,Ben,,,,\n")
    assert (ada["aliases"], ada["posts"], ben["name"]) == ("A.|B.", "2001..2003 Mayor; 2004.. Senator", "Ben")
    # Two rows with a name are two persons, also of one id: which posts hold is said where they are joined.
    assert len(rows(tmp_path, head + "a,Ada,,,2001.. Mayor,\na,Ada,,,2001..2003 Mayor,\n")) == 2
    (state,) = rows(tmp_path, "iso3,wikidata,names,people\nKEN,Q1,Kenya,Kenyans\nKEN,,the Kenya,\n")
    assert (state["names"], state["people"]) == ("Kenya|the Kenya", "Kenyans")
    with pytest.raises(KnowledgeError, match=r"table.csv:3: country is 'KEN' in the row that this goes on"):
        rows(tmp_path, head + "a,Ada,,KEN,,\na,,,UGA,,\n")


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
