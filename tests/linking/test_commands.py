"""The commands of linking: what they print, and how what can't be is answered."""

import json

import pytest
from told import KASTRI, report

from dateline.cli.main import main
from dateline.store.store import Store


@pytest.fixture
def path(linked):
    records = [report("a"), report("b", outlet="Courier"), report("c", outlet="Herald", day="2031-05-01", place=KASTRI)]
    return str(linked(records).path)


def test_coding_links_by_itself_and_no_link_leaves_it_out(tmp_path, new_store):
    store_of = new_store()
    for name, town in (("a", "Gao"), ("b", "Lima")):
        (tmp_path / f"{name}.txt").write_text(f"Gunmen attacked a mill near {town} on Monday and killed two guards.\n")
    given = ["--store", store_of, "--no-model", "--jobs", "1"]
    counts = []
    for page, more in (("a.txt", ["--no-link"]), ("b.txt", [])):
        assert main(["code", str(tmp_path / page), *given, *more]) == 0
        with Store(store_of) as store:
            counts.append((len(list(store.stories())), len(list(store.incidents()))))
    assert counts == [(1, 0), (2, 2)]


def test_link_says_what_it_did_and_makes_no_database(path, tmp_path, capsys):
    assert main(["link", "--store", path]) == 0
    assert capsys.readouterr().err == ""
    assert main(["link", "--store", str(tmp_path / "none.db")]) == 1
    assert "no such store" in capsys.readouterr().err and not (tmp_path / "none.db").exists()


def test_incidents_are_listed_as_events_are(path, capsys):
    assert main(["incidents", "--store", path, "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(r["first_day"], r["place"], r["stories"]) for r in rows] == [
        ("2031-05-01", "Kastri", 1), ("2031-05-04", "Veldora", 2),
    ]  # fmt: skip
    assert main(["incidents", "--store", path, "--place", "veldora", "--min-independent", "3"]) == 0
    assert "No incidents match" in capsys.readouterr().out
    assert main(["incidents", "--store", path, "--min-independent", "many"]) == 2
    assert "a number from 0 on" in capsys.readouterr().err


def test_an_incident_is_found_by_the_beginning_of_its_id(path, capsys):
    assert main(["incidents", "--store", path, "--place", "veldora", "--format", "csv"]) == 0
    ref = capsys.readouterr().out.splitlines()[1].split(",")[0]
    assert main(["incident", ref[:6], "--store", path]) == 0
    out = capsys.readouterr().out
    assert "2 independent reports in 2 stories" in out and "Taken as one because" in out
    assert main(["incident", ref, "--store", path, "--format", "json"]) == 0
    assert [r["story"] for r in json.loads(capsys.readouterr().out)["reports"]] == ["a-0", "b-0"]
    assert main(["incident", "x", "--store", path]) == 2
    assert "there is no incident" in capsys.readouterr().err
    assert main(["explain", "a-0-e0", "--store", path]) == 0
    out = capsys.readouterr().out
    assert "one with" in out and "b-0-e0" in out and "contradicting" in out


def test_a_dossier_never_replaces_the_database(path, tmp_path, capsys):
    if "://" not in path:
        assert main(["dossier", "mortar", "-o", path, "--store", path]) == 2
        assert "this is the database" in capsys.readouterr().err
    assert main(["dossier", "mortar", "-o", str(tmp_path / "no" / "d.html"), "--store", path]) == 2
    out = tmp_path / "d.html"
    assert main(["dossier", "mortar", "-o", str(out), "--store", path]) == 0
    first = out.read_bytes()
    assert main(["dossier", "mortar", "-o", str(out), "--store", path]) == 0
    assert out.read_bytes() == first and first.count(b'class="incident"') == 2


def test_what_a_page_says_can_not_break_out_of_a_dossier(linked, tmp_path):
    bad = report("a", headline="<script>alert(1)</script>\u202e", outlet="Post")
    store = linked([bad])
    out = tmp_path / "d.html"
    assert main(["dossier", "mortar", "-o", str(out), "--store", str(store.path)]) == 0
    text = out.read_text(encoding="utf-8")
    assert "<script" not in text and "&lt;script&gt;" in text and "\u202e" not in text


@pytest.mark.parametrize("form", ["csv", "table", "parquet"])
def test_a_panel_never_replaces_a_database(path, tmp_path, capsys, form):
    given = ["panel", "--store", path, "--format", form, "-o"]
    if "://" not in path:
        assert main([*given, path]) == 2
        assert "that is a database" in capsys.readouterr().err
    assert main([*given, str(tmp_path / "no" / "panel")]) == 2
    assert main([*given, str(tmp_path / "panel")]) == 0 and (tmp_path / "panel").stat().st_size
    assert [p for p in tmp_path.iterdir() if p.name.endswith(".part")] == []


def test_a_panel_with_too_many_zeros_is_refused(path, capsys):
    given = ["panel", "--store", path, "--by", "day", "--zeros"]
    assert main([*given, "--since", "0001", "--until", "9998", "--format", "csv"]) == 2
    assert "narrow it" in capsys.readouterr().err
    assert main([*given, "--format", "csv"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 5
