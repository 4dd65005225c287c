"""Watching feeds: what is asked, how often, and what is never asked."""

import ipaddress
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from newsroom import bomb, conditional, dripping, endless, newsroom, redirect, rss, silent, story

from dateline.cli.main import main
from dateline.cli.watch import addresses_of
from dateline.errors import StoreError, UsageError
from dateline.store.opening.address import place
from dateline.store.store import Store
from dateline.watch.feeds import items_of
from dateline.watch.fetch import Fetcher, Limits, clean_address
from dateline.watch.guard import NotAllowedError, is_public
from dateline.watch.guard import addresses_of as look_up
from dateline.watch.manners import Manners, back_off, wait_of
from dateline.watch.state import State
from dateline.watch.watch import MOST_TRIES, Watch
from postgres import new_place


@pytest.fixture
def server():
    with newsroom() as running:
        yield running


@pytest.fixture
def fetcher():
    made = Fetcher("test-watch/1", Limits(bytes=1_000_000, seconds=2.0), private=True)
    yield made
    made.close()


class Time:
    """A clock that stands still but for sleeping."""

    def __init__(self):
        self.now = 1_000_000.0
        self.slept = []

    def clock(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


def watcher(server, tmp_path, fetcher, feeds=("/feed",), *, moment=None, **more):
    moment = moment or Time()
    manners = Manners(fetcher, pause=2.0, clock=moment.clock, sleep=moment.sleep)
    state = State(tmp_path if "://" in str(tmp_path) else tmp_path / "state")
    urls = [server.url + feed for feed in feeds]
    return Watch(urls, manners, state, once=True, clock=moment.clock, sleep=moment.sleep, **more), moment


@pytest.fixture(params=["sqlite", "postgres"])
def where(request, tmp_path):
    """Where a watch keeps its state: a folder, or the address of a store."""
    return tmp_path if request.param == "sqlite" else place(new_place())


def found(watch):
    return {p.name.rpartition("/")[2]: p.data if p.error is None else p.error for p in watch.pieces()}


# What is fetched


def test_new_items_are_fetched_once_and_feeds_asked_for_changes_only(server, where, fetcher):
    server.pages = {"/feed": conditional(rss("/1", "/2", base=server.url)), "/1": story(1), "/2": story(2)}
    watch, moment = watcher(server, where, fetcher)
    assert found(watch) == {"1": story(1), "2": story(2)}
    assert found(watch) == {}  # it is not time yet
    assert server.counts["/feed"] == 1
    moment.now += 900
    assert found(watch) == {}
    assert server.counts == {"/feed": 2, "/robots.txt": 1, "/1": 1, "/2": 1}
    assert server.asked[-1][1]["If-None-Match"] == '"v1"'
    server.pages |= {"/feed": conditional(rss("/2", "/3", base=server.url), '"v2"'), "/3": story(3)}
    moment.now += 900
    assert found(watch) == {"3": story(3)}


def test_pages_that_were_not_coded_before_a_crash_are_fetched_again(server, where, fetcher):
    server.pages = {"/feed": rss("/1", "/2", "/3", base=server.url), "/1": story(1), "/2": story(2), "/3": story(3)}
    watch, moment = watcher(server, where, fetcher)
    pieces = watch.pieces()
    assert next(pieces).data == story(1)
    assert next(pieces).data == story(2)  # the first one is dealt with, the second one is not
    watch.state.close()
    del pieces
    again, _ = watcher(server, where, fetcher, moment=moment)
    assert found(again) == {"2": story(2), "3": story(3)}


def test_a_page_brings_its_address_date_and_charset(server, tmp_path, fetcher):
    server.pages = {
        "/feed": rss("/old", base=server.url), "/old": redirect("/new"),
        "/new": lambda h: h.answer(200, story(1), Content_Type="text/html; charset=windows-1251"),
    }  # fmt: skip
    [piece] = watcher(server, tmp_path, fetcher)[0].pieces()
    assert (piece.name, piece.url) == (server.url + "/old", server.url + "/new")
    assert piece.charset == "windows-1251" and piece.retrieved.startswith("20") and piece.retrieved.endswith("Z")


def test_faults_are_tried_again_later_and_given_up_in_the_end(server, where, fetcher):
    server.pages = {"/feed": rss("/1", "/gone", base=server.url), "/1": 500, "/gone": 404}
    watch, moment = watcher(server, where, fetcher)
    assert found(watch) == {"gone": "the server answers 404"}
    for n in range(1, MOST_TRIES):
        assert server.counts["/1"] == n
        assert found(watch) == {}
        moment.now += back_off(n)
        last = found(watch)
    assert last == {"1": "the server answers 500"} and server.counts["/1"] == MOST_TRIES
    moment.now += 10**6
    assert found(watch) == {}


def test_a_feed_in_trouble_is_asked_less_and_less(server, where, fetcher):
    server.pages = {"/feed": 500, "/page": story(1)}
    said = []
    watch, moment = watcher(server, where, fetcher, ("/feed", "/page"), tell=said.append)
    waits = []
    for _ in range(4):
        found(watch)
        waits.append(watch.state.db.execute("SELECT next FROM feeds WHERE url LIKE '%feed'").fetchone()[0] - moment.now)
        moment.now += waits[-1]
    assert [round(w / 900) for w in waits] == [1, 2, 4, 8]
    assert any("the server answers 500" in line for line in said) and any("this is no feed" in line for line in said)
    server.pages["/feed"] = rss()
    found(watch)
    assert watch.state.db.execute("SELECT failures FROM feeds WHERE url LIKE '%feed'").fetchone()[0] == 0


# Manners


def test_a_host_is_asked_once_in_a_while(server, tmp_path, fetcher):
    server.pages = {"/feed": rss("/1", "/2", base=server.url), "/1": story(1), "/2": story(2)}
    watch, moment = watcher(server, tmp_path, fetcher)
    found(watch)
    assert len(moment.slept) == 3 and min(moment.slept) >= 1.9
    server.pages["/robots.txt"] = b"User-agent: *\nCrawl-delay: 7\n"
    watch.state.close()
    (tmp_path / "other").mkdir()
    watch, moment = watcher(server, tmp_path / "other", fetcher)
    found(watch)
    assert moment.slept[1:] == [7.0, 7.0]


def test_robots_are_heeded(server, tmp_path, fetcher):
    server.pages = {
        "/robots.txt": b"User-agent: test-watch\nDisallow: /private\n\nUser-agent: other\nDisallow: /\n",
        "/feed": rss("/private/1", "/2", "/3", base=server.url), "/2": story(2), "/3": redirect("/private/3"),
        "/private/1": story(1), "/private/3": story(3),
    }  # fmt: skip
    watch, _ = watcher(server, tmp_path, fetcher)
    answers = found(watch)
    assert answers["2"] == story(2)
    assert "robots.txt" in answers["1"] and "robots.txt" in answers["3"]
    assert not any(path.startswith("/private") for path, _ in server.asked)


def test_robots_that_cannot_be_read_keep_us_away(server, tmp_path, fetcher):
    server.pages = {"/robots.txt": 500, "/feed": rss("/1", base=server.url)}
    said = []
    watch, moment = watcher(server, tmp_path, fetcher, tell=said.append)
    assert found(watch) == {} and server.counts["/feed"] == 0 and "can't be read" in said[0]
    server.pages |= {"/robots.txt": 404, "/1": story(1)}
    moment.now += 3_700
    assert found(watch) == {"1": story(1)}


def test_a_host_that_asks_for_rest_gets_it(server, tmp_path, fetcher):
    server.pages = {
        "/feed": rss("/1", "/2", base=server.url), "/2": story(2),
        "/1": lambda h: h.answer(429, b"", Retry_After="500"),
    }  # fmt: skip
    watch, moment = watcher(server, tmp_path, fetcher)
    assert found(watch) == {} and server.counts["/2"] == 0
    server.pages["/1"] = story(1)
    moment.now += 400
    assert found(watch) == {} and server.counts["/1"] == 1
    moment.now += 150
    assert found(watch) == {"1": story(1), "2": story(2)}


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("120", 120), ("0", 1), ("-5", 1), ("1e99", 86_400), ("nan", 7), ("soon", 7), (None, 7), ("inf", 86_400),
     ("Fri, 31 Dec 2100 23:59:59 GMT", 86_400), ("Fri, 31 Dec 1999 23:59:59 GMT", 1)],
)  # fmt: skip
def test_how_long_a_server_wants_us_to_wait(header, seconds):
    assert wait_of(header, 7) == seconds


