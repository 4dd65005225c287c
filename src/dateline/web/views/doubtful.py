"""Doubtful events: the least sure first, each with enough around it to be judged alone."""

from __future__ import annotations

from typing import Any

from dateline.store.filters.declared_filters import Declared
from dateline.store.filters.filter_values import Choice
from dateline.store.query.queries import doubtful
from dateline.store.query.words_around import around
from dateline.store.rows.typed_rows import EventRow
from dateline.web.judgements import latest
from dateline.web.page import Call
from dateline.web.params import address, names_of, read_after, read_filters, read_limit

ROWS = 25
BY_ITSELF = "parties"
BY = Declared("Doubted", "what is doubted: its parties (where left out), or that there is such an event", "event",
              kind=Choice(among=("parties", "event")), name="by")  # fmt: skip


def data(call: Call) -> dict[str, Any]:
    """What the queue of doubtful events shows."""
    filters = read_filters(call.query, names_of("events"))
    limit, after = read_limit(call.query, ROWS), read_after(call.query)
    by, rows = _least_sure(call, filters, limit + 1, after)
    shown = rows[:limit]
    kind = {} if by == BY_ITSELF else {"by": by}
    more = (
        address("/doubtful", {**filters, **kind}, after=shown[-1].id, limit=call.query.get("limit")) if shown else None
    )
    return {
        "filters": filters,
        "by": by,
        "other": address("/doubtful", filters, by="event" if by == "parties" else "parties"),
        "events": shown,
        "around": around(call.store.db, [r.id for r in shown]),
        "judged": _judged(call, [r.id for r in shown]),
        "next": more if len(rows) > limit else None,
        "first": address("/doubtful", {**filters, **kind}) if after else None,
        "empty": not rows and not filters and not after,
    }


def _least_sure(call: Call, filters: dict[str, Any], limit: int, after: str | None) -> tuple[str, list[EventRow]]:
    """What is doubted, and the events: the parties, which are wrong more often than that there is such an event.

    A store that was coded before there were numbers for parties is sorted by the other one, if none was asked for.
    """
    asked = call.query.get("by")
    by = BY.read([asked or BY_ITSELF])
    BY.check(by)
    chosen = call.store.filters(**filters)
    rows = list(doubtful(call.store.db, chosen, limit, after, parties=by == "parties"))
    if not (rows or asked or after):
        rows = list(doubtful(call.store.db, chosen, limit))
        by = "event" if rows else by
    return by, rows


def _judged(call: Call, refs: list[str]) -> dict[str, str]:
    """Event id > the last verdict on it."""
    if not call.site.review:
        return {}
    said = {j.event: j.verdict for j in latest(call.site.judgements.read())}
    return {ref: said[ref] for ref in refs if ref in said}
