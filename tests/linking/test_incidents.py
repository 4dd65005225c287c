"""What is one incident and what isn't, and that order and batches make no difference."""

import zlib
from dataclasses import replace
from itertools import permutations

import pytest
from told import BORDURIA, KASTRI, TEXTS, report, tools

from dateline.engine.incidents import detail
from dateline.engine.link import link
from dateline.errors import StoreError, UsageError
from dateline.linking.incidents.cluster import clusters
from dateline.linking.incidents.identity import Change, changes
from dateline.linking.numbers import figures
from dateline.linking.positions import gathered
from dateline.spans import Span
from dateline.store.links.panel import Plan

RURITANIA = ("ruritania", "Ruritania", "government")
MINISTRY = ("bor-mod", "Bordurian defence ministry", "government")


def incidents_of(store):
    """Ids of incidents with the stories that tell of them."""
    return {row.id: sorted(r.story for r in detail(store, row.id, tools()).reports) for row in store.incidents()}


def groups(store):
    return sorted(incidents_of(store).values())


def three():
    return [report("a", outlet="Post"), report("b", outlet="Courier"), report("c", outlet="Herald")]


def test_reports_of_one_happening_are_one_incident(linked):
    assert groups(linked(three())) == [["a-0", "b-0", "c-0"]]


@pytest.mark.parametrize(
    "other",
    [
        {"day": "2031-05-01"},
        {"place": KASTRI},
        {"day": None, "published": "2031-05-01"},
        {"text": "Trains stood still in the north on Friday. Pilgrims filled them.", "headline": "Strike"},
    ],
    ids=["another day", "another town", "printed before it happened", "another text"],
)
def test_what_contradicts_is_another_incident_however_alike_the_texts_are(linked, other):
    store = linked([*three(), report("d", outlet="Sentinel", **other)])
    assert groups(store) == [["a-0", "b-0", "c-0"], ["d-0"]]


def test_other_parties_are_another_incident(linked):
    text = TEXTS["Post"].replace("Veldora", "Kastri")
    other = replace(report("d", text=text, place=None, day=None, who=("syldavia", "Syldavia", "government", "SYL")))
    actors = (replace(other.actors[0], id="poldevia", name="Poldevia", country="POL"), *other.actors[1:])
    other = replace(other, actors=actors, events=(replace(other.events[0], recipients=("poldevia",)),))
    assert ["d-0"] in groups(linked([*three(), other]))


@pytest.mark.parametrize("given", [{"day": None}, {"place": None}, {"place": BORDURIA}, {"day": "2031-05-05"}])
def test_what_a_text_leaves_open_or_rounds_is_no_contradiction(linked, given):
    assert groups(linked([*three(), report("d", outlet="Sentinel", **given)])) == [["a-0", "b-0", "c-0", "d-0"]]


def test_two_capitals_that_blame_each_other_tell_one_incident_which_is_disputed(linked):
    mine = report("a", said_by=[MINISTRY], outlet="Post")
    yours = report("b", said_by=[RURITANIA], stance="denies", factuality="negated", outlet="Courier")
    store = linked([mine, yours])
    [row] = store.incidents()
    assert row.disputed and row.stories == 2 and row.independent == 1
    positions = [(p.who, p.kind, p.whom) for p in detail(store, row.id, tools()).positions]
    assert positions == [("Bordurian defence ministry", "blames", ("Ruritania",)), ("Ruritania", "denies", ())]
    assert [r.id for r in store.incidents(disputed=True)] == [row.id]
    assert not list(store.incidents(min_independent=2))


def test_every_order_and_batches_give_the_same_incidents_with_the_same_ids(linked):
    records = [*three(), report("d", outlet="Sentinel", day="2031-05-01"), report("e", text=TEXTS["Post"])]
    wanted = incidents_of(linked(records))
    for n, order in enumerate(permutations(records)):
        if n % 17 == 0:
            assert incidents_of(linked(order)) == wanted
            assert incidents_of(linked(order[:2], order[2:3], order[3:])) == wanted


