"""A run that is killed and started again loses nothing, has nothing twice, and codes only what was not coded."""

import contextlib
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from stub_coder import make_stub

from dateline.cli.main import main
from dateline.engine import local
from dateline.engine import run as engine
from dateline.engine.local import Job
from dateline.engine.run import Options
from dateline.errors import StoreError, UsageError
from dateline.settings import Settings
from dateline.sinks.registry import open_lasting, open_sink
from dateline.sinks.resume.ledger import Ledger
from dateline.sinks.resume.parts import PartsSink, _account
from dateline.sinks.resume.resumed import left

KILLS = Path(__file__).parents[2] / "benchmarks" / "kills.py"


@pytest.mark.parametrize(
    ("sinks", "more"), [("store,jsonl", ["--warc"]), ("csv,parquet", []), ("jsonl parts,parquet parts", [])]
)
def test_kill_9_at_any_moment_loses_nothing(sinks, more):
    pytest.importorskip("pyarrow")
    pytest.importorskip("fastwarc")
    done = subprocess.run(
        [sys.executable, str(KILLS), "--pages", "40", "--kills", "3", "--sinks", sinks, *more],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in done.stdout.splitlines()[2:]]
    assert [row[0] for row in rows] == sinks.split(",")
    for sink, kills, ended, lost, twice, other, _ in rows:
        assert (int(kills), lost, twice, other) == (3, "0", "0", "0"), sink
        assert int(ended) >= 1


class Broken(BaseException):
    """Stands in for the end of the process."""


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for n in range(12):
        (folder / f"{n:02}.txt").write_text(f"STORY {n}")
    return folder


@pytest.fixture
def coded(monkeypatch):
    """Names of the pages that are coded, as they are."""
    names = []
    one = local.code_piece

    def count(coder, piece, job, *, alone=False):
        names.append(Path(piece.path).name)
        return one(coder, piece, job, alone=alone)

    monkeypatch.setattr(local, "code_piece", count)
    return names


def run(paths, out, to, each=None, settings=None, **options):
    sink = open_lasting(to, out, part_stories=each)
    job = Job(settings or Settings(), make_coder=make_stub)
    return engine.run([str(p) for p in paths], sink, Options(job, leave_out=(out,), **options))


def broken_run(paths, out, to, after, monkeypatch, each=None):
    """A run that ends after so many pages without closing anything in good order."""
    sink = open_lasting(to, out, part_stories=each)
    taken = 0
    method = "write_page" if each is None else "put"
    real = getattr(type(sink), method)

    def take(self, *args):
        nonlocal taken
        if taken == after:
            raise Broken
        taken += 1
        real(self, *args)

    with monkeypatch.context() as patched:
        patched.setattr(type(sink), method, take)
        patched.setattr(type(sink), "discard", lambda self: self.ledger.db.close())
        with pytest.raises(Broken):
            engine.run([str(p) for p in paths], sink, Options(Job(Settings(), make_coder=make_stub)))


@pytest.mark.parametrize("to", ["jsonl", "csv", "parquet"])
def test_a_file_is_taken_up_with_the_same_bytes(pages, tmp_path, monkeypatch, coded, to):
    pytest.importorskip("pyarrow")
    run([pages], tmp_path / "whole", to)
    coded.clear()
    out = tmp_path / "out"
    broken_run([pages], out, to, 7, monkeypatch)
    assert not out.exists() and left(out)
    summary = run([pages], out, to)
    assert (summary.kept, summary.pages, summary.stories, summary.events) == (7, 5, 12, 24)
    assert len(coded) == 13  # the page that was coded when the run ended is coded again
    assert out.read_bytes() == (tmp_path / "whole").read_bytes()
    assert left(out) == []


def test_a_page_that_has_changed_meanwhile_and_one_that_is_new_are_coded(pages, tmp_path, monkeypatch, coded):
    out = tmp_path / "out"
    broken_run([pages], out, "jsonl", 7, monkeypatch)
    (pages / "03.txt").write_text("STORY 3, corrected")
    (pages / "00a.txt").write_text("STORY, new")
    (pages / "05.txt").unlink()
    coded.clear()
    summary = run([pages], out, "jsonl")
    assert (summary.kept, coded[:2]) == (5, ["00a.txt", "03.txt"])
    fresh = tmp_path / "fresh"
    run([pages], fresh, "jsonl")
    assert out.read_bytes() == fresh.read_bytes()


