"""The reading room over a store on a server: what it shows of a file, and what a team keeps there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import psycopg
import pytest
from starlette.testclient import TestClient
from test_pages import ADDRESSES

from conftest import link_tools
from dateline.cli.main import main
from dateline.engine.link import link
from dateline.errors import StoreError
from dateline.store.opening.address import place
from dateline.store.store import Store
from dateline.web.app import COOKIE, make_app
from dateline.web.site import Site
from postgres import new_place
from records import make_record

MORE = (
    "/api/events?actor=rur&type=ASSAULT", "/api/stories?search=minister", "/events.csv", "/events-long.csv",
    "/api/claims", "/api/desk", "/desk", "/desk/marks.csv", "/api/events?place=szohod", "/api/incidents",
    "/api/actors/split%3Arur%3Aruritania", "/api/actors?name=ruritanian+club", "/api/actors?country=RUR",
)  # fmt: skip


class Room:
    """The reading room of somebody who holds the token."""

    def __init__(self, store: Path, **options) -> None:
        self.site = Site(store, review=True, **options)
        self.client = TestClient(
            make_app(self.site), base_url="http://127.0.0.1", follow_redirects=False, raise_server_exceptions=False
        )
        self.client.cookies.set(COOKIE, self.site.token)

    def get(self, address: str) -> tuple[int, str]:
        """Status and text of a page, without what must differ: names of the store, tokens, ids and times of entries."""
        answer = self.client.get(address)
        text = answer.text
        given = (self.site.desk.where, self.site.desk.name, self.site.given, self.site.name)
        for name in given:
            for form in (name, name.replace("&", "&amp;").replace("'", "&#39;")):
                text = text.replace(form, "STORE")
        text = text.replace(self.site.token, "TOKEN").replace("'STORE'", "STORE").replace("&#39;STORE&#39;", "STORE")
        return answer.status_code, re.sub(r'"[0-9a-f]{12}"|\d{4}-\d\d-\d\dT[\d:]+(\+00:00)?', "", text)

    def take(self, kind: str, **form: str) -> int:
        said = {"token": self.site.token, "kind": kind, "reader": "Ann", **form}
        return self.client.post("/desk/take", data=said).status_code


def fill(path: str) -> Path:
    with Store(path, write=True) as store:
        for n in range(3):
            store.add(make_record(f"k{n}", published=f"2023-10-0{7 + n}"))
        link(store, link_tools())
    return place(path)


@pytest.fixture
def rooms(tmp_path):
    made = [Room(fill(path)) for path in (str(tmp_path / "small.db"), new_place())]
    yield made
    for room in made:
        room.site.close()


def addresses():
    return [*ADDRESSES.values(), *(f"/api{a}" for a in ADDRESSES.values() if a != "/"), *MORE]


def test_pages_are_those_of_a_file_also_where_actors_are_merged_and_split(rooms):
    one, other = rooms
    for kind, form in (
        ("mark", {"of": "event", "ref": "k0-0-e1", "star": "1", "note": "ask the ministry"}),
        ("watch", {"what": "actor", "value": "rur"}),
        ("search", {"name": "talks", "address": "/events?type=CONSULT"}),
        ("merge", {"keep": "agency", "other": "bor"}),
        ("split", {"actor": "rur", "spelling": "Ruritania", "name": "Ruritanian club"}),
        ("merge", {"keep": "agency", "other": "k1-0-a2"}),
    ):
        for address in addresses():
            assert one.get(address) == other.get(address), (kind, address)
        assert one.take(kind, **form) == other.take(kind, **form) == 303
    for address in addresses():
        status, text = other.get(address)
        assert (status, text) == one.get(address)
    assert "Ruritanian club" in other.get("/actors")[1]


def test_judgements_and_the_desk_are_shared_by_all_who_read_there(rooms, capsys):
    first, address = rooms[1], str(rooms[1].site.path)
    second = Room(place(address))
    said = {"token": second.site.token, "verdict": "wrong", "reader": "Bo"}
    assert second.client.post("/events/k0-0-e1/judge", data=said).status_code == 303
    assert second.take("mark", of="story", ref="k1-0", star="1", note="front page") == 303
    assert "front page" in first.get("/desk")[1]
    assert first.client.get("/api/review").json()["total"] == 1
    assert first.client.get("/review/judgements.jsonl").text.count("\n") == 1
    second.site.close()
    assert main(["desk", "--store", address]) == 0
    assert "front page" in capsys.readouterr().out
    assert main(["evaluate", "--store", address, "--format", "json"]) == 0
    out = capsys.readouterr().out
    assert '"judgements": 1' in out and "kept_lines" in out


def test_a_room_outlives_its_server_s_connections_and_gives_up_what_takes_too_long(rooms):
    room = rooms[1]
    assert room.get("/api/events")[0] == 200
    with psycopg.connect(room.site.path.url, autocommit=True) as db:
        db.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
                   "AND backend_type = 'client backend'")  # fmt: skip
    assert room.get("/api/events")[0] == 200
    hurried = Room(room.site.path, patience=-1.0)
    answer = hurried.client.get("/api/events")
    assert answer.status_code == 503 and "too long" in answer.json()["error"]
    slow = Room(room.site.path, patience=0.2)
    with slow.site.store() as store:
        assert store.db.execute("SELECT 1 WHERE pg_sleep(0) IS NOT NULL").fetchone()[0] == 1
    with pytest.raises(Exception, match="too long"), slow.site.store() as store:
        store.db.execute("SELECT pg_sleep(5)")
    assert slow.get("/api/events")[0] == 200
    for one in (hurried, slow):
        one.site.close()


def test_a_room_whose_word_can_not_be_laid_over_a_store_leaves_no_connection_open(rooms, monkeypatch):
    room, opened = rooms[1], []

    def no_room(db, desk):
        opened.append(db.raw)
        raise StoreError("permission denied to create temporary tables")

    monkeypatch.setattr("dateline.web.site.lay", no_room)
    assert room.client.get("/api/events").status_code == 503
    assert [raw.closed for raw in opened] == [True]


def test_a_password_is_on_no_page(tmp_path):
    address = new_place()
    fill(address)
    room = Room(place(f"{address}&password=secret7"))
    for asked in (*addresses(), "/events/none", "/stories/none"):
        assert "secret7" not in room.client.get(asked).text
    assert shlex.split(room.site.given) == [str(room.site.path)]
    room.site.close()