def test_an_id_survives_later_stories_and_an_older_one_leads_to_the_new(linked):
    first, second, third = three()
    store = linked([first], [second])
    [before] = incidents_of(store)
    store.add(third)
    link(store, tools())
    assert list(incidents_of(store)) == [before]
    store.add(report("z", outlet="Sentinel", published="2031-05-03T23:00:00"))
    link(store, tools())
    [now] = incidents_of(store)
    assert now != before
    assert store.incident_ids(before) == [now]
    assert [(old, how) for old, how, _ in detail(store, now, tools()).former] == [(before, "renamed")]
    with pytest.raises(UsageError, match="no incident"):
        store.incident_ids("nothing")


def test_a_story_that_goes_takes_its_part_of_an_incident_along(linked):
    store = linked(three())
    [known] = incidents_of(store)
    empty = replace(report("c", outlet="Herald"), events=())
    store.add(empty)
    link(store, tools())
    assert incidents_of(store) == {known: ["a-0", "b-0"]}
    for record in three()[:2]:
        store.add(replace(record, events=()))
    link(store, tools())
    assert not incidents_of(store)


def test_linking_again_changes_nothing(linked):
    store = linked(three())
    before = store.db.execute("SELECT * FROM incidents").fetchall()
    assert link(store, tools()).stories == 0
    assert store.db.execute("SELECT * FROM incidents").fetchall() == before


def test_copies_are_kept_and_counted_once(linked):
    text = TEXTS["Post"]
    records = [report("a", outlet="Post", text=text, agency="Meridian Press"), *(
        report(k, outlet=o, text=text, published="2031-05-05") for k, o in (("b", "Courier"), ("c", "Herald"))
    ), report("d", outlet="Sentinel")]  # fmt: skip
    store = linked(records)
    [row] = store.incidents()
    assert (row.stories, row.outlets, row.texts, row.independent) == (4, 4, 2, 2)
    found = detail(store, row.id, tools())
    assert [(r.story, r.copy_of) for r in found.reports][:3] == [("a-0", None), ("d-0", None), ("b-0", "a-0")]
    assert {(o.name, o.kind) for o in found.origins} == {("Meridian Press", "agency"), ("Sentinel", "own")}


def test_papers_that_quote_one_ministry_are_one_independent_report(linked):
    records = [
        report(k, outlet=o, said_by=[MINISTRY]) for k, o in zip("abc", ("Post", "Courier", "Herald"), strict=True)
    ]
    [row] = linked(records).incidents()
    assert (row.stories, row.texts, row.independent) == (3, 3, 1)


@pytest.mark.parametrize("who", [(*MINISTRY, "BOR"), ("BOR", "Borduria", "government", "BOR")])
def test_who_accuses_in_one_paper_and_is_quoted_in_another_is_one_origin(linked, who):
    accused = {"whom": "Sylvania", "day": "2031-05-04"}
    records = [
        report("a", outlet="Post", who=who, event_type="ACCUSE", **accused),
        report("b", outlet="Courier", said_by=[who[:3]], **accused),
    ]
    store = linked(records)
    [row] = store.incidents()
    assert row.stories == 2
    assert [(o.name, o.kind) for o in detail(store, row.id, tools()).origins] == [(who[1], "source")]


def test_the_police_whom_an_agency_and_a_paper_quote_are_one_origin_officials_are_whose_they_spoke_to(linked):
    def origins(name, kind):
        records = [
            report("a", outlet="Post", said_by=[("a7", name, kind)], agency="Meridian Press"),
            report("b", outlet="Courier", said_by=[("a3", name.title(), kind)], published="2031-05-05"),
        ]
        store = linked(records)
        [row] = store.incidents()
        return [(o.name, o.kind) for o in detail(store, row.id, tools()).origins]

    assert origins("police", "government") == [("police", "source")]
    assert origins("officials", "person") == [("Meridian Press", "agency"), ("Courier", "own")]


