"""Full text finds words as people type them, in our own queries and in those of other programs; older stores too."""

import os
import re
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from dateline.errors import StoreError
from dateline.record import Actor, StoryRecord
from dateline.spans import Span
from dateline.store.rows.typed_rows import DocumentRow
from dateline.store.search.spellings import plain, spellings
from dateline.store.store import Store
from dateline.store.tables import linking_tables as links
from dateline.store.tables import schema
from records import make_record

TEXTS = {
    "sanaa": "Planes circled over Sana'a airport.", "sanaa-plain": "A ship left for Sanaa airport.",
    "us": "The U.S. Senate met.", "us-plain": "The US Senate met.", "pronoun": "He told us that the Senate met.",
    "lodz": "Workers of Łódź marched.", "soren": "Søren Lund spoke.", "weiss": "Jörg Weiß resigned.",
    "dang": "Mr Đặng was sworn in.", "possessive": "Iran's army didn't move.",
}  # fmt: skip


def story(key: str, text: str) -> StoryRecord:
    """A story of one sentence, whose first words name somebody."""
    name = text.split(" ")[1]
    actor = Actor(f"{key}-a", name, "person", mentions=(Span(text.index(name), text.index(name) + len(name)),))
    empty = replace(make_record(key), statements=(), events=(), actors=(actor,), captions=(), dateline=None)
    return replace(empty, id=key, text=text, headline=None)


@pytest.fixture
def path(tmp_path):
    return fill(tmp_path / "news.db")


def fill(path):
    with Store(path, write=True) as store:
        store.put(DocumentRow("a.html", "done", digest="aa"), [story(key, text) for key, text in TEXTS.items()])
        store.put(DocumentRow("b.html", "done", digest="bb"), [make_record("b")])
    return path


FOUND = [
    ("Sanaa", "sanaa sanaa-plain"), ("Sana'a", "sanaa sanaa-plain"), ("sana’a airport", "sanaa sanaa-plain"),
    ('"Sanaa airport"', "sanaa sanaa-plain"), ("sanaa*", "sanaa sanaa-plain"), ("US", "us us-plain"),
    ("U.S.", "us us-plain"), ('"US Senate"', "us us-plain"), ("us", "us us-plain pronoun"), ("Lodz", "lodz"),
    ("Soren", "soren"), ("SØREN", "soren"), ("Weiss", "weiss"), ("weiß", "weiss"), ("Dang", "dang"), ("Đặng", "dang"),
    ("Senate NOT US", "pronoun"), ("Irans", ""), ("Iran", "possessive"), ("didnt", ""),
]  # fmt: skip


@pytest.fixture(scope="module")
def typed(places):
    with Store(fill(places()), write=True) as store:
        yield store


@pytest.mark.parametrize(("asked", "found"), FOUND)
def test_words_are_found_as_they_are_typed(typed, asked, found):
    assert {s.id for s in typed.stories(search=asked)} == set(found.split())


def test_what_goes_is_found_no_more(path):
    with Store(path, write=True) as store:
        store.put(DocumentRow("a.html", "done", digest="ab"), [])
        assert not list(store.stories(search="Lodz OR Sanaa OR US"))
    with closing(sqlite3.connect(path)) as db:
        for table in ("stories", "names", "statements"):
            db.execute(f"INSERT INTO {table}_text ({table}_text, rank) VALUES ('integrity-check', 1)")


@pytest.mark.parametrize(("typed", "name"), [("Soren", "Søren"), ("Weiss", "Weiß"), ("Jorg", None)])
def test_names_are_found_as_they_are_typed(place, typed, name):
    with Store(place, write=True) as store:
        store.put(
            DocumentRow("a.html", "done", digest="aa"), [story("s", "Mr Søren spoke."), story("w", "Mr Weiß resigned.")]
        )
        assert [a.name for a in store.actors(name=typed)] == [n for n in [name] if n]


@pytest.mark.parametrize("table", ["stories", "names", "statements"])
def test_tables_say_where_their_search_is_as_datasette_reads_it(path, table):
    """Any other way of writing it is not seen, and the search then gives every row."""
    with closing(sqlite3.connect(path)) as db:
        declared = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (f"{table}_text",)).fetchone()[0]
    assert "USING fts5" in declared and f'content="{table}"' in declared


