"""Looking after a store: is it whole, what is in it, a copy of it."""

import sqlite3

import pytest

from dateline.errors import StoreError, UsageError
from dateline.store.care.backup import backup
from dateline.store.care.reasons import kinds
from dateline.store.care.status import status
from dateline.store.care.verify import verify
from dateline.store.rows.typed_rows import DocumentRow, RunVersions
from dateline.store.store import Store
from records import make_record, make_retold


def done(name, digest="aa", **more):
    return DocumentRow(name, "done", path=name, digest=digest, **more)


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "news.db", write=True) as store:
        store.put(done("a.html"), [make_record("a"), make_record("a", position=1)])
        store.put(done("b.html", "bb"), [make_retold("b")])
        store.put(done("copy.html", same_as="a.html"))
        store.put(DocumentRow("c.html", "failed", path="c.html", digest="cc", reason="no story on the page"))
        yield store


def faults(store):
    return [f"{f.where}: {f.what}" for f in verify(store)]


def test_a_store_that_is_whole_has_no_faults(store):
    assert faults(store) == []
    store.put(done("a.html", "dd"), [make_record("d")])
    store.put(DocumentRow("b.html", "failed", digest="ee", reason="broken"))
    assert faults(store) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE events SET trigger_start = trigger_start + 1 WHERE ref = 'a-0-e1'", "a-0-e1: its trigger"),
        ("UPDATE statements SET content = 'something else' WHERE ref = 'a-0-s0'", "a-0-s0: its content"),
        ("UPDATE event_counts SET words = 'many'", "b-0-e1: its count"),
        ("UPDATE stories SET text = 'x' || text WHERE ref = 'a-1'", "story a-1: its record is of another story"),
        ("UPDATE records SET record = x'00'", "its record can't be read"),
        ("DELETE FROM events WHERE ref = 'a-0-e0'", "story a-0: 1 rows of events, 2 in its record"),
        ("UPDATE stories SET event_count = 9 WHERE ref = 'b-0'", "story b-0: counted 1 statements and 9 events"),
        ("UPDATE actor_counts SET total = total + 1", "actor_counts of rur: the sum is wrong"),
        ("DELETE FROM ties", "ties of rur: the sum is wrong"),
        ("UPDATE type_counts SET n = 7", "type_counts of rur: the sum is wrong"),
        ("DELETE FROM actor_accounts", "actor_accounts of rur: the sum is wrong"),
        ("INSERT INTO documents (name, digest, status) VALUES ('z', 'aa', 'done')", "page z: recorded twice"),
        ("UPDATE documents SET digest = 'xx' WHERE name = 'copy.html'", "page copy.html: its bytes are said"),
        ("UPDATE documents SET status = 'failed' WHERE name = 'a.html'", "page a.html: failed, and has stories"),
        ("UPDATE documents SET same_as = 2 WHERE name = 'a.html'", "page a.html: its stories are said"),
        ("INSERT INTO stories_text (stories_text) VALUES ('delete-all')", "search index stories_text"),
        ("UPDATE names SET name = 'someone' WHERE name = 'agency'", "search index names_text"),
        ("DELETE FROM actors WHERE ref = 'bor'", "it refers to a row of actors that isn't there"),
    ],
)
def test_each_kind_of_fault_is_told(store, change, fault):
    store.db.execute("PRAGMA foreign_keys = OFF")
    store.db.execute(change)
    assert any(fault in line for line in faults(store)), faults(store)


def test_a_span_beside_its_text_is_told(store):
    import dataclasses

    from dateline.spans import Span
    from dateline.store.writing.write_stories import pack

    record = make_record("a")
    events = (dataclasses.replace(record.events[0], evidence=Span(5, 5_000)), record.events[1])
    store.db.execute(
        "UPDATE records SET record = ? WHERE story = (SELECT id FROM stories WHERE ref = 'a-0')",
        (pack(dataclasses.replace(record, events=events)),),
    )
    assert faults(store) == ["story a-0: events[0].evidence 5-5000 is not in its text"]


