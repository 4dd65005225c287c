"""Much at once, slow readers and hostile ones: none of them keeps the others from reading."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
import uvicorn
from conftest_site import Running
from starlette.testclient import TestClient

from dateline.store.store import Store
from dateline.web import app as web
from dateline.web.app import make_app
from dateline.web.safety import patient
from dateline.web.safety.patient import PatientProtocol
from dateline.web.site import Site
from records import make_record


def run_apart(work):
    """Run in a thread of its own: a browser test before this one leaves a loop running in the main thread."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def at_once(store, *addresses, meanwhile=lambda asked: None, **options):
    """The answers to requests that are sent at once."""

    async def ask():
        transport = httpx.ASGITransport(make_app(Site(store, **options)), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", timeout=120) as client:
            asked = [asyncio.create_task(client.get(a)) for a in addresses]
            await asyncio.to_thread(meanwhile, asked)
            return await asyncio.gather(*asked)

    return run_apart(ask())


class Counting:
    """How many are inside at once."""

    def __init__(self):
        self.lock = threading.Lock()
        self.inside = self.most = 0
        self.go_on = threading.Event()

    def __call__(self):
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self.go_on.wait(60)
        with self.lock:
            self.inside -= 1


def test_exports_wait_for_one_another_and_no_page_for_them(small_store, monkeypatch):
    inside = Counting()
    write = web.write_rows

    def slow(form, path, table, rows):
        inside()
        write(form, path, table, rows)

    monkeypatch.setattr(web, "write_rows", slow)
    monkeypatch.setattr(web, "WAIT", 2.0)

    def meanwhile(asked):
        deadline = time.monotonic() + 50
        while sum(not t.done() for t in asked) > web.EXPORTS and time.monotonic() < deadline:
            time.sleep(0.01)
        inside.go_on.set()

    answers = at_once(small_store, *["/events.csv"] * 45, "/", "/api/events", "/static/style.css", meanwhile=meanwhile)
    exports, others = answers[:45], answers[45:]
    assert inside.most == web.EXPORTS
    assert sorted({a.status_code for a in exports}) == [200, 503]
    assert [a.status_code for a in exports].count(200) == web.EXPORTS
    refused = next(a for a in exports if a.status_code == 503)
    assert "Too much is asked" in refused.text and refused.headers["retry-after"] == "60"
    assert [a.status_code for a in others] == [200, 200, 200]


def test_pages_are_answered_while_exports_hang(small_store, monkeypatch):
    inside = Counting()
    monkeypatch.setattr(web, "write_rows", lambda form, path, table, rows: inside())

    async def ask():
        transport = httpx.ASGITransport(make_app(Site(small_store)), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", timeout=120) as client:
            hanging = [asyncio.create_task(client.get("/events.csv")) for _ in range(45)]
            answers = [await client.get(a) for a in ("/", "/events", "/api/stories", "/actors")]
            still = inside.inside, sum(t.done() for t in hanging)
            inside.go_on.set()
            await asyncio.gather(*hanging)
            return [a.status_code for a in answers], still

    assert run_apart(ask()) == ([200] * 4, (web.EXPORTS, 0))


def test_only_so_many_queries_run_at_once_and_all_are_answered(small_store, monkeypatch):
    inside = Counting()
    inside.go_on.set()
    opened = Site._open

    def counted(self, patience):
        inside()
        time.sleep(0.01)
        return opened(self, patience)

    monkeypatch.setattr(Site, "_open", counted)
    answers = at_once(small_store, *["/api/events", "/api/stories"] * 40)
    assert {a.status_code for a in answers} == {200}
    assert inside.most <= web.QUERIES


@pytest.mark.parametrize("name", ["events.csv", "events.parquet"])
def test_a_file_that_takes_too_long_is_given_up_and_leaves_nothing(small_store, tmp_path, monkeypatch, name):
    pytest.importorskip("pyarrow")
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    monkeypatch.setattr("dateline.store.store.STEPS", 1)
    client = TestClient(make_app(Site(small_store, export_patience=-1.0)), base_url="http://127.0.0.1")
    answer = client.get(f"/{name}")
    assert answer.status_code == 503 and "This file took too long" in answer.text and "dateline events" in answer.text
    assert list((tmp_path / "scratch").iterdir()) == []


@pytest.mark.parametrize("name", ["events.csv", "events.parquet"])
def test_a_file_is_removed_once_it_is_sent(small_store, tmp_path, monkeypatch, name):
    pytest.importorskip("pyarrow")
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    client = TestClient(make_app(Site(small_store)), base_url="http://127.0.0.1")
    answer = client.get(f"/{name}")
    assert answer.status_code == 200 and len(answer.content) > 100
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert client.get(f"/{name}?since=yesterday").status_code == 400
    assert list((tmp_path / "scratch").iterdir()) == []


def test_what_no_cache_may_keep(small_store):
    client = TestClient(make_app(Site(small_store, review=True)), base_url="http://127.0.0.1")
    for address in ("/", "/api/events", "/events.csv", "/review", "/nothing", "/events?since=x", "/?token=wrong"):
        assert client.get(address).headers["cache-control"] == "no-store", address
    style = client.get("/static/style.css")
    assert style.status_code == 200 and style.headers["cache-control"] == "public, no-cache"
    again = client.get("/static/style.css", headers={"if-none-match": style.headers["etag"]})
    assert again.status_code == 304


@pytest.fixture
def served(small_store, monkeypatch):
    """A server in a thread, impatient."""
    monkeypatch.setattr(patient, "TO_ARRIVE", 3.0)
    monkeypatch.setattr(patient, "TO_TAKE", 0.3)
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        make_app(Site(small_store)), log_level="error", ws="none", lifespan="off", http=PatientProtocol
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield listener.getsockname()
    server.should_exit = True
    thread.join(60)


def is_closed_by_the_server(connection):
    """Read until the end; True where it comes."""
    connection.settimeout(60)
    try:
        while connection.recv(65_536):
            pass
    except ConnectionResetError:
        return True
    except TimeoutError:
        return False
    return True


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET / HTT",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ",
        b"POST /events/k0-0-e1/judge HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900\r\n\r\nverdict=",
    ],
)
def test_a_request_that_does_not_arrive_is_not_waited_for(served, sent):
    with socket.create_connection(served) as connection:
        connection.sendall(sent)
        assert is_closed_by_the_server(connection)


