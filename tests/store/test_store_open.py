import sqlite3

import pytest

from dateline.errors import StoreError
from dateline.store.rows.typed_rows import DocumentRow
from dateline.store.store import Store
from dateline.store.tables import schema
from records import make_record


@pytest.fixture
def path(tmp_path):
    with Store(tmp_path / "news.db", write=True) as store:
        store.put(DocumentRow("a.html", "done", digest="aa"), [make_record("a")])
    return tmp_path / "news.db"


def test_no_file_says_how_to_make_one(tmp_path):
    with pytest.raises(StoreError, match="no such store; `dateline code PATH"):
        Store(tmp_path / "none.db")


@pytest.mark.parametrize("write", [False, True])
def test_a_file_that_is_no_database(tmp_path, write):
    path = tmp_path / "news.db"
    path.write_text("Dear diary, " * 1000)
    with pytest.raises(StoreError, match=r"news\.db: this is not a Dateline store"):
        Store(path, write=write)
    assert path.read_text().startswith("Dear diary")


@pytest.mark.parametrize("write", [False, True])
def test_a_database_of_another_program(tmp_path, write):
    path = tmp_path / "news.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(StoreError, match="another program"):
        Store(path, write=write)


@pytest.mark.parametrize(("version", "word"), [(3, "an older"), (schema.VERSION + 1, "a newer")])
@pytest.mark.parametrize("write", [False, True])
def test_another_schema_version(path, version, word, write):
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(StoreError, match=f"made by {word} Dateline.*code the pages again"):
        Store(path, write=write)


def test_a_damaged_database(path):
    data = bytearray(path.read_bytes())
    data[100:9000] = b"\xff" * 8900
    path.write_bytes(data)
    with pytest.raises(StoreError, match=r"news\.db: "), Store(path) as store:
        list(store.events())


def test_an_empty_file_becomes_a_store_only_for_a_writer(tmp_path):
    path = tmp_path / "news.db"
    path.touch()
    with pytest.raises(StoreError, match="not a Dateline store"):
        Store(path)
    with Store(path, write=True) as store:
        assert store.counts().stories == 0


def test_a_store_is_in_wal_mode_with_foreign_keys(path):
    with Store(path, write=True) as store:
        assert store.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert store.db.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        with pytest.raises(sqlite3.IntegrityError):
            store.db.execute("INSERT INTO mentions VALUES (1, 2, 3, 4)")


def test_a_reader_can_not_write(path):
    with Store(path) as store, pytest.raises(StoreError, match="may not be written"):
        store.add(make_record("b"))


def test_a_second_writer_is_told_to_wait(path, monkeypatch):
    monkeypatch.setattr("dateline.store.opening.open_sqlite.PATIENCE", 0.1)
    with Store(path, write=True) as one, Store(path, write=True) as two:
        one.db.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another process is writing"):
            two.add(make_record("b"))
        one.db.execute("ROLLBACK")
        two.add(make_record("b"))
        assert two.counts().stories == 2


def test_a_full_disk_leaves_the_pages_before(path):
    with Store(path, write=True) as store:
        pages = store.db.execute("PRAGMA page_count").fetchone()[0]
        store.db.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(StoreError, match=r"news\.db: the disk is full"):
            for n in range(50):
                store.put(DocumentRow(f"{n}.html", "done", digest=f"{n}"), [make_record(f"k{n}")])
        done = [d.name for d in store.documents("done")]
        assert store.counts().stories == len(done)
        assert {s.document for s in store.stories()} == set(done)


def test_readers_read_while_a_writer_writes(path):
    with Store(path, write=True) as writer, Store(path) as reader:
        writer.db.execute("BEGIN IMMEDIATE")
        writer.db.execute("UPDATE stories SET headline = 'changed'")
        assert [s.headline for s in reader.stories()] == ["Ministers meet"]
        writer.db.execute("COMMIT")
        assert [s.headline for s in reader.stories()] == ["changed"]