def test_other_programs_find_them_too(path):
    """As Datasette asks: the words in quotation marks, on the table that is declared."""
    with closing(sqlite3.connect(path)) as db:
        asked = "SELECT ref FROM stories WHERE id IN (SELECT rowid FROM stories_text WHERE stories_text MATCH ?)"
        assert {row[0] for row in db.execute(asked, ('"Sanaa"',))} == {"sanaa", "sanaa-plain"}
        assert {row[0] for row in db.execute(asked, ('"Weiss"',))} == {"weiss"}


def test_only_what_is_typed_in_another_way_is_kept_with_the_words_around_it():
    assert spellings("one two three four Sana'a six seven eight nine") == "two three four Sanaa six seven eight"
    assert spellings("The army of Iran’s rival didn't move. It left.") == ""
    assert spellings(None) == spellings("") == spellings("TELL US WHO") == ""
    assert plain("O’Brien, U.N.-led, Ma'rib's") == "OBrien, UN-led, Marib's"


def make_old(path):
    """Turn a store into one of schema 4, as it was written before."""
    old = {"stories": "headline, text", "names": "name", "statements": "content"}
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for table, columns in old.items():
            db.execute(f"DROP TRIGGER {table}_added")
            db.execute(f"DROP TRIGGER {table}_removed")
            db.execute(f"DROP TABLE {table}_text")
            db.execute(f"ALTER TABLE {table} DROP COLUMN spellings")
            db.execute(
                f"CREATE VIRTUAL TABLE {table}_text USING fts5 ({columns}, content = '{table}', content_rowid = 'id')"
            )
            for when, what in (("INSERT", "added"), ("DELETE", "removed")):
                db.execute(f"CREATE TRIGGER {table}_{what} AFTER {when} ON {table} BEGIN SELECT 1; END")
        for table in re.findall(r"CREATE TABLE (\w+)", links.TABLES):
            db.execute(f"DROP TABLE {table}")
        db.execute("DROP TABLE coded")
        for column in ("published_estimated", "updated", "calendar"):
            db.execute(f"ALTER TABLE stories DROP COLUMN {column}")
        db.execute("UPDATE meta SET value = '4' WHERE key = 'schema'")
        db.execute("PRAGMA user_version = 4")


@pytest.mark.parametrize("write", [False, True])
def test_an_older_store_is_brought_up_to_date(path, write):
    with Store(path) as store:
        before = [(s, store.record(s.id)) for s in store.stories()]
    make_old(path)
    with Store(path, write=write) as store:
        assert [(s, store.record(s.id)) for s in store.stories()] == before
        for asked, found in FOUND:
            assert {s.id for s in store.stories(search=asked)} == set(found.split())
        assert [s.id for s in store.statements(search="bomb")] == ["b-0-s0"]
    with Store(path, write=True) as store:
        store.put(DocumentRow("c.html", "done", digest="cc"), [story("late", "The late Đặng left.")])
        assert {s.id for s in store.stories(search="dang")} == {"dang", "late"}
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone() == (str(schema.VERSION),)


def test_an_older_store_that_may_not_be_written_says_so(path, monkeypatch):
    make_old(path)
    monkeypatch.setattr(os, "access", lambda _path, how: how != os.W_OK)
    with pytest.raises(StoreError, match=r"made by an older Dateline .* where it may be written"):
        Store(path)


def test_a_step_that_fails_leaves_the_older_store_as_it_was(path, monkeypatch):
    from dateline.store.opening import upgrade

    make_old(path)
    monkeypatch.setattr(upgrade, "SEARCH", "CREATE NONSENSE;")
    with pytest.raises(StoreError):
        Store(path, write=True)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (4,)
        assert "spellings" not in {row[1] for row in db.execute("PRAGMA table_info(stories)")}
        assert db.execute("SELECT count(*) FROM stories_text WHERE stories_text MATCH 'marched'").fetchone()


def test_a_store_of_the_version_before_estimates_is_brought_up_to_date(path):
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for column in ("published_estimated", "updated", "calendar"):
            db.execute(f"ALTER TABLE stories DROP COLUMN {column}")
        db.execute("PRAGMA user_version = 6")
    with Store(path, write=True) as store:
        store.put(DocumentRow("d.html", "done", digest="dd"), [replace(make_record("d"), published_estimated=True)])
        assert {s.id for s in store.stories() if s.published_estimated} == {"d-0"}
        changed = replace(make_record("e"), updated="2020-01-02", calendar="buddhist")
        store.put(DocumentRow("e.html", "done", digest="ee"), [changed])
        assert [(s.id, s.updated, s.calendar) for s in store.stories() if s.updated] == [
            ("e-0", "2020-01-02", "buddhist")
        ]
