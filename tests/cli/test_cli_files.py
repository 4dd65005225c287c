"""Stories and events by the names of their files."""

import pytest

from dateline.cli.main import main
from dateline.store.rows.typed_rows import DocumentRow
from dateline.store.store import Store
from records import make_record


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    path = tmp_path_factory.mktemp("files") / "news.db"
    with Store(path, write=True) as store:
        store.put(DocumentRow("may/01.txt", "done", path="/home/ann/may/01.txt", digest="a"), [make_record("a")])
        store.put(DocumentRow("june/02.txt", "done", digest="b"), [make_record("b")])
        store.put(DocumentRow("july/02.txt", "done", digest="c"), [make_record("c")])
        store.put(DocumentRow("100%.txt", "done", digest="d"), [make_record("d"), make_record("e")])
        store.put(DocumentRow("copy.txt", "done", digest="a", same_as="may/01.txt"))
    return str(path)


def run(capsys, *args):
    code = main(list(args))
    out, err = capsys.readouterr()
    return code, out, err


NAMES = {
    "01.txt": "a-0", "may/01.txt": "a-0", "./may/01.txt": "a-0", "/home/ann/may/01.txt": "a-0", "copy.txt": "a-0",
    "../news/may/01.txt": "a-0", "june/02.txt": "b-0", "a": "a-0",
}  # fmt: skip


@pytest.mark.parametrize(("name", "story"), NAMES.items())
def test_a_story_is_found_by_its_file(name, story, capsys, db):
    code, out, err = run(capsys, "show", name, "--store", db)
    assert (code, err) == (0, "") and f"id {story}" in out


def test_stories_of_files_with_one_name_are_named(capsys, db):
    code, _, err = run(capsys, "show", "02.txt", "--store", db)
    assert code == 2 and "may be several stories" in err
    assert "c-0 (Ministers meet, july/02.txt)" in err and "b-0 (Ministers meet, june/02.txt)" in err
    code, _, err = run(capsys, "show", "100%.txt", "--store", db)
    assert code == 2 and "d-0" in err and "e-0" in err


@pytest.mark.parametrize("name", ["03.txt", "1.txt", "%.txt", "0_.txt", "/", "txt"])
def test_an_unknown_file_is_told_with_how_stories_are_listed(name, capsys, db):
    code, _, err = run(capsys, "show", name, "--store", db)
    assert code == 2 and f"there is no story '{name}'; `dateline stories --store {db}` lists them" in err


def test_an_event_is_found_by_its_file_and_its_number(capsys, db):
    code, out, _ = run(capsys, "explain", "01.txt-e1", "--store", db)
    assert code == 0 and "story a-0" in out
    code, _, err = run(capsys, "explain", "01.txt", "--store", db)
    assert code == 2 and "`dateline events --story a-0`" in err
    code, _, err = run(capsys, "explain", "01.txt-e77", "--store", db)
    assert code == 2 and "there is no event" in err


def test_the_list_of_stories_shows_files_where_there_is_room(capsys, db, monkeypatch):
    assert "01.txt" in run(capsys, "stories", "--store", db)[1]
    monkeypatch.setattr("dateline.cli.common.WIDTH", 80)
    assert "01.txt" not in run(capsys, "stories", "--store", db)[1]
