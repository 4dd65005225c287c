"""Text of pages never runs in a spreadsheet, and numbers stay numbers."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.cli.main import main
from dateline.layouts.full import COLUMNS
from dateline.sinks.formats.text_cells import STARTS, cell, neutral
from dateline.sinks.registry import open_sink
from dateline.store.rows.typed_rows import ActorName, DocumentRow
from dateline.store.store import Store
from records import make_record

HOSTILE = '=HYPERLINK("http://x.example","look")'


def hostile_record():
    record = make_record("h", headline=HOSTILE, outlet="@outlet", published="2023-10-08")
    actors = tuple(replace(a, name=f"+{a.name}", role="-role") for a in record.actors)
    events = tuple(replace(e, score=-7.5) for e in record.events)
    return replace(record, actors=actors, events=events, byline="\tby", url="-http://x.example")


@pytest.mark.parametrize("start", STARTS)
def test_text_that_would_run_is_made_text(start):
    assert neutral(f"{start}1") == f"'{start}1"
    assert neutral(f"1{start}") == f"1{start}"


def test_numbers_and_nothing_stay():
    assert [neutral(v) for v in (-1, -1.5, None, "", "1")] == [-1, -1.5, None, "", "1"]
    assert [cell(v) for v in (-1, -1.5, None, ("=a", "=b"), ActorName("i", "@n"), (ActorName("i", "@n"),))] == [
        -1, -1.5, "", "'=a; =b", "'@n", "'@n",
    ]  # fmt: skip
    assert cell(("=a", "=b"), raw=True) == "=a; =b"


def read(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_the_sink(tmp_path):
    for raw in (False, True):
        sink = open_sink("csv", tmp_path / "out.csv", raw_cells=raw)
        sink.write(hostile_record())
        sink.close()
        mark = "" if raw else "'"
        row = read((tmp_path / "out.csv").read_text(encoding="utf-8"))[0]
        assert row["Headline"] == mark + HOSTILE
        assert (row["Source"], row["URL"]) == (f"{mark}@outlet", f"{mark}-http://x.example")
        assert row["Actor Name"] == f"{mark}+Ruritania"
        assert row["Intensity"] == "-7.5"


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "news.db"
    with Store(path, write=True) as store:
        store.add(hostile_record())
        store.put(DocumentRow("=page.html", "failed", reason="-empty"))
    return path


COMMANDS = {
    "events": ["events"], "stories": ["stories"], "statements": ["statements"], "actors": ["actors"],
    "said-of": ["said-of"], "failures": ["failures"],
}  # fmt: skip


@pytest.mark.parametrize("name", COMMANDS)
def test_the_lists(store, capsys, name):
    found = {}
    for raw in ([], ["--raw-cells"]):
        assert main([*COMMANDS[name], "--store", str(store), "--format", "csv", *raw]) == 0
        found[bool(raw)] = read(capsys.readouterr().out)
    numbers = {c.name for c in COLUMNS if c.kind != "text"} | {"score", "lat", "lon", "quad", "confidence"}
    texts = [v for row in found[False] for k, v in row.items() if k not in numbers]
    assert texts and not [v for v in texts if v.startswith(STARTS)]
    assert [v for row in found[True] for k, v in row.items() if k not in numbers and v.startswith(STARTS)]
    undone = [{k: v.removeprefix("'") for k, v in row.items()} for row in found[False]]
    assert undone == found[True]
    assert all(row["Intensity"] == "-7.5" for row in found[False] if "Intensity" in row)


def test_the_reading_room(store):
    starlette = pytest.importorskip("starlette.testclient")
    from dateline.web.app import make_app
    from dateline.web.site import Site

    client = starlette.TestClient(make_app(Site(store)), base_url="http://127.0.0.1")
    rows = read(client.get("/events.csv").text)
    assert {r["Headline"] for r in rows} == {"'" + HOSTILE}
    assert {r["Intensity"] for r in rows} == {"-7.5"}


def test_the_whole_way(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Ministers meet\n\nThe minister met the president on Tuesday, officials said.\n")
    outlets = {}
    for raw in ([], ["--raw-cells"]):
        given = ["--outlet", "=1+1", "--to", "csv", "-o", "out.csv", *raw]
        assert main(["code", "a.txt", *given]) == 0
        outlets[bool(raw)] = {r["Source"] for r in read(Path("out.csv").read_text(encoding="utf-8"))}
    assert outlets == {False: {"'=1+1"}, True: {"=1+1"}}


def test_raw_cells_without_csv_are_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["code", "a.txt", "--raw-cells"]) == 2
    assert main(["code", "a.txt", "--raw-cells", "--to", "jsonl", "-o", "out"]) == 2
    assert "--raw-cells: only --to csv" in capsys.readouterr().err
