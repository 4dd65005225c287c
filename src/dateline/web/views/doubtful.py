"""Doubtful events: the least sure first, each with enough around it to be judged alone."""

from __future__ import annotations

from typing import Any

from dateline.store.filters.declared_filters import Declared
from dateline.store.filters.filter_values import Choice
from dateline.store.query.queries import doubtful
from dateline.store.query.words_around import around
from dateline.web.judgements import latest
from dateline.web.page import Call
from dateline.web.params import address, names_of, read_after, read_filters, read_limit

ROWS = 25
BY = Declared("Doubted", "what is doubted: that there is such an event, or its parties", "parties",
              kind=Choice(among=("event", "parties")), name="by")  # fmt: skip


def data(call: Call) -> dict[str, Any]:
    """What the queue of doubtful events shows."""
    filters = read_filters(call.query, names_of("events"))
    by = BY.read([call.query.get("by") or "event"])
    BY.check(by)
    limit, after = read_limit(call.query, ROWS), read_after(call.query)
    chosen = call.store.filters(**filters)
    rows = list(doubtful(call.store.db, chosen, limit + 1, after, parties=by == "parties"))
    shown = rows[:limit]
    kind = {} if by == "event" else {"by": by}
    more = (
        address("/doubtful", {**filters, **kind}, after=shown[-1].id, limit=call.query.get("limit")) if shown else None
    )
    return {
        "filters": filters,
        "by": by,
        "other": address("/doubtful", filters, by="parties" if by == "event" else None),
        "events": shown,
        "around": around(call.store.db, [r.id for r in shown]),
        "judged": _judged(call, [r.id for r in shown]),
        "next": more if len(rows) > limit else None,
        "first": address("/doubtful", {**filters, **kind}) if after else None,
        "empty": not rows and not filters and not after,
    }


def _judged(call: Call, refs: list[str]) -> dict[str, str]:
    """Event id > the last verdict on it."""
    if not call.site.review:
        return {}
    said = {j.event: j.verdict for j in latest(call.site.judgements.read())}
    return {ref: said[ref] for ref in refs if ref in said}
