"""The pages without a browser: what they show, their JSON twins, filters, paging, downloads."""

import csv
import io
import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.cli.main import main
from dateline.errors import StoreError
from dateline.linking.incidents.identity import id_of
from dateline.sinks import registry
from dateline.store.store import Store
from dateline.web.app import PAGES, make_app
from dateline.web.openapi import api_path
from dateline.web.site import Site, TooLongError


def client_of(store: Path, **options) -> TestClient:
    return TestClient(make_app(Site(store, **options)), base_url="http://127.0.0.1", raise_server_exceptions=False)


@pytest.fixture
def client(small_store: Path) -> TestClient:
    return client_of(small_store)


ADDRESSES = {
    "stories": "/", "story": "/stories/k0-0", "events": "/events", "event": "/events/k0-0-e1", "actors": "/actors",
    "incidents": "/incidents?disputed=0", "incident": f"/incidents/{id_of([(0, 'k0-0-e1')])}",
    "actor": "/actors/rur", "map": "/map", "doubtful": "/doubtful?by=parties",
    "quality": "/quality", "claims": "/claims?actor=rur&recipient=bor",
}  # fmt: skip


def test_every_page_has_an_example_here() -> None:
    assert set(ADDRESSES) == {p.name for p in PAGES}


@pytest.mark.parametrize("name", ADDRESSES)
def test_page_and_twin_answer_and_openapi_describes_the_twin(client: TestClient, name: str) -> None:
    page = next(p for p in PAGES if p.name == name)
    path, _, query = ADDRESSES[name].partition("?")
    html = client.get(ADDRESSES[name])
    assert html.status_code == 200
    assert html.headers["content-type"].startswith("text/html")
    assert "default-src 'self'" in html.headers["content-security-policy"]
    assert "<h1" in html.text
    twin = client.get(("/api/stories" if path == "/" else f"/api{path}") + (f"?{query}" if query else ""))
    assert twin.status_code == 200
    assert isinstance(twin.json(), dict)
    described = client.get("/api/openapi.json").json()["paths"]
    assert {p.replace(":path", "") for p in described} >= {api_path(page).replace(":path", "")}


def test_no_page_has_inline_scripts_or_styles(client: TestClient) -> None:
    for address in ADDRESSES.values():
        text = client.get(address).text
        assert " style=" not in text and "<style" not in text and " onclick" not in text
        assert text.count("<script") == text.count('<script type="module" src=') + text.count("<script src=")


def test_reader_twin_is_the_whole_record(client: TestClient, small_store: Path) -> None:
    with Store(small_store) as store:
        record = store.record("k0-0")
    assert client.get("/api/stories/k0-0").json()["story"] == json.loads(record.to_json())


def test_reader_shows_the_chain_as_breadcrumb_and_the_denial(client: TestClient) -> None:
    text = client.get("/stories/k0-0").text
    crumb = text.split('class="chain denies">')[1].split("</p>")[0]
    assert crumb.index("Agency") < crumb.index("&gt;") < crumb.index("Minister") < crumb.index("denies")
    assert "trigger negated claimed" in text and "trigger asserted told" in text


def test_long_list_is_paged_by_cursor_without_gap_or_repeat(client: TestClient) -> None:
    seen, address = [], "/api/events?limit=2"
    while address:
        page = client.get(address).json()
        seen += [e["id"] for e in page["events"]]
        address = page["next"] and "/api" + page["next"]
    assert len(seen) == 6 == len(set(seen))


def test_filters_narrow_and_counts_follow(client: TestClient) -> None:
    page = client.get("/api/events?type=ASSAULT&factuality=negated&said_by=Agency").json()
    assert page["total"] == 3 == len(page["events"])
    assert {e["event_type"] for e in page["events"]} == {"ASSAULT"}
    assert client.get("/api/events?place=szohod").json()["total"] == 3
    assert client.get("/api/stories?since=2023-10-08&until=2023-10-08").json()["total"] == 1


