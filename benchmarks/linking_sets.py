"""The sets of incidents: what ``dateline link`` makes of documents, held against what annotators wrote down.

Documents are coded one by one, or taken from ``--records``, put into a store and linked as a user would do it.
"""

from __future__ import annotations

import json
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from clusterings import b_cubed, merged_pairs, plain_clustering
from dateline.engine.link import link, load_tools
from dateline.linking.incidents.scenes import ordinal
from dateline.linking.stories import LinkedStory, Scene
from dateline.pages.read import read_stories
from dateline.pages.source_and_story import Source
from dateline.pipeline import code_story
from dateline.record import StoryRecord
from dateline.store.links.shelf import Shelf
from dateline.store.rows.typed_rows import full_id
from dateline.store.store import Store
from dateline.tools import Tools
from exports import rows_of, story_of

Records = dict[str, StoryRecord]
ALIKE = 80  # of 100: two spellings of one name


@dataclass(frozen=True)
class Found:
    """What linking made of some documents.

    Attributes:
        stories: as linking sees them.
        incident: scene -> incident; act: event -> incident and act.
        told: incident -> its number of documents.
    """

    stories: dict[str, LinkedStory]
    incident: dict[str, str]
    act: dict[str, tuple[str, int]]
    told: Counter[str]

    def main_incident(self, document: str) -> str:
        """What a document is about: of its incidents the one that most documents tell, its lead before others."""
        scenes = self.stories[document].scenes
        order = [(self.told[self.incident[s.id]], s.lead, -n, s.id) for n, s in enumerate(scenes)]
        return self.incident[max(order)[-1]]


def code(rows: list[dict[str, Any]], make_tools: Callable[[], Tools], records: Path | None) -> Records:
    """The records of some documents: coded now, or taken from a file."""
    if records is not None:
        known = (StoryRecord.from_dict(row) for row in rows_of(records))
        wanted = {row["id"] for row in rows}
        return {r.id: r for r in known if r.id in wanted}
    tools = make_tools()
    return {row["id"]: code_story(story_of(row["id"], row["text"], published_of(row)), tools) for row in rows}


def code_rows(rows: list[dict[str, Any]], make_tools: Callable[[], Tools], records: Path | None) -> Records:
    """The records of rows that are read as ``dateline code`` reads a JSONL file: head and dateline are looked for."""
    if records is not None:
        return code(rows, make_tools, records)
    tools, coded = make_tools(), {}
    for row in rows:
        given = json.dumps({name: row[name] for name in ("id", "outlet", "published", "text")})
        [story] = read_stories(given.encode(), Source(row=0), tools.settings, tools.knowledge.pages)
        coded[row["id"]] = code_story(replace(story, id=row["id"]), tools)
    return coded


def published_of(row: dict[str, Any]) -> str | None:
    """The day of a document, where the set knows it."""
    day: str | None = row.get("published") or (row.get("dateline") or {}).get("date")
    return day


def linked(records: Records) -> Found:
    """Put records into a store and link them."""
    with tempfile.TemporaryDirectory() as scratch, Store(Path(scratch) / "set.db", write=True) as store:
        with_events = {name: r for name, r in records.items() if r.events}
        for record in with_events.values():
            store.add(record)
        link(store, load_tools())
        shelf = Shelf(store.db)
        keys = dict(store.keys())
        scenes = dict(
            tuple(r)
            for r in store.db.execute("SELECT s.ref, i.ref FROM scenes s JOIN incidents i ON i.id = s.incident")
        )
        acts = {
            r[0]: (r[1], r[2])
            for r in store.db.execute(
                "SELECT e.ref, i.ref, ie.act FROM incident_events ie JOIN events e ON e.id = ie.event "
                "JOIN incidents i ON i.id = ie.incident"
            )
        }
        told = Counter(r[0] for r in store.db.execute(
            "SELECT DISTINCT i.ref, s.story FROM scenes s JOIN incidents i ON i.id = s.incident"))  # fmt: skip
        return Found({name: shelf.story(keys[name]) for name in with_events}, scenes, acts, told)


# ECB+


def score_incidents(
    docs: Path, incidents: Path, make_tools: Callable[[], Tools], records: Path | None = None
) -> Iterator[str]:
    """Which documents tell one incident, beside a plain clustering, and which events are one."""
    rows = list(rows_of(docs))
    incident_of = {d: row["incident"] for row in rows_of(incidents) for d in row["documents"]}
    coded = code(rows, make_tools, records)
    found = linked(coded)
    gold = {row["id"]: incident_of[row["id"]] for row in rows if row["id"] in found.stories}
    texts = {row["id"]: row["text"] for row in rows}
    yield f"documents {len(rows)}, with a coded event {len(gold)}"
    yield from _events(rows, coded, found, incident_of)
    every = {row["id"]: incident_of[row["id"]] for row in rows}
    yield _line("plain tf-idf, all documents", b_cubed(plain_clustering(texts), every))
    plain = b_cubed(plain_clustering({d: texts[d] for d in gold}), gold)
    yield _line("plain tf-idf, the same documents", plain)
    ours = b_cubed({d: found.main_incident(d) for d in gold}, gold)
    yield f"over plain tf-idf {ours[2] - plain[2]:+.3f}"
    yield _line("dateline link, documents, B-cubed", ours)