def test_a_store_that_may_only_be_read_is_looked_through_without_its_search_indexes(store):
    store.db.execute("INSERT INTO stories_text (stories_text) VALUES ('delete-all')")
    store.db.execute("UPDATE stories SET event_count = 9 WHERE ref = 'b-0'")
    with Store(store.path) as reader:
        assert faults(reader) == ["story b-0: counted 1 statements and 9 events, which is wrong"]


def test_a_store_is_looked_through_as_it_was_when_that_began(store):
    found = verify(store)
    with Store(store.path, write=True) as other:
        reading = iter(found)
        other.put(done("d.html", "dd"), [make_record("d")])
        assert list(reading) == []
        assert faults(other) == []


def test_a_backup_holds_all_and_is_one_file(store, tmp_path):
    copy = tmp_path / "copies" / "news.db"
    copy.parent.mkdir()
    with Store(store.path) as reader:
        assert backup(reader, copy) == copy.stat().st_size
    assert [p.name for p in copy.parent.iterdir()] == ["news.db"]
    with Store(copy) as copied:
        assert copied.counts() == store.counts()
    with Store(copy, write=True) as copied:
        assert faults(copied) == []


def test_a_backup_is_whole_while_somebody_writes(store, tmp_path):
    store.db.execute("BEGIN IMMEDIATE")
    store.db.execute("DELETE FROM events")
    with Store(store.path) as reader:
        backup(reader, tmp_path / "copy.db")
    store.db.execute("ROLLBACK")
    with Store(tmp_path / "copy.db") as copied:
        assert copied.counts() == store.counts()


def test_a_backup_replaces_nothing(store, tmp_path):
    (tmp_path / "there").write_text("mine")
    with pytest.raises(UsageError, match="replaces none"):
        backup(store, tmp_path / "there")
    with pytest.raises(UsageError, match="replaces none"):
        backup(store, store.path)
    with pytest.raises(UsageError, match="no folder"):
        backup(store, tmp_path / "none" / "copy.db")
    assert (tmp_path / "there").read_text() == "mine"


def test_no_backup_is_made_of_a_damaged_store(tmp_path):
    path = tmp_path / "news.db"
    with Store(path, write=True) as store:
        for n in range(40):
            store.put(done(f"{n}.html", f"{n:02}"), [make_record(f"k{n}")])
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff" * 200_000)
    with pytest.raises(StoreError), Store(path) as store:
        backup(store, tmp_path / "copy.db")
    assert [p.name for p in tmp_path.iterdir() if "copy" in p.name] == []


def test_the_status_tells_what_there_is_and_which_run_did_not_end(store):
    versions = RunVersions("1+ab", "cd", "ef")
    first = store.begin_run("2026-01-01T00:00:00+00:00", versions, "{}")
    store.end_run(first, "2026-01-01T00:01:00+00:00", (2, 3, 4, 5, 0, 1))
    store.begin_run("2026-01-02T00:00:00+00:00", versions, "{}")
    found = status(store)
    assert (found.counts.documents, found.same, found.counts.failed) == (4, 1, 1)
    assert found.reasons == (("no story on the page", 1),)
    assert [(r.started[:10], r.ended and r.ended[:10], r.pages) for r in found.runs] == [
        ("2026-01-02", None, 0),
        ("2026-01-01", "2026-01-01", 2),
    ]
    assert store.options("ef") == "{}" and store.options("none") is None


def test_failures_of_one_kind_are_counted_together():
    reasons = ["larger than 5 bytes", "larger than 1,000 bytes", "line 7: no JSON: x", "line 8: no JSON: y", None]
    assert kinds(reasons) == [("larger than … bytes", 2), ("line …: no JSON", 2), ("unknown", 1)]


def test_a_file_that_is_no_store_is_told(tmp_path):
    with sqlite3.connect(tmp_path / "x.db") as db:
        db.execute("CREATE TABLE x (y)")
    with pytest.raises(StoreError, match="not a Dateline store"):
        Store(tmp_path / "x.db")
