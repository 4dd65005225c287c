"""``dateline diff`` for people, spreadsheets and programs."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.cli.main import main
from records import make_record

A = make_record("a")


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """OLD, and NEW without its first event and with the second one asserted."""
    monkeypatch.chdir(tmp_path)
    new = replace(A, events=(replace(A.events[1], factuality="asserted"),))
    for name, record in (("old.jsonl", A), ("new.jsonl", new)):
        Path(name).write_text(record.to_json() + "\n", encoding="utf-8")


def test_people_read_each_change_with_its_sentence_and_the_sums(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "old.jsonl", "new.jsonl"]) == 0
    out = capsys.readouterr().out
    assert "- Ruritania · CONSULT · Borduria  (consult.meet, story a-0)\n    “Ruritania met Borduria in Szohod.”" in out
    assert "~ Ruritania, Somebody · ASSAULT · Borduria" in out and "factuality: negated > asserted" in out
    assert "events: 0 the same, 1 gone, 0 new, 1 changed (factuality 1)" in out
    assert "assault.bomb" in out.split("Rule ")[1]


def test_a_limit_cuts_the_list_and_not_the_sums(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "old.jsonl", "new.jsonl", "--limit", "1"]) == 0
    out = capsys.readouterr().out
    assert "--limit 0 shows all" in out and "1 gone, 0 new, 1 changed" in out and "\n~ " not in out


def test_a_spreadsheet_gets_rows_and_the_sums_go_beside(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "old.jsonl", "new.jsonl", "--format", "csv"]) == 0
    out, err = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(r["change"], r["old_type"], r["new_type"]) for r in rows] == [
        ("gone", "CONSULT", ""), ("changed", "ASSAULT", "ASSAULT"),
    ]  # fmt: skip
    assert "dateline: events: 0 the same, 1 gone" in err


def test_programs_get_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "old.jsonl", "new.jsonl", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [c["words"] for c in told["changes"]] == ["met", "bomb"]
    assert told["summary"]["types"]["CONSULT"]["gone"] == 1
    assert told["summary"]["stories"]["compared"] == 1


@pytest.mark.parametrize(
    ("args", "code"),
    [(["new.jsonl"], 0), (["new.jsonl", "--check"], 1), (["old.jsonl", "--check"], 0),
     (["missing.jsonl", "--check"], 2), (["new.jsonl", "--ignore", "colour"], 2)],
)  # fmt: skip
def test_exit_codes(args: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "old.jsonl", *args]) == code
    assert len(capsys.readouterr().err.splitlines()) == (code == 2)
