"""Claims: of two actors, a place and a span of time, who asserts, denies and doubts what, side by side."""

from __future__ import annotations

from typing import Any

from dateline.store.rows import ActorName, EventRow
from dateline.web.page import Call
from dateline.web.params import EVENT_FILTERS, address, command_line, read_filters

NAMES = ("actor", "recipient", "country", "place", "since", "until", "type", "said_by")
MOST = 200
SIDES = ("asserts", "doubts", "denies", "expects")


def side_of(event: EventRow) -> str:
    """On which side a passage stands: what is denied twice is asserted, what is hedged or may be is doubted."""
    if event.factuality in {"future", "hypothetical"}:
        return "expects"
    if (event.stance == "denies") != (event.factuality == "negated"):
        return "denies"
    return "doubts" if event.factuality == "possible" or event.stance == "hedges" else "asserts"


def data(call: Call) -> dict[str, Any]:
    """What the page of claims shows: one row for each act between the two, with the passages on each side."""
    assert set(NAMES) <= set(EVENT_FILTERS)
    filters = read_filters(call.query, NAMES)
    rows: list[EventRow] = []
    asked = bool(filters.keys() - {"since", "until"})
    if asked:
        rows = list(call.store.events(MOST, descending=True, **filters))
        if "actor" in filters and "recipient" in filters:
            swapped = {**filters, "actor": filters["recipient"], "recipient": filters["actor"]}
            known = {r.id for r in rows}
            rows += [r for r in call.store.events(MOST, descending=True, **swapped) if r.id not in known]
    return {
        "filters": filters,
        "asked": asked,
        "total": len(rows),
        "cut": len(rows) >= MOST,
        "most": MOST,
        "acts": acts(rows),
        "events": address("/events", filters),
        "command": command_line("events", str(call.site.path), filters),
        "_types": sorted(call.site.types),
    }


def acts(rows: list[EventRow]) -> list[dict[str, Any]]:
    """Passages by act (who, what, whom), the acts that are told most and most disputed first."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        key = (_ids(row.actors), row.event_type, _ids(row.recipients))
        act = found.setdefault(
            key,
            {"event_type": row.event_type, "actors": row.actors, "recipients": row.recipients,
             "sides": {side: [] for side in SIDES}},
        )  # fmt: skip
        act["sides"][side_of(row)].append(row)
    return sorted(
        found.values(),
        key=lambda a: (
            -sum(bool(a["sides"][s]) for s in SIDES[:3]), -sum(len(v) for v in a["sides"].values()), a["event_type"],
            str(_ids(a["actors"])), str(_ids(a["recipients"])),
        ),
    )  # fmt: skip


def _ids(names: tuple[ActorName, ...]) -> tuple[str, ...]:
    return tuple(sorted(n.id for n in names))
