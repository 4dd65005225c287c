import dataclasses

import pytest

from dateline.record import Actor
from dateline.store.care.verify import verify
from dateline.store.rows.typed_rows import DocumentRow
from dateline.store.store import Store
from dateline.store.writing import write_stories
from postgres import tables
from records import make_record


@pytest.fixture
def store(place):
    with Store(place, write=True) as store:
        yield store


def done(name, digest="aa", **more):
    return DocumentRow(name, "done", path=name, digest=digest, **more)


def test_a_record_comes_back_as_it_went_in(store):
    record = make_record("a", path="a.html")
    store.put(done("a.html"), [record])
    assert store.record("a-0") == record
    assert store.record("a") == record


def test_a_page_replaces_its_stories_and_leaves_no_row_behind(store):
    store.put(done("a.html"), [make_record("a"), make_record("a", position=1)])
    store.put(done("a.html", "bb"), [make_record("b")])
    assert [s.id for s in store.stories()] == ["b-0"]
    once = tables(store)
    store.put(done("a.html", "cc"), [make_record("c")])
    assert tables(store) == once
    assert "a-0-a1" not in {a.id for a in store.actors()}
    assert [s.id for s in store.stories(search="Szohod")] == ["c-0"]
    assert list(verify(store)) == []


def with_country(name, country):
    """A record whose Ruritania belongs to another country."""
    record = make_record(name)
    actors = tuple(dataclasses.replace(a, country=country) if a.id == "rur" else a for a in record.actors)
    return dataclasses.replace(record, actors=actors)


def test_an_actors_country_is_that_of_the_story_and_over_all_that_of_most(store):
    store.put(done("a.html"), [with_country("a", "RUR")])
    store.put(done("b.html", "bb"), [with_country("b", "RUR")])
    store.put(done("c.html", "cc"), [with_country("c", "SZO")])
    store.put(done("d.html", "dd"), [with_country("d", None)])
    assert [a.country for a in store.actors(name="Ruritania")] == ["RUR"]
    shown = {e.story: a.country for e in store.events() for a in e.actors if a.id == "rur"}
    assert shown == {"a-0": "RUR", "b-0": "RUR", "c-0": "SZO", "d-0": None}
    store.put(DocumentRow("a.html", "failed", digest="ee", reason="broken"))
    store.put(DocumentRow("b.html", "failed", digest="ff", reason="broken"))
    assert [a.country for a in store.actors(name="Ruritania")] == ["SZO"]


def test_an_actor_of_several_stories_is_one_row(store):
    store.put(done("a.html"), [make_record("a")])
    store.put(done("b.html", "bb"), [make_record("b")])
    [ruritania] = store.actors(name="Ruritania")
    assert (ruritania.id, ruritania.stories, ruritania.as_actor) == ("rur", 2, 4)
    store.put(DocumentRow("b.html", "failed", digest="cc", reason="broken"))
    [ruritania] = store.actors(name="Ruritania")
    assert (ruritania.stories, ruritania.as_actor) == (1, 2)


def test_a_page_goes_in_whole_or_not_at_all(store, monkeypatch):
    store.put(done("a.html"), [make_record("a")])
    before = tables(store)
    real = write_stories._Rows.put_event
    calls = []

    def fails(self, position, event):
        calls.append(position)
        if len(calls) == 3:
            raise KeyboardInterrupt
        real(self, position, event)

    monkeypatch.setattr(write_stories._Rows, "put_event", fails)
    with pytest.raises(KeyboardInterrupt):
        store.put(done("a.html", "bb"), [make_record("b"), make_record("b", position=1)])
    assert tables(store) == before
    assert [s.id for s in store.stories()] == ["a-0"]
    assert store.document("a.html").digest == "aa"


def test_keys_depend_on_nothing_but_the_story(places):
    keys = []
    for order in (["a", "b", "c"], ["c", "a", "b"]):
        with Store(places(), write=True) as store:
            for name in order:
                store.put(done(f"{name}.html", name * 2), [make_record(name)])
            keys.append([(r["ref"], r["id"]) for r in store.db.execute("SELECT ref, id FROM events ORDER BY ref")])
    assert keys[0] == keys[1]


def test_two_stories_of_one_hash_stay_two(store, monkeypatch):
    class Same:
        def digest(self):
            return b"\0" * 32

    monkeypatch.setattr(write_stories.hashlib, "sha256", lambda data: Same())
    store.put(done("a.html"), [make_record("a")])
    store.put(done("b.html", "bb"), [make_record("b")])
    assert {s.id for s in store.stories()} == {"a-0", "b-0"}


def test_stories_move_to_the_other_path_of_the_same_bytes(store):
    store.put(done("a.html"), [make_record("a", path="a.html")])
    store.put(done("copy.html", same_as="a.html", note="same bytes as a.html"))
    store.put(done("third.html", same_as="a.html"))
    store.put(done("a.html", "bb"), [make_record("b", path="a.html")])
    assert {(s.id, s.document) for s in store.stories()} == {("a-0", "copy.html"), ("b-0", "a.html")}
    assert store.record("a-0").document.path == "copy.html"
    assert store.document("copy.html").same_as is None
    assert store.document("third.html").same_as == "copy.html"


def test_an_actor_that_the_record_does_not_list_gets_a_row(store):
    record = make_record("a")
    record = dataclasses.replace(record, actors=record.actors[1:])
    store.put(done("a.html"), [record])
    assert next(iter(store.events())).actors[0].id == "rur"


def test_pronouns_are_no_names(store):
    store.put(done("a.html"), [make_record("a")])
    assert list(store.actors(name="he")) == []
    assert [a.id for a in store.actors(name="minister")] == ["a-0-a1"]


def test_odd_text_goes_in_and_comes_out(store):
    record = make_record("a", headline='O\'Neil "said" 100 % _nothing_ \U0001f600 \u202e')
    odd = dataclasses.replace(record, actors=(*record.actors, Actor("x", "Dvořák; DROP TABLE stories", "person")))
    store.put(done("a.html"), [odd])
    assert store.record("a") == odd
    assert [a.id for a in store.actors(name="100 %")] == []
    assert [a.id for a in store.actors(name="drop table")] == ["x"]