def test_a_list_names_an_incident_by_what_most_papers_print_of_it(linked):
    records = [
        report("a", outlet="Post", headline="Mayor denies all"),
        report("b", outlet="Courier", headline="Shells hit market"),
        report("c", outlet="Herald", text=TEXTS["Courier"], headline="Shells hit market"),
    ]
    [row] = linked(records).incidents()
    assert (row.headline, row.reports) == ("Shells hit market", "2 reports in 3 stories")
    aside = report("a", headline="Opera opens")
    other = replace(
        aside.events[0], id="a-0-e1", event_type="CONSULT", confidence=0.1, date=None, place=None, quad=1, score=1.0
    )
    rows = list(linked([replace(aside, events=(*aside.events, other))]).incidents())
    told = "Mortar shells fell on the grain market of Veldora on Sunday morning, when farmers from the hills …"
    assert sorted(r.headline for r in rows) == [told, "Opera opens"]


def test_days_of_a_list_say_no_more_than_is_known(linked):
    [row] = linked([report("a")]).incidents()
    assert row.days == "2031-05-04"
    assert replace(row, first_day="2031-05-01", last_day="2031-05-31").days == "2031-05"
    assert replace(row, first_day="2031-05-03", last_day="2031-05-04").days == "2031-05-03 to 2031-05-04"
    assert replace(row, first_day=None, last_day=None).days == ""


def test_what_several_papers_print_alike_is_shown_once(linked):
    records = [
        report(k, outlet=o, text=TEXTS["Post"], said_by=[MINISTRY], counts=[("killed", 12, 12)])
        for k, o in zip("abc", ("Post", "Courier", "Herald"), strict=True)
    ]
    store = linked(records)
    [row] = store.incidents()
    found = detail(store, row.id, tools())
    assert (len(found.positions), len(found.numbers)) == (3, 3)
    [position], [number] = gathered.once(found.positions), figures.once(found.numbers)
    assert (position.first.outlet, position.also, number.also) == ("Post", ("Courier", "Herald"), ("Courier", "Herald"))


def test_numbers_stand_side_by_side_and_none_is_added(linked):
    records = [
        report("a", outlet="Post", counts=[("killed", 12, 12), ("injured", 30, None)]),
        report("b", outlet="Courier", counts=[("killed", 15, 15)], said_by=[MINISTRY], published="2031-05-05"),
        report("c", outlet="Herald", counts=[("injured", 35, 35)], published="2031-05-06"),
    ]
    store = linked(records)
    [row] = store.incidents()
    assert (row.killed, row.injured, row.differing) == ("12-15", "30-35", ("killed",))
    numbers = [(n.what, n.low, n.source) for n in detail(store, row.id, tools()).numbers]
    assert numbers == [
        ("killed", 12, "Post"), ("killed", 15, "Bordurian defence ministry"), ("injured", 30, "Post"),
        ("injured", 35, "Herald"),
    ]  # fmt: skip


def test_filters_of_events_narrow_incidents(linked):
    store = linked([*three(), report("d", outlet="Sentinel", day="2031-05-01", place=KASTRI)])
    assert [r.place for r in store.incidents(place="kastri")] == ["Kastri"]
    assert [r.place for r in store.incidents(since="2031-05-04")] == ["Veldora"]
    assert len(list(store.incidents(type="assault", actor="Ruritania"))) == 2
    assert not list(store.incidents(type="aid"))


