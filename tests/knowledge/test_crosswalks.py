"""CAMEO codes, both ways."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from dateline.cli.main import main
from dateline.errors import KnowledgeError
from dateline.knowledge import ontology
from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.world import crosswalks

LAYERS = Layers((SHIPPED,))
WALK = crosswalks.load(LAYERS)
TYPES = ontology.load(LAYERS).types
# Of what has a code but comes back as another mode or type, because CAMEO doesn't part the two.
SHARED = {
    ("CONCEDE", ""), ("PROTEST", "boycott"), ("PROTEST", "vandalize"), ("SANCTION", "withdraw"),
    ("MOBILIZE", "weapons"), ("MOBILIZE", "militia"), ("ASSAULT", "primitive"), ("ASSAULT", "crowd-control"),
}  # fmt: skip
# CAMEO's roots, and the type that PLOVER made of each.
ROOTS = {
    "02": "REQUEST", "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID", "08": "RETREAT",
    "09": "ACCUSE", "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST",
    "15": "MOBILIZE", "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_every_type_has_a_code_that_is_known(kind: str) -> None:
    code = WALK.to_cameo(kind)
    assert code in WALK.types
    assert all(WALK.to_cameo(kind, (mode,)) in WALK.types for mode in TYPES[kind].modes)


@pytest.mark.parametrize("given", sorted(WALK.codes), ids="-".join)
def test_there_and_back(given: tuple[str, str]) -> None:
    kind, mode = given
    back = WALK.from_cameo(WALK.codes[given])
    assert (back == (kind, mode or None)) is (given not in SHARED)


def test_a_branch_belongs_to_a_root_that_is_known() -> None:
    for code in WALK.types:
        assert all(code[:n] in WALK.types for n in range(2, len(code)))
    assert {c for c in WALK.types if len(c) == 2} == {f"{n:02}" for n in range(1, 21)}
    assert {c: WALK.from_cameo(c)[0] for c in ROOTS} == ROOTS


def test_statements_have_no_type_and_no_code_is_made_up() -> None:
    assert WALK.from_cameo("015") is None
    assert WALK.from_cameo("999") is None
    assert "015" in WALK.types
    assert WALK.to_cameo("MY_OWN", ("mode",)) is None


def test_the_first_mode_with_a_code_counts() -> None:
    assert WALK.to_cameo("CONSULT", ("multilateral", "phone")) == "041"
    assert WALK.to_cameo("CONSULT", ("multilateral",)) == "040"


def test_a_user_adds_and_changes_codes(tmp_path: Path) -> None:
    (tmp_path / "crosswalks").mkdir()
    (tmp_path / "crosswalks" / "cameo.yaml").write_text(
        '- {id: cameo.mine, type: MONITOR, cameo: "040"}\n- {id: cameo.assault, remove: true}\n'
    )
    walk = crosswalks.load(Layers((SHIPPED, tmp_path)))
    assert walk.to_cameo("MONITOR") == "040"
    assert walk.to_cameo("ASSAULT") is None
    assert walk.to_cameo("ASSAULT", ("aerial",)) == "195"


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("{id: x, type: AID, cameo: 070}", "is no CAMEO code"),
        ('{id: x, type: AID, cameo: "21"}', "is no CAMEO code"),
        ('{id: x, cameo: "070"}', "'type' is missing"),
        ("{id: x, type: AID, codes: []}", "list of codes"),
    ],
)
def test_what_is_no_code_is_named(tmp_path: Path, entry: str, reason: str) -> None:
    (tmp_path / "crosswalks").mkdir()
    (tmp_path / "crosswalks" / "cameo.yaml").write_text(f"- {entry}\n")
    with pytest.raises(KnowledgeError, match=reason) as caught:
        crosswalks.load(Layers((SHIPPED, tmp_path)))
    assert caught.value.line == 1


def test_a_coded_page_shows_the_code(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "Embassy row widens\n\nPRAGUE, May 4 - Foreign Minister Anna Novak condemned Iran on Tuesday.\n\n"
        "Russian police arrested two Czech diplomats in Moscow, the ministry said.\n"
    )
    out = tmp_path / "events.csv"
    assert main(["code", str(page), "--to", "csv", "-o", str(out), "--published", "2021-05-04", "--no-model"]) == 0
    with out.open(encoding="utf-8", newline="") as file:
        found = {row["Event Type"]: row["CAMEO"] for row in csv.DictReader(file)}
    assert found["COERCE"] == "173"
    assert found["ACCUSE"] == "111"


def _table_of_2021(code: str) -> str | None:
    """The type to which PLOVER's table sends a code, by its root."""
    if code.startswith("08"):
        return "CONCEDE" if code[:3] in {"081", "082", "083"} else "RETREAT"
    return ROOTS.get(code[:2])


def test_the_docs_tell_every_code_that_goes_elsewhere_than_in_the_table_of_2021():
    told = {}
    for line in (Path(__file__).parents[2] / "docs/cameo.md").read_text(encoding="utf-8").splitlines():
        cells = [c.strip() for c in line.strip("|").split("|")]
        if len(cells) == 4 and cells[0][:1].isdigit():
            codes = re.sub(
                r"(\d+) to (\d+)", lambda m: ", ".join(f"{n:04}" for n in range(int(m[1]), int(m[2]) + 1)), cells[0]
            )
            told |= {code: (cells[1], cells[2].split()[0]) for code in codes.split(", ")}
    differ = {
        code: (_table_of_2021(code), to[0])
        for code, to in WALK.types.items()
        if to is not None and to[0] != _table_of_2021(code)
    }
    assert told == differ


def test_talks_at_a_third_partys_are_044():
    assert WALK.to_cameo("CONSULT", ("third-party",)) == "044"
    assert WALK.from_cameo("044") == WALK.from_cameo("045") == ("CONSULT", "third-party")


def test_every_code_is_text_that_keeps_its_zero():
    assert all(re.fullmatch(r"(?:0[1-9]|1\d|20)\d{0,2}", code) for code in WALK.codes.values())
