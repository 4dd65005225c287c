import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import StoreError, UsageError
from dateline.store.rows.typed_rows import DocumentRow
from dateline.store.search.full_text import match_query
from dateline.store.store import Store
from records import make_record


@pytest.fixture(scope="module")
def store(places):
    path = places()
    with Store(path, write=True) as store:
        for key, published, outlet in (
            ("a", "2023-10-08", "The Daily Example"), ("b", "2023-11-02T10:00:00Z", "Agency"), ("c", None, None),
        ):  # fmt: skip
            store.put(
                DocumentRow(f"{key}.html", "done", digest=key),
                [make_record(key, published=published, outlet=outlet, headline=f"Story {key}")],
            )
        store.put(DocumentRow("d.html", "failed", digest="d", reason="no story in it"))
    with Store(path) as store:
        yield store


ALL = {f"{k}-0-e{n}" for k in "abc" for n in (0, 1)}
FIRST = {f"{k}-0-e0" for k in "abc"}
SECOND = ALL - FIRST


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ALL),
        ({"actor": "Ruritania"}, ALL),
        ({"actor": "rur"}, ALL),
        ({"actor": "Q1"}, ALL),
        ({"actor": "RUR"}, ALL),
        ({"actor": "ruritan"}, ALL),
        ({"actor": "Somebody"}, SECOND),
        ({"actor": "Borduria"}, set()),
        ({"actor": "nobody at all"}, set()),
        ({"recipient": "Borduria"}, ALL),
        ({"type": "consult"}, FIRST),
        ({"type": ("CONSULT", "ASSAULT")}, ALL),
        ({"mode": "aerial"}, SECOND),
        ({"context": "diplomatic"}, FIRST),
        ({"quad": 4}, SECOND),
        ({"country": "bor"}, SECOND),
        ({"factuality": "negated"}, SECOND),
        ({"said_by": "Agency"}, SECOND),
        ({"said_by": "Minister"}, SECOND),
        ({"said_by": "-"}, FIRST),
        ({"stance": "denies"}, SECOND),
        ({"stance": "hedges"}, set()),
        ({"about": "Borduria"}, SECOND),
        ({"about": "Agency"}, set()),
        ({"outlet": "agency"}, {"b-0-e0", "b-0-e1"}),
        ({"story": "a-0"}, {"a-0-e0", "a-0-e1"}),
        ({"since": "2023-10-08"}, {"a-0-e0", "b-0-e0"}),
        ({"since": "2023-11"}, {"b-0-e0"}),
        ({"until": "2023-10"}, {"a-0-e0", *SECOND}),
        ({"since": "2023-10-07", "until": "2023-10-07"}, SECOND),
        ({"search": "szohod"}, ALL),
        ({"search": '"story a" bomb*'}, {"a-0-e0", "a-0-e1"}),
        ({"search": "volcano"}, set()),
        ({"actor": "Ruritania", "type": "ASSAULT", "said_by": "Agency", "outlet": "Agency"}, {"b-0-e1"}),
    ],
)
def test_filters_of_events(store, filters, expected):
    found = [e.id for e in store.events(**filters)]
    assert set(found) == expected
    assert len(found) == len(expected)


def test_an_event_row_holds_all_that_a_list_shows(store):
    [row] = store.events(story="a-0", type="ASSAULT")
    assert [a.name for a in row.actors] == ["Ruritania", "Somebody"]
    assert [a.name for a in row.recipients] == ["Borduria"]
    assert [a.name for a in row.said_by] == ["Agency", "Minister"]
    assert row.text == "Ruritania did not bomb Borduria on October 7"
    assert (row.trigger, row.date, row.day, row.place, row.stance) == (
        "bomb",
        "2023-10-07",
        "2023-10-07",
        "Szohod",
        "denies",
    )
    assert (row.modes, row.contexts, row.statement) == (("aerial", "explosives"), ("military",), "a-0-s0")


