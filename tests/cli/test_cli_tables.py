"""What other programs take from a database: networks, panels, what is new, how to cite."""

import json
import xml.etree.ElementTree as ET
from dataclasses import replace

import pandas as pd
import pytest

from dateline.cli.main import main
from dateline.record import Date
from dateline.store.rows.typed_rows import DocumentRow, RunVersions
from dateline.store.store import Store
from records import make_record, span

VERSIONS = RunVersions("0.1.0+c0de", "k0", "f1")


def coded(store, name, run, *, date=None):
    store.begin_run(f"2023-10-0{run}T08:00:00+00:00", VERSIONS, "{}")
    record = make_record(name)
    meeting = replace(record.events[0], date=date)
    document = DocumentRow(
        f"{name}.html", "done", digest=name, code_version=VERSIONS.code, knowledge_version=VERSIONS.knowledge
    )
    store.put(document, [replace(record, events=(meeting, record.events[1]))])


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("tables") / "news.db"
    with Store(path, write=True) as store:
        coded(store, "a", 1)
        coded(store, "b", 2, date=Date(span("October 7"), "2023", "2023-01-01", "2023-12-31"))
        coded(store, "c", 3)
    return str(path)


def rows(capsys, *args):
    assert main([*args, "--format", "jsonl"]) == 0
    got = capsys.readouterr()
    return [json.loads(line) for line in got.out.splitlines()], got.err


def test_edges_count_who_acts_on_whom(path, capsys):
    [rur, _], _ = rows(capsys, "edges", "--store", path, "--type", "ASSAULT", "--actor", "rur"), None
    assert len(rur) == 4  # "Somebody" is another one in each story
    assert (rur[0]["source"], rur[0]["target"], rur[0]["events"], rur[0]["value"]) == ("rur", "bor", 3, -28.5)
    assert (rur[0]["first"], rur[0]["types"]) == ("2023-10-07", ["ASSAULT"])


def test_a_network_is_graphml(path, tmp_path):
    out = tmp_path / "net.graphml"
    assert main(["edges", "--store", path, "--type", "CONSULT", "--format", "graphml", "-o", str(out)]) == 0
    name = {"g": "http://graphml.graphdrawing.org/xmlns"}
    root = ET.parse(out).getroot()
    assert [n.get("id") for n in root.iterfind(".//g:node", name)] == ["bor", "rur"]
    (edge,) = root.iterfind(".//g:edge", name)
    assert (edge.get("source"), edge.get("target")) == ("rur", "bor")
    assert {d.get("key"): d.text for d in edge}["events"] == "3"


def test_what_a_run_brought(path, capsys):
    def ids(*since):
        told, err = rows(capsys, "new", "--store", path, "--type", "CONSULT", *since)
        assert "number 3, of 2023-10-03" in err
        return sorted(r["id"] for r in told)

    assert ids() == ["c-0-e0"] == ids("--since", "2") == ids("--since", "2023-10-03")
    assert ids("--since", "2023-10") == ["a-0-e0", "b-0-e0", "c-0-e0"]
    assert main(["new", "--store", path, "--since", "yesterday"]) == 2


def test_a_page_that_is_coded_again_is_new_again(tmp_path):
    with Store(tmp_path / "n.db", write=True) as store:
        coded(store, "a", 1)
        coded(store, "b", 2)
        coded(store, "a", 3)
        assert {e.story for e in store.events(coded_since="2")} == {"a-0"}


def test_a_year_is_in_no_month_of_a_panel(path, tmp_path, capsys):
    out = tmp_path / "panel.dta"
    given = ["panel", "--store", path, "--by", "dyad-month", "--type", "CONSULT", "--format", "dta"]
    assert main([*given, "-o", str(out)]) == 0
    assert "1 events are left out" in capsys.readouterr().err
    panel = pd.read_stata(out)
    assert list(panel["events"]) == [2] and panel["period"].dt.strftime("%Y-%m-%d").tolist() == ["2023-10-01"]
    assert main(given) == 2  # Stata's format is no text


def test_a_wide_panel_has_a_column_a_quad(path, tmp_path):
    out = tmp_path / "panel.parquet"
    given = ["panel", "--store", path, "--by", "dyad-month", "--of", "quad", "--wide", "--format", "parquet"]
    assert main([*given, "-o", str(out)]) == 0
    panel = pd.read_parquet(out)
    assert list(panel.columns) == ["period", "actor", "recipient", "quad_1", "quad_4"]
    assert panel[panel["actor"] == "Somebody"][["quad_1", "quad_4"]].values.tolist() == [[0, 3]]


def test_a_citation_names_what_the_data_depend_on(path, capsys):
    assert main(["cite", "--store", path, "--format", "bibtex"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("@software{dateline,") and "Code 0.1.0+c0de, knowledge k0" in out
    assert main(["cite", "--format", "json"]) == 0
    (used,) = json.loads(capsys.readouterr().out)["versions"]
    assert len(used["knowledge"]) >= 12 and "+" in used["code"]