def test_waits_grow_up_to_a_day():
    assert [back_off(n) for n in (1, 2, 3)] == [60, 120, 240]
    assert back_off(10_000) == 86_400


# Limits


@pytest.mark.parametrize("page", [bomb, endless], ids=["bomb", "endless"])
def test_a_page_too_large_is_refused(server, fetcher, page):
    server.pages["/x"] = page
    answer = fetcher.get(server.url + "/x")
    assert answer.fault == "larger than 1,000,000 bytes, which is the most that a page may have" and answer.lasting


@pytest.mark.parametrize("page", [dripping, silent], ids=["dripping", "silent"])
def test_a_page_too_slow_is_given_up(server, fetcher, page):
    server.pages["/x"] = page
    answer = fetcher.get(server.url + "/x")
    assert answer.fault == "no whole answer within 2 seconds" and not answer.lasting


def test_redirects_have_an_end(server, fetcher):
    server.pages["/x"] = redirect("/x")
    assert "redirects" in fetcher.get(server.url + "/x").fault


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://news.example/", "gopher://x", "http://u:p@news.example/"])
def test_redirects_lead_to_the_web_only(server, fetcher, to):
    server.pages["/x"] = redirect(to)
    answer = fetcher.get(server.url + "/x")
    assert answer.fault == "this is no http or https address" and answer.lasting


