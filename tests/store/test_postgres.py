"""A store on a server: what a file gives, it gives too; several programs write at once; what isn't there says so."""

import copy
import multiprocessing
import os
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest

from dateline.cli.main import main
from dateline.doctor.database import database
from dateline.doctor.machine import machine
from dateline.engine import run as engine
from dateline.engine.local import Job
from dateline.engine.run import Options
from dateline.errors import StoreError, UsageError
from dateline.record import Actor
from dateline.settings import Settings
from dateline.sinks.registry import open_lasting
from dateline.sinks.stored.store_sink import StoreSink
from dateline.spans import Span
from dateline.store.care.dump import dump
from dateline.store.care.status import status
from dateline.store.care.verify import verify
from dateline.store.filters.declared_filters import LISTS, of_list
from dateline.store.filters.filter_values import Flag
from dateline.store.opening.address import place
from dateline.store.rows.typed_rows import DocumentRow, RunVersions
from dateline.store.store import Store, open_store
from postgres import new_place, server, tables
from records import make_record, make_retold

sys.path.append(str(Path(__file__).parents[1] / "engine"))
from stub_coder import make_stub

JOB = Job(Settings(), make_coder=make_stub)
TEXTS = {
    "slash": "Vestby/Nordhavn talks failed.", "and": "AT&T left Vestby.", "dots": "The U.S. left.",
    "plain": "The US left.", "hyphen": "An anti-drone law.", "quote": "O'Brien's \\ 'law'", "digits": "5,000 men",
    "accents": "Łódź, Sanaʿa and Ångström.", "emoji": "Peace \U0001f54a now", "under": "_a_ b_c",
    "long": "x" * 3000 + " end", "greek": "ΟΔΥΣΣΕΥΣ left ΟΔΥΣΣΕΎΣ",
}  # fmt: skip
SEARCHES = (
    "Vestby", "vestby/nordhavn", "Nordhavn", '"vestby nordhavn"', "AT&T", "AT", "T", "US", "us", "u.s.", "anti-drone",
    "drone", "ant*", '"anti dro"*', "O'Brien", "obrien", "'law'", "law", "\\", "lodz", "Łódź", "sanaa", "angstrom",
    "5,000", "5000", "000", "\U0001f54a", "_", "_a_", "b_c", "x" * 3000, "x*", "x" * 500, "οδυσσευς", "οδυσσευσ",
    "left NOT us", "us OR drone", "men OR talks NOT vestby", '"nordhavn talks" failed', "failed An", '"failed an"',
    "|", ":us", "the & left", "a:*", "!left",
)  # fmt: skip

# Values that some rows have, of filters whose examples none has.
GIVEN = {
    "actor": ("Ruritania", "RUR"), "recipient": ("bor",), "said_by": ("Minister", "none"), "about": ("Ruritania",),
    "type": ("ASSAULT",), "search": ("bomb* OR talks",), "place": ("szohod",), "story": ("a-0",), "mode": ("aerial",),
    "outlet": ("élan",), "coded_since": ("0", "2026"), "stance": ("denies",), "name": ("agency",),
}  # fmt: skip
LISTED = {"said-of": "voices"}


def story(key, text):
    actor = Actor(f"{key}-a", text.split(" ")[0], "person", mentions=(Span(0, len(text.split(" ")[0])),))
    bare = replace(make_record(key), statements=(), events=(), actors=(actor,), captions=(), dateline=None)
    return replace(bare, id=key, text=text, headline=None)


def fill(store):
    run = store.begin_run("2026-11-30T00:00:00Z", RunVersions("1", "2", "3"), '{"a": 1}')
    store.put(DocumentRow("texts.html", "done", digest="tt"), [story(key, text) for key, text in TEXTS.items()])
    store.put(
        DocumentRow("a.html", "done", path="a.html", digest="aa"), [make_retold("a"), make_record("a", position=1)]
    )
    store.put(DocumentRow("b.html", "done", digest="bb"), [make_record("b", published=None, outlet="Élan")])
    store.put(DocumentRow("copy.html", "done", digest="aa", same_as="a.html", note="same bytes as a.html"))
    store.put(DocumentRow("c.html", "failed", path="c.html", digest="cc", reason="no story on the page"))
    store.end_run(run, "2026-11-30T00:00:01Z", (1, 2, 3, 4, 5, 6))


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    path = tmp_path_factory.mktemp("both") / "news.db"
    with Store(path, write=True) as one, Store(new_place(), write=True) as other:
        fill(one)
        fill(other)
        yield one, other


