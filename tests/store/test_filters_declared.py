"""Each filter is declared once: all doors know the same, read the same values, and answer a wrong one alike."""

import dataclasses
import html
import re

import pytest
from starlette.testclient import TestClient
from typer.main import get_command

from dateline.cli.main import app, main
from dateline.errors import UsageError
from dateline.store.filters.declared_filters import FILTERS, LISTS, Filters, of_list
from dateline.store.filters.filter_values import Flag, alike, day_meant
from dateline.store.search.full_text import match_query
from dateline.store.store import Store
from dateline.web.app import PAGES, make_app
from dateline.web.openapi import api_path
from dateline.web.site import Site
from records import make_record

# What lists take besides filters.
NO_FILTERS = {"store", "form", "limit", "raw_cells", "help", "layout"}
PAGED = {"after", "limit"}
WRONG = [
    ("type", "ACUSE", "did you mean ACCUSE?"),
    ("type", "ASSAULTS", "did you mean ASSAULT?"),
    ("mode", "arial", "did you mean aerial"),
    ("context", "militry", "did you mean military?"),
    ("country", "Borduria", "not among the country codes"),
    ("country", "Iran", "did you mean IRN (Iran)?"),
    ("factuality", "denied", "asserted, negated, possible, future, hypothetical"),
    ("stance", "denied", "did you mean denies?"),
    ("quad", "5", "1, 2, 3, 4"),
    ("since", "2018-13", "months are 01 to 12"),
    ("until", "2023-02-30", "2023-02 has 28 days"),
    ("since", "7.10.2023", "did you mean 2023-10-07 or 2023-07-10?"),
    ("until", "2023/10/7", "did you mean 2023-10-07?"),
    ("min_confidence", "80%", "did you mean 0.8?"),
    ("min_parties", "1.5", "from 0 to 1"),
    ("search", "OR war", "OR stands between words"),
]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("doors") / "news.db"
    with Store(path, write=True) as store:
        store.add(make_record("a"))
        store.add(dataclasses.replace(make_record("b"), events=own_type(make_record("b").events)))
    return path


def own_type(events):
    """The events of a story coded with a type, a mode and a context of a user's own."""
    return (dataclasses.replace(events[0], event_type="DANCE", modes=("waltz",), contexts=("ball",)), *events[1:])


@pytest.fixture(scope="module")
def client(path):
    return TestClient(make_app(Site(path)), base_url="http://127.0.0.1", raise_server_exceptions=False)


def command(what):
    group = get_command(app)
    return group.commands["actors"].commands["list"] if what == "actors" else group.commands[what]


@pytest.mark.parametrize("what", LISTS)
def test_the_command_line_has_an_option_for_each_filter_of_a_list(what):
    options = {p.name: p for p in command(what).params if p.name not in NO_FILTERS}
    assert set(options) == {d.name for d in of_list(what)}
    for declared in of_list(what):
        if declared.name != "name":  # the argument of `dateline actors NAME`
            assert options[declared.name].opts == [declared.option]
            assert declared.says[1:] in options[declared.name].help


@pytest.mark.parametrize("page", [p for p in PAGES if p.form[1] or p.form[0]], ids=lambda p: p.name)
def test_the_form_of_a_page_has_a_field_for_each_filter_that_it_takes(client, page):
    text = client.get(page.path).text
    fields = re.findall(r'<(?:input|select) name="(\w+)"', text[text.index('<form class="filters"') :])
    assert sorted(fields) == sorted(d.name for d in page.params if d.name not in PAGED)
    assert fields[: len(page.ahead)] == list(page.ahead)


def test_claims_take_what_events_take_but_what_they_lay_out():
    page = next(p for p in PAGES if p.name == "claims")
    assert {d.name for d in of_list("events")} - {d.name for d in page.params} == {
        "factuality",
        "stance",
        "all_tellings",
    }


@pytest.mark.parametrize("address", ["/events", "/api/events", "/api/stories", "/api/claims", "/map", "/events.csv"])
def test_a_parameter_that_a_page_does_not_know_is_an_error_that_names_what_is_alike(client, address):
    answer = client.get(address, params={"recipent": "BOR"})
    assert answer.status_code == 400
    assert "did you mean recipient?" in html.unescape(answer.text)


def test_a_filter_that_a_list_can_not_mean_is_refused_and_those_that_it_takes_are_named(path):
    with Store(path) as store:
        for ask, given in ((store.events, {"name": "Borduria"}), (store.stories, {"all_tellings": True})):
            with pytest.raises(TypeError, match="they take about, actor"):
                ask(**given)


def test_one_actor_is_shown_only_where_it_passes_the_filters(path, capsys):
    assert main(["actors", "Borduria", "--store", str(path), "--type", "CONSULT"]) == 0
    assert "in 2 stories" in capsys.readouterr().out
    assert main(["actors", "Borduria", "--store", str(path), "--type", "AID"]) == 0
    assert "Nobody" in capsys.readouterr().out
    assert main(["actors", "Borduria", "--store", str(path), "--type", "ACUSE", "--format", "json"]) == 2
    assert "did you mean ACCUSE?" in capsys.readouterr().err


