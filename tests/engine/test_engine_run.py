import json
import sqlite3

import pytest
from stub_coder import make_stub

from dateline.engine import run as engine
from dateline.engine.local import Job
from dateline.engine.progress import Lines, Progress, seconds
from dateline.engine.run import Options
from dateline.engine.work import Summary
from dateline.errors import UsageError
from dateline.settings import Settings
from dateline.sinks.registry import open_sink
from dateline.store.store import Store


class Listening(Progress):
    def __init__(self):
        self.failures = []
        self.steps = 0

    def step(self, size, summary):
        self.steps += 1

    def fail(self, name, reason):
        self.failures.append((name, reason))


def run(paths, out, *, to="store", jobs=1, settings=None, published=None, outlet=None, progress=None, **options):
    job = Job(settings or Settings(), published, outlet, make_stub)
    return engine.run([str(p) for p in paths], open_sink(to, out), Options(job, jobs, **options), progress)


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "pages"
    (folder / "deep").mkdir(parents=True)
    (folder / "b.html").write_text("STORY STORY b")
    (folder / "a.txt").write_text("a")
    (folder / "deep" / "c.html").write_text("c")
    return folder


def rows(path):
    """Everything in a store but the log of runs, and which run coded a page."""
    with sqlite3.connect(path) as db:
        names = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        keep = [n for n in names if n not in {"runs", "coded", "sqlite_sequence"} and "_text_" not in n]
        return {n: sorted(db.execute(f"SELECT * FROM {n}").fetchall(), key=repr) for n in keep}


def test_a_second_run_codes_nothing_and_changes_nothing(pages, tmp_path):
    db = tmp_path / "news.db"
    first = run([pages], db)
    assert (first.pages, first.stories, first.events, first.skipped) == (3, 4, 8, 0)
    before = rows(db)
    second = run([pages], db)
    assert (second.pages, second.stories, second.skipped, second.failed) == (0, 0, 3, 0)
    assert rows(db) == before


def test_a_changed_page_replaces_its_stories_and_no_other(pages, tmp_path):
    db = tmp_path / "news.db"
    run([pages], db)
    (pages / "b.html").write_text("STORY b, corrected")
    again = run([pages], db)
    assert (again.pages, again.skipped) == (1, 2)
    with Store(db) as store:
        assert sorted(s.document.rsplit("/", 1)[1] for s in store.stories()) == ["a.txt", "b.html", "c.html"]


def test_recode_codes_all(pages, tmp_path):
    db = tmp_path / "news.db"
    run([pages], db)
    before = rows(db)
    assert run([pages], db, recode=True).pages == 3
    assert rows(db).keys() == before.keys()
    assert rows(db)["events"] == before["events"]


@pytest.mark.parametrize(
    "change",
    [
        {"settings": Settings(model="another")},
        {"settings": Settings(opinion=False)},
        {"published": "2020-01-01"},
        {"outlet": "X"},
    ],
)
def test_other_options_code_again(pages, tmp_path, change):
    db = tmp_path / "news.db"
    run([pages], db)
    assert run([pages], db, **change).pages == 3
    assert run([pages], db, **change).pages == 0


def test_other_knowledge_or_code_codes_again(pages, tmp_path, monkeypatch):
    db, folder = tmp_path / "news.db", tmp_path / "mine"
    folder.mkdir()
    settings = Settings(knowledge=(folder,))
    run([pages], db, settings=settings)
    assert run([pages], db, settings=settings).pages == 0
    (folder / "words.yaml").write_text("- {id: x}")
    assert run([pages], db, settings=settings).pages == 3
    monkeypatch.setattr("dateline.engine.work.code_version", lambda: "9")
    assert run([pages], db, settings=settings).pages == 3


def test_the_same_bytes_under_two_paths_are_recorded_once_with_a_note(pages, tmp_path):
    db = tmp_path / "news.db"
    (pages / "copy.txt").write_text("a")
    summary = run([pages], db)
    assert (summary.pages, summary.stories, summary.same) == (3, 4, 1)
    with Store(db) as store:
        copy = store.document(str(pages / "copy.txt"))
        assert (copy.status, copy.same_as, copy.note) == (
            "done", str(pages / "a.txt"), f"same bytes as {pages / 'a.txt'}",
        )  # fmt: skip
    again = run([pages], db)
    assert (again.pages, again.skipped) == (0, 4)


def test_a_copy_keeps_the_story_when_the_first_path_changes(pages, tmp_path):
    db = tmp_path / "news.db"
    (pages / "copy.txt").write_text("a")
    run([pages], db)
    (pages / "a.txt").write_text("something else")
    run([pages], db, jobs=1)
    with Store(db) as store:
        assert {s.document.rsplit("/", 1)[1] for s in store.stories()} == {"a.txt", "b.html", "c.html", "copy.txt"}
        assert store.document(str(pages / "copy.txt")).same_as is None


def test_failures_are_named_and_the_rest_goes_on(pages, tmp_path):
    db, heard = tmp_path / "news.db", Listening()
    (pages / "broken.html").write_text("BROKEN")
    (pages / "bug.html").write_text("BUG")
    (pages / "odd.html").write_text("SURROGATE")
    summary = run([pages, tmp_path / "missing.html", tmp_path / "none*.html"], db, progress=heard)
    assert (summary.pages, summary.failed) == (3, 5)
    reasons = {name.rsplit("/", 1)[-1]: reason for name, reason in heard.failures}
    assert reasons["broken.html"] == "no story in it"
    assert reasons["bug.html"] == "internal error, please report it: ZeroDivisionError: bug in two lines"
    assert reasons["missing.html"] == "no such file or folder"
    assert reasons["none*.html"] == "no file matches"
    assert "UnicodeEncodeError" in reasons["odd.html"]
    with Store(db) as store:
        assert {(d.name, d.reason) for d in store.documents("failed")} == set(heard.failures)
    assert summary.failures == heard.failures