def test_a_server_that_is_not_there_is_a_fault_that_may_pass(fetcher):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    answer = fetcher.get(f"http://127.0.0.1:{port}/")
    assert answer.fault.startswith("can't be asked") and not answer.lasting


def test_nothing_is_sent_that_was_not_asked_for(server, fetcher):
    server.pages["/x"] = lambda h: h.answer(200, b"<p>x", Set_Cookie="a=b")
    fetcher.get(server.url + "/x")
    fetcher.get(server.url + "/x")
    assert {k.lower() for k in server.asked[1][1]} == {"host", "user-agent", "accept-encoding", "accept"}


# Private addresses


def test_the_own_machine_is_not_asked(server):
    fetcher = Fetcher("test", Limits(seconds=2.0))
    for host in ("127.0.0.1", "localhost", "[::1]", "0.0.0.0"):
        answer = fetcher.get(server.url.replace("127.0.0.1", host) + "/x")
        assert "private address" in answer.fault and answer.lasting
    fetcher.close()
    assert server.asked == []


PRIVATE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
    "2002:7f00:1::", "::127.0.0.1", "::",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_known(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_public_addresses_are_known(address):
    assert is_public(ipaddress.ip_address(address))


def test_a_name_with_one_private_address_among_others_is_refused(monkeypatch):
    def resolve(host, port, **kwargs):
        return [(2, 1, 6, "", ("93.184.216.34", port)), (2, 1, 6, "", ("10.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(NotAllowedError, match=r"10\.0\.0\.1"):
        look_up("news.example", 80, private=False)
    assert look_up("news.example", 80, private=True) == ["93.184.216.34", "10.0.0.1"]


def test_the_connection_goes_to_the_address_that_was_checked(server, monkeypatch):
    """A name that leads to a public address when it is looked at and to a private one later leads nowhere."""
    answers = iter(["93.184.216.34", "127.0.0.1"])
    asked = []

    def resolve(host, port, **kwargs):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    def connect(address, *args, **kwargs):
        asked.append(address[0])
        raise OSError("no way there in a test")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    Fetcher("test", Limits(seconds=2.0)).get("http://news.example/")
    assert asked == ["93.184.216.34"]


# Feeds and addresses


@pytest.mark.parametrize(
    ("feed", "items"),
    [
        (rss("http://a.example/1", "http://a.example/1", "/2"), ["http://a.example/1", "http://f.example/2"]),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"><link href="/self"/><entry><link rel="self" href="/s"/>'
         b'<link href="1"/></entry><entry><link rel="alternate" href="2"/></entry></feed>',
         ["http://f.example/1", "http://f.example/2"]),
        (json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"url": "/1"}, {"external_url": "/2"}, 3]})
         .encode(), ["http://f.example/1", "http://f.example/2"]),
        (b"<urlset><url><loc>http://a.example/1</loc></url></urlset>", ["http://a.example/1"]),
        (b"<rss><channel><item><guid>http://a.example/1</guid></item><item><guid isPermaLink='false'>x</guid></item>"
         b"</channel></rss>", ["http://a.example/1"]),
        (b"<rss><channel><item><link>ftp://x/</link></item><item><link>javascript:x</link></item></channel></rss>", []),
        (b"<html><body>no feed</body></html>", None), (b"", None), (b"{broken", None), (b"\x00\xff", None),
    ],
)  # fmt: skip
def test_the_addresses_of_a_feed(feed, items):
    assert items_of(feed, "http://f.example/feed") == items


