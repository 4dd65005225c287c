"""Nothing that a process does beside SQLite may take the locks from the databases that it has open.

Each test holds a store here, lets another process write it and end, and asks whether what is held still shows what
there is. Where the locks are gone, the other process takes itself for the last user and removes the write-ahead log.
"""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from dateline.cli.main import main
from dateline.engine.inputs.find import find_files
from dateline.engine.inputs.read import read_pieces
from dateline.engine.local import Job
from dateline.engine.run import Options, run
from dateline.engine.work import versions_of
from dateline.errors import StoreError
from dateline.settings import Settings
from dateline.sinks.registry import open_sink
from dateline.store.store import Store
from records import make_record

WRITES = """
import sys
from pathlib import Path
from dateline.store.store import Store
from records import make_record
with Store(Path(sys.argv[1]), write=True) as store:
    for key in sys.argv[2:]:
        store.add(make_record(key))
"""
ENV = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])}


def another_run(path, *keys):
    """Another process opens the store, writes stories into it and ends."""
    subprocess.run([sys.executable, "-c", WRITES, str(path), *keys], env=ENV, check=True)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "news.db"
    with Store(path, write=True) as store:
        store.add(make_record("a"))
    return path


def is_sound(path):
    with Store(path) as store:
        return [r[0] for r in store.db.execute("PRAGMA integrity_check")] == ["ok"]


def opens_to_read(path):
    Store(path).close()


def opens_to_write(path):
    Store(path, write=True).close()


def names_it_as_input(path):
    [*_] = read_pieces(find_files([str(path)]), Settings())


def reads_the_folder_that_holds_it(path):
    pieces = list(read_pieces(find_files([str(path.parent)]), Settings()))
    assert [p.name for p in pieces if p.data is not None] == []


def reads_it_by_glob(path):
    [*_] = read_pieces(find_files([str(path.parent / "*")]), Settings())


def reads_it_by_another_name(path):
    os.link(path, path.with_name("page.html"))
    os.link(path.with_name("news.db-wal"), path.with_name("log.html"))
    path.with_name("link.html").symlink_to(path)
    [*_] = read_pieces([(str(path.with_name(n)), None) for n in ("page.html", "log.html", "link.html")], Settings())


def reads_the_index_of_its_log(path):
    [*_] = read_pieces([(str(path) + "-shm", None)], Settings())


def asks_the_python_api_to_read_it(path):
    import dateline

    with pytest.raises(dateline.InputError, match="open database"):
        dateline.read(path)


def make_nothing(settings):
    return lambda data, source: []


def codes_into_it_with_itself_as_input(path):
    run([str(path), str(path) + "-wal"], open_sink("store", path), Options(Job(Settings(), make_coder=make_nothing)))


def has_it_beside_the_knowledge(path):
    path.with_name("same.sqlite").symlink_to(path)
    versions_of(Settings(knowledge=(path.parent,)), None, None)


def lists_and_fails(path):
    assert main(["events", "--store", str(path)]) == 0
    assert main(["show", "nothing", "--store", str(path)]) == 2


DEEDS = [
    opens_to_read, opens_to_write, names_it_as_input, reads_the_folder_that_holds_it, reads_it_by_glob,
    reads_it_by_another_name, reads_the_index_of_its_log, asks_the_python_api_to_read_it,
    codes_into_it_with_itself_as_input, has_it_beside_the_knowledge, lists_and_fails,
]  # fmt: skip


@pytest.mark.parametrize("deed", DEEDS, ids=lambda d: d.__name__)
def test_a_reader_goes_on_to_see_what_other_processes_write(path, deed, capsys):
    with Store(path) as reader:
        assert sorted(s.id for s in reader.stories()) == ["a-0"]
        deed(path)
        another_run(path, "b")
        assert path.with_name("news.db-wal").exists(), "the other process took itself for the last one"
        another_run(path, "c")
        assert sorted(s.id for s in reader.stories()) == ["a-0", "b-0", "c-0"]
        assert reader.counts().stories == 3
    assert is_sound(path)


@pytest.mark.parametrize("deed", DEEDS, ids=lambda d: d.__name__)
def test_a_writer_and_another_one_both_keep_what_they_wrote(path, deed, capsys):
    with Store(path, write=True) as writer:
        writer.add(make_record("b"))
        deed(path)
        another_run(path, "c")
        writer.add(make_record("d"))
        another_run(path, "e")
        writer.add(make_record("f"))
    with Store(path) as store:
        assert sorted(s.id for s in store.stories()) == [f"{k}-0" for k in "abcdef"]
    assert is_sound(path)


