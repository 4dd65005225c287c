"""What people really hand in: each gives one clear line with file and reason, or a correct result; the rest goes on."""

import random
import sqlite3
from pathlib import Path

import pytest

from dateline.cli.main import main
from dateline.store.store import Store

GOOD = "Ministers meet\n\nThe foreign minister of Bulgaria met her Romanian counterpart on Tuesday, officials said.\n"
REFUSED = {
    "empty.html": b"",
    "binary.bin": random.Random(1).randbytes(5000),
    "report.pdf": b"%PDF-1.4\n" + random.Random(2).randbytes(3000),
    "menu.html": b"<html><body><nav>Home</nav></body></html>",
}
READ = {
    "deep.html": b"<div>" * 100_000 + b"<p>The army attacked the town on Monday, officials said in the capital.</p>",
    "charset.html": "<meta charset=utf-8><p>Die Polizei in Köln: the mayor met the president of Österreich.</p>".encode(
        "latin-1"
    ),
    "null.txt": b"Head\n\nThe army \x00\x00 attacked the town, the minister said.\n",
    "nulls.txt": b"Head\n\nThe \x00army attacked \x00the town\x00, the minister said.\n",
    "wide.txt": "The mayor of K\u00f6ln met the president of \u00d6sterreich on Monday.".encode("utf-16-le"),
    "no charset.html": "<p>The mayor of K\u00f6ln met the president on Monday, officials said.</p>".encode("latin-1"),
    "brackets.txt": b"Head\n\n" + b"(" * 20_000 + b" the army left the town " + b")" * 20_000,
    "word.txt": b"War",
    "quotes.txt": 'Head\n\n"“”"\'\'The minister said " that ‘the army« had “left.\n'.encode(),
    "surrogate.txt": b"Head\n\nThe army left\xed\xa0\x80 the town, the minister said.",
    "sentence.txt": ("Head\n\nThe army " + "and the navy of the republic " * 850 + "attacked the town.").encode(),
}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bad")
    pages = folder / "pages"
    pages.mkdir()
    for name, data in {**REFUSED, **READ, "zz_good.txt": GOOD.encode()}.items():
        (pages / name).write_bytes(data)
    with (pages / "huge.html").open("wb") as file:
        file.truncate(50_000_000)
    (pages / "dead.html").symlink_to(folder / "gone")
    code = main(["code", str(pages), str(folder / "missing"), "--store", str(folder / "news.db")])
    with Store(folder / "news.db") as store:
        return code, {Path(d.name).name: d for d in store.documents()}, store.counts(), list(store.stories())


def test_some_inputs_failed(run):
    assert run[0] == 1


@pytest.mark.parametrize("name", [*REFUSED, "huge.html", "dead.html", "missing"])
def test_what_is_no_page_is_refused_with_a_reason_on_one_line(run, name):
    document = run[1][name]
    assert document.status == "failed"
    assert document.reason and "\n" not in document.reason
    assert "internal error" not in document.reason


@pytest.mark.parametrize("name", [*READ, "zz_good.txt"])
def test_what_is_odd_is_read(run, name):
    assert run[1][name].status == "done", run[1][name].reason
    assert name in {Path(s.document).name for s in run[3]}


def test_the_good_page_is_coded_all_the_same(run):
    [story] = [s for s in run[3] if s.document.endswith("zz_good.txt")]
    assert story.headline == "Ministers meet"
    assert story.events + story.statements >= 1


def test_an_unreadable_file_is_named_and_the_rest_goes_on(tmp_path, monkeypatch, capsys):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{name}: {GOOD}")
    really = open

    def refuse(path, *args, **options):
        if str(path).endswith("a.txt"):
            raise PermissionError(13, "Permission denied")
        return really(path, *args, **options)

    monkeypatch.setattr("builtins.open", refuse)
    assert main(["code", str(tmp_path), "--to", "jsonl", "-o", str(tmp_path / "out.jsonl")]) == 1
    assert f"dateline: {tmp_path / 'a.txt'}: can't be read: Permission denied\n" in capsys.readouterr().err
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 1


@pytest.mark.parametrize("command", [["code", "."], ["events"], ["show", "x"]])
def test_a_store_of_an_older_version_is_one_line(tmp_path, monkeypatch, capsys, command):
    monkeypatch.chdir(tmp_path)
    Store(tmp_path / "news.db", write=True).close()
    with sqlite3.connect(tmp_path / "news.db") as db:
        db.execute("PRAGMA user_version = 3")
    assert main(command) == 1
    [line] = capsys.readouterr().err.strip().splitlines()
    assert line.startswith("dateline: news.db: made by an older Dateline")
