"""What ``dateline doctor`` finds: a sound installation, a damaged database, files that were changed."""

import json
from importlib.metadata import Distribution
from pathlib import Path

from dateline.cli.main import main
from dateline.doctor.database import database
from dateline.doctor.installed import changed_files
from dateline.doctor.machine import machine
from dateline.doctor.smoke import smoke
from dateline.settings import Settings
from dateline.sinks.registry import open_sink
from dateline.store.store import Store
from loaded import tools
from records import make_record


def stored(path: Path) -> Path:
    sink = open_sink("store", path)
    for n in range(40):
        sink.write(make_record(f"page{n}"))
    sink.close()
    return path


def test_a_sound_installation_is_told_with_its_digests_and_codes_a_story(tmp_path, capsys):
    store = stored(tmp_path / "news.db")
    assert main(["doctor", "--store", str(store), "--no-model", "-f", "json"]) == 0
    told = {f["what"]: f for f in json.loads(capsys.readouterr().out)}
    assert {"python", "dateline", "packages", "parser's model", "reader", "knowledge", "BLAS", "disk"} <= set(told)
    assert "40 stories" in told["database"]["says"] and told["smoke test"]["state"] == "ok"
    assert not [f for f in told.values() if f["state"] == "fault"]


def test_a_database_that_is_damaged_or_not_there_is_a_fault_with_advice(tmp_path, monkeypatch):
    store = stored(tmp_path / "news.db")
    data = bytearray(store.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 8192] = b"\xff" * 8192
    store.write_bytes(data)
    (found,) = [f for f in database(store) if f.state == "fault"]
    assert "damaged" in found.says and "backup" in found.do
    (missing,) = database(tmp_path / "none.db")
    assert missing.state == "fault" and not (tmp_path / "none.db").exists()
    monkeypatch.setattr("dateline.doctor.smoke.make_tools", lambda settings: 1 / 0)
    assert main(["doctor", "--store", str(tmp_path / "none.db")]) == 1


def test_failed_pages_and_a_run_without_an_end_are_notes(tmp_path):
    store = stored(tmp_path / "news.db")
    with Store(store, write=True) as opened:
        opened.db.execute("INSERT INTO documents (name, status, reason) VALUES ('x.txt', 'failed', 'no text in it')")
        opened.db.execute("INSERT INTO runs (started) VALUES ('2024-01-01T00:00:00Z')")
    notes = {f.what: f for f in database(store) if f.state == "note"}
    assert "no text in it" in notes["failed pages"].says and "dateline retry" in notes["failed pages"].do
    assert "2024-01-01" in notes["runs"].says


def test_a_database_of_an_older_version_is_left_as_it_is(tmp_path):
    store = stored(tmp_path / "news.db")
    with Store(store, write=True) as opened:
        opened.db.execute("PRAGMA user_version = 4")
    before = store.read_bytes()
    (found,) = database(store)
    assert found.state == "note" and "older version" in found.says and store.read_bytes() == before


def test_another_language_or_knowledge_is_tried_and_not_compared(tmp_path, monkeypatch):
    monkeypatch.setattr("dateline.doctor.smoke.make_tools", lambda settings: tools())
    monkeypatch.setattr("dateline.doctor.smoke.PAGE", "Rain\n\nIt rained in Tarnholm on Monday, and nobody minded.\n")
    (own,) = smoke(Settings(opinion=False, knowledge=(tmp_path,)))
    (shipped,) = smoke(Settings(opinion=False))
    assert own.state == "ok" and "not compared" in own.says
    assert shipped.state == "fault" and "lacks [('ACCUSE', 'asserted')" in shipped.says


def test_files_that_were_changed_since_they_were_installed_are_named(tmp_path):
    info = tmp_path / "thing-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: thing\nVersion: 1\n")
    (tmp_path / "a.py").write_text("a\n")
    (tmp_path / "b.py").write_text("b, changed\n")
    digest = "h0KPxSKAPTEGXnvOPPA_5HUJZjHl4Hu9eg_eYMTPJcc"  # of "a" and an end of line
    rows = [f"{name},sha256={digest},2" for name in ("a.py", "b.py", "gone.py", "../../../bin/thing")]
    (info / "RECORD").write_text("\n".join([*rows, "thing-1.dist-info/RECORD,,", ""]))
    assert changed_files(Distribution.at(info)) == (["b.py", "gone.py"], 3)


def test_no_folder_for_the_cache_is_a_note(tmp_path):
    states = {f.what: f.state for f in machine(tmp_path / "news.db")}
    assert states["cache"] == "note"  # the tests run without one
    assert {f.what: f.state for f in machine(tmp_path / "gone" / "news.db")}["disk"] == "fault"