@pytest.mark.parametrize("page", [p for p in PAGES if p.name in LISTS], ids=lambda p: p.name)
def test_pages_and_api_take_the_filters_of_their_list(client, page):
    assert {p.name for p in page.params} - PAGED == {d.name for d in of_list(page.name)}
    described = client.get("/api/openapi.json").json()["paths"][api_path(page)]["get"]["parameters"]
    for parameter in described:
        if parameter["name"] not in PAGED:
            declared = FILTERS[parameter["name"]]
            assert declared.says in parameter["description"]
            assert (parameter["schema"]["type"] == "array") is declared.several


def test_python_takes_each_filter_by_its_name(path):
    assert [f.name for f in dataclasses.fields(Filters)] == list(FILTERS)
    with Store(path) as store:
        for declared in FILTERS.values():
            ask = getattr(store, "events" if "events" in declared.lists else declared.lists[0])
            list(ask(**{declared.name: declared.read([declared.example])}))
        with pytest.raises(TypeError, match="did you mean factuality"):
            store.events(factualty="asserted")


@pytest.mark.parametrize("declared", FILTERS.values(), ids=lambda d: d.name)
def test_the_example_of_a_filter_passes_every_door(path, client, capsys, declared):
    what = declared.lists[0]
    given = [] if isinstance(declared.kind, Flag) else [declared.example]
    words = given if declared.name == "name" else [declared.option, *given]
    assert main([what, *words, "--store", str(path)]) == 0
    capsys.readouterr()
    address = f"/api/{what}"
    assert client.get(address, params={declared.name: declared.example}).status_code == 200


@pytest.mark.parametrize(("name", "value", "says"), WRONG, ids=[f"{n}={v}" for n, v, _ in WRONG])
def test_a_wrong_value_is_answered_alike_at_every_door(path, client, capsys, name, value, says):
    assert main(["events", f"{FILTERS[name].option}={value}", "--store", str(path)]) == 2
    err = capsys.readouterr().err
    assert says in err and value in err and err.count("\n") == 1
    for address in ("/api/events", "/api/map", "/events", "/events.csv"):
        answer = client.get(address, params={name: value})
        assert answer.status_code == 400
    assert says in client.get("/api/map", params={name: value}).json()["error"]
    if FILTERS[name].kind.form not in {"share", "choice"} or FILTERS[name].several:
        with Store(path) as store, pytest.raises(UsageError) as raised:
            store.events(**{name: value})
        assert says in str(raised.value)


def test_names_that_only_the_store_has_can_be_asked_for(path):
    with Store(path) as store:
        for filters in ({"type": "dance"}, {"mode": "waltz"}, {"context": "ball"}):
            assert [e.event_type for e in store.events(**filters)] == ["DANCE"]
        with pytest.raises(UsageError, match="did you mean DANCE"):
            store.events(type="DANSE")
        assert list(store.events(type="AID", country="IRN", mode="arrest")) == []


def test_days_in_the_wrong_order_are_told(path):
    with Store(path) as store:
        with pytest.raises(UsageError, match="later than --until"):
            store.events(since="2024", until="2023-10")
        assert list(store.events(since="2023-10-07", until="2023-10"))


@pytest.mark.parametrize("ask", ["events", "stories", "statements", "actors"])
def test_no_limit_and_limit_0_mean_the_same_in_python_and_on_the_command_line(path, capsys, ask):
    with Store(path) as store:
        every = [r.id for r in getattr(store, ask)()]
        assert [r.id for r in getattr(store, ask)(limit=0)] == [r.id for r in getattr(store, ask)(None)] == every
    assert main([ask, "--limit", "0", "--format", "jsonl", "--store", str(path)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(every) > 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("volcano OR szohod", True), ("volcano szohod", False), ("szohod OR", None), ("NOT szohod", None),
        ("szohod NOT volcano", True), ("szohod NOT borduria", False), ("szohod AND borduria", True),
        ("volcano borduria OR szohod", True), ("szohod AND OR borduria", None), ("szohod or borduria", False),
        ('volcano OR "or"', False), ("szohod (borduria)", True), ("volcano OR (szohod borduria)", None),
    ],
)  # fmt: skip
def test_words_between_words_of_a_search(path, text, found):
    with Store(path) as store:
        if found is None:
            with pytest.raises(UsageError, match=r"stands between|don't group"):
                match_query(text)
        else:
            assert bool(list(store.events(search=text))) is found


@pytest.mark.parametrize(
    ("value", "meant"),
    [("acuse", ["ACCUSE"]), ("Coerc", ["COERCE"]), ("AIDS", ["AID"]), ("xyz", []), ("co", ["COERCE", "CONSULT"])],
)
def test_what_is_alike(value, meant):
    assert alike(value, ["ACCUSE", "AID", "COERCE", "CONSULT"]) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [("2023.1.5", ["2023-01-05"]), ("13/10/2023", ["2023-10-13"]), ("10/2023", ["2023-10"]), ("soon", []),
     ("2023-13-45", [])],
)  # fmt: skip
def test_days_written_otherwise(text, meant):
    assert day_meant(text) == meant
