"""Odd values on the command line: a clear line and an exit code, no traceback, and nothing that steers a terminal."""

import json
import os
import sys
from pathlib import Path

import pytest

from dateline.cli.main import main
from dateline.engine import local
from dateline.engine.local import fitting
from dateline.engine.progress import Bar, Lines
from dateline.engine.shown import shown, visible
from dateline.store.store import Store
from records import make_record

HUGE = str(10**30)
EVIL = "a\x1b[2J\x9b31m\nb\u202egnp.html"
SHOWN = r"a\x1b[2J\x9b31m\nb\u202egnp.html"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Store("news.db", write=True) as store:
        for key in "abc":
            store.add(make_record(key))
    return tmp_path


def errors_of(capsys, *args):
    code = main(list(args))
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return code, captured.err


@pytest.mark.parametrize("form", ["table", "csv", "json", "jsonl"])
@pytest.mark.parametrize("command", [["events"], ["stories"], ["statements"], ["actors"], ["said-of"], ["failures"]])
def test_a_huge_limit_shows_all(here, capsys, form, command):
    outs = []
    for limit in ("0", HUGE):
        assert main([*command, "--format", form, "--limit", limit]) == 0
        outs.append(capsys.readouterr().out)
    assert outs[0] == outs[1]


@pytest.mark.parametrize("limit", ["0", HUGE])
def test_a_huge_limit_shows_all_who_have_a_name(here, capsys, limit):
    assert main(["actors", "Minister", "--limit", limit]) == 0
    assert capsys.readouterr().out.count("acts ") == 3


def test_a_huge_number_of_jobs_starts_no_more_processes_than_help(here, capsys, monkeypatch):
    made = []

    class Watched(local.Processes):
        def __init__(self, job, jobs):
            made.append(jobs)
            super().__init__(job, jobs)

        def map(self, pieces):
            return iter(())

    monkeypatch.setattr("dateline.engine.run.Processes", Watched)
    Path("a.txt").write_text("War")
    code, err = errors_of(capsys, "code", "a.txt", "--jobs", HUGE)
    assert code == 0
    assert made == [fitting(10**9)] and made[0] <= 4 * (os.cpu_count() or 1)
    assert f"--jobs {HUGE}: {made[0]} processes are the most" in err
    assert [fitting(n) for n in (-1, 0, 1, 2)] == [1, 1, 1, 2]


@pytest.mark.parametrize(
    "args",
    [
        ["code", ""],
        ["code", "a.txt", ""],
        ["code", "a.txt", "--store", ""],
        ["code", "a.txt", "--to", "jsonl", "-o", ""],
        ["code", "a.txt", "--knowledge", ""],
        ["events", "--store", ""],
        ["check", "--knowledge", ""],
        ["explain", "a-0-e0", "--knowledge", ""],
        ["evaluate", "--judgements", ""],
        ["serve", "--store", "", "--no-open"],
        ["demo", "--store", ""],
        ["actors", "add", "A B", "--country", "IRN", "--knowledge", ""],
        ["actors", "update", "", "--knowledge", "mine"],
    ],
    ids=" ".join,
)
def test_an_empty_path_is_no_path(here, capsys, args):
    Path("a.txt").write_text("War")
    before = sorted(Path().iterdir())
    code, err = errors_of(capsys, *args)
    assert code == 2 and "empty" in err
    assert sorted(Path().iterdir()) == before


FILTERS = [
    "--actor", "--recipient", "--type", "--mode", "--context", "--country", "--place", "--since", "--until",
    "--factuality", "--said-by", "--stance", "--about", "--outlet", "--search", "--story",
]  # fmt: skip


