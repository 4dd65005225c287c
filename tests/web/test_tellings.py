"""What the reading room shows of events that are told again, of counts, and of how sure an event is."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.store.rows.typed_rows import DocumentRow
from dateline.store.store import Store
from dateline.web.app import make_app
from dateline.web.site import Site
from records import make_retold


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path: Path = tmp_path_factory.mktemp("site") / "news.db"
    with Store(path, write=True) as store:
        store.put(DocumentRow("a.html", "done", digest="a"), [make_retold("a")])
    site = Site(path)
    yield TestClient(make_app(site), base_url="http://127.0.0.1")
    site.close()


def test_events_come_once_and_the_page_leads_to_each_telling(client: TestClient) -> None:
    once = client.get("/api/events").json()
    assert (once["total"], len(once["events"]), once["told_again"]) == (2, 2, 2)
    every = client.get(once["with_all"].replace("/events", "/api/events")).json()
    assert (every["total"], len(every["events"]), every["told_again"]) == (4, 4, 0)
    assert "--all-tellings" in every["command"]
    assert "2 further tellings" in client.get("/events").text
    for address, rows in (("/events.csv", 2), ("/events.csv?all_tellings=1", 4)):
        assert len(list(csv.DictReader(io.StringIO(client.get(address).text)))) == rows


def test_the_map_counts_events_once(client: TestClient) -> None:
    assert [p["events"] for p in client.get("/api/map").json()["places"]] == [1]
    assert [p["events"] for p in client.get("/api/map?all_tellings=1").json()["places"]] == [3]


def test_the_reader_links_tellings(client: TestClient) -> None:
    text = client.get("/stories/a-0").text
    assert text.count('href="#a-0-e1">first told: 2</a>') == 2
    assert 'told again: <a class="telling" href="#a-0-e2">3</a>, <a class="telling" href="#a-0-e3">4</a>' in text
    assert "2 events, told 4 times" in text
    assert "killed 12, injured 24+" in text


def test_the_page_of_an_event_links_tellings_and_says_how_sure_it_is(client: TestClient) -> None:
    first, again = client.get("/events/a-0-e1").text, client.get("/events/a-0-e2").text
    assert 'href="/events/a-0-e3"' in first
    assert "confidence 0.75 that there is such an event, 0.50 that all its parties are right" in first
    assert "killed 12, from" in first
    assert 'href="/events/a-0-e1"' in again


def test_confidence_narrows_and_the_page_says_what_to_expect(client: TestClient) -> None:
    data = client.get("/api/events?min_confidence=0.8").json()
    assert [e["id"] for e in data["events"]] == ["a-0-e0"]
    assert data["kept"] == {"events": 1, "of": 2, "right": 0.9, "right_parties": 0.8, "judged": 1}
    assert "--min-confidence=0.8" in data["command"]
    says = "1 of 2 events kept (50%); precision to expect: 90% there and of this type"
    assert says in client.get("/events?min_confidence=0.8").text
    assert "1 of 2 events kept" in client.get("/map?min_parties=0.8").text


@pytest.mark.parametrize("value", ["2", "-1", "much", "1e-1", "nan", "\u0661"])
def test_a_share_that_is_none_is_told(client: TestClient, value: str) -> None:
    answer = client.get("/api/events", params={"min_confidence": value})
    assert answer.status_code == 400
    assert "from 0 to 1" in answer.json()["error"]


def test_claims_show_each_telling_as_a_passage(client: TestClient) -> None:
    data = client.get("/api/claims", params={"actor": "Ruritania", "type": "ASSAULT"}).json()
    assert data["total"] == 3
    assert {side: len(rows) for side, rows in data["acts"][0]["sides"].items() if rows} == {
        "asserts": 2,
        "denies": 1,
    }
