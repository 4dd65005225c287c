"""What ``-o`` may put its file in the place of, and what it leaves behind."""

import io
import json
import os
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.cli.main import main
from dateline.errors import StoreError, UsageError
from dateline.sinks import output_files
from dateline.sinks.output_files import remove_stale
from dateline.sinks.registry import open_sink
from dateline.store.store import Store
from records import make_record

pyarrow = pytest.importorskip("pyarrow.parquet")
ENV = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])}


@pytest.fixture(params=["jsonl", "csv", "parquet"])
def name(request):
    return request.param


def write(name, path):
    sink = open_sink(name, path)
    sink.write(make_record("a"))
    sink.close()


def test_a_link_is_written_through(name, tmp_path):
    (tmp_path / "disk").mkdir()
    real, link, far = tmp_path / "disk" / "real", tmp_path / "link", tmp_path / "far"
    real.write_text("old")
    link.symlink_to("disk/real")
    far.symlink_to(link)
    write(name, far)
    assert far.is_symlink() and link.is_symlink()
    assert real.stat().st_size > 100
    assert [p.name for p in (tmp_path / "disk").iterdir()] == ["real"]


def test_a_link_to_nothing_makes_the_file_that_it_names(name, tmp_path):
    (tmp_path / "link").symlink_to("new")
    write(name, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "new").stat().st_size > 100


def make_special(kind, path):
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(str(path))
    elif kind == "folder":
        path.mkdir()
    elif kind == "ring of links":
        path.symlink_to(path)
    elif kind == "device":
        path.symlink_to("/dev/null")
    elif kind == "store":
        Store(path, write=True).close()
    elif kind == "database":
        import sqlite3

        with sqlite3.connect(path) as db:
            db.execute("CREATE TABLE recipes (name)")
        db.close()


