"""How the time of linking a new story grows with the stories that there are, and how much memory it takes.

    python benchmarks/linking_cost.py [--stories 100000] [--every 1000] [--a-day 100] [--seed 3]

Generated stories (``benchmarks/invented_news.py``), a third of them copies of one of the last days, come in day by day;
nothing is coded: each has two events with parties, day and place made up for it. They are put into a store, and
``dateline link`` runs after every so many of them. Printed are the milliseconds of processor time for each new story,
and the peak memory. The last line is GROWTH: the mean of the last tenth of the batches over that of the first ones.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from dateline.engine.link import link, load_tools
from dateline.record import Actor, Date, Document, Event, Place, StoryRecord
from dateline.spans import Span
from dateline.store import write
from dateline.store.rows import DocumentRow
from dateline.store.store import Store
from invented_news import PLACES, SURNAMES, Invented, stream

FIRST = date(2001, 1, 1)
TYPES = ("ASSAULT", "COERCE", "PROTEST", "SANCTION")


def record_of(n: int, story: Invented) -> StoryRecord:
    """A record with two events; copies of one text have the same."""
    rng = random.Random(story.family)
    text, key = story.text, f"{n:012x}-0"
    day = (FIRST + timedelta(days=story.day)).isoformat()
    name, other = rng.sample(SURNAMES, 2)
    actors = (Actor(f"name:{name}", name, "person", None), Actor(f"name:{other}", other, "person", None))
    end = text.find(".") + 1 or len(text)
    number = PLACES.index(story.facts.get("place", PLACES[0]))
    place = Place(None, PLACES[number], number, 10 + number / 4, 20.0, "BOR", None, "PPL")
    events = tuple(
        Event(
            f"{key}-e{k}", rng.choice(TYPES), (), (), 4, -5.0, (actors[0].id,), (actors[1].id,), Span(0, 5),
            Span(0, end), "asserted", None, Date(None, day, day, day), place, 0.9, "made",
        )
        for k in range(2)
    )  # fmt: skip
    return StoryRecord(
        key, Document(f"{n}.html", None, "text/html", 0), story.outlet, None, story.headline, None, (), None, day,
        "given", "en", text, actors, (), events, None, "made",
    )  # fmt: skip


def batches(args: argparse.Namespace) -> Iterator[list[StoryRecord]]:
    """The records, so many at a time. A copy has the facts of its first one, which the stream doesn't hand on."""
    facts: dict[int, dict[str, str]] = {}
    made = iter(enumerate(stream(args.seed, args.stories, args.a_day)))
    while rows := list(islice(made, args.every)):
        records = []
        for n, story in rows:
            known = facts.setdefault(story.family, story.facts)
            records.append(record_of(n, replace(story, facts=known)))
        yield records


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--stories", type=int, default=100_000)
    ask.add_argument("--every", type=int, default=1_000)
    ask.add_argument("--a-day", type=int, default=100)
    ask.add_argument("--seed", type=int, default=3)
    args = ask.parse_args()
    tools, costs, done = load_tools(), [], 0
    with tempfile.TemporaryDirectory() as scratch, Store(Path(scratch) / "cost.db", write=True) as store:
        for records in batches(args):
            with store.writing():
                for record in records:
                    write.put_document(store.db, DocumentRow(record.document.path or "", "done"), [record])
            began = time.process_time()
            found = link(store, tools)
            costs.append(1000 * (time.process_time() - began) / len(records))
            done += len(records)
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"{done:7,} stories: {costs[-1]:6.2f} ms a new story, {found.incidents:,} incidents, {memory:,.0f} MB"
            )
            sys.stdout.flush()
    tenth = max(1, len(costs) // 10)
    growth = (sum(costs[-tenth:]) / tenth) / (sum(costs[:tenth]) / tenth)
    print(f"GROWTH {growth:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