def test_csv_is_what_the_shown_command_prints(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    address = "?actor=Ruritania&type=ASSAULT&until=2023-10-09"
    shown = client.get(f"/api/events{address}").json()["command"]
    import shlex

    words = shlex.split(shown)
    assert words[0] == "dateline"
    assert main(words[1:]) == 0
    assert client.get(f"/events.csv{address}").text == capsys.readouterr().out


@pytest.mark.parametrize(("address", "begins"), [
    ("/events.xlsx", b"PK"), ("/events.dta", b"<stata_dta>"), ("/events-long.parquet", b"PAR1"),
    ("/events-polecat.csv", b"Event ID\tEvent Date\tEvent Type\tEvent Mode\t"),
])  # fmt: skip
def test_events_come_in_every_form_and_layout(client: TestClient, address: str, begins: bytes) -> None:
    answer = client.get(f"{address}?type=CONSULT")
    assert answer.status_code == 200 and answer.content.startswith(begins)
    assert f'filename="{address[1:]}"' in answer.headers["content-disposition"]
    assert f'href="{address}?type=CONSULT"' in client.get("/events?type=CONSULT").text or "parquet" in address
    assert client.get("/events-nothing.csv").status_code == client.get("/events.exe").status_code == 404


def test_a_form_whose_package_is_not_installed_is_not_offered(client: TestClient, monkeypatch) -> None:
    monkeypatch.setitem(registry.NEEDS, "dta", "no_such_package")
    page = client.get("/events").text
    assert "/events.dta" not in page and "/events.xlsx" in page and "/events.csv" in page


def test_parquet_has_the_rows_of_the_csv(client: TestClient) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(client.get("/events.parquet?type=CONSULT").content))
    rows = list(csv.DictReader(io.StringIO(client.get("/events.csv?type=CONSULT").text)))
    assert table.column("Event ID").to_pylist() == [r["Event ID"] for r in rows] != []
    assert table.column("Intensity").to_pylist() == [float(r["Intensity"]) for r in rows]


def test_claims_put_denial_beside_assertion(client: TestClient) -> None:
    acts = client.get("/api/claims?actor=rur&recipient=bor").json()["acts"]
    sides = {a["event_type"]: {k: len(v) for k, v in a["sides"].items()} for a in acts}
    assert sides["CONSULT"] == {"asserts": 3, "doubts": 0, "denies": 0, "expects": 0}
    # "denies", and what is denied is told as not happened: that is one denial, not two that would assert it.
    assert sides["ASSAULT"] == {"asserts": 0, "doubts": 0, "denies": 3, "expects": 0}


def test_actor_page_tells_names_roles_deeds_and_neighbours(client: TestClient) -> None:
    data = client.get("/api/actors/rur").json()
    assert data["actor"]["name"] == "Ruritania" and data["names"][0]["text"] == "Ruritania"
    assert dict(map(tuple, data["acts"])) == {"ASSAULT": 3, "CONSULT": 3}
    assert data["ties"][0] == {
        "actor": {"id": "bor", "name": "Borduria", "country": "BOR"},
        "on": 6,
        "by": 0,
        "along": 0,
    }
    again = client.get("/api/actors/rur").json()
    assert again["network"] == data["network"] and data["network"]["nodes"][0]["id"] == "rur"
    roles = client.get("/api/actors/k0-0-a1").json()["roles"]
    assert roles == [{"text": "defence minister", "stories": 1, "first": "2023-10-07", "last": "2023-10-07"}]


def test_map_gives_a_country_no_pin() -> None:
    from dateline.web.views.map import precision_of

    assert precision_of("PCLI", 33.0) == "country"
    assert precision_of("ADM1", 33.0) == "area"
    assert precision_of("PPLC", 33.0) == "town"
    assert precision_of("PPLC", None) == "none"