@pytest.mark.parametrize("asked", SEARCHES)
def test_a_search_finds_what_it_finds_in_a_file(both, asked):
    def found(store):
        try:
            names = [a.id for a in store.actors(name=asked)]
            return [s.id for s in store.stories(search=asked)], names
        except UsageError as error:
            return str(error)

    assert found(both[0]) == found(both[1])


def test_lists_and_single_things_are_those_of_a_file(both):
    lists = ("events", "statements", "stories", "actors", "voices")
    for one, other in zip(*([list(getattr(s, name)()) for name in lists] for s in both), strict=True):
        assert one
        assert one == other
    for ask in (
        lambda s: s.counts(), lambda s: list(s.documents()), lambda s: s.record("a-0"), lambda s: list(s.keys()),
        lambda s: s.record_of_event("a-0-e0"), lambda s: s.actor_details("Ruritania"), lambda s: s.options("3"),
        lambda s: s.event_counts("country"), lambda s: s.kept(min_confidence=0.5), lambda s: s.told_again(),
        lambda s: list(s.events(descending=True, limit=3, offset=1)), lambda s: list(s.events(place="szohod")),
        lambda s: list(s.stories(outlet="éLAN")), lambda s: list(s.stories(outlet="ÉLAN")),
        lambda s: replace(status(s), bytes=0), lambda s: s.edges(), lambda s: list(s.events(coded_since="0")),
        lambda s: list(s.events(coded_since="2026-11-30")), lambda s: list(s.events(coded_since="1")),
    ):  # fmt: skip
        assert ask(both[0]) == ask(both[1])
    assert status(both[1]).bytes > 100_000
    rows = [tables(store) for store in both]
    shared = rows[0].keys() & rows[1].keys() - {"meta"}
    assert len(shared) > 20
    assert {n: rows[0][n] for n in shared} == {n: rows[1][n] for n in shared}


@pytest.mark.parametrize("what", LISTS)
def test_every_filter_of_a_list_finds_what_it_finds_in_a_file(both, what):
    def found(store, name, value):
        try:
            return list(getattr(store, LISTED.get(what, what))(**{name: value}))
        except UsageError as error:
            return str(error).replace(str(store.path), "")

    for declared in of_list(what):
        flag = isinstance(declared.kind, Flag)
        values = [True] if flag else [declared.read([t]) for t in (declared.example, *GIVEN.get(declared.name, ()))]
        for value in values:
            assert found(both[0], declared.name, value) == found(both[1], declared.name, value), declared.name


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE statements SET content = 'something else' WHERE ref = 'a-0-s0'", "a-0-s0: its content"),
        ("UPDATE actor_counts SET total = total + 1", "actor_counts of rur: the sum is wrong"),
        ("DELETE FROM ties", "ties of rur: the sum is wrong"),
        ("DELETE FROM stories_text WHERE id IN (SELECT min(id) FROM stories_text)", "search index stories_text"),
        ("UPDATE names_text SET words = ''::tsvector", "search index names_text"),
        ("UPDATE documents SET digest = 'xx' WHERE name = 'copy.html'", "page copy.html: its bytes are said"),
    ],
)
def test_verify_tells_each_kind_of_fault(change, fault):
    with Store(new_place(), write=True) as store:
        fill(store)
        assert list(verify(store)) == []
        store.db.execute(change)
        assert any(fault in f"{f.where}: {f.what}" for f in verify(store))


def write(address, folder, path):
    sys.path[:0] = path
    engine.run([folder], StoreSink(place(address)), Options(JOB))