def test_a_failure_is_tried_again_and_forgotten_once_mended(pages, tmp_path):
    db = tmp_path / "news.db"
    page = pages / "broken.html"
    page.write_text("BROKEN")
    assert run([pages], db).failed == 1
    assert run([pages], db).failed == 1
    page.write_text("mended")
    assert run([pages], db).failed == 0
    with Store(db) as store:
        assert list(store.documents("failed")) == []


def test_a_page_that_breaks_loses_its_stories_but_an_unreadable_one_keeps_them(pages, tmp_path):
    db = tmp_path / "news.db"
    run([pages], db)
    (pages / "a.txt").write_text("BROKEN")
    (pages / "b.html").unlink()
    summary = run([pages / "a.txt", pages / "b.html"], db)
    assert summary.failed == 2
    with Store(db) as store:
        assert {s.document.rsplit("/", 1)[1] for s in store.stories()} == {"b.html", "c.html"}
        assert "no such file" in store.document(str(pages / "b.html")).note


def test_fail_fast_stops_at_the_first_failure(pages, tmp_path):
    (pages / "a0.html").write_text("BROKEN")
    summary = run([pages], tmp_path / "news.db", fail_fast=True)
    assert (summary.pages, summary.failed) == (1, 1)
    run([pages], tmp_path / "out.jsonl", to="jsonl", fail_fast=True)
    assert not (tmp_path / "out.jsonl").exists()


def test_several_processes_give_the_same_rows_and_bytes(pages, tmp_path):
    for n in range(12):
        (pages / f"more{n:02}.txt").write_text(("SLOW " if n % 5 == 0 else "") + f"STORY {n}")
    (pages / "broken.html").write_text("BROKEN")
    (pages / "copy.txt").write_text("a")
    results = []
    for jobs in (1, 2):
        run([pages], tmp_path / f"{jobs}.db", jobs=jobs)
        run([pages], tmp_path / f"{jobs}.jsonl", to="jsonl", jobs=jobs)
        results.append((rows(tmp_path / f"{jobs}.db"), (tmp_path / f"{jobs}.jsonl").read_bytes()))
    assert results[0] == results[1]
    assert len(results[0][1].splitlines()) == 16


def test_a_process_that_dies_costs_one_page(pages, tmp_path):
    for n in range(6):
        (pages / f"more{n}.txt").write_text(f"{n}")
    (pages / "more2.txt").write_text("DIE")
    heard = Listening()
    summary = run([pages], tmp_path / "news.db", jobs=2, progress=heard)
    assert (summary.pages, summary.failed) == (8, 1)
    assert heard.failures == [(str(pages / "more2.txt"), "the process that coded it died (out of memory?)")]


def make_unknown_model(settings):
    raise UsageError("--model: no such pipeline")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_missing_model_ends_the_run(pages, tmp_path, jobs):
    job = Job(Settings(), make_coder=make_unknown_model)
    with pytest.raises(UsageError, match="no such pipeline"):
        engine.run([str(pages)], open_sink("jsonl", tmp_path / "o"), Options(job, jobs))
    assert [p.name for p in tmp_path.iterdir()] == ["pages"]


@pytest.mark.parametrize("value", ["yesterday", "2023-13-01", "2023-02-30", "03.11.2023", "2023"])
def test_a_wrong_day_of_publication_is_refused(pages, tmp_path, value):
    with pytest.raises(UsageError, match="--published"):
        run([pages], tmp_path / "news.db", published=value)


def test_a_missing_folder_of_knowledge_is_refused(pages, tmp_path):
    with pytest.raises(UsageError, match="no such folder"):
        run([pages], tmp_path / "news.db", settings=Settings(knowledge=(tmp_path / "none",)))


def test_rows_of_jsonl_are_pages_of_their_own(tmp_path):
    file = tmp_path / "rows.jsonl"
    lines = [json.dumps({"id": f"r{n}", "text": f"text {n}"}) for n in range(3)]
    file.write_text("\n".join([*lines, "not json", ""]))
    db = tmp_path / "news.db"
    summary = run([file], db)
    assert (summary.pages, summary.failed) == (3, 1)
    lines.insert(0, json.dumps({"id": "r9", "text": "a new one in front"}))
    file.write_text("\n".join(lines))
    again = run([file], db)
    assert (again.pages, again.skipped) == (1, 3)


def test_the_store_itself_is_never_input(tmp_path):
    (tmp_path / "a.txt").write_text("a")
    db = tmp_path / "news.db"
    for _ in range(2):
        summary = run([tmp_path], db, leave_out=(db, tmp_path / "news.db-wal", tmp_path / "news.db-shm"))
        assert summary.failed == 0
    assert summary.skipped == 1


def test_log_lines_tell_rate_and_failures(capsys, monkeypatch):
    import sys

    monkeypatch.setattr("dateline.engine.progress.EVERY", 0)
    lines = Lines(sys.stderr)
    lines.start(100)
    lines.step(50, Summary(pages=3))
    lines.fail("x.html", "no story in it")
    err = capsys.readouterr().err.splitlines()
    assert err[0].startswith("dateline: 3 pages (50% of the bytes), ") and err[0].endswith(" left")
    assert err[1] == "dateline: x.html: no story in it"


def test_seconds_read_well():
    assert [seconds(s) for s in (0, 65, 7265)] == ["0:00", "1:05", "2:01:05"]