def test_a_request_that_trickles_is_not_waited_for(served):
    with socket.create_connection(served) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ")
        with pytest.raises((BrokenPipeError, ConnectionResetError)):
            for _ in range(400):
                connection.sendall(b"x")
                time.sleep(0.05)


def test_a_second_request_of_a_connection_has_its_own_time(served):
    with socket.create_connection(served) as connection:
        whole = b"GET /static/nothing HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        for _ in range(3):
            connection.sendall(whole)
            answer = b""
            while b"</html>" not in answer:
                piece = connection.recv(65_536)
                assert piece, "closed between two requests"
                answer += piece
            assert answer.startswith(b"HTTP/1.1 404")
            time.sleep(1.2)
        connection.sendall(b"GET / HTTP/1.1\r\n")
        assert is_closed_by_the_server(connection)


def test_a_reader_that_takes_nothing_is_let_go(served, monkeypatch):
    monkeypatch.setattr(web, "write_rows", lambda form, path, table, rows: path.write_bytes(b"x" * 50_000_000))
    with socket.create_connection(served) as connection:
        connection.sendall(b"GET /events.csv HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        time.sleep(5)
        got = 0
        connection.settimeout(60)
        try:
            while piece := connection.recv(65_536):
                got += len(piece)
        except ConnectionResetError:
            pass
        assert got < 50_000_000


def test_a_slow_answer_is_waited_for(served, monkeypatch):
    def slow(form, path, table, rows):
        time.sleep(2)
        path.write_bytes(b"done")

    monkeypatch.setattr(web, "write_rows", slow)
    with socket.create_connection(served) as connection:
        connection.settimeout(60)
        connection.sendall(b"GET /events.csv HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        answer = b""
        while piece := connection.recv(65_536):
            answer += piece
        assert answer.startswith(b"HTTP/1.1 200") and answer.endswith(b"done")


@pytest.mark.parametrize("address", ["/actors/%20", "/actors/%20%20", "/actors/%09", "/api/actors/%20"])
def test_an_actor_of_blanks_is_not_there(tmp_path, address):
    from dataclasses import replace

    record = make_record("z")
    blanks = [replace(record.actors[0], id=" " * n) for n in (1, 2)]
    path = tmp_path / "z.db"
    with Store(path, write=True) as store:
        store.add(replace(record, actors=(*record.actors, *blanks)))
    client = TestClient(make_app(Site(path)), base_url="http://127.0.0.1", raise_server_exceptions=False)
    assert client.get(address).status_code == 404
    assert client.get("/actors").status_code == 200


def test_an_actor_whose_id_has_blanks_around_is_shown(tmp_path):
    from dataclasses import replace

    record = make_record("z")
    with Store(tmp_path / "z.db", write=True) as store:
        store.add(replace(record, actors=(*record.actors, replace(record.actors[0], id=" odd ", name="Odd"))))
    client = TestClient(make_app(Site(tmp_path / "z.db")), base_url="http://127.0.0.1", raise_server_exceptions=False)
    assert client.get("/api/actors/%20odd%20").json()["actor"]["name"] == "Odd"


WRITES = """
import sys, time
from pathlib import Path
from dateline.store.store import Store
from records import make_record
for n in range(1, 1000):
    with Store(Path(sys.argv[1]), write=True) as store:
        for k in range(5):
            store.add(make_record(f"{sys.argv[2]}{n}-{k}"))
    if n >= int(sys.argv[3]):
        break
"""


def test_readers_read_right_while_two_runs_write_and_one_of_them_is_killed(small_store):
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])}
    running = Running(small_store)
    wrong, stop = [], threading.Event()

    def read():
        last = 0
        with httpx.Client(base_url=running.base, timeout=120) as client:
            while not stop.is_set():
                answer = client.get("/api/stories?limit=1")
                total = answer.json().get("total", -1)
                if answer.status_code != 200 or total < last:
                    wrong.append((answer.status_code, last, total, answer.text[:200]))
                last = total

    readers = [threading.Thread(target=read) for _ in range(16)]
    try:
        for reader in readers:
            reader.start()
        command = [sys.executable, "-c", WRITES, str(small_store)]
        ends = subprocess.Popen([*command, "ends", "12"], env=env)
        killed = subprocess.Popen([*command, "killed", "999"], env=env)
        assert ends.wait(300) == 0
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        with httpx.Client(base_url=running.base, timeout=120) as client:
            shown = client.get("/api/stories?limit=1").json()["total"]
    finally:
        stop.set()
        for reader in readers:
            reader.join()
        running.stop()
    assert wrong == []
    with Store(small_store) as store:
        assert store.counts().stories == shown >= 3 + 60
        assert [r[0] for r in store.db.execute("PRAGMA integrity_check")] == ["ok"]
