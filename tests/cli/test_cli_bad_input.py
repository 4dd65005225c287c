"""What people really hand in: each gives one clear line with file and reason, or a correct result; the rest goes on."""

import random
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