def test_an_event_without_a_date_keeps_none_though_it_is_sorted_by_publication(store):
    [row] = store.events(story="a-0", type="CONSULT")
    assert (row.date, row.day) == (None, "2023-10-08")
    [row] = store.events(story="c-0", type="CONSULT")
    assert (row.date, row.day) == (None, None)


def test_lists_are_sorted_by_day_and_can_be_paged(store):
    days = [e.day or "" for e in store.events()]
    assert days == sorted(days)
    ids = [e.id for e in store.events()]
    assert [e.id for e in store.events(limit=2)] + [e.id for e in store.events(limit=10, offset=2)] == ids
    assert [e.id for e in store.events(descending=True)] == ids[::-1]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("filters", [{}, {"actor": "Ruritania"}, {"quad": 4}, {"search": "szohod"}])
def test_a_list_goes_on_after_an_id(store, descending, filters):
    ids = [e.id for e in store.events(descending=descending, **filters)]
    found, after = [], None
    while page := [e.id for e in store.events(limit=2, after=after, descending=descending, **filters)]:
        found, after = found + page, page[-1]
    assert found == ids
    assert [s.id for s in store.stories(after="c-0")] == ["a-0", "b-0"]
    assert [s.id for s in store.statements(after=next(iter(store.statements())).id, limit=5)] != []


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, {"a-0-s0", "b-0-s0", "c-0-s0"}),
        ({"said_by": "Agency", "outlet": "Agency"}, {"b-0-s0"}),
        ({"about": "Borduria", "stance": "denies"}, {"a-0-s0", "b-0-s0", "c-0-s0"}),
        ({"stance": "asserts"}, set()),
        ({"type": "ASSAULT"}, {"a-0-s0", "b-0-s0", "c-0-s0"}),
        ({"type": "CONSULT"}, set()),
        ({"search": "bomb"}, {"a-0-s0", "b-0-s0", "c-0-s0"}),
        ({"search": "quoted"}, set()),
        ({"since": "2023-11"}, {"b-0-s0"}),
    ],
)
def test_filters_of_statements(store, filters, expected):
    assert {s.id for s in store.statements(**filters)} == expected


def test_a_statement_row_holds_chain_addressee_and_number_of_events(store):
    [row] = store.statements(story="a-0")
    assert [a.name for a in row.said_by] == ["Agency", "Minister"]
    assert (row.addressee.name, row.events, row.content) == (
        "Borduria",
        1,
        "Ruritania did not bomb Borduria on October 7",
    )


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["c-0", "a-0", "b-0"]),
        ({"since": "2023-10-08", "until": "2023-11-02"}, ["a-0", "b-0"]),
        ({"type": "ASSAULT", "outlet": "Agency"}, ["b-0"]),
        ({"said_by": "Agency"}, ["c-0", "a-0", "b-0"]),
        ({"search": '"story c"'}, ["c-0"]),
    ],
)
def test_filters_of_stories(store, filters, expected):
    assert [s.id for s in store.stories(**filters)] == expected


def test_actors_come_by_what_they_do_and_say(store):
    found = list(store.actors())
    weights = [a.as_actor + a.as_recipient + a.statements for a in found]
    assert weights == sorted(weights, reverse=True)
    assert [a.id for a in store.actors(country="BOR")] == ["bor"]
    assert {a.id for a in store.actors(type="CONSULT")} == {"rur", "bor"}


def test_details_of_an_actor_list_names_and_roles(store):
    [detail] = store.actor_details("a-0-a1")
    assert detail.names == (("He", 1), ("the Minister", 1))
    assert detail.roles == (("defence minister", 1),)


def test_counts(store):
    counts = store.counts()
    assert (counts.documents, counts.failed, counts.stories, counts.events, counts.statements) == (4, 1, 3, 6, 3)
    assert store.event_counts("factuality") == [("asserted", 3), ("negated", 3)]
    assert store.event_counts("day", type="CONSULT") == [("", 1), ("2023-10-08", 1), ("2023-11-02", 1)]
    with pytest.raises(UsageError, match="no counts"):
        store.event_counts("rowid; DROP TABLE events")