def test_a_panel_counts_tellings_or_incidents_and_fills_in_zeros(linked):
    store = linked([*three(), report("d", outlet="Sentinel", day="2031-05-01", place=KASTRI)])
    plain = store.panel(Plan("day", "type"))
    assert [(r.period, r.of, r.events) for r in plain] == [("2031-05-01", "ASSAULT", 1), ("2031-05-04", "ASSAULT", 3)]
    once = store.panel(Plan("month", "quad", independent=True, intensity=True))
    assert [(r.period, r.of, r.events, r.value) for r in once] == [("2031-05-01", "4", 2, -18.0)]
    full = store.panel(Plan("day", "country", zeros=True), until="2031-05-05")
    assert [(r.period[-2:], r.events) for r in full] == [("01", 1), ("02", 0), ("03", 0), ("04", 3), ("05", 0)]
    [pair] = store.panel(Plan("dyad-month", "type", independent=True))
    assert (pair.actor, pair.recipient, pair.events) == ("RUR", "BOR", 2)
    assert [(r.period, r.actor) for r in store.panel(Plan("actor-week", "type"))] == [("2031-04-28", "RUR")]


def test_groups_follow_the_mean_of_their_pairs_and_stop_at_contradictions():
    scores = {("a", "b"): 3.0, ("b", "c"): 3.0, ("a", "c"): -100.0, ("d", "e"): 0.1}
    assert clusters("abcde", scores, -50) == [("a", "b"), ("c",), ("d",), ("e",)]
    assert clusters("abc", {("a", "b"): 3.0, ("b", "c"): 2.0, ("a", "c"): 1.0}, -50) == [("a", "b", "c")]
    assert clusters("ab", {}, -50) == [("a",), ("b",)]


def test_what_became_of_ids():
    before = {"s1": "old", "s2": "old", "s3": "other", "s4": None}
    assert changes(before, {"s1": "old", "s2": "new", "s3": "other", "s4": "other"}, ["old", "other", "lost"]) == [
        Change("lost", None, "gone"), Change("old", "new", "split"),
    ]  # fmt: skip
    assert changes({"s1": "x", "s2": "y"}, {"s1": "x", "s2": "x"}, ["x", "y"]) == [Change("y", "x", "merged")]


def test_what_another_version_has_linked_is_linked_anew(linked):
    store = linked(three())
    wanted = incidents_of(store)
    [ref] = wanted
    with store.writing():
        store.db.execute("UPDATE linked_stories SET linked_with = 'old', view = ?", (zlib.compress(b'{"id": "a-0"}'),))
    with pytest.raises(StoreError, match="dateline link"):
        detail(store, ref, tools())
    assert link(store, tools()).stories == 3
    assert incidents_of(store) == wanted


def test_a_meeting_and_a_raid_are_two_incidents_in_copies_of_one_text_too(linked):
    text = TEXTS["Post"]
    raid = report("a", text=text)
    meeting = replace(raid.events[0], id="a-0-e1", event_type="CONSULT", quad=1)
    both = replace(raid, events=(*raid.events, meeting))
    events = tuple(replace(e, id=e.id.replace("a-0", "b-0")) for e in both.events)
    copy = replace(both, id="b-0", outlet="Courier", events=events, document=replace(both.document, path="b.html"))
    store = linked([both, copy])
    assert sorted(r.types for r in store.incidents()) == [("ASSAULT",), ("CONSULT",)]


def test_where_a_source_is_says_nothing_of_where_it_happened(linked):
    told = "Mortar shells fell on the grain market near the citadel"
    text = (
        f"{told}, the ministry in Kastri said. Hedda Molnar rang the bell for the barley auction at the weighing hall."
    )
    at = text.index("the ministry in Kastri")
    one = report(
        "d", outlet="Sentinel", text=text, said_by=[MINISTRY], place=replace(KASTRI, span=Span(at + 16, at + 22))
    )
    link_ = replace(one.statements[0].chain[0], mention=Span(at, at + 22))
    sourced = replace(one, statements=(replace(one.statements[0], chain=(link_,)),))
    assert groups(linked([*three(), sourced])) == [["a-0", "b-0", "c-0", "d-0"]]
    assert groups(linked([*three(), one])) == [["a-0", "b-0", "c-0"], ["d-0"]]