def test_other_options_take_nothing_up(pages, tmp_path, monkeypatch):
    out = tmp_path / "out"
    broken_run([pages], out, "jsonl", 7, monkeypatch)
    assert run([pages], out, "jsonl", settings=Settings(opinion=False)).kept == 0
    broken_run([pages], out, "jsonl", 7, monkeypatch)
    assert run([pages], out, "jsonl", recode=True).kept == 0


def test_a_run_that_is_interrupted_is_taken_up_too(pages, tmp_path, monkeypatch):
    out = tmp_path / "out"

    def end(self, name, reason):
        raise KeyboardInterrupt

    (pages / "05a.txt").write_text("BROKEN")
    with monkeypatch.context() as patched:
        patched.setattr("dateline.engine.progress.Progress.fail", end)
        with pytest.raises(KeyboardInterrupt):
            run([pages], out, "jsonl")
    assert not out.exists()
    assert run([pages], out, "jsonl").kept == 6


def test_two_runs_cannot_write_one_file(pages, tmp_path):
    out = tmp_path / "out"
    sink = open_lasting("jsonl", out)
    with pytest.raises(StoreError, match="another process"):
        open_lasting("jsonl", out)
    sink.discard()
    assert [p.name for p in tmp_path.iterdir()] == ["pages"]


# Folders of parts


def events_of(folder):
    lines = [line for part in sorted(folder.glob("part-*.jsonl")) for line in part.read_text().splitlines()]
    return Counter(event["id"] for line in lines for event in json.loads(line)["events"])


def documents_of(folder):
    lines = [line for part in sorted(folder.glob("part-*.jsonl")) for line in part.read_text().splitlines()]
    return sorted(Path(json.loads(line)["document"]["path"]).name for line in lines)


def manifest_of(folder):
    return json.loads((folder / "_manifest.json").read_text())


def test_parts_hold_whole_pages_and_the_manifest_names_them(pages, tmp_path):
    out = tmp_path / "out"
    (pages / "00.txt").write_text("STORY STORY STORY")
    run([pages], out, "jsonl", each=2)
    told = manifest_of(out)
    assert (told["whole"], told["pages"], told["stories"], told["events"]) == (True, 12, 14, 28)
    assert [p["stories"] for p in told["parts"]] == [3, 2, 2, 2, 2, 2, 1]
    assert {p["file"] for p in told["parts"]} == {p.name for p in out.glob("part-*")}
    assert {p.name for p in out.iterdir()} - {p["file"] for p in told["parts"]} == {"_manifest.json", "_pages.db"}


def test_a_folder_that_is_run_again_gets_what_is_new_and_changed(pages, tmp_path, coded):
    out = tmp_path / "out"
    run([pages], out, "jsonl", each=5)
    (pages / "02.txt").write_text("STORY 2, corrected")
    (pages / "12.txt").write_text("STORY 12")
    (pages / "03.txt").unlink()
    coded.clear()
    summary = run([pages], out, "jsonl")  # a folder of parts needs no option the second time
    assert (summary.skipped, coded) == (10, ["02.txt", "12.txt"])
    assert documents_of(out) == [f"{n:02}.txt" for n in range(13)]
    fresh = tmp_path / "fresh"
    (pages / "03.txt").write_text("STORY 3")
    run([pages], fresh, "jsonl", each=100)
    assert events_of(out) == events_of(fresh)


@pytest.mark.parametrize("to", ["csv", "parquet"])
def test_stories_go_out_of_every_form_of_part(pages, tmp_path, to):
    pytest.importorskip("pyarrow")
    out, fresh = tmp_path / "out", tmp_path / "fresh"
    run([pages], out, to, each=5)
    (pages / "02.txt").write_text("BROKEN")
    assert run([pages], out, to).failed == 1
    run([pages], fresh, to)
    outputs = (sorted(out.glob("part-*")), [fresh])
    rows = [sorted(row for part in parts for row in rows_of(part, to)) for parts in outputs]
    assert rows[0] == rows[1] and len(rows[0]) == 22


def rows_of(path, to):
    if to == "csv":
        return path.read_text().splitlines()[1:]
    import pyarrow.parquet

    return [repr(row) for row in pyarrow.parquet.read_table(path).to_pylist()]


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_same_bytes_under_two_names_stand_in_a_folder_once(pages, tmp_path, jobs):
    out = tmp_path / "out"
    (pages / "copy.txt").write_text("STORY 1")
    assert run([pages], out, "jsonl", each=4, jobs=jobs).same == 1
    assert set(events_of(out).values()) == {1} and len(events_of(out)) == 24
    (pages / "01.txt").write_text("STORY, another")
    run([pages], out, "jsonl", jobs=jobs)
    assert set(events_of(out).values()) == {1} and len(events_of(out)) == 26
    (pages / "copy.txt").write_text("STORY, a third")
    run([pages], out, "jsonl", jobs=jobs)
    assert len(events_of(out)) == 26


