"""What machines read of a run: lines of JSON, and the manifest beside the output."""

import hashlib
import json
from pathlib import Path

import pytest

from dateline.cli.main import main
from records import make_record

PAGE = "Ministers meet in Varna\n\nThe minister of Bulgaria met the president of Romania on Tuesday, officials said.\n"


def stand_in(settings):
    """A coder that needs no model; what is asked here is what is told of a run."""
    from dateline.errors import InputError

    def code(data, source):
        if not data.startswith(b"Ministers"):
            raise InputError(source.name, "empty")
        return [make_record(hashlib.sha256(data).hexdigest()[:12], path=source.path)]

    return code


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr("dateline.engine.local.pipeline_coder", stand_in)
    monkeypatch.chdir(tmp_path)
    Path("pages").mkdir()
    Path("pages/a.txt").write_text(PAGE)
    Path("pages/b.txt").write_text("")
    Path("pages/c.txt").write_text(PAGE)
    return tmp_path


def lines(capsys):
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_log_of_json_has_nothing_else_in_it(folder, capsys, monkeypatch):
    monkeypatch.setattr("dateline.engine.progress.EVERY", 0)
    given = ["--to", "jsonl", "-o", "out.jsonl", "--no-link", "--log-format", "json", "--jobs", "1"]
    assert main(["code", "pages", *given]) == 1
    told = lines(capsys)
    assert [t["event"] for t in told] == ["start", "progress", "failure", "progress", "progress", "end"]
    assert all(t["time"].endswith("Z") for t in told)
    assert told[0]["bytes"] == 2 * len(PAGE)
    assert told[2]["name"] == "pages/b.txt" and "empty" in told[2]["reason"]
    end = told[-1]
    assert (end["pages"], end["same"], end["failed"], end["stories"], end["output"]) == (1, 1, 1, 1, "out.jsonl")
    assert end["events"] >= 1 and end["bytes"] == 2 * len(PAGE) and end["seconds"] >= 0
    stale = folder / ".out.jsonl.1-ab.part"
    stale.touch()
    main(["code", "pages", *given])
    assert "left by a run that was killed" in lines(capsys)[0]["text"]


def test_the_manifest_tells_what_made_an_output(folder, capsys):
    given = ["--no-model", "--published", "2021-05-04"]
    assert main(["code", "pages", "--to", "csv", "-o", "out.csv", *given]) == 1
    told = json.loads(Path("out.csv.run.json").read_text())
    assert told["counts"]["pages"] == 1 and told["counts"]["failed"] == 1 and list(told["failures"].values()) == [1]
    assert told["options"]["published"] == "2021-05-04" and told["options"]["settings"]["opinion"] is False
    assert told["output"] == {"path": "out.csv", "form": "csv"}
    assert {"dateline", "spacy", "numpy"} <= set(told["versions"]["packages"]) and told["versions"]["fingerprint"]
    assert told["began"] <= told["ended"]
    digests = [hashlib.sha256(Path(f"pages/{n}.txt").read_bytes()).hexdigest() for n in "abc"]
    listed = "".join(f"{d} pages/{n}.txt\n" for d, n in zip(digests, "abc", strict=True))
    assert told["inputs"] == {
        "paths": ["pages"], "pieces": 3, "bytes": 2 * len(PAGE), "sha256": hashlib.sha256(listed.encode()).hexdigest(),
    }  # fmt: skip


def test_where_a_manifest_is_written_and_where_not(folder, capsys):
    assert main(["code", "pages/a.txt", "--to", "csv", "-o", "out.csv", "--no-link", "--no-manifest"]) == 0
    assert main(["code", "pages/a.txt", "--no-link"]) == 0
    assert main(["code", "pages/a.txt", "--to", "jsonl", "-o", "-", "--no-link"]) == 0
    assert [p.name for p in folder.iterdir() if "run.json" in p.name] == []
    assert main(["code", "pages/a.txt", "--no-link", "--manifest"]) == 0
    assert json.loads(Path("news.db.run.json").read_text())["counts"]["skipped"] == 1
    assert main(["code", "pages/a.txt", "--to", "jsonl", "-o", "parts", "--part-stories", "5", "--no-link"]) == 0
    assert json.loads(Path("parts/_run.json").read_text())["counts"]["pages"] == 1
    assert main(["code", ".", "--no-link", "--to", "jsonl", "-o", "parts"]) == 1  # out.csv and the like are inputs
    assert "parts/_run.json" not in capsys.readouterr().err
