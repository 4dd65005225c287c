"""Judgements: precision by type, and what `dateline evaluate` makes of them after the pages were coded again."""

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from dateline.cli.main import main
from dateline.errors import StoreError
from dateline.store.store import Store
from dateline.web.judgements import Judgement, Judgements, precision, wilson
from records import make_record

RECORD = make_record("k")
ASSAULT = RECORD.events[1]
NAMES = {a.id: a.name for a in RECORD.actors}


def judgement(verdict: str = "right", reader: str = "Ann", story: str = "k-0", **more) -> Judgement:
    given = {
        "event": f"{story}-e1", "story": story, "verdict": verdict, "reader": reader,
        "time": "2026-01-01T00:00:00+00:00",
        "event_type": "ASSAULT", "factuality": "negated", "actors": tuple(NAMES[a] for a in ASSAULT.actors),
        "recipients": ("Borduria",), "trigger": "bomb", "start": ASSAULT.trigger.start, "end": ASSAULT.trigger.end,
        "evidence": "x", "rule": "r", "version": "v",
    }  # fmt: skip
    return Judgement(**(given | more))


def test_precision_counts_events_by_the_majority_of_their_readers() -> None:
    given = [
        judgement("wrong"), judgement("right"),  # Ann changes her mind: the last word counts
        judgement("right", "Bob"), judgement("wrong", "Cy"),
        judgement("right", story="l-0"), judgement("wrong", "Bob", story="l-0"),  # a tie is not right
        judgement("right", event_type="ACCUSE"),
    ]  # fmt: skip
    rows = {p.event_type: (p.judged, p.right) for p in precision(given)}
    assert rows == {"ACCUSE": (1, 1), "ASSAULT": (2, 1), "all": (3, 2)}
    assert precision([]) == []


def test_wilson_interval() -> None:
    low, high = wilson(8, 10)
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert wilson(0, 0) == (0.0, 1.0) and wilson(5, 5)[1] == 1.0


def test_file_is_append_only_and_reads_back(tmp_path: Path) -> None:
    held = Judgements.beside(tmp_path / "news.db")
    assert held.path.name == "news.judgements.jsonl" and held.read() == []
    held.add(judgement(note="no\u2028break \ud800"))
    first = held.path.read_bytes()
    held.add(judgement("correct", to_type="ACCUSE"))
    assert held.path.read_bytes().startswith(first) and len(held.read()) == 2
    assert held.read()[1] == judgement("correct", to_type="ACCUSE")


def as_line(**wrong) -> bytes:
    return json.dumps({**asdict(judgement()), **wrong}).encode()


BROKEN = [
    b"{", b"[]", b"{}", b'{"verdict": "right"}', b'"x"', b"caf\xe9", b"[" * 100_000, as_line()[:50],
    as_line(verdict="so"), as_line(start="3"), as_line(start=-1), as_line(end=None), as_line(reader=7),
    as_line(actors="Ruritania"), as_line(actors=[1]), as_line(note=None), as_line(to_type=["ACCUSE"]),
    as_line(event_type=None), as_line(start=1e400),
]  # fmt: skip


@pytest.mark.parametrize("line", BROKEN, ids=lambda b: repr(b[-30:]))
def test_line_that_is_no_judgement_costs_no_other(tmp_path: Path, line: bytes, capsys) -> None:
    path = tmp_path / "k.db"
    held = Judgements.beside(path)
    held.add(judgement())
    with held.path.open("ab") as file:
        file.write(line)  # no line end either: it is torn
    held.add(judgement(reader="Bob"))
    good, broken = held.read_all()
    assert [j.reader for j in good] == ["Ann", "Bob"]
    assert [b.line for b in broken] == [2] and broken[0].reason
    assert held.read() == good
    with Store(path, write=True) as store:
        store.add(RECORD)
    assert main(["evaluate", "--store", str(path), "--format", "json"]) == 0
    captured = capsys.readouterr()
    assert "k.judgements.jsonl:2: " in captured.err and len(captured.err.splitlines()) == 1
    assert (json.loads(captured.out)["judgements"], json.loads(captured.out)["left_out"]) == (2, 1)


@pytest.mark.parametrize("line", BROKEN, ids=lambda b: repr(b[-30:]))
def test_review_stays_open_beside_a_broken_line(tmp_path: Path, line: bytes) -> None:
    testclient = pytest.importorskip("starlette.testclient")
    from dateline.web.app import make_app
    from dateline.web.site import Site

    path = tmp_path / "k.db"
    with Store(path, write=True) as store:
        store.add(RECORD)
    held = Judgements.beside(path)
    held.add(judgement())
    with held.path.open("ab") as file:
        file.write(line + b"\n")
    client = testclient.TestClient(
        make_app(Site(path, review=True)), base_url="http://127.0.0.1", raise_server_exceptions=False
    )
    page = client.get("/review")
    assert page.status_code == 200 and "line 2: " in page.text and "1 judgements" in page.text
    assert client.get("/api/review").json()["broken"][0]["line"] == 2
    assert client.get("/events/k-0-e1").status_code == 200
    assert client.get("/review/judgements.jsonl").content == held.path.read_bytes()


def test_a_file_that_can_not_be_read_is_said(tmp_path: Path) -> None:
    held = Judgements(tmp_path)
    for ask in (held.read, held.data, lambda: held.add(judgement())):
        with pytest.raises(StoreError, match="can't be"):
            ask()


def test_a_judgement_that_does_not_fit_on_the_disk_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch) -> None:
    held = Judgements(tmp_path / "j.jsonl")
    held.add(judgement())
    before = held.path.read_bytes()

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreError, match="No space left"):
        held.add(judgement(reader="Bob"))
    assert held.path.read_bytes() == before


def became(tmp_path: Path, capsys, given: Judgement, event) -> str:
    path = tmp_path / "k.db"
    with Store(path, write=True) as store:
        store.add(replace(RECORD, events=(RECORD.events[0], event)) if event else RECORD)
    Judgements.beside(path).add(given)
    assert main(["evaluate", "--store", str(path), "--format", "json"]) == 0
    now = json.loads(capsys.readouterr().out)["now"]
    return next(name for name, n in now.items() if n)


@pytest.mark.parametrize(
    ("given", "event", "wanted"),
    [
        (judgement(), ASSAULT, "kept"),
        (judgement(), replace(ASSAULT, factuality="asserted"), "lost"),
        (judgement("wrong"), ASSAULT, "still wrong"),
        (judgement("wrong"), replace(ASSAULT, event_type="COERCE"), "mended"),
        (judgement("correct", to_type="COERCE"), replace(ASSAULT, event_type="COERCE"), "mended"),
        (judgement("correct", to_actor="borduria"), ASSAULT, "still wrong"),
        (judgement("correct", to_actor="ruritania", to_factuality="negated"), ASSAULT, "mended"),
        (judgement(story="other-0"), ASSAULT, "gone"),
    ],
)
def test_evaluate_tells_what_became_of_judged_events(tmp_path, capsys, given, event, wanted) -> None:
    assert became(tmp_path, capsys, given, event) == wanted


def test_evaluate_prints_a_table_and_says_where_judgements_come_from(tmp_path: Path, capsys) -> None:
    path = tmp_path / "k.db"
    with Store(path, write=True) as store:
        store.add(RECORD)
    assert main(["evaluate", "--store", str(path)]) == 2
    assert "serve --review" in capsys.readouterr().err
    Judgements.beside(path).add(judgement())
    assert main(["evaluate", "--store", str(path)]) == 0
    out = capsys.readouterr().out
    assert "ASSAULT" in out and "1.00" in out and "kept" in out