def test_entities_of_a_feed_are_not_resolved(tmp_path):
    (tmp_path / "secret").write_text("http://secret.example/")
    entity = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    assert items_of(f"{entity}<rss><item><link>&x;</link></item></rss>".encode(), "http://f.example/") == []


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("http://a.example", "http://a.example/"), ("https://a.example:8/x?y=1#z", "https://a.example:8/x?y=1"),
        (" http://a.example/\u00e4 b ", "http://a.example/%C3%A4%20b"), ("http://", None), ("//a.example/", None),
        ("http://\u00e4.example/", "http://xn--4ca.example/"), ("http://[::1]:80/", "http://[::1]:80/"),
        ("file:///etc/passwd", None),
        ("http://a.example:99999/", None), ("http://u@a.example/", None), ("http://[bad/", None), ("x", None),
        ("http://a.example/" + "x" * 5000, None), ("http://a.example/%20x", "http://a.example/%20x"),
    ],
)  # fmt: skip
def test_addresses_that_can_be_asked(given, clean):
    assert clean_address(given) == clean


def test_feeds_are_given_by_address_or_in_a_file(tmp_path):
    file = tmp_path / "feeds.txt"
    file.write_text("# ours\nhttp://a.example/1\n\nhttp://a.example/2  # the second\nhttp://a.example/1\n")
    assert addresses_of([str(file), "http://b.example"]) == [
        "http://a.example/1",
        "http://a.example/2",
        "http://b.example/",
    ]
    file.write_text("a.example/feed\n")
    for given in (str(file), str(tmp_path / "none"), "file:///etc/passwd"):
        with pytest.raises(UsageError):
            addresses_of([given])


def test_one_watch_a_database(where):
    path = where if "://" in str(where) else where / "state"
    state = State(path)
    with pytest.raises(StoreError, match=r"another process|another `dateline watch`"):
        State(path)
    state.close()
    State(path).close()


# The command


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_the_command_codes_what_a_feed_brings_and_keeps_it(server, tmp_path, monkeypatch, capsys, kind):
    pytest.importorskip("fastwarc")
    monkeypatch.chdir(tmp_path)
    store_of = "news.db" if kind == "sqlite" else new_place()
    Path("kept").mkdir()
    server.pages = {"/feed": rss("/1", "/2", "/gone", base=server.url), "/1": story(1), "/2": story(2)}
    given = [
        "--once",
        "--allow-private",
        "--pause",
        "0",
        "--no-model",
        "--outlet",
        "The Daily Example",
        "--store",
        store_of,
    ]
    assert main(["watch", f"{server.url}/feed", "--keep", "kept", *given]) == 1
    err = capsys.readouterr().err
    assert "3 new of 3" in err and "2 pages coded, 1 failed" in err
    with Store(store_of) as store:
        stories = {s.document: s for s in store.stories()}
        assert set(stories) == {f"{server.url}/1", f"{server.url}/2"}
        record = store.record(next(iter(stories.values())).id)
        assert record.document.url in stories and record.document.retrieved and record.outlet == "The Daily Example"
        assert [d.reason for d in store.documents("failed")] == ["the server answers 404"]
    assert main(["watch", f"{server.url}/feed", *given]) == 0
    assert server.counts["/feed"] == 1
    assert main(["code", "kept", "--store", "again.db", "--no-model", "--outlet", "The Daily Example"]) == 0
    with Store("again.db") as store, Store(store_of) as first:
        assert {s.id for s in store.stories()} == {s.id for s in first.stories()}
        assert {store.record(s.id).document.archive is not None for s in store.stories()} == {True}


def test_a_watch_that_is_killed_goes_on_where_it_was(server, tmp_path):
    links = [f"/{n}" for n in range(6)]
    server.pages = {"/feed": rss(*links, base=server.url), **{link: story(link[1:]) for link in links}}
    command = [
        sys.executable, "-m", "dateline", "watch", f"{server.url}/feed", "--once", "--allow-private", "--no-model",
        "--pause", "0.3",
    ]  # fmt: skip
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    running = subprocess.Popen(command, cwd=tmp_path, env=env, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while server.counts["/2"] == 0 and time.monotonic() < deadline:
        time.sleep(0.02)
    running.kill()
    running.wait()
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with Store(tmp_path / "news.db") as store:
        assert sorted(s.document for s in store.stories()) == [server.url + link for link in links]
    assert max(server.counts[link] for link in links) <= 2
    assert sum(server.counts[link] == 1 for link in links) >= 4
