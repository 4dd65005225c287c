"""Judgements: precision by type, and what `dateline evaluate` makes of them after the pages were coded again."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.cli.main import main
from dateline.errors import UsageError
from dateline.store.store import Store
from dateline.web.judgements import Judgement, Judgements, precision, wilson
from records import make_record

RECORD = make_record("k")
ASSAULT = RECORD.events[1]
NAMES = {a.id: a.name for a in RECORD.actors}


def judgement(verdict: str = "right", reader: str = "Ann", story: str = "k-0", **more) -> Judgement:
    given = {
        "event": f"{story}-e1", "story": story, "verdict": verdict, "reader": reader,
        "time": "2026-01-01T00:00:00+00:00",
        "event_type": "ASSAULT", "factuality": "negated", "actors": tuple(NAMES[a] for a in ASSAULT.actors),
        "recipients": ("Borduria",), "trigger": "bomb", "start": ASSAULT.trigger.start, "end": ASSAULT.trigger.end,
        "evidence": "x", "rule": "r", "version": "v",
    }  # fmt: skip
    return Judgement(**(given | more))


def test_precision_counts_events_by_the_majority_of_their_readers() -> None:
    given = [
        judgement("wrong"), judgement("right"),  # Ann changes her mind: the last word counts
        judgement("right", "Bob"), judgement("wrong", "Cy"),
        judgement("right", story="l-0"), judgement("wrong", "Bob", story="l-0"),  # a tie is not right
        judgement("right", event_type="ACCUSE"),
    ]  # fmt: skip
    rows = {p.event_type: (p.judged, p.right) for p in precision(given)}
    assert rows == {"ACCUSE": (1, 1), "ASSAULT": (2, 1), "all": (3, 2)}
    assert precision([]) == []


def test_wilson_interval() -> None:
    low, high = wilson(8, 10)
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert wilson(0, 0) == (0.0, 1.0) and wilson(5, 5)[1] == 1.0


def test_file_is_append_only_and_reads_back(tmp_path: Path) -> None:
    held = Judgements.beside(tmp_path / "news.db")
    assert held.path.name == "news.judgements.jsonl" and held.read() == []
    held.add(judgement(note="no\u2028break \ud800"))
    first = held.path.read_bytes()
    held.add(judgement("correct", to_type="ACCUSE"))
    assert held.path.read_bytes().startswith(first) and len(held.read()) == 2
    assert held.read()[1] == judgement("correct", to_type="ACCUSE")


@pytest.mark.parametrize("line", ["{", "[]", "{}", '{"verdict": "right"}', '"x"'])
def test_line_that_is_no_judgement_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "j.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"j\.jsonl:1: no judgement"):
        Judgements(path).read()


def became(tmp_path: Path, capsys, given: Judgement, event) -> str:
    path = tmp_path / "k.db"
    with Store(path, write=True) as store:
        store.add(replace(RECORD, events=(RECORD.events[0], event)) if event else RECORD)
    Judgements.beside(path).add(given)
    assert main(["evaluate", "--store", str(path), "--format", "json"]) == 0
    now = json.loads(capsys.readouterr().out)["now"]
    return next(name for name, n in now.items() if n)


@pytest.mark.parametrize(
    ("given", "event", "wanted"),
    [
        (judgement(), ASSAULT, "kept"),
        (judgement(), replace(ASSAULT, factuality="asserted"), "lost"),
        (judgement("wrong"), ASSAULT, "still wrong"),
        (judgement("wrong"), replace(ASSAULT, event_type="COERCE"), "mended"),
        (judgement("correct", to_type="COERCE"), replace(ASSAULT, event_type="COERCE"), "mended"),
        (judgement("correct", to_actor="borduria"), ASSAULT, "still wrong"),
        (judgement("correct", to_actor="ruritania", to_factuality="negated"), ASSAULT, "mended"),
        (judgement(story="other-0"), ASSAULT, "gone"),
    ],
)
def test_evaluate_tells_what_became_of_judged_events(tmp_path, capsys, given, event, wanted) -> None:
    assert became(tmp_path, capsys, given, event) == wanted


def test_evaluate_prints_a_table_and_says_where_judgements_come_from(tmp_path: Path, capsys) -> None:
    path = tmp_path / "k.db"
    with Store(path, write=True) as store:
        store.add(RECORD)
    assert main(["evaluate", "--store", str(path)]) == 2
    assert "serve --review" in capsys.readouterr().err
    Judgements.beside(path).add(judgement())
    assert main(["evaluate", "--store", str(path)]) == 0
    out = capsys.readouterr().out
    assert "ASSAULT" in out and "1.00" in out and "kept" in out