def test_many_processes_make_and_write_one_new_store(tmp_path):
    path = tmp_path / "new.db"
    command = [sys.executable, "-c", WRITES, str(path)]
    several = [subprocess.Popen([*command, f"k{n}", f"l{n}"], env=ENV) for n in range(4)]
    assert [p.wait(60) for p in several] == [0] * 4
    with Store(path) as store:
        assert store.counts().stories == 8
    assert is_sound(path)


def test_readers_in_threads_while_runs_end(path):
    seen: list[int] = []
    wrong: list[Exception] = []
    done = threading.Event()

    def read():
        try:
            while not done.is_set():
                with Store(path) as store:
                    seen.append(store.counts().stories)
        except StoreError as error:
            wrong.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        for n in range(6):
            another_run(path, f"k{n}")
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert wrong == []
    assert set(seen) <= set(range(1, 8))
    assert is_sound(path)


def test_a_database_of_another_process_may_be_input_and_is_no_page(path, tmp_path):
    [piece] = read_pieces([(str(path), None)], Settings())
    assert piece.data is not None  # nothing is held here: reading it harms nobody


@pytest.mark.parametrize("what", ["deleted", "moved", "replaced", "log deleted"])
def test_a_store_that_goes_while_it_is_written_is_told(path, what):
    sink = open_sink("store", path)
    sink.write(make_record("b"))
    if what == "deleted":
        path.unlink()
    elif what == "log deleted":
        path.with_name("news.db-wal").unlink()
    else:
        path.rename(path.with_name("old.db"))
    if what == "replaced":
        Store(path, write=True).close()
    with pytest.raises(StoreError, match=r"news\.db: it was deleted, moved or replaced while it was written"):
        sink.write(make_record("c"))
    with pytest.raises(StoreError, match="deleted, moved or replaced"):
        sink.close()
    sink.discard()


def test_a_run_whose_store_is_deleted_ends_with_1_and_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("dateline.engine.local.pipeline_coder", make_deleter)
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt"):
        Path(name).write_text(name)
    assert main(["code", "a.txt", "b.txt"]) == 1
    assert "news.db: it was deleted, moved or replaced while it was written" in capsys.readouterr().err


def make_deleter(settings):
    def code(data, source):
        if source.path == "b.txt":
            Path("news.db").unlink()
        return [make_record(data.decode().removesuffix(".txt"))]

    return code


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize("kind", ["folder", "pipe", "memory", "nul", "ring of links"])
def test_what_is_no_file_is_no_store(tmp_path, monkeypatch, kind, write):
    monkeypatch.chdir(tmp_path)
    path = {"memory": ":memory:", "nul": "a\0b.db"}.get(kind, "it")
    if kind == "folder":
        Path("it").mkdir()
    if kind == "pipe":
        os.mkfifo("it")
    if kind == "ring of links":
        Path("it").symlink_to("it")
    before = sorted(Path().iterdir())
    with pytest.raises(StoreError):
        Store(path, write=write)
    assert sorted(Path().iterdir()) == before


def test_a_store_behind_a_link_is_made_where_the_link_points(tmp_path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "news.db").symlink_to(tmp_path / "disk" / "real.db")
    with Store(tmp_path / "news.db", write=True) as store:
        store.add(make_record("a"))
    assert (tmp_path / "news.db").is_symlink()
    with Store(tmp_path / "disk" / "real.db") as store:
        assert store.counts().stories == 1


def test_a_blank_database_of_another_program_is_left_alone(tmp_path):
    import sqlite3

    path = tmp_path / "other.db"
    db = sqlite3.connect(path)
    db.execute("PRAGMA application_id = 77")
    db.close()
    with pytest.raises(StoreError, match="another program"):
        Store(path, write=True)


def test_a_reader_of_a_folder_that_it_may_not_write_sees_the_next_state(path, monkeypatch):
    pytest.importorskip("starlette")
    from dateline.web.site import Site

    may = os.access
    monkeypatch.setattr(os, "access", lambda p, mode: mode != os.W_OK and may(p, mode))
    site = Site(path)
    with site.store() as store:
        assert store.counts().stories == 1
    another_run(path, "b")
    with site.store() as store:
        assert store.counts().stories == 2
    site.close()