def test_failures_are_listed_with_the_reason(store):
    assert [(d.name, d.reason) for d in store.documents("failed")] == [("d.html", "no story in it")]


def test_an_unknown_id_and_an_unclear_one(store):
    with pytest.raises(UsageError, match="there is no story 'zz'"):
        store.record("zz")
    with pytest.raises(UsageError, match="may be several: a-0-e0, a-0-e1"):
        store.record_of_event("a-0-e")
    record, ref = store.record_of_event("b-0-e1")
    assert (record.id, ref) == ("b-0", "b-0-e1")


@pytest.mark.parametrize("ask", ["events", "statements", "stories", "actors", "voices", "event_counts", "records"])
@pytest.mark.parametrize(
    "filters",
    [
        {"since": "yesterday"}, {"until": "07/10/2023"}, {"since": "2024-13"}, {"until": "2023-02-30"},
        {"since": "0000"}, {"since": 2023}, {"since": "\u0662\u0660\u0662\u0663"}, {"search": " - "}, {"search": ""},
        {"outlet": " "}, {"actor": ""}, {"type": ""}, {"type": ["ASSAULT", ""]}, {"mode": [7]}, {"actor": 7},
        {"actor": "\udce9"}, {"said_by": "caf\udce9"}, {"stance": ["\ud800"]}, {"quad": 0}, {"quad": 10**30},
        {"quad": "1"}, {"colour": "red"},
    ],
    ids=str,
)  # fmt: skip
def test_filters_that_mean_nothing(store, ask, filters):
    with pytest.raises(UsageError):
        list(getattr(store, ask)(**filters))


@pytest.mark.parametrize("ask", ["events", "statements", "stories", "actors"])
def test_odd_pages_of_a_list(store, ask):
    everything = list(getattr(store, ask)())
    assert list(getattr(store, ask)(10**40)) == everything
    assert list(getattr(store, ask)(None, 10**40)) == []
    for wrong in ({"limit": -1}, {"offset": -1}, {"limit": "5"}, {"limit": True}, {"limit": 1.5}, {"after": "\udce9"}):
        with pytest.raises(UsageError):
            getattr(store, ask)(**wrong)


@pytest.mark.parametrize("ask", ["record", "record_of_event", "actor_details"])
@pytest.mark.parametrize("ref", ["", " ", "caf\udce9", 7, None], ids=repr)
def test_odd_ids(store, ask, ref):
    with pytest.raises(UsageError):
        getattr(store, ask)(ref)


def test_what_goes_wrong_in_a_list_names_the_file_from_the_first_moment(tmp_path):
    closed = Store(tmp_path / "news.db", write=True)
    closed.close()
    for ask in (closed.events, closed.stories, closed.statements, closed.actors, closed.documents, closed.voices):
        with pytest.raises(StoreError, match=r"news\.db"):
            list(ask())


def test_what_can_not_be_stored_is_said_and_leaves_the_rest(store, tmp_path):
    with Store(tmp_path / "odd.db", write=True) as odd:
        odd.add(make_record("a"))
        with pytest.raises(StoreError, match="can't be stored"):
            odd.add(make_record("b", headline="\ud800"))
        assert [s.id for s in odd.stories()] == ["a-0"]


def test_an_unknown_filter_is_an_error(store):
    with pytest.raises(TypeError, match="no filter 'colour'"):
        store.events(colour="red")


@given(text=st.text(max_size=40))
def test_any_search_finds_or_says_that_it_has_no_words(text, store_path_for_search):
    try:
        query = match_query(text)
    except UsageError:
        return
    store_path_for_search.execute("SELECT count(*) FROM t WHERE t MATCH ?", (query,)).fetchone()


