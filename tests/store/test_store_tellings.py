"""What a store keeps of tellings and counts, and how often its lists name an event that is told several times."""

from dataclasses import replace

import pytest

from dateline.record import Count, StoryRecord
from dateline.store.rows import CountRow, DocumentRow, bounds
from dateline.store.store import Store
from records import make_record, make_retold, span


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "news.db"
    with Store(path, write=True) as store:
        store.put(DocumentRow("a.html", "done", digest="a"), [make_retold("a")])
        store.put(DocumentRow("b.html", "done", digest="b"), [make_record("b")])
    return path


@pytest.fixture
def store(path):
    with Store(path) as store:
        yield store


def test_a_record_with_tellings_and_counts_comes_back_as_it_was(store):
    record = make_retold("a")
    assert store.record("a-0") == record
    assert StoryRecord.from_dict(record.to_dict()) == record


def test_a_record_of_before_these_fields_is_read_with_nothing_in_them():
    row = make_retold("a").to_dict()
    for event in row["events"]:
        for name in ("confidence_parties", "same_as", "counts"):
            del event[name]
    for name in ("sha256", "row_id"):
        del row["document"][name]
    record = StoryRecord.from_dict(row)
    assert {(e.confidence_parties, e.same_as, e.counts) for e in record.events} == {(None, None, ())}
    assert (record.document.sha256, record.document.row_id) == (None, None)


def test_counts_stand_in_rows_of_their_own_with_their_words(store):
    [row] = store.events(story="a-0", said_by="Agency")
    assert row.counts == (
        CountRow("killed", 12, 12, True, "October 7"),
        CountRow("injured", 24, None, False, "did not"),
    )
    assert [c.name for c in row.counts] == ["killed 12", "injured 24+"]
    assert store.db.execute("SELECT sum(low) FROM event_counts WHERE what = 'killed'").fetchone()[0] == 12


@pytest.mark.parametrize(
    ("low", "high", "shown"), [(12, 12, "12"), (24, None, "24+"), (None, 300, "up to 300"), (5, 7, "5-7")]
)
def test_bounds_are_shown_short(low, high, shown):
    assert bounds(low, high) == shown


def test_an_event_that_tells_again_what_no_event_of_its_story_tells_is_a_first_telling(tmp_path):
    record = make_record("x")
    odd = tuple(
        replace(e, same_as=first) for e, first in zip(record.events, ("x-0-e0", "x-0-e99"), strict=True)
    )  # itself, and nothing
    with Store(tmp_path / "odd.db", write=True) as store:
        store.add(replace(record, events=odd))
        assert [e.same_as for e in store.events()] == [None, None]


def test_a_story_with_tellings_can_be_replaced_and_its_counts_go_with_it(tmp_path):
    record = make_retold("x")
    with Store(tmp_path / "news.db", write=True) as store:
        store.add(record)
        more = replace(record.events[0], counts=(Count("participants", 40, 40, True, span("Szohod")),))
        store.add(replace(record, events=(more,)))
        assert [c.name for e in store.events() for c in e.counts] == ["participants 40"]
        assert store.db.execute("SELECT count(*) FROM event_counts").fetchone()[0] == 1
        assert store.db.execute("PRAGMA foreign_key_check").fetchall() == []
