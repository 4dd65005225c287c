"""Linking on a server: what it gives in a file, and several at once."""

import multiprocessing
import os
import sys

import pytest
from told import KASTRI, report, tools

from dateline.engine.incidents import detail
from dateline.engine.link import link
from dateline.errors import StoreError
from dateline.store.links.panel import BY, Plan
from dateline.store.store import Store
from postgres import new_place

OUTLETS = ("Post", "Courier", "Herald", "Sentinel")


def reports(number=12):
    """Some happenings, each told by some outlets; one source denies what another one says."""
    ministry = [("bor-mod", "Bordurian defence ministry", "government")]
    more = (
        {},
        {"said_by": ministry, "stance": "denies"},
        {"counts": [("killed", 4, 4)]},
        {"counts": [("killed", 9, 9)]},
    )
    return [
        report(f"r{n:02}", outlet=OUTLETS[n % 4], day=f"2031-05-{1 + n // 4:02}", published=f"2031-05-{2 + n // 4:02}",
               **({"place": KASTRI} if n // 4 % 2 else {}), **more[n % 4])
        for n in range(number)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    with Store(tmp_path_factory.mktemp("both") / "news.db", write=True) as one, Store(new_place(), write=True) as other:
        for store in (one, other):
            for record in reports():
                store.add(record)
            link(store, tools())
        yield one, other


def test_incidents_and_panels_are_those_of_a_file(both):
    for ask in (
        lambda s: list(s.incidents()), lambda s: list(s.incidents(descending=True, limit=2)),
        lambda s: list(s.incidents(disputed=True, min_independent=1)), lambda s: list(s.incidents(search="barley")),
        lambda s: list(s.incidents(place="veldora", since="2031-05-02", actor="Ruritania")),
        lambda s: [detail(s, row.id, tools()) for row in s.incidents()],
        *(lambda s, by=by, on=on: s.panel(Plan(by, independent=on, zeros=on)) for by in BY for on in (True, False)),
        lambda s: s.vague(Plan("day")),
    ):  # fmt: skip
        assert ask(both[0]) == ask(both[1])
    assert len(list(both[1].incidents())) > 2


def test_a_story_that_goes_takes_its_scenes_along_and_ids_lead_on(both):
    found = []
    for store in both:
        before = [row.id for row in store.incidents()]
        with store.writing():
            store.db.execute("DELETE FROM stories WHERE ref IN ('r00-0', 'r04-0', 'r05-0', 'r06-0', 'r07-0')")
        assert store.db.execute("SELECT count(*) FROM incidents WHERE stale").fetchone()[0] > 0
        link(store, tools())
        sql = "SELECT old, new, how FROM incident_history ORDER BY id"
        found.append([before, *map(tuple, store.db.execute(sql)), *([i.id, i.stories] for i in store.incidents())])
    assert found[0] == found[1]


def link_there(address, path):
    sys.path[:0] = path
    with Store(address, write=True) as store:
        link(store, tools())


def test_several_link_at_once_and_each_story_is_linked_once(both):
    address = new_place()
    with Store(address, write=True) as store:
        for record in reports(40):
            store.add(record)
    spawn = multiprocessing.get_context("spawn")
    paths = os.pathsep.join(sys.path).split(os.pathsep)
    processes = [spawn.Process(target=link_there, args=(address, paths)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    with Store(address) as store, Store(both[0].path.with_name("alone.db"), write=True) as alone:
        for record in reports(40):
            alone.add(record)
        link(alone, tools())
        assert list(store.incidents()) == list(alone.incidents())
        history = store.db.execute("SELECT count(*) FROM incident_history").fetchone()[0]
        assert history == alone.db.execute("SELECT count(*) FROM incident_history").fetchone()[0]


def test_what_others_link_and_take_out_between_two_batches_is_passed_over(linked, monkeypatch):
    monkeypatch.setattr("dateline.engine.link.BATCH", 2)
    store, did = linked(), []
    for record in reports(8):
        store.add(record)

    def meanwhile(done, all_):
        if done == 2:
            with Store(str(store.path), write=True) as other, other.writing():
                other.db.execute("DELETE FROM stories WHERE id IN (SELECT max(id) FROM stories)")
        did.append(done)

    done = link(store, tools(), meanwhile)
    assert (done.stories, did) == (7, [2, 4, 6, 8])
    assert store.db.execute("SELECT count(*) FROM linked_stories").fetchone()[0] == 7


def test_a_store_of_an_earlier_build_gets_the_tables_of_linking_when_it_is_written():
    address = new_place()
    with Store(address, write=True) as store:
        for record in reports(4):
            store.add(record)
        for table in (
            "incident_events",
            "scene_pairs",
            "scenes",
            "copies",
            "story_keys",
            "story_shingles",
            "incidents",
        ):
            store.db.raw.execute(f"DROP TABLE {table} CASCADE")
        store.db.raw.execute("DROP TABLE linked_stories, incident_history; DROP FUNCTION scene_lost")
    with Store(address) as store, pytest.raises(StoreError, match="dateline link"):
        list(store.incidents())
    with Store(address, write=True) as store:
        link(store, tools())
        assert list(store.incidents())