def test_two_programs_write_at_once_and_nothing_is_lost_or_there_twice(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for n in range(40):
        (folder / f"{n:02}.txt").write_text("STORY " * (1 + n % 2) + str(n // 2))
    address, file = new_place(), tmp_path / "news.db"
    spawn = multiprocessing.get_context("spawn")
    tests = os.pathsep.join(sys.path)
    both = [spawn.Process(target=write, args=(address, str(folder), tests.split(os.pathsep))) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join()
    assert [process.exitcode for process in both] == [0, 0]
    engine.run([str(folder)], open_lasting("store", file), Options(JOB))
    with Store(address, write=True) as store, Store(file) as alone:
        assert list(verify(store)) == []
        assert [e.id for e in store.events()] == [e.id for e in alone.events()]
        assert store.counts() == alone.counts()
    again = engine.run([str(folder)], open_lasting("store", place(address)), Options(JOB))
    assert (again.pages, again.skipped + again.same) == (0, 40)


def test_a_transaction_that_breaks_off_leaves_nothing():
    with Store(new_place(), write=True) as store:
        fill(store)
        before = tables(store)
        with pytest.raises(ZeroDivisionError), store.writing():
            store.db.execute("DELETE FROM events WHERE story IN (SELECT id FROM stories)")
            raise ZeroDivisionError
        assert tables(store) == before
        with Store(str(store.path)) as reader, pytest.raises(StoreError, match="may not be written"):
            reader.put(DocumentRow("x.html", "done", digest="xx"))


def test_what_is_no_store_is_named_without_the_password(tmp_path):
    with pytest.raises(StoreError, match="no such store"):
        Store(new_place())
    with pytest.raises(StoreError, match=r"postgresql://me:\*\*\*@") as told:
        Store(f"postgresql://me:secret@/none?host={tmp_path}")
    assert "secret" not in str(told.value)
    with pytest.raises(StoreError, match="a store is a file or at"):
        Store("mysql://localhost/news")
    for write in (False, True):
        with pytest.raises(StoreError, match="there is no schema no_such"):
            Store(f"{server()}&options=-csearch_path%3Dno_such", write=write)
    address = new_place()
    with Store(address, write=True) as store:
        store.db.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")
    with pytest.raises(StoreError, match="made by another Dateline"):
        Store(address, write=True)
    import psycopg

    with psycopg.connect(address, autocommit=True) as db:
        db.execute("UPDATE meta SET key = 'other' WHERE key = 'application'")
    with pytest.raises(StoreError, match="another program"):
        Store(address, write=True)


def test_commands_give_what_they_give_for_a_file_or_say_that_they_are_not_there(both, capsys):
    def run(*words):
        code = main(list(words))
        out = capsys.readouterr()
        return code, out.out, out.err

    file, address = str(both[0].path), both[1].path.url
    for words in (
        ("events", "--format", "csv"), ("statements", "--format", "jsonl"), ("stories",), ("actors",), ("show", "a-0"),
        ("said-of", "--format", "json"), ("failures",), ("stories", "--search", '"left vestby"'),
        ("actors", "Ruritania"), ("edges",), ("export", "--to", "csv", "-o", "-"), ("explain", "a-0-e1"),
        ("incidents",), ("panel", "--by", "dyad-month"),
    ):  # fmt: skip
        expected = run(*words, "--store", file)
        assert expected[0] == 0
        assert run(*words, "--store", address) == expected
    assert run("verify", "--store", address)[:1] == (0,)
    assert run("diff", file, address, "--check")[0] == 0
    with open_store(address) as opened:
        assert opened.counts() == both[0].counts()
    for words, told in (
        (("share", "--as", "datasette"), "Datasette reads"),
        (("code", "none.html", "--manifest"), "no place beside it"),
        (("events", "--disputed"), "disputed"),
    ):
        code, _, error = run(*words, "--store", address)
        assert (code, told in error) == (2, True), (words, error)


def test_a_backup_is_a_dump_that_comes_back_whole(both, tmp_path, capsys, monkeypatch):
    copy, address = tmp_path / "news.dump", f"{both[1].path.url}&password=secret7"
    assert main(["backup", str(copy), "--store", address]) == 0
    assert "looked through" in capsys.readouterr().out
    assert main(["backup", str(copy), "--store", address]) == 2
    assert "replaces none" in capsys.readouterr().err
    import psycopg

    with psycopg.connect(server(), autocommit=True) as db:
        db.execute("CREATE DATABASE second TEMPLATE template0")
    second = server().replace("/postgres?", "/second?")
    subprocess.run(["pg_restore", f"--dbname={second}", "--no-owner", str(copy)], check=True)
    with Store(f"{second}&options={address.rpartition('options=')[2].partition('&')[0]}", write=True) as store:
        assert list(verify(store)) == []
        assert list(store.events()) == list(both[1].events())
        assert [s.id for s in store.stories(search="vestby")] == [s.id for s in both[1].stories(search="vestby")]
        with store.writing():
            store.db.execute("DELETE FROM stories WHERE ref = 'a-0'")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["backup", str(tmp_path / "other.dump"), "--store", address]) == 2
    told = capsys.readouterr().err
    assert "needs pg_dump" in told and "secret7" not in told
    assert [p.name for p in tmp_path.iterdir()] == ["news.dump"]


@pytest.mark.parametrize(
    ("given", "secret", "told"),
    [
        ("postgresql://me:100%zz@/none?host=/none", "zz", "percent-encoded"),
        ("postgresql://me:wal@nut@localhost:9/none", "nut", "%40 stands for @"),
        ("postgresql://me:wal/nut@localhost:9/none", "nut", "%2F for /"),
        ("postgresql://me:wal?nut@/none?host=/none", "nut", "No such file"),
        ("postgresql:///none?host=/none&password=100%zz", "zz", "percent-encoded"),
    ],
)
def test_a_password_that_is_not_written_as_it_must_be_is_in_no_message(given, secret, told, capsys):
    assert main(["events", "--store", given]) == 1
    error = capsys.readouterr().err
    assert told in error and secret not in error
    assert secret not in str(place(given))


def test_addresses_without_a_password_stay_as_they_are():
    for given in ("postgresql://me@h:5/db?options=a@b", "postgresql://h:5,i:6/db?options=a@b", "s3://bucket/a:b@c"):
        assert str(place(given)) == given and not place(given).is_unclear


@pytest.mark.parametrize("name", ["May", "may news", "50%s", "a\\d", 'it"s', "o'x", "x*y"])
def test_a_schema_may_have_any_name(both, name, tmp_path):
    quoted = '"' + name.replace('"', '""') + '"'
    both[1].db.raw.execute(f"CREATE SCHEMA {quoted}")
    option = quote("-csearch_path=" + quoted.replace("\\", "\\\\").replace(" ", "\\ "))
    with Store(f"{server()}&options={option}", write=True) as store:
        store.add(make_record("a"))
        assert store.db.execute("SELECT count(*) FROM main.events WHERE id > ?", (0,)).fetchone()[0] == 2
        store.db.executemany("UPDATE main.events SET ref = ref WHERE ref = ?", [("x",)])
        assert status(store).counts.events == 2 and status(store).bytes > 0
        assert dump(store, tmp_path / "copy.dump")


def test_an_address_stays_itself_in_another_process():
    address = place("postgresql://me:secret@h/db")
    for copied in (pickle.loads(pickle.dumps(address)), copy.deepcopy(address)):
        assert (type(copied), copied.url, str(copied)) == (type(address), address.url, str(address))


def test_who_waits_in_vain_for_another_writer_may_try_again(both):
    with Store(new_place(), write=True) as one, Store(str(one.path), write=True) as other:
        other.db.raw.execute("SET lock_timeout = 50")
        with one.writing():
            with pytest.raises(StoreError, match="another process is writing it"):
                other.add(make_record("a"))
            assert not other.db.in_transaction
        other.add(make_record("a"))
        assert [s.id for s in one.stories()] == ["a-0"]


def test_who_loses_the_server_while_writing_is_told_so_and_leaves_nothing(both):
    with Store(new_place(), write=True) as one, Store(str(one.path), write=True) as other:
        with pytest.raises(StoreError, match="terminat"), other.alone("link"), other.writing():
            other.db.execute("DELETE FROM meta")
            one.db.raw.execute("SELECT pg_terminate_backend(%s)", (other.db.raw.info.backend_pid,))
            other.db.execute("SELECT 1")
        one.add(make_record("a"))
        with one.alone("link"):
            assert one.db.execute("SELECT count(*) FROM meta").fetchone()[0] == 2


def test_a_long_list_is_given_up_in_time(both, monkeypatch):
    monkeypatch.setattr("dateline.store.postgres.connection.PORTION", 1)
    with Store(str(both[1].path)) as store:
        store.limit(0.3)
        rows = iter(store.db.execute("SELECT id FROM events ORDER BY id LIMIT ? OFFSET ?", (-1, 0)))
        next(rows)
        store.db.until -= 1
        with pytest.raises(StoreError, match="interrupted"):
            list(rows)
        store.limit(None)
        assert list(store.events()) == list(both[1].events())


def test_who_may_not_read_is_told_so(both):
    address = str(both[1].path)
    schema = address.rpartition("%3D")[2]
    both[1].db.raw.execute(f"CREATE ROLE stranger LOGIN; GRANT USAGE ON SCHEMA {schema} TO stranger")
    with pytest.raises(StoreError, match="permission denied"):
        Store(address.replace("user=tester", "user=stranger"))


def test_doctor_looks_at_a_store_on_a_server(both, tmp_path):
    address = place(both[1].path.url)
    found = list(database(address))
    assert found[0].state == "ok" and "15 stories" in found[0].says and "PostgreSQL" in found[0].says
    assert any(f.what == "failed pages" and str(address) in f.do for f in found)
    assert [f.what for f in machine(address)] == [f.what for f in machine(tmp_path / "x.db") if f.what != "disk"]
    assert [f.state for f in database(place(new_place()))] == ["fault"]
    assert [f.state for f in database(place(f"postgresql://me:secret@/none?host={tmp_path}"))] == ["fault"]