@pytest.fixture(scope="module")
def store_path_for_search():
    import sqlite3

    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE t USING fts5 (x, spellings)")
    return db


@given(name=st.text(max_size=30).filter(str.strip))
def test_any_name_can_be_looked_for(name, shared_store):
    list(shared_store.events(actor=name, said_by=name, outlet=name))


@pytest.fixture(scope="module")
def shared_store(store):
    return store


def test_voices_count_who_said_what_of_whom(store):
    rows = list(store.voices())
    assert rows and {r.speaker.name for r in rows} == {"Minister"}  # the last link of the chain, not the agency
    assert {(r.about.name, r.statements, r.asserts, r.denies, r.hedges) for r in rows} == {
        ("Ruritania", 1, 0, 1, 0), ("Borduria", 1, 0, 1, 0)
    }  # fmt: skip
    assert {r.does for r in rows if r.about.name == "Ruritania"} == {("ASSAULT negated (1)",)}
    assert {r.does for r in rows if r.about.name == "Borduria"} == {()}


def test_voices_take_filters(store):
    assert {r.about.name for r in store.voices(about="Borduria")} == {"Borduria"}
    assert list(store.voices(stance="asserts")) == []
    assert list(store.voices(said_by="Ruritania")) == []
    assert len(list(store.voices(limit=1))) == 1


def test_actors_are_paged_by_the_last_one_shown(store) -> None:
    whole = [a.id for a in store.actors()]
    paged: list[str] = []
    while page := [a.id for a in store.actors(2, after=paged[-1] if paged else None)]:
        paged += page
    assert len(whole) > 2
    assert paged == whole


def many_actors(path, n):
    """Stories of which each has an actor of its own in one country, and statements about another."""
    from dataclasses import replace

    with Store(path, write=True) as store:
        for k in range(n):
            record = make_record(f"m{k}", path=f"{k}.html")
            own = replace(record.actors[0], id=f"own{k}", mentions=record.actors[0].mentions[:1])
            statement = replace(record.statements[0], id=f"m{k}-0-t", content=record.actors[0].mentions[0])
            store.add(
                replace(
                    record, actors=(own, *record.actors[1:]), statements=(*record.statements, statement),
                    events=tuple(replace(e, actors=("bor",)) for e in record.events),
                )
            )  # fmt: skip


@pytest.mark.parametrize("common", [1, 10**6])
@pytest.mark.parametrize("about", ["RUR", "bor", "own3", "Minister", "nobody", "Q1"])
def test_about_is_the_same_by_either_way(tmp_path, monkeypatch, common, about):
    many_actors(tmp_path / "m.db", 6)
    monkeypatch.setattr("dateline.store.filters.conditions.COMMON", common)
    with Store(tmp_path / "m.db") as store:
        people = {a.id for a in store.actors(name=about)}
        wanted = {
            s.id
            for r in store.records()
            for s in r.statements
            if any(a.id in people and any(s.content.holds(m) for m in a.mentions) for a in r.actors)
        }
        assert {s.id for s in store.statements(about=about)} == wanted
        assert (about in {"nobody", "Minister"}) == (not wanted)
        said = {e.id for e in store.events() if e.statement in wanted}
        assert {e.id for e in store.events(about=about)} == said


@pytest.mark.parametrize("ask", ["statements", "stories", "events", "event_counts"])
def test_about_costs_no_actors_times_statements(tmp_path, ask):
    steps = []
    for n in (60, 240):
        path = tmp_path / f"{n}.db"
        many_actors(path, n)
        with Store(path) as store:
            count = [0]

            def step(count=count):
                count[0] += 1

            store.db.set_progress_handler(step, 100)
            list(getattr(store, ask)(about="RUR"))
            store.db.set_progress_handler(None, 0)
            steps.append(count[0])
    assert steps[1] < 6 * steps[0], "four times the stories cost more than six times the work"
