"""Rows from file to screen: where a story comes from, what is told of its date, why it has no event."""

import json
from pathlib import Path

import pytest

from dateline.api import read
from dateline.cli.main import main
from dateline.errors import InputError
from dateline.settings import Settings
from dateline.store.store import Store

ROWS = (
    {"key": 7, "body": "Latvia's foreign minister met her Estonian counterpart on Monday.", "seen": "2024-05-06"},
    {"key": "b-8", "body": "A man was arrested in the harbour on Friday after he had hit a baker.", "day": "soon"},
    {"key": 9, "body": "The cake was very good, and the plums were ripe in the garden of the old house."},
)
FIELDS = ("--field", "id=key", "--field", "text=body", "--field", "published=day,seen~")


@pytest.fixture
def rows(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    return "rows.jsonl"


def shown(capsys, row_id):
    with Store("news.db") as store:
        [story] = [s for s in store.stories() if s.row_id == row_id]
    assert main(["show", story.id]) == 0
    return capsys.readouterr().out


def test_rows_tell_where_they_come_from_and_why_they_give_nothing(rows, capsys):
    assert main(["code", rows, *FIELDS]) == 0
    told = capsys.readouterr().err
    assert "2 stories without a day of publication" in told and "1 rows with a date that can't be read" in told
    with Store("news.db") as store:
        assert {(s.row_id, s.published, s.published_estimated) for s in store.stories()} == {
            ("7", "2024-05-06", True), ("b-8", None, False), ("9", None, False)
        }  # fmt: skip
    met, arrested, cake = (shown(capsys, row_id) for row_id in ("7", "b-8", "9"))
    assert "2024-05-06 (from metadata, an estimate) | rows.jsonl | row 7 |" in met and "no event" not in met
    assert "no date that can be read: soon" in arrested and "row b-8" in arrested
    assert "no party known to politics; --all-actors codes them" in arrested
    assert "no event: nobody does anything in it" in cake and "politics" not in cake

    assert main(["code", rows, *FIELDS, "--all-actors"]) == 0
    assert "3 pages coded" in capsys.readouterr().err  # the option is among what a coding depends on
    arrested = shown(capsys, "b-8")
    assert "COERCE (arrest)" in arrested and "politics" not in arrested


def test_a_field_that_no_row_has_is_an_error(rows, capsys):
    assert main(["code", rows, "--field", "text=body", "--field", "title=head"]) == 1
    assert "--field title=head: no row has a field 'head'" in capsys.readouterr().err
    assert main(["code", rows, "--field", "text=body", "--field", "title=head", "--to", "jsonl", "-o", "x.jsonl"]) == 1
    assert len(Path("x.jsonl").read_text().splitlines()) == 3  # what there is, is written all the same
    with pytest.raises(InputError, match=r"rows\.jsonl: no row has a field 'head'"):
        read(rows, settings=Settings(fields={"text": "body", "title": "head"}))


@pytest.mark.parametrize("field", ["title", "title=", "published=,", "published=~", "headline=head", "published=a,,b"])
def test_a_field_that_names_nothing_is_wrong_usage(rows, capsys, field):
    assert main(["code", rows, "--field", field]) == 2
    assert "OUR=THEIRS is wanted, OUR one of id, url, outlet, published, title, text, author" in capsys.readouterr().err