@pytest.mark.parametrize(
    "kind", ["pipe", "socket", "folder", "ring of links", "device", "store", "database", "link to a pipe"]
)
def test_what_is_no_file_of_ours_is_refused_and_left_alone(name, kind, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the names of sockets are short
    path = Path("out")
    if kind == "link to a pipe":
        os.mkfifo("pipe")
        path.symlink_to("pipe")
    else:
        make_special(kind, path)
    before, device = path.lstat(), Path("/dev/null").stat()
    with pytest.raises(UsageError, match="-o out: "):
        open_sink(name, path)
    assert (path.lstat().st_ino, path.lstat().st_mode, path.lstat().st_size) == (
        before.st_ino, before.st_mode, before.st_size,
    )  # fmt: skip
    assert Path("/dev/null").stat().st_ino == device.st_ino and stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    assert not list(tmp_path.glob(".*part"))


@pytest.mark.parametrize("path", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
@pytest.mark.parametrize("to_file", [False, True])
def test_names_of_open_files_are_refused_with_a_hint(path, to_file, tmp_path):
    (tmp_path / "page.txt").write_text("War")
    with (tmp_path / "out").open("wb") as out:
        done = subprocess.run(
            [sys.executable, "-m", "dateline", "code", "page.txt", "--to", "jsonl", "-o", path],
            cwd=tmp_path, stdout=out if to_file else subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENV,
        )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert "- for standard output" in done.stderr


def test_permissions_of_the_file_that_was_there_stay(name, tmp_path):
    path = tmp_path / "out"
    path.write_text("old")
    path.chmod(0o640)
    write(name, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    path.chmod(0o600)
    write(name, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_may_not_be_written_is_left_alone(name, tmp_path, monkeypatch):
    path = tmp_path / "out"
    path.write_text("old")
    monkeypatch.setattr(os, "access", lambda p, mode: mode != os.W_OK)
    with pytest.raises(StoreError, match="Permission denied"):
        open_sink(name, path)
    assert path.read_text() == "old"


def test_what_turned_into_a_folder_meanwhile_costs_no_results(name, tmp_path):
    path = tmp_path / "out"
    sink = open_sink(name, path)
    sink.write(make_record("a"))
    path.mkdir()
    with pytest.raises(StoreError, match="all that was written is in") as error:
        sink.close()
    sink.discard()
    kept = Path(str(error.value).rsplit(" ", 1)[1])
    assert kept.stat().st_size > 100
    assert remove_stale(path) == [] and kept.exists()


def test_an_input_asked_for_by_name_is_never_replaced(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("page.html").write_text("<p>The army left the town on Monday, officials said in the capital.</p>")
    os.link("page.html", "twin.html")
    for output in ("page.html", "twin.html"):
        assert main(["code", "page.html", "--to", "jsonl", "-o", output]) == 2
        assert "page.html: it is among the inputs" in capsys.readouterr().err
    assert Path("page.html").read_text().startswith("<p>")
    assert sorted(p.name for p in Path().iterdir()) == ["page.html", "twin.html"]


def code_to_stdout(tmp_path, to, *more):
    (tmp_path / "a.txt").write_text("Ministers meet\n\nThe minister met the president on Tuesday, officials said.\n")
    return subprocess.run(
        [sys.executable, "-m", "dateline", "code", "a.txt", "--to", to, "-o", "-", *more],
        cwd=tmp_path, capture_output=True, env=ENV,
    )  # fmt: skip


def test_standard_output_gets_the_bytes_of_the_file(name, tmp_path, monkeypatch):
    done = code_to_stdout(tmp_path, name)
    assert done.returncode == 0, done.stderr
    assert b"> standard output" in done.stderr
    monkeypatch.chdir(tmp_path)
    assert main(["code", "a.txt", "--to", name, "-o", "file"]) == 0
    assert done.stdout == Path("file").read_bytes()
    if name == "jsonl":
        assert json.loads(done.stdout)["headline"] == "Ministers meet"
    if name == "parquet":
        assert pyarrow.read_table(io.BytesIO(done.stdout)).num_rows >= 1
    assert not Path("-").exists()


def test_a_broken_off_run_sends_no_bytes_that_make_it_look_whole(tmp_path):
    done = code_to_stdout(tmp_path, "parquet", "missing.txt", "--fail-fast")
    assert done.returncode == 1
    with pytest.raises(Exception, match=r"[Pp]arquet"):
        pyarrow.read_table(io.BytesIO(done.stdout))


def test_another_output_than_ours_has_no_standard_output(tmp_path):
    with pytest.raises(UsageError):
        open_sink("xml", output_files.STDOUT)


HOLDS = """
import sys, time
from pathlib import Path
from dateline.sinks.registry import open_sink
from records import make_record
sink = open_sink(sys.argv[1], Path(sys.argv[2]))
sink.write(make_record("a"))
print("ready", flush=True)
sys.stdin.read()
sink.close()
"""


def test_parts_of_killed_runs_are_named_and_removed_and_those_of_living_ones_stay(name, tmp_path, capsys):
    path = tmp_path / "out.x"
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", HOLDS, name, str(path)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=ENV,
        )
        for _ in range(2)
    ]  # fmt: skip
    try:
        assert [r.stdout.readline() for r in runs] == ["ready\n"] * 2
        (tmp_path / ".other.x.12-ab.part").write_text("of another output")
        assert len(list(tmp_path.glob(".out.x.*.part"))) == 2
        assert remove_stale(path) == []
        runs[0].send_signal(signal.SIGKILL)
        runs[0].wait()
        (tmp_path / "page.txt").write_text("War")
        assert main(["code", str(tmp_path / "page.txt"), "--to", name, "-o", str(path)]) == 0
        err = capsys.readouterr().err
        assert f".out.x.{runs[0].pid}-" in err and "left by a run that was killed; removed" in err
        assert f".out.x.{runs[1].pid}-" not in err
        assert len(list(tmp_path.glob(".out.x.*.part"))) == 1
        runs[1].communicate("go on")
        assert runs[1].returncode == 0
    finally:
        for run in runs:
            run.kill()
            run.wait()
    assert sorted(p.name for p in tmp_path.iterdir()) == [".other.x.12-ab.part", "out.x", "out.x.run.json", "page.txt"]
