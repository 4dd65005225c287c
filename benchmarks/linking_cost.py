"""How the time of linking a new story grows with the stories that there are, and how much memory it takes.

    python benchmarks/linking_cost.py [--stories 100000] [--every 1000] [--a-day 20] [--seed 3]

Generated stories (``benchmarks/invented_news.py``), a third of them copies of one of the last days, come in day by day;
nothing is coded: each has two events with parties, day and place made up for it. What linking needs of them is put into
a store without the rest of their records, and what ``dateline link`` does with new stories is done after every so many.
Printed are the milliseconds of processor time for each new story, from its record to its incidents, and the peak
memory. The last line is GROWTH: the mean of the last tenth of the batches over the batch that met the first 1,000.
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

from dateline.engine.link import Linked, load_tools, settle_all, take_in
from dateline.linking.copies.shingles import shingles_of
from dateline.linking.read import read_story
from dateline.record import Actor, Date, Document, Event, Place, StoryRecord
from dateline.spans import Span
from dateline.store.links.shelf import Shelf
from dateline.store.store import Store
from dateline.store.tables.schema import POSITION_BITS
from dateline.store.writing import write_stories
from invented_news import PLACES, SURNAMES, Invented, stream

FIRST = date(2001, 1, 1)
# Stories that there are when the time of a new one is taken that later ones are compared with.
BASE = 1_000
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


def bare(store: Store, record: StoryRecord) -> int:
    """Put the rows of a story in on which those of linking hang; give its key."""
    key, day = write_stories.story_key(store.db, record.id), record.published or ""
    store.db.execute("INSERT INTO documents (id, name, status) VALUES (?, ?, 'done')", (key, record.id))
    store.db.execute(
        "INSERT INTO stories (id, ref, document, position, outlet, headline, captions, published, day, version, text, "
        "words, statement_count, event_count) VALUES (?,?,?,0,?,?,'[]',?,?,'','',0,0,2)",
        (key, record.id, key, record.outlet, record.headline, day, day),
    )
    for n, event in enumerate(record.events):
        store.db.execute(
            "INSERT INTO events (id, ref, story, event_type, quad, score, modes, contexts, factuality, trigger_start, "
            "trigger_end, trigger_text, evidence_start, evidence_end, day, confidence, rule) "
            "VALUES (?,?,?,?,4,-5,'','','asserted',0,5,'',0,5,?,1,'')",
            (key << POSITION_BITS | n, event.id, key, event.event_type, day),
        )
    return key


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--stories", type=int, default=100_000)
    ask.add_argument("--every", type=int, default=1_000)
    ask.add_argument("--a-day", type=int, default=20)
    ask.add_argument("--seed", type=int, default=3)
    args = ask.parse_args()
    tools, done = load_tools(), 0
    costs: list[float] = []
    with tempfile.TemporaryDirectory() as scratch, Store(Path(scratch) / "cost.db", write=True) as store:
        shelf = Shelf(store.db)
        for records in batches(args):
            with store.writing():
                keys = [bare(store, record) for record in records]
            began = time.process_time()
            with store.writing():
                for key, record in zip(keys, records, strict=True):
                    take_in(shelf, key, read_story(record, tools), shingles_of(record.text), "made")
            settle_all(store, shelf, tools, Linked())
            costs.append(1000 * (time.process_time() - began) / len(records))
            done += len(records)
            incidents = store.db.execute("SELECT count(*) FROM incidents").fetchone()[0]
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{done:7,} stories: {costs[-1]:6.2f} ms a new story, {incidents:,} incidents, {memory:,.0f} MB")
            sys.stdout.flush()
    tenth = max(1, len(costs) // 10)
    first = costs[min(len(costs) - 1, BASE // args.every)]
    print(f"GROWTH {sum(costs[-tenth:]) / tenth / first:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
