"""The desk: saved searches and a watch list with what is new, stars and notes, and word on who is who."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from starlette.datastructures import QueryParams

from dateline.desk.entries import Desk, Entry
from dateline.desk.export import BODIES, MARKS, PERSONS, knowledge_of, rows_of_marks, said
from dateline.desk.take import last_run
from dateline.errors import DatelineError, UsageError
from dateline.sinks.formats.plain_table import csv_of, xlsx
from dateline.sinks.registry import is_ready
from dateline.store.query.queries import event_counts
from dateline.store.query.summaries import story_counts
from dateline.web.page import Call
from dateline.web.params import address, names_of, read_filters
from dateline.web.site import Site

# New events that are shown of each search and of everything watched.
SHOWN = 3
# The event that stands where a mark was made, under its type.
EVENT_NOW = """
SELECT e.ref FROM events e JOIN stories s ON s.id = e.story WHERE s.ref = ? AND e.event_type = ?
  AND e.trigger_start < CAST(? AS INTEGER) AND e.trigger_end > CAST(? AS INTEGER) ORDER BY e.id LIMIT 1
"""
SIDES = {"actor": ("actor", "recipient"), "place": ("place",), "type": ("type",)}
LISTED = {"/": "stories", "/incidents": "incidents"}


def data(call: Call) -> dict[str, Any]:
    """What the desk shows."""
    desk = call.desk
    known = (
        knowledge_of(desk, call.site.register) if desk.of("merge") or desk.of("split") or desk.of("person") else None
    )
    return {
        "searches": [_search(call, e, desk) for e in desk.of("search")],
        "watched": [_watched(call, e, desk) for e in desk.of("watch")],
        "marks": [_mark(call, m) for m in desk.marks],
        "history": [{"entry": e, "holds": holds} for e, holds in reversed(desk.history)],
        "left": said(known.left) if known else [],
        "told": (len(known.persons), len(known.bodies)) if known else (0, 0),
        "goes_on": last_run(call.store)[1],
        "broken": desk.broken,
        "excel": is_ready("xlsx"),
        "file": call.site.desk.where,
        "_types": sorted(call.site.types),
        "command": f"dateline desk --store {call.site.given}",
    }


def files(site: Site) -> Mapping[str, Callable[[], bytes]]:
    """What can be downloaded: name > how it is made."""

    def known(kind: str) -> bytes:
        made = knowledge_of(site.desk.read(), site.register)
        heads, rows = (PERSONS, made.persons) if kind == "persons" else (BODIES, made.bodies)
        return csv_of(heads, rows, marked=False)

    return {
        "marks.csv": lambda: csv_of(MARKS, rows_of_marks(site.desk.read())),
        "marks.xlsx": lambda: xlsx(MARKS, rows_of_marks(site.desk.read())),
        "desk.jsonl": site.desk.data,
        "persons_hand.csv": lambda: known("persons"),
        "organisations.csv": lambda: known("bodies"),
    }


def _search(call: Call, entry: Entry, desk: Desk) -> dict[str, Any]:
    """A saved search: how many it finds, how many of them in pages coded since it was seen, and the newest of those."""
    parts = urlsplit(entry.get("address"))
    what = LISTED.get(parts.path, "events")
    base = {"entry": entry, "what": what, "link": entry.get("address"), "fault": ""}
    try:
        filters = read_filters(QueryParams(parse_qsl(parts.query)), names_of(what))
        if what == "incidents":
            return base | {"total": None, "new": None, "rows": []}
        if what == "stories":
            chosen = call.store.filters(**filters)
            total = sum(n for _, n in story_counts(call.store.db, chosen))
            return base | {"total": total, "new": None, "rows": []}
        return base | _counted(call, filters, _since(call, entry, desk), parts.path)
    except DatelineError as error:  # made for another version, or a name that is in the store no more
        return base | {"total": None, "new": None, "rows": [], "fault": str(error)}


def _watched(call: Call, entry: Entry, desk: Desk) -> dict[str, Any]:
    """An actor, a place or a type that is watched: events by side."""
    what, value = entry.get("what"), entry.get("value")
    ref = call.store.meant.get(value, value)
    given = dict.fromkeys(SIDES[what], (value,) if what == "type" else f"id:{ref}" if what == "actor" else value)
    link = f"/actors/{quote(ref, safe='')}" if what == "actor" else address("/events", given)
    base = {"entry": entry, "link": link, "sides": [], "new": 0, "fault": ""}
    try:
        since = _since(call, entry, desk)
        sides = [
            {"side": side, "link": address("/events", {side: v}), **_counted(call, {side: v}, since, "/events")}
            for side, v in given.items()
        ]
    except DatelineError as error:  # a type of another version, or somebody who is no longer split off
        return base | {"fault": str(error)}
    return base | {"sides": sides, "new": sum(s["new"] for s in sides)}


def _since(call: Call, entry: Entry, desk: Desk) -> str:
    """The run after which pages are new; all are where nobody has looked, or where the store was made anew since."""
    seen = desk.seen.get(entry.id, 0)
    return str(seen if seen <= last_run(call.store)[0] else 0)


def _counted(call: Call, filters: dict[str, Any], since: str, path: str) -> dict[str, Any]:
    """How many events pass the filters, how many of them are new, and the newest ones."""
    fresh = {**filters, "coded_since": since} if since != "0" else filters
    total = sum(n for _, n in event_counts(call.store.db, call.store.filters(**filters)))
    new = sum(n for _, n in event_counts(call.store.db, call.store.filters(**fresh))) if fresh is not filters else total
    rows = list(call.store.events(SHOWN, descending=True, **fresh)) if new else []
    listed = path if path in {"/events", "/map", "/claims", "/doubtful"} else "/events"
    return {"total": total, "new": new, "rows": rows, "new_link": address(listed, fresh)}


def _mark(call: Call, mark: Entry) -> dict[str, Any]:
    """A star or note, with where its thing is now; None where it is no more."""
    of, ref = mark.get("of"), mark.get("ref")
    if of == "incident":
        return {"entry": mark, "now": _incident_now(call, ref), "folder": "incidents"}
    folder, sql, asked = {
        "event": ("events", EVENT_NOW, (mark.get("story"), mark.get("event_type"), mark.get("end"), mark.get("start"))),
        "story": ("stories", "SELECT ref FROM stories WHERE ref = ?", (ref,)),
        "actor": ("actors", "SELECT ref FROM actors WHERE ref = ?", (call.store.meant.get(ref, ref),)),
    }[of]
    row = call.store.db.execute(sql, asked).fetchone()
    return {"entry": mark, "now": row["ref"] if row else None, "folder": folder}


def _incident_now(call: Call, ref: str) -> str | None:
    try:
        return call.store.incident_ids(ref)[0]
    except UsageError:
        return None