def test_event_page_explains(client: TestClient) -> None:
    text = client.get("/events/k0-0-e1").text
    assert "assault.bomb" in text and "runner-up COERCE" in text and "did not" in text
    data = client.get("/api/events/k0-0-e1").json()
    assert data["context"]["trigger"] == "bomb"


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/nothing", 404, "nothing at this address"),
        ("/stories/zz", 404, "no story"),
        ("/events/zz", 404, "no event"),
        ("/actors/zz", 404, "no actor"),
        ("/events?since=yesterday", 400, "a date like"),
        ("/events?quad=9", 400, "1, 2, 3, 4"),
        ("/events?limit=0", 400, "from 1 to"),
        ("/?search=%22%22", 400, "no word"),
    ],
)
def test_errors_say_what_happened(client: TestClient, address: str, status: int, says: str) -> None:
    html = client.get(address)
    assert html.status_code == status and says in html.text and "<h1>" in html.text
    twin = client.get("/api" + ("/stories" + address[1:] if address.startswith("/?") else address))
    assert twin.status_code == status and says in twin.json()["error"]


def test_empty_store_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    Store(path, write=True).close()
    client = client_of(path)
    for address in ("/", "/events", "/actors", "/map", "/doubtful", "/quality"):
        assert "dateline code" in client.get(address).text, address
    assert "Nothing is denied" in client.get("/claims").text
    assert "Nothing passes" in client.get("/events?actor=nobody").text


def test_store_that_went_away_is_an_error_page(small_store: Path) -> None:
    client = client_of(small_store)
    assert client.get("/").status_code == 200
    small_store.unlink()
    gone = client.get("/")
    assert gone.status_code == 503 and "no such store" in gone.text


def test_reads_while_a_run_writes(small_store: Path) -> None:
    from records import make_record

    client = client_of(small_store)
    assert client.get("/api/stories").json()["total"] == 3
    with Store(small_store, write=True) as store:
        store.db.execute("BEGIN IMMEDIATE")  # a run in the middle of a transaction
        assert client.get("/api/stories").json()["total"] == 3
        store.db.execute("ROLLBACK")
        store.add(make_record("later"))
    assert client.get("/api/stories").json()["total"] == 4


def test_slow_query_is_given_up(small_store: Path, monkeypatch) -> None:
    client = client_of(small_store, patience=-1.0)
    monkeypatch.setattr("dateline.store.store.STEPS", 1)
    answer = client.get("/api/events")
    assert answer.status_code == 503 and "too long" in answer.json()["error"]


def test_only_what_takes_too_long_is_called_so_whatever_the_store_is_called(small_store: Path) -> None:
    store = small_store.rename(small_store.with_name("interrupted.db"))
    with pytest.raises(StoreError) as told, Site(store).store():
        raise StoreError(f"{store}: the database is damaged")
    assert not isinstance(told.value, TooLongError)


def test_quality_names_the_file_as_it_is_and_quotes_it_in_the_command(small_store: Path) -> None:
    store = small_store.rename(small_store.with_name("my news.db"))
    client = client_of(store)
    assert client.get("/api/quality").json()["file"] == str(store)
    assert f"--store &#39;{store}&#39;" in client.get("/quality").text


def test_actor_page_is_about_the_one_with_the_id_even_where_it_is_a_country_code(tmp_path: Path) -> None:
    from dataclasses import replace

    from records import make_record

    record = make_record("z")
    state = replace(record.actors[0], id="RUR")
    events = tuple(replace(e, actors=tuple("RUR" if a == "rur" else a for a in e.actors)) for e in record.events)
    with Store(tmp_path / "z.db", write=True) as store:
        store.add(replace(record, actors=(state, *record.actors[1:]), events=events))
        assert len(list(store.actors(name="RUR"))) == 2  # the state and its minister
    data = client_of(tmp_path / "z.db").get("/api/actors/RUR").json()
    assert data["actor"]["id"] == "RUR" and data["actor"]["kind"] == "government"
    assert data["says"] == []  # its minister speaks, not the state
