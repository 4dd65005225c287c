"""Lists on the command line: events once, the share that a confidence keeps, and how ``show`` marks tellings."""

import json

import pytest

from dateline.cli.main import main
from dateline.layouts.table import Table
from dateline.sinks.registry import open_sink
from dateline.store.store import Store
from records import make_retold


@pytest.fixture
def path(tmp_path):
    with Store(tmp_path / "news.db", write=True) as store:
        store.add(make_retold("a"))
    return str(tmp_path / "news.db")


def run(capsys, *args):
    code = main(list(args))
    out = capsys.readouterr()
    return code, out.out, out.err


def test_a_table_gives_events_once_and_says_how_many_tellings_it_leaves_out(path, capsys):
    _, out, _ = run(capsys, "events", "--store", path)
    assert "2 further tellings of such events are left out; --all-tellings shows them." in out
    assert out.count("ASSAULT") == 1
    _, out, _ = run(capsys, "events", "--store", path, "--all-tellings")
    assert out.count("ASSAULT") == 3
    assert "left out" not in out


def test_a_confidence_prints_what_it_keeps_beside_tables_and_exports(path, capsys):
    says = "1 of 2 events kept (50%); precision to expect: 90% there and of this type, 80% with all parties right"
    _, out, err = run(capsys, "events", "--store", path, "--min-confidence", "0.8")
    assert says in out and not err
    _, out, err = run(capsys, "events", "--store", path, "--min-confidence", "0.8", "--format", "json")
    assert err == f"dateline: {says}\n"
    [row] = json.loads(out)
    assert (row["confidence"], row["confidence_parties"], row["same_as"]) == (0.9, 0.8, None)


def test_a_share_beyond_one_is_told(path, capsys):
    code, _, err = run(capsys, "events", "--store", path, "--min-parties", "1.5")
    assert code == 2 and "a number from 0 to 1 is wanted" in err


def test_show_marks_a_further_telling_and_the_counts(path, capsys):
    _, out, _ = run(capsys, "show", "a-0", "--store", path)
    text = " ".join(out.split())
    assert text.count("(told first: [2])") == 2
    assert "killed 12, injured 24+" in text


def test_explain_names_the_other_tellings_and_where_the_counts_come_from(path, capsys):
    _, out, _ = run(capsys, "explain", "a-0-e1", "--store", path)
    assert "a-0-e2, a-0-e3" in out
    assert "killed 12, from “October 7”" in out
    assert "0.75: that there is such an event" in out and "0.50: that all its parties are right" in out
    _, out, _ = run(capsys, "explain", "a-0-e2", "--store", path)
    assert "told first" in out


@pytest.mark.parametrize(("name", "rows"), [("csv", 2), ("jsonl", 4)])
def test_files_of_events_hold_first_tellings_and_files_of_records_all(name, rows, tmp_path):
    sink = open_sink(name, tmp_path / "out")
    sink.write(make_retold("a"))
    sink.close()
    text = (tmp_path / "out").read_text(encoding="utf-8")
    assert (len(json.loads(text)["events"]) if name == "jsonl" else text.count("\n") - 1) == rows


def test_a_flat_file_gives_each_telling_where_that_is_asked_for(tmp_path):
    sink = open_sink("csv", tmp_path / "out", Table(all_tellings=True))
    sink.write(make_retold("a"))
    sink.close()
    assert (tmp_path / "out").read_text(encoding="utf-8").count("\n") == 5


def test_all_tellings_of_a_database_need_not_be_asked_for(tmp_path, capsys):
    code, _, err = run(capsys, "code", str(tmp_path), "--store", str(tmp_path / "n.db"), "--all-tellings")
    assert code == 2 and "all else holds each" in err