@pytest.mark.parametrize("option", FILTERS)
@pytest.mark.parametrize("value", ["caf\udce9", "", "  "], ids=ascii)
def test_filters_that_no_row_can_pass(here, capsys, option, value):
    for command in ("events", "stories", "statements"):
        code, err = errors_of(capsys, command, option, value)
        assert code == 2, command
        assert err.startswith(f"dateline: {option}") and len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "args",
    [
        ["show", "caf\udce9"],
        ["explain", "caf\udce9"],
        ["actors", "caf\udce9"],
        ["actors", "caf\udce9", "--format", "csv"],
        ["said-of", "--about", "caf\udce9"],
        ["code", "a.txt", "--outlet", "caf\udce9"],
        ["code", "a.txt", "--published", "caf\udce9"],
        ["code", "a.txt", "--model", "caf\udce9"],
        ["code", "a.txt", "--field", "title=caf\udce9"],
        ["code", "a.txt", "--to", "caf\udce9", "-o", "x"],
        ["actors", "add", "caf\udce9", "--country", "IRN", "--knowledge", "mine", "--yes"],
    ],
    ids=ascii,
)
def test_texts_that_are_no_utf8(here, capsys, args):
    Path("a.txt").write_text("War")
    code, err = errors_of(capsys, *args)
    assert code == 2
    assert "caf\udce9" not in err and r"\udce9" in err
    assert not Path("mine").exists()


@pytest.mark.parametrize("args", [["--since", "2024-13-45"], ["--until", "2023-02-30"], ["--since", "0000-01-01"]])
def test_days_that_are_none(here, capsys, args):
    code, err = errors_of(capsys, "events", *args)
    assert code == 2 and "a date like" in err


@pytest.mark.parametrize("path", [":memory:", "a folder", "pipe"])
@pytest.mark.parametrize("command", [["code", "a.txt"], ["events"], ["serve", "--no-open"], ["show", "a"]])
def test_stores_that_are_none(here, capsys, command, path):
    Path("a.txt").write_text("War")
    Path("a folder").mkdir()
    os.mkfifo("pipe")
    before = sorted(Path().iterdir())
    code, err = errors_of(capsys, *command, "--store", path)
    assert code == 1
    assert err.startswith(f"dateline: {path}: ") and len(err.splitlines()) == 1
    assert sorted(Path().iterdir()) == before


def test_names_of_files_are_shown_so_that_they_steer_nothing(here, capsys):
    Path(EVIL).write_bytes(b"")
    code, err = errors_of(capsys, "code", EVIL, "--store", EVIL + ".db")
    assert code == 1
    assert f"dateline: {SHOWN}: " in err
    assert f"> {SHOWN}.db" in err
    assert not set(err) & {"\x1b", "\x9b", "\u202e"}
    assert main(["failures", "--store", EVIL + ".db"]) == 0
    out = capsys.readouterr().out
    assert SHOWN in out and not set(out) & {"\x1b", "\x9b", "\u202e"}
    code, err = errors_of(capsys, "events", "--store", EVIL)
    assert code == 1 and err == f"dateline: {SHOWN}: this is not a Dateline store (the file is empty)\n"


@pytest.mark.parametrize("form", ["csv", "json", "jsonl"])
@pytest.mark.parametrize("terminal", [False, True])
def test_data_is_as_it_is_but_on_a_terminal(here, capsys, monkeypatch, form, terminal):
    evil = EVIL.replace("\n", "")
    Path(evil).write_bytes(b"")
    assert main(["code", evil]) == 1
    capsys.readouterr()
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    assert main(["failures", "--format", form]) == 0
    out = capsys.readouterr().out
    assert bool(set(out) & {"\x1b", "\x9b", "\u202e"}) is not terminal
    if form == "json" and not terminal:
        assert [row["name"] for row in json.loads(out)] == [evil]


def test_progress_shows_names_so_that_they_steer_nothing(capsys):
    Lines(sys.stderr).fail(EVIL, "no\x1b page")
    assert capsys.readouterr().err == rf"dateline: {SHOWN}: no\x1b page" + "\n"
    bar = Bar()
    bar.fail(f"[red]{EVIL}", "no page")
    assert f"[red]{SHOWN}: no page" in capsys.readouterr().err


def test_names_as_text():
    assert shown("caf\udce9.txt") == r"caf\xe9.txt"
    assert shown("café.txt") == "café.txt"
    assert visible("café 京都 العربية") == "café 京都 العربية"
    assert visible("a\tb\r\n\x00\ud800") == r"a\tb\r\n\x00\ud800"
    assert visible("a\tb\n\x1b", "\n\t") == "a\tb\n\\x1b"
