"""Claims: of two actors, a place and a span of time, who asserts, denies and doubts what, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.store.links import incidents
from dateline.store.query.words_around import around
from dateline.store.rows.typed_rows import EventRow
from dateline.web.page import Call
from dateline.web.params import address, command_line, names_of, read_filters

# The page lays these out side by side, so that none of them narrows it.
LAID_OUT = ("factuality", "stance", "all_tellings")
NAMES = names_of("events", but=LAID_OUT)
AHEAD = ("search", "actor", "recipient", "place", "country", "since", "until", "type", "said_by")
# What is shown where nothing is asked for: the latest disputed incidents and the latest denials.
DISPUTED, DENIALS = 12, 24
MOST = 200
NONE: Mapping[str, tuple[str, str]] = {}
SIDES = ("asserts", "doubts", "denies", "expects")


def side_of(event: EventRow) -> str:
    """On which side a passage stands. What its source denies is told as not happened: that is one denial, not two."""
    if event.factuality in {"future", "hypothetical"}:
        return "expects"
    if event.stance == "denies" or event.factuality == "negated":
        return "denies"
    return "doubts" if event.factuality == "possible" or event.stance == "hedges" else "asserts"


def data(call: Call) -> dict[str, Any]:
    """What the page of claims shows: one row for each act between the two, with the passages on each side.

    Each telling is a passage here: who says so is what the page is about.
    """
    filters = read_filters(call.query, NAMES)
    given: list[tuple[bool, EventRow]] = []
    asked = bool(filters.keys() - {"since", "until"})
    disputed = []
    if not asked:
        disputed = list(call.store.incidents(DISPUTED, descending=True, disputed=True, **filters))
        denied = call.store.events(DENIALS, descending=True, all_tellings=True, stance=("denies",), **filters)
        given = [(False, r) for r in denied]
    else:
        given = [(False, r) for r in call.store.events(MOST, descending=True, all_tellings=True, **filters)]
        if "actor" in filters and "recipient" in filters:
            swapped = {**filters, "actor": filters["recipient"], "recipient": filters["actor"]}
            known = {r.id for _, r in given}
            found = call.store.events(MOST, descending=True, all_tellings=True, **swapped)
            given += [(True, r) for r in found if r.id not in known]
    return {
        "filters": filters,
        "asked": asked,
        "total": len(given),
        "cut": len(given) >= MOST,
        "most": MOST,
        "disputed": disputed,
        "around": around(call.store.db, [r.id for _, r in given]),
        "acts": acts(given, filters, incidents.of_events(call.store.db, [r.id for _, r in given])),
        "events": address("/events", filters, all_tellings=True),
        "command": command_line("events", str(call.site.path), {**filters, "all_tellings": True}),
    }


def acts(
    given: list[tuple[bool, EventRow]], filters: dict[str, Any], known: Mapping[str, tuple[str, str]] = NONE
) -> list[dict[str, Any]]:
    """Passages by act, what is disputed most first.

    An act is a type and a direction between the two actors that were asked for, of one incident where stories are
    linked. Where only one side was asked for, it is a type. Who exactly acts on whom stands at each passage.

    Args:
        given: whether the two actors are swapped, and the event.
        filters: what was asked for.
        known: the incident of an event, with its headline.
    """
    found: dict[tuple[str, bool, str], dict[str, Any]] = {}
    for swapped, row in given:
        sides = (filters.get("actor"), filters.get("recipient"))
        who, whom = sides[::-1] if swapped else sides
        lists: dict[str, list[EventRow]] = {side: [] for side in SIDES}
        incident, headline = known.get(row.id, ("", ""))
        new = {
            "event_type": row.event_type, "who": who, "whom": whom, "sides": lists, "incident": incident or None,
            "headline": headline,
        }  # fmt: skip
        found.setdefault((row.event_type, swapped, incident), new)["sides"][side_of(row)].append(row)
    return sorted(found.values(), key=_disputed)


def _disputed(act: dict[str, Any]) -> tuple[int, int, str, str]:
    sides = act["sides"]
    taken = sum(bool(sides[s]) for s in SIDES[:3])
    return -taken, -sum(len(rows) for rows in sides.values()), act["event_type"], act["who"] or ""