def _events(rows: list[dict[str, Any]], coded: Records, found: Found, incident_of: dict[str, str]) -> Iterator[str]:
    """Our events that annotators marked too, by their chains; pairs that linking joined across documents."""
    chain, document = {}, {}
    for row in rows:
        record = coded.get(row["id"])
        for event in record.events if record else ():
            marked = [
                m
                for m in row["mentions"]
                if m["type"].removeprefix("NEG_").startswith("ACTION")
                and m["start"] < event.trigger.end
                and event.trigger.start < m["end"]
            ]
            full = full_id(row["id"], event.id)
            if marked and full in found.act:
                nearest = min(marked, key=lambda m: (abs(m["start"] - event.trigger.start), m["start"]))
                chain[full], document[full] = nearest["chain"], row["id"]
    yield f"events of ours that are marked {len(chain)}, in {len(set(chain.values()))} chains"
    acts = {e: found.act[e] for e in chain}
    yield _line("events, one act, B-cubed", b_cubed(acts, chain))
    across = merged_pairs(acts, document)
    yield _share("false merges of acts, any chains", [chain[a] != chain[b] for a, b in across])
    spread = _documents_of_chains(rows)
    known = [(a, b) for a, b in across if spread[chain[a]] > 1 and spread[chain[b]] > 1]
    yield _share("false merges of acts, chains that span documents", [chain[a] != chain[b] for a, b in known])
    homes = {e: found.act[e][0] for e in chain}
    joined = merged_pairs(homes, document)
    apart = [incident_of[document[a]] != incident_of[document[b]] for a, b in joined]
    yield _share("false merges of incidents (documents of two incidents)", apart)


def _documents_of_chains(rows: list[dict[str, Any]]) -> Counter[str]:
    """In how many documents each chain is; of those in one alone nobody has said what is the same elsewhere."""
    return Counter(c for row in rows for c in {m["chain"] for m in row["mentions"]})


def _line(name: str, figures: tuple[float, float, float]) -> str:
    p, r, f = figures
    return f"{name}: P {p:.3f} R {r:.3f} F1 {f:.3f}"


def _share(name: str, wrong: list[bool]) -> str:
    return f"{name}: {sum(wrong)} of {len(wrong)} merged pairs across documents, {sum(wrong) / max(1, len(wrong)):.3f}"


# ISAF


def score_isaf(file: Path, make_tools: Callable[[], Tools], records: Path | None = None) -> Iterator[str]:
    """Of each release's coded event: type, date, province and numbers, in the incident that has most of them."""
    rows = [row for row in rows_of(file) if row["events"]]
    found = linked(code_rows(rows, make_tools, records))
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for row in rows:
        gold = row["events"][0]
        wanted = [name for name, check in CHECKS.items() if check(None, gold) is not None]
        asked.update(wanted)
        scenes = found.stories[row["id"]].scenes if row["id"] in found.stories else ()
        told: list[set[str]] = [{n for n in wanted if CHECKS[n](s, gold)} for s in scenes]
        # The coded event must be there with its type before anything else of it counts.
        best: set[str] = max(told, key=_fullest, default=set())
        right.update(best)
    for name in CHECKS:
        yield f"{name}: {right[name]} of {asked[name]}, {right[name] / max(1, asked[name]):.3f}"
    yield f"MEAN {sum(right[n] / max(1, asked[n]) for n in CHECKS) / len(CHECKS):.3f}"


def _fullest(names: set[str]) -> tuple[bool, int]:
    return "type" in names, len(names)


def _type(scene: Scene | None, gold: dict[str, Any]) -> bool | None:
    if not gold["event_type"]:
        return None
    allowed = {t for kind in gold["event_type"] for t in ISAF_TYPES.get(kind, ("ASSAULT",))}
    return bool(scene) and bool(allowed & set(scene.types if scene else ()))


def _date(scene: Scene | None, gold: dict[str, Any]) -> bool | None:
    return _is_on(scene, gold["start_date"]) if gold["start_date"] else None


