"""Time every page of the web app over a generated store, beside bare sqlite3 answering the same queries.

    python benchmarks/web.py [--stories 100000] [--events 1000000] [--store /tmp/web_bench.db] [--repeat 7]

The store is generated once and kept; names and texts are made of numbers and nonsense, no corpus is used. "bare" runs
the same SQL statements on the same file with a plain connection and fetches the rows. Medians in milliseconds.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from dateline.knowledge.files import SHIPPED, Layers
from dateline.knowledge.ontology import load
from dateline.record import Actor, Date, Document, Event, Factuality, Link, Place, Stance, Statement, StoryRecord
from dateline.spans import Span
from dateline.store.rows.typed_rows import DocumentRow
from dateline.store.store import Store
from dateline.store.writing.write_stories import put_document, transaction
from dateline.web.app import make_app
from dateline.web.site import Site

WORDS = [
    a + b
    for a in ("ba", "de", "fi", "go", "lu", "ma", "ne", "po", "ri", "sa", "te", "vo", "zu", "cha", "sta", "tri")
    for b in ("bel", "dor", "fan", "gis", "ker", "lim", "mon", "nar", "pal", "ren", "sil", "tam", "vin")
]
COUNTRIES = [
    "IRN", "ISR", "USA", "RUS", "CHN", "FRA", "DEU", "GBR", "TUR", "SYR", "IRQ", "LBN", "EGY", "SAU", "IND", "PAK",
    "UKR", "POL", "ESP", "ITA", "BRA", "ARG", "NGA", "KEN", "ZAF",
]  # fmt: skip
FACTUALITY: tuple[Factuality, ...] = ("asserted", "negated", "possible", "future", "hypothetical")
STANCES: tuple[Stance, ...] = ("asserts", "denies", "hedges")
ROLES = ("minister", "president", None, "spokesman")
SLOWEST, SLOWEST_READER = 300.0, 150.0


def people(rng: random.Random) -> list[Actor]:
    states = [Actor(c, f"State {c}", "government", c, ("GOV",)) for c in COUNTRIES]
    persons = [
        Actor(
            f"Q{n}", f"{rng.choice(WORDS)} {rng.choice(WORDS)}".title(), "person", rng.choice(COUNTRIES), ("GOV",)
        )
        for n in range(20_000)
    ]  # fmt: skip
    return states + persons


def story(
    n: int, rng: random.Random, cast: list[Actor], types: dict[str, tuple[int, float]], words: int, events: int
) -> StoryRecord:
    """A story of nonsense; few actors are in many stories, many in few, as in the news."""
    tokens = [rng.choice(WORDS) for _ in range(words)]
    # The square of a uniform number twice over: a state is in every other story, most persons in a handful.
    chosen = [cast[int(len(cast) * rng.random() ** (9 if i < 4 else 3))] for i in range(10)]
    members: list[Actor] = list({a.id: a for a in chosen}.values())
    starts, at = [], 0
    for i, token in enumerate(tokens):
        if i % 40 == 39:
            tokens[i] = token + ".\n\n"
        starts.append(at)
        at += len(tokens[i]) + 1
    text = " ".join(tokens)
    day = date(2015, 1, 1) + timedelta(days=rng.randrange(3650))

    def span(first: int, length: int) -> Span:
        first = min(first, words - length)
        return Span(
            starts[first], min(starts[first + length - 1] + len(tokens[first + length - 1].rstrip(".\n")), len(text))
        )

    actors = tuple(
        Actor(a.id, a.name, a.kind, a.country, a.sectors, rng.choice(ROLES), None,
              tuple(sorted({span(rng.randrange(words), 2) for _ in range(4)})))
        for a in members
    )  # fmt: skip
    statements = []
    for i in range(max(1, words // 60)):
        chain = tuple(
            Link(a.id, span(i * 50, 2), span(i * 50 + 2, 1)) for a in rng.sample(members, min(len(members), 1 + i % 2))
        )
        statements.append(
            Statement(
                f"{n:08x}-0-s{i}", span(i * 55, 18), chain, "indirect", rng.choices(STANCES, (90, 4, 6))[0], rule="x"
            )
        )
    coded = []
    names = list(types)
    for i in range(events):
        kind = names[int(len(names) * rng.random() ** 1.7)]
        first = min(i * max(words // events, 1), words - 12)
        sides = rng.sample(members, min(2, len(members)))
        country = rng.choice(COUNTRIES)
        place = rng.random()
        where = None
        if place < 0.1:
            where = Place(None, f"State {country}", None, 30.0, 20.0, country, None, "PCLI")
        elif place < 0.25:
            point = (rng.uniform(-50, 60), rng.uniform(-170, 170))
            where = Place(None, f"Town {rng.randrange(4000)}", None, *point, country, None, "PPL")
        own = (day - timedelta(days=rng.randrange(30))).isoformat()
        coded.append(
            Event(
                f"{n:08x}-0-e{i}", kind, ("aerial",) if kind == "ASSAULT" and rng.random() < 0.2 else (),
                ("military",) if rng.random() < 0.2 else (), types[kind][0], types[kind][1], (sides[0].id,),
                (sides[-1].id,) if len(sides) > 1 and rng.random() < 0.8 else (), span(first + 3, 2), span(first, 12),
                rng.choices(FACTUALITY, (70, 5, 8, 10, 7))[0],
                rng.choice(statements).id if rng.random() < 0.5 else None,
                Date(None, own, own, own) if rng.random() < 0.4 else None, where, 0.8, f"{kind.lower()}.rule",
            )
        )  # fmt: skip
    headline = " ".join(rng.choice(WORDS) for _ in range(7)).capitalize()
    return StoryRecord(
        f"{n:08x}-0", Document(f"page{n}.html", None, "text/html", 0), f"Outlet {rng.randrange(60)}", None, headline,
        None, (), None, day.isoformat(), "metadata", "en", text, actors, tuple(statements), tuple(coded), None, "bench",
    )  # fmt: skip


def generate(path: Path, stories: int, events: int) -> None:
    rng = random.Random(7)
    cast = people(rng)
    types = {t.id: (t.quad, t.score) for t in load(Layers((SHIPPED,))).types.values()}
    each = max(1, events // stories)
    began = time.perf_counter()
    with Store(path, write=True) as store:
        store.db.execute("PRAGMA synchronous = OFF")
        store.db.execute("PRAGMA cache_size = -1500000")
        for first in range(0, stories, 1000):
            with transaction(store.db):
                for n in range(first, min(first + 1000, stories)):
                    words = 2000 if n == 0 else rng.randrange(120, 360)
                    record = story(n, rng, cast, types, words, 60 if n == 0 else each)
                    put_document(store.db, DocumentRow(f"page{n}.html", "done", f"page{n}.html"), [record])
            if first % 10_000 == 0:
                print(f"  {first:,} stories, {time.perf_counter() - began:.0f} s", flush=True)


def pages(path: Path) -> dict[str, str]:
    """Pages to time: plain, with frequent and with rare filters."""
    with Store(path) as store:
        rare = store.db.execute(
            "SELECT a.ref FROM participants p JOIN actors a ON a.id = p.actor WHERE p.side = 'actor' GROUP BY p.actor "
            "HAVING count(*) BETWEEN 5 AND 50 ORDER BY a.ref LIMIT 1"
        ).fetchone()[0]
        event = store.db.execute("SELECT ref FROM events ORDER BY id LIMIT 1").fetchone()[0]
        later = list(store.events(5000, descending=True))[-1].id
        day = next(iter(store.stories(1, 50))).published
    return {
        "stories": "/",
        "stories, common word": "/?search=babel",
        "stories, phrase": "/?search=%22babel+dedor+fifan%22",
        "stories, frequent actor": "/?actor=IRN",
        "stories, rare actor": f"/?actor={rare}",
        "stories, type and days": "/?type=ASSAULT&since=2018-01-01&until=2018-03-31",
        "reader, 2,000 words": "/stories/00000000-0",
        "events": "/events",
        "events, 5,000 rows on": f"/events?after={later}",
        "events, type": "/events?type=ASSAULT",
        "events, frequent pair": "/events?actor=Q1&recipient=IRN",
        "events, frequent actor": "/events?actor=IRN",
        "events, rare actor": f"/events?actor={rare}",
        "events, said by": "/events?said_by=Q12000",
        "events, denied": "/events?stance=denies",
        "events, mode": "/events?mode=aerial",
        "events, phrase": "/events?search=%22babel+dedor%22",
        "events, words of half": "/events?search=babel+dedor",
        "events, one day": f"/events?since={day}&until={day}",
        "events, nothing": "/events?actor=nobody+at+all",
        "event": f"/events/{event}",
        "actors": "/actors",
        "actors, country": "/actors?country=IRN",
        "actor, frequent": "/actors/IRN",
        "actor, rare": f"/actors/{rare}",
        "map": "/map",
        "map, actor": "/map?actor=IRN",
        "claims": "/claims?actor=IRN&recipient=ISR",
        "review": "/review",
    }


def median(run: Callable[[], object], repeat: int) -> float:
    times = []
    for _ in range(repeat):
        began = time.perf_counter()
        run()
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


class Traced:
    """Notes the statements that a page runs, with their values put in."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, sql: str) -> None:
        """Note one."""
        if sql.lstrip().startswith("SELECT"):
            self.seen.append(sql)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=100_000)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--store", type=Path, default=Path("/tmp/web_bench.db"))
    parser.add_argument("--repeat", type=int, default=7)
    parser.add_argument("--only", default="", help="pages whose name has this")
    options = parser.parse_args()
    if not options.store.exists():
        generate(options.store, options.stories, options.events)
    from starlette.testclient import TestClient

    site = Site(options.store, review=True)
    client = TestClient(make_app(site), base_url="http://127.0.0.1")
    bare = sqlite3.connect(f"{options.store.resolve().as_uri()}?mode=ro", uri=True)
    bare.execute("PRAGMA cache_size = -8000")
    print(f"{'page':26} {'first':>8} {'median':>8} {'bare':>8} {'ratio':>6}")
    slow = 0
    for name, address in pages(options.store).items():
        if options.only not in name:
            continue
        first = median(lambda address=address: check(client.get(address)), 1)  # type: ignore[misc]
        took = median(lambda address=address: check(client.get(address)), options.repeat)  # type: ignore[misc]
        statements = traced(site, client, address)
        alone = median(lambda statements=statements: [bare.execute(s).fetchall() for s in statements], options.repeat)  # type: ignore[misc]
        limit = SLOWEST_READER if name.startswith("reader") else SLOWEST
        slow += took > limit
        mark = "  over" if took > limit else ""
        print(f"{name:26} {first:8.1f} {took:8.1f} {alone:8.1f} {took / max(alone, 0.01):6.1f}{mark}", flush=True)
    print(f"{slow} pages over the limit of {SLOWEST:.0f} ms (reader {SLOWEST_READER:.0f} ms)")
    return int(slow > 0)


def check(response: object) -> None:
    status = getattr(response, "status_code", 0)
    assert status == 200, f"{status}: {getattr(response, 'text', '')[:300]}"


def traced(site: Site, client: object, address: str) -> list[str]:
    trace = Traced()
    with site.store() as store:
        store.sqlite.set_trace_callback(trace)
    getattr(client, "get")(address)  # noqa: B009 - the client's type isn't installed everywhere
    with site.store() as store:
        store.sqlite.set_trace_callback(None)
    return trace.seen


if __name__ == "__main__":
    raise SystemExit(main())