def test_other_code_replaces_the_stories_of_a_folder(pages, tmp_path, monkeypatch):
    out = tmp_path / "out"
    (pages / "copy.txt").write_text("STORY 1")
    run([pages], out, "jsonl", each=5)
    monkeypatch.setattr("dateline.engine.work.code_version", lambda: "9")
    assert run([pages], out, "jsonl").pages == 12
    assert set(events_of(out).values()) == {1} and len(events_of(out)) == 24
    assert manifest_of(out)["stories"] == 12


def test_a_folder_is_refused_where_it_is_something_else(pages, tmp_path):
    with pytest.raises(UsageError, match="holds other files"):
        run([pages], pages, "jsonl", each=5)
    out = tmp_path / "out"
    run([pages], out, "jsonl", each=5)
    with pytest.raises(UsageError, match="written with --to jsonl"):
        run([pages], out, "csv", each=5)
    with pytest.raises(UsageError, match="no folder"):
        run([pages], tmp_path / "none" / "out", "csv", each=5)
    with pytest.raises(UsageError, match="can be written in parts"):
        PartsSink(tmp_path / "other", "store", lambda path: open_sink("store", path))


def test_a_folder_of_parts_is_no_input_of_its_own_run(pages, tmp_path):
    run([tmp_path], tmp_path / "out", "jsonl", each=5)
    assert run([tmp_path], tmp_path / "out", "jsonl").skipped == 12


def test_a_part_that_was_taken_away_is_coded_again(pages, tmp_path, coded):
    out = tmp_path / "out"
    run([pages], out, "jsonl", each=5)
    (out / "part-000001.jsonl").unlink()
    coded.clear()
    run([pages], out, "jsonl")
    assert coded == [f"{n:02}.txt" for n in range(5, 10)]
    assert len(events_of(out)) == 24


@pytest.mark.parametrize("step", range(60))
def test_a_folder_survives_an_end_between_any_two_steps(pages, tmp_path, monkeypatch, step):
    """The process ends before the n-th change of a file or of the ledger, while pages are replaced."""
    out = tmp_path / "out"
    run([pages], out, "jsonl", each=4)
    for n in (1, 5, 9):
        (pages / f"{n:02}.txt").write_text(f"STORY {n}, corrected")
    (pages / "12.txt").write_text("STORY 12")
    count = 0

    def counting(real):
        def counted(*args, **kwargs):
            nonlocal count
            count += 1
            if count > step:
                raise Broken
            return real(*args, **kwargs)

        return counted

    with monkeypatch.context() as patched:
        for name in ("rename", "replace"):
            patched.setattr(Path, name, counting(getattr(Path, name)))
        patched.setattr("dateline.sinks.resume.ledger.Ledger.change", counting(Ledger.change))
        patched.setattr("dateline.sinks.resume.parts._account", counting(_account))
        patched.setattr(PartsSink, "discard", lambda self: self.ledger.db.close())
        with contextlib.suppress(Broken):
            run([pages], out, "jsonl", each=2)
    run([pages], out, "jsonl", each=2)
    assert documents_of(out) == [f"{n:02}.txt" for n in range(13)]
    fresh = tmp_path / "fresh"
    run([pages], fresh, "jsonl", each=100)
    assert events_of(out) == events_of(fresh)
    assert manifest_of(out)["whole"] and manifest_of(out)["stories"] == 13


def test_the_command_takes_up_what_was_broken_off(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("pages").mkdir()
    Path("pages/a.txt").write_text("Ministers meet\n\nThe minister met the president on Tuesday, officials said.\n")
    assert main(["code", "pages", "--to", "jsonl", "-o", "out", "--part-stories", "1", "--no-model"]) == 0
    assert main(["code", "pages", "--to", "jsonl", "-o", "out", "--no-model"]) == 0
    assert "1 unchanged" in capsys.readouterr().err
    assert main(["code", "pages", "--part-stories", "5"]) == 2
    assert main(["code", "pages", "--to", "jsonl", "-o", "-", "--part-stories", "5"]) == 2