def _is_on(scene: Scene | None, iso: str) -> bool:
    """Whether that day is among a scene's days, which are two at most."""
    day, days = ordinal(iso), scene.days if scene else None
    return bool(days and day and days[0] <= day <= days[1] and days[1] - days[0] <= 1)


def _places(scene: Scene | None) -> list[str]:
    """The names of a scene's places and provinces."""
    return [plain(n) for p in (scene.places if scene else ()) for n in (p.name, p.admin1 or "") if n]


def _province(scene: Scene | None, gold: dict[str, Any]) -> bool | None:
    if not gold["province"]:
        return None
    names = [n.removesuffix(" province") for n in _places(scene)]
    return any(fuzz.ratio(plain(g), n) >= ALIKE for g in gold["province"] for n in names)


def _numbers(scene: Scene | None, gold: dict[str, Any]) -> bool | None:
    wanted = {w: gold[f"min_{g}"] for w, g in (("killed", "killed"), ("detained", "captured")) if gold[f"min_{g}"]}
    if not wanted:
        return None
    given: dict[str, set[int | None]] = defaultdict(set)
    for telling in scene.tellings if scene else ():
        for f in telling.figures:
            given[f.what].add(f.low)
    return all(number in given[what] for what, number in wanted.items())


def plain(name: str) -> str:
    """A name without case and accents."""
    text = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in text if not unicodedata.combining(c) and c not in "‘’'`")


ISAF_TYPES = {"detention": ("COERCE",), "captureandkill": ("COERCE", "ASSAULT")}
CHECKS: dict[str, Callable[[Scene | None, dict[str, Any]], bool | None]] = {
    "type": _type, "date": _date, "province": _province, "killed or captured at least": _numbers,
}  # fmt: skip


# MUC-4

MUC_TYPES = {
    "ATTACK": ("ASSAULT",), "BOMBING": ("ASSAULT",), "ARSON": ("ASSAULT",), "KIDNAPPING": ("COERCE", "ASSAULT"),
    "ROBBERY": ("COERCE", "ASSAULT"), "FORCED WORK STOPPAGE": ("COERCE", "PROTEST"),
}  # fmt: skip


def score_muc4(file: Path, make_tools: Callable[[], Tools], records: Path | None = None) -> Iterator[str]:
    """Of each template: its type, perpetrator, date and place, in the incident of its text that has most of them."""
    rows = [row for row in rows_of(file) if row["templates"]]
    found = linked(code(rows, make_tools, records))
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for row in rows:
        scenes = found.stories[row["id"]].scenes if row["id"] in found.stories else ()
        for template in row["templates"]:
            told = [_slots(scene, template) for scene in scenes]
            asked.update(list(_slots(None, template)))
            fullest = max(told, key=lambda slots: (slots.get("type", False), sum(slots.values())), default={})
            right.update(name for name, is_right in fullest.items() if is_right)
    for name in ("type", "perpetrator", "date", "place"):
        yield f"{name}: {right[name]} of {asked[name]}, {right[name] / max(1, asked[name]):.3f}"
    yield f"MEAN {sum(right[n] / max(1, asked[n]) for n in asked) / max(1, len(asked)):.3f}"


def _slots(scene: Scene | None, template: dict[str, Any]) -> dict[str, bool]:
    """Which slots that a template fills a scene has right."""
    allowed = {t for kind in template["type"] for t in MUC_TYPES.get(kind, ())}
    found = {"type": bool(scene and allowed & set(scene.types))}
    perpetrators = [a for slot in ("perp_orgs", "perp_inds") for f in template.get(slot) or () for a in f["alts"]]
    if perpetrators:
        names = [n for t in (scene.tellings if scene else ()) for n in t.actors]
        found["perpetrator"] = any(_alike(p, n) for p in perpetrators for n in names)
    if template.get("date_iso"):
        given = template["date_iso"]
        found["date"] = _is_on(scene, given if isinstance(given, str) else given[0])
    if template.get("location"):
        parts = [p.split(" (")[0] for place in template["location"] for p in place.split(": ")[1:]] or [
            place.split(": ")[0] for place in template["location"]
        ]
        found["place"] = any(fuzz.ratio(plain(a), b) >= ALIKE for a in parts for b in _places(scene))
    return found


def _alike(gold: str, name: str) -> bool:
    return fuzz.token_set_ratio(plain(gold), plain(name)) >= ALIKE


def main_lines(
    name: str, file: Path, more: list[Path], make_tools: Callable[[], Tools], records: Path | None
) -> Iterator[str]:
    """The lines of a set's table; the last number on the last line is its summary figure."""
    if name == "incidents":
        yield from score_incidents(file, more[0], make_tools, records)
    else:
        yield from {"isaf": score_isaf, "muc4": score_muc4}[name](file, make_tools, records)
