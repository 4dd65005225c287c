"""Text of pages is hostile, and so may requests be."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.errors import StoreError
from dateline.record import Place
from dateline.store.store import Store
from dateline.web.app import COOKIE, make_app
from dateline.web.safety.guard import host_allowed
from dateline.web.site import Site
from records import make_record

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</title></textarea><iframe srcdoc='<script>alert(1)</script>'>",
    "{{ 7*7 }}{% raw %}",
    "javascript:alert(1)",
    "\u202egnp.exe\u2066\u2069\u200f",
    "\x00\x1b[31mred\x07",
    "\ud800half",
    "Z" + "\u0335\u0353\u0321" * 50,
    "x" * 3000,
    "../../etc/passwd",
    "a/b?c#d&e=f",
]


def hostile_record(n: int, bad: str):
    """A record with the text in every field that a page can fill."""
    record = make_record(f"h{n}")
    actors = tuple(replace(a, name=bad, role=bad) for a in record.actors)
    named = replace(actors[4], id=bad)
    place = Place(None, bad, None, 1.0, 1.0, "IRN")
    events = tuple(
        replace(
            e, actors=(*e.actors[:1], bad), place=place,
            decisions=tuple(replace(d, note=bad) for d in e.decisions), modes=(bad.split()[0],),
        )
        for e in record.events
    )  # fmt: skip
    return replace(
        record, headline=bad, outlet=bad, byline=bad, captions=(bad,), url=f"javascript:{bad}",
        actors=(*actors[:4], named), events=events, text=record.text.replace("He left.", bad),
    )  # fmt: skip


@pytest.fixture(scope="module")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    with Store(path, write=True) as store:
        for n, bad in enumerate(HOSTILE):
            try:
                store.add(hostile_record(n, bad))
            except StoreError:
                assert "\ud800" in bad  # the store takes no half characters at all
    return path


def client_of(store: Path, **options) -> TestClient:
    return TestClient(make_app(Site(store, **options)), base_url="http://127.0.0.1", raise_server_exceptions=False)


def test_hostile_text_is_text_on_every_page(hostile_store: Path) -> None:
    client = client_of(hostile_store)
    with Store(hostile_store) as store:
        stories = [s.id for s in store.stories()]
        events = [e.id for e in store.events()]
        actors = [a.id for a in store.actors()]
    from urllib.parse import quote

    addresses = [
        "/",
        "/events",
        "/actors",
        "/map",
        "/claims?actor=rur&recipient=bor",
        "/claims",
        "/doubtful",
        "/quality",
    ]
    addresses += [f"/stories/{s}" for s in stories] + [f"/events/{e}" for e in events]
    addresses += [f"/actors/{quote(a, safe='')}" for a in actors]
    assert len(stories) >= len(HOSTILE) - 1
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.text[:300])
        text = answer.text.lower()
        for bad in ("<script>", "<img", "<svg/", "<iframe", 'href="javascript', "\u202e", "\u2066", "\x1b", "\x00"):
            assert bad not in text, (address, bad)
        assert "</textarea>" not in text and "49{% raw" not in text


def test_json_of_hostile_text_is_json(hostile_store: Path) -> None:
    client = client_of(hostile_store)
    for address in ("/api/stories", "/api/events", "/api/actors", "/api/map"):
        answer = client.get(address)
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"
        json.loads(answer.content)


@pytest.mark.parametrize(
    "bad", [*HOSTILE[:8], "' OR 1=1 --", '"; DROP TABLE events; --', "%", "_", "*", "NEAR(a b)", "a:b", "^", "("]
)
def test_filters_are_values_never_sql(small_store: Path, bad: str) -> None:
    client = client_of(small_store)
    for name in ("search", "actor", "recipient", "type", "mode", "context", "country", "place", "since", "until",
                 "said_by", "about", "outlet", "story", "after", "limit", "quad", "factuality", "stance"):  # fmt: skip
        answer = client.get("/api/events", params={name: bad})
        assert answer.status_code in {200, 400}, (name, answer.text)
        if answer.status_code == 200 and name != "after":
            assert answer.json()["total"] == 0, name
    assert client.get("/api/events").json()["total"] == 6


def test_huge_parameters_are_refused(small_store: Path) -> None:
    client = client_of(small_store)
    assert client.get("/events", params={"actor": "x" * 300}).status_code == 400
    assert client.get("/events?" + "&".join("type=A" for _ in range(40))).status_code == 400
    assert client.get("/events", params={"actor": "x" * 20_000}).status_code == 414
    assert client.get("/events?limit=99999999999999999999").status_code == 400
    assert client.get("/actors?after=99999999999999999999").status_code == 200
    assert client.get("/stories/" + "x" * 20_000).status_code == 414


@pytest.mark.parametrize(
    "path",
    ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd", "/static/%00",
     "/stories/..%2f..%2fetc%2fpasswd", "/static/vendor/../../site.py", "/static/..\\app.py"],
)  # fmt: skip
def test_no_path_leads_out_of_the_static_files(small_store: Path, path: str) -> None:
    answer = client_of(small_store).get(path)
    assert answer.status_code in {404, 400}
    assert "def make_app" not in answer.text and "root:" not in answer.text


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:80", "", "127.0.0.1@evil.example"]
)
def test_other_names_in_the_host_header_are_refused(small_store: Path, host: str) -> None:
    answer = client_of(small_store).get("/", headers={"host": host})
    assert answer.status_code == 421 and "Host header" in answer.text
    assert "content-security-policy" in answer.headers


def test_host_names_that_are_ours() -> None:
    assert host_allowed("127.0.0.1:8000", "127.0.0.1") and host_allowed("localhost", "127.0.0.1")
    assert host_allowed("[::1]:80", "::1") and host_allowed("192.168.1.7:80", "0.0.0.0")
    assert not host_allowed("192.168.1.7:80", "127.0.0.1") and not host_allowed("evil.example", "0.0.0.0")


# Review


def judging(store: Path) -> tuple[TestClient, Site, dict[str, str]]:
    site = Site(store, review=True)
    client = TestClient(make_app(site), base_url="http://127.0.0.1", raise_server_exceptions=False)
    form = {"token": site.token, "verdict": "right", "reader": "Ann"}
    return client, site, form


def test_without_review_nothing_can_be_written(small_store: Path) -> None:
    client = client_of(small_store)
    assert client.post("/events/k0-0-e1/judge", data={"verdict": "right", "reader": "A"}).status_code in {404, 405}
    assert client.get("/review").status_code == 404


def test_address_with_the_token_sets_a_strict_cookie_and_forgets_the_token(small_store: Path) -> None:
    client, site, _ = judging(small_store)
    answer = client.get(f"/review?token={site.token}", follow_redirects=False)
    assert answer.status_code == 303 and answer.headers["location"] == "/review"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert site.token not in client.get("/review").text
    assert "set-cookie" not in client.get("/review?token=wrong").headers


@pytest.mark.parametrize(
    ("cookie", "token", "headers"),
    [
        (False, True, {}), (True, False, {}), (True, True, {"origin": "http://evil.example"}),
        (True, True, {"origin": "null"}), (True, True, {"sec-fetch-site": "cross-site"}),
    ],
)  # fmt: skip
def test_forged_forms_are_refused(small_store: Path, cookie: bool, token: bool, headers: dict[str, str]) -> None:
    client, site, form = judging(small_store)
    if cookie:
        client.cookies.set(COOKIE, site.token)
    if not token:
        form["token"] = "guess"
    answer = client.post("/events/k0-0-e1/judge", data=form, headers=headers, follow_redirects=False)
    assert answer.status_code == 403
    assert not site.judgements.path.exists()


def test_judgement_is_appended_and_the_coding_stays(small_store: Path) -> None:
    client, site, form = judging(small_store)
    client.cookies.set(COOKIE, site.token)
    with Store(small_store) as store:
        before = store.record("k0-0").to_json()
    assert client.post("/events/k0-0-e1/judge", data=form).status_code == 200
    form |= {"verdict": "correct", "to_type": "ACCUSE", "note": "<b>said</b>, not done", "reader": "Bob\u202e"}
    assert client.post("/events/k0-0-e1/judge", data=form, headers={"origin": "http://127.0.0.1"}).status_code == 200
    lines = [json.loads(line) for line in client.get("/review/judgements.jsonl").text.splitlines()]
    assert [(j["verdict"], j["to_type"]) for j in lines] == [("right", None), ("correct", "ACCUSE")]
    assert lines[0]["trigger"] == "bomb" and lines[0]["event_type"] == "ASSAULT" and "\u202e" not in lines[1]["reader"]
    assert "&lt;b&gt;said" in client.get("/events/k0-0-e1").text
    assert client.get("/api/review").json()["precision"][-1]["judged"] == 1
    with Store(small_store) as store:
        assert store.record("k0-0").to_json() == before


@pytest.mark.parametrize(
    "wrong",
    [{"verdict": "maybe"}, {"reader": ""}, {"verdict": "correct"}, {"to_type": "NONSENSE"}, {"to_factuality": "true"},
     {"note": "x" * 3000}, {"reader": "x" * 300}],
)  # fmt: skip
def test_judgements_that_say_nothing_are_refused(small_store: Path, wrong: dict[str, str]) -> None:
    client, site, form = judging(small_store)
    client.cookies.set(COOKIE, site.token)
    assert client.post("/events/k0-0-e1/judge", data=form | wrong).status_code == 400
    assert not site.judgements.path.exists()


def test_large_forms_are_refused(small_store: Path) -> None:
    client, site, form = judging(small_store)
    client.cookies.set(COOKIE, site.token)
    assert client.post("/events/k0-0-e1/judge", data=form | {"note": "x" * 30_000}).status_code == 413
