"""What a store keeps of tellings and counts, and how often its lists name an event that is told several times."""

from dataclasses import replace

import pytest

from dateline.errors import UsageError
from dateline.record import Count, StoryRecord
from dateline.store.care.verify import verify
from dateline.store.filters.declared_filters import Filters
from dateline.store.query import summaries
from dateline.store.rows.typed_rows import CountRow, DocumentRow, bounds
from dateline.store.store import Store
from records import make_record, make_retold, span


@pytest.fixture(scope="module")
def path(places):
    path = places()
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


def test_a_story_with_tellings_can_be_replaced_and_its_counts_go_with_it(place):
    record = make_retold("x")
    with Store(place, write=True) as store:
        store.add(record)
        more = replace(record.events[0], counts=(Count("participants", 40, 40, True, span("Szohod")),))
        store.add(replace(record, events=(more,)))
        assert [c.name for e in store.events() for c in e.counts] == ["participants 40"]
        assert store.db.execute("SELECT count(*) FROM event_counts").fetchone()[0] == 1
        assert list(verify(store)) == []


FIRST = {"a-0-e0", "a-0-e1", "b-0-e0", "b-0-e1"}
AGAIN = {"a-0-e2", "a-0-e3"}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, FIRST),
        ({"all_tellings": True}, FIRST | AGAIN),
        ({"actor": "Somebody", "story": "a-0"}, {"a-0-e1"}),
        ({"actor": "Somebody", "story": "a-0", "all_tellings": True}, {"a-0-e1", *AGAIN}),
        ({"min_confidence": 0.9}, {"a-0-e0", "b-0-e0"}),
        ({"min_confidence": 0.2, "all_tellings": True}, FIRST | AGAIN),
        ({"min_parties": 0}, {"a-0-e0", "a-0-e1"}),
        ({"min_parties": 0.6}, {"a-0-e0"}),
        ({"min_parties": 0.6, "min_confidence": 1}, set()),
    ],
)
def test_an_event_comes_once_unless_each_telling_is_wanted(store, filters, expected):
    found = [e.id for e in store.events(**filters)]
    assert set(found) == expected
    assert len(found) == len(expected)
    counted = {by: sum(n for _, n in store.event_counts(by, **filters)) for by in ("day", "event_type", "country")}
    assert set(counted.values()) == {len(expected)}


def test_a_further_telling_names_the_first(store):
    assert {e.id: e.same_as for e in store.events(all_tellings=True) if e.same_as} == dict.fromkeys(AGAIN, "a-0-e1")


def test_counts_and_sums_take_an_event_once(store):
    assert store.counts().events == 4
    assert {s.id: s.events for s in store.stories()} == {"a-0": 2, "b-0": 2}
    [borduria] = store.actors(name="Borduria")
    assert borduria.as_recipient == 4
    assert store.event_counts("day", recipient="Borduria") == [("2023-10-07", 2), ("2023-10-08", 2)]
    assert store.event_counts("day", recipient="Borduria", all_tellings=True) == [("2023-10-07", 4), ("2023-10-08", 2)]
    key = summaries.actor_key(store.db, "rur")
    assert summaries.types_of(store.db, key, "actor") == [("ASSAULT", 2), ("CONSULT", 2)]
    assert [(t.actor.id, t.on) for t in summaries.ties(store.db, key, 5) if t.on] == [("bor", 4)]
    [place] = summaries.place_counts(store.db, Filters(), 5)
    assert place.events == 2
    [place] = summaries.place_counts(store.db, Filters(all_tellings=True), 5)
    assert place.events == 4


def test_a_story_whose_further_telling_passes_is_found(store):
    assert [s.id for s in store.stories(type="ASSAULT", factuality="asserted")] == ["a-0"]
    assert {a.id for a in store.actors(actor="Somebody", factuality="asserted")} >= {"rur", "bor"}


def test_sums_go_down_to_nothing_with_the_stories(place):
    with Store(place, write=True) as store:
        store.put(DocumentRow("a.html", "done", digest="a"), [make_retold("a")])
        store.put(DocumentRow("a.html", "done", digest="a"), [])
        for table in ("actor_counts", "type_counts", "ties", "events", "event_counts"):
            assert store.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0


def test_the_precision_to_expect_is_the_mean_of_what_is_kept(store):
    kept = store.kept(min_confidence=0.75, min_parties=0)
    assert (kept.events, kept.of, kept.judged) == (2, 4, 2)
    assert kept.right == pytest.approx((0.9 + 0.75) / 2)
    assert kept.right_parties == pytest.approx((0.8 + 0.5) / 2)
    assert kept.says == (
        "2 of 4 events kept (50%); precision to expect: 82% there and of this type, 65% with all parties right"
    )
    assert store.kept(min_confidence=0.75).says.endswith("65% with all parties right (of 2 judged)")
    assert store.kept(min_confidence=1).says == "0 of 4 events kept (0%)"
    assert store.kept(min_confidence=0.1, all_tellings=True).of == 6
    assert store.kept(min_confidence=0.1, type="PROTEST").says == "0 of 0 events kept"
    assert store.kept(min_confidence=0.8, story="b-0").says.endswith("90% there and of this type")
    assert (store.told_again(), store.told_again(type="CONSULT")) == (2, 0)


@pytest.mark.parametrize(
    "filters",
    [
        {"min_confidence": 1.5}, {"min_confidence": -0.1}, {"min_confidence": "much"}, {"min_parties": float("nan")},
        {"min_parties": True}, {"all_tellings": "yes"}, {"all_tellings": None},
    ],
)  # fmt: skip
def test_odd_shares_are_refused(store, filters):
    with pytest.raises(UsageError, match=r"is wanted"):
        store.events(**filters)
