"""status, retry, verify and backup, as commands."""

import json
import os
from pathlib import Path

import pytest

from dateline.cli.main import main
from dateline.engine.inputs.find import files_of, is_of
from dateline.engine.shown import shown, unshown
from dateline.store.store import Store

PAGE = "Ministers meet in Varna\n\nThe minister of Bulgaria met the president of Romania on Tuesday, officials said.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("pages").mkdir()
    Path("pages/a.txt").write_text(PAGE)
    Path("pages/b.txt").write_text("")
    row = {"id": "r1", "text": PAGE}
    Path("rows.jsonl").write_text(json.dumps(row) + "\n" + json.dumps({"id": "r2", "text": ""}) + "\n")
    return tmp_path


def test_what_failed_is_coded_again_as_it_was_to_be_and_nothing_else(folder, capsys):
    given = ["--no-model", "--published", "2021-05-04", "--outlet", "The Daily Example"]
    assert main(["code", "pages", "rows.jsonl", "missing.txt", *given]) == 1
    assert main(["status"]) == 0
    out = capsys.readouterr().out
    assert "5 pages: 2 coded, 0 with the bytes of another one, 3 failed" in out
    assert "1 failed: no such file or folder" in out and "2 pages by " in out
    Path("pages/b.txt").write_text("The mayor resigns\n\nThe mayor of Varna resigned on Monday, the council said.\n")
    Path("pages/a.txt").write_text(PAGE.replace("Tuesday", "Friday"))
    Path("pages/new.txt").write_text(PAGE.replace("Tuesday", "Sunday"))
    assert main(["retry"]) == 1
    err = capsys.readouterr().err
    assert "1 pages coded" in err and "2 failed" in err
    with Store("news.db") as store:
        story = next(s for s in store.stories() if s.document.endswith("b.txt"))
        assert (story.published, story.outlet) == ("2021-05-04", "The Daily Example")
        assert {d.name for d in store.documents("failed")} == {"missing.txt", "rows.jsonl#r2"}
        assert store.document("pages/new.txt") is None
        coded_with = {d.coded_with for d in store.documents("done")}
        assert len(coded_with) == 1
    Path("missing.txt").write_text("War\n\nThe army of Chad shelled a town on Monday.\n")
    Path("rows.jsonl").write_text(json.dumps({"id": "r2", "text": "Chad praised Kenya on Monday."}) + "\n")
    assert main(["retry"]) == 0
    assert main(["retry"]) == 0
    assert "nothing has failed" in capsys.readouterr().err
    assert main(["status", "-f", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["counts"]["failed"] == 0 and len(told["runs"]) == 3


def test_verify_and_backup(folder, capsys):
    main(["code", "pages/a.txt", "--no-model"])
    assert main(["verify"]) == 0
    assert "whole; 1 stories looked through" in capsys.readouterr().out
    assert main(["backup", "copy.db"]) == 0
    assert main(["backup", "copy.db"]) == 2
    with Store("news.db", write=True) as store:
        store.db.execute("UPDATE events SET trigger_text = 'other'")
    capsys.readouterr()
    assert main(["verify"]) == 1
    assert "has other words" in capsys.readouterr().out
    assert main(["verify", "--store", "copy.db"]) == 0
    assert main(["verify", "--store", "none.db"]) == 1
    assert not Path("none.db").exists()


def test_the_files_that_pieces_are_in(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a#b.jsonl", "c.zip", "d!.txt"):
        Path(name).touch()
    names = ["a#b.jsonl#7", "c.zip!in/x.html", "c.zip!y", "d!.txt", "gone#1"]
    assert files_of(names) == ["a#b.jsonl", "c.zip", "d!.txt", "gone#1"]
    assert is_of("c.zip!rows#7", {"c.zip"}) and is_of("c.zip!rows#7", {"c.zip!rows"})
    assert not is_of("c.zip", {"c.zip!rows"})
    odd = os.fsdecode(b"caf\xe9.txt")
    Path(odd).touch()
    assert unshown(shown(odd)) == odd and files_of([shown(odd) + "#3"]) == [odd]
