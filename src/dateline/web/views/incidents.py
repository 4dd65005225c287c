"""Incidents: a list with all filters, and one incident with who says what against whom and what differs."""

from __future__ import annotations

from typing import Any

from dateline.engine.incidents import detail
from dateline.errors import UsageError
from dateline.linking.numbers import figures
from dateline.linking.numbers.figures import WHAT
from dateline.linking.positions.gathered import once
from dateline.linking.positions.positions import KINDS, PAST
from dateline.store.links import incidents
from dateline.web.charts import timeline
from dateline.web.page import Call, NotThereError
from dateline.web.params import address, command_line, names_of, read_after, read_filters, read_limit

# The columns of an incident's page: what the kinds of positions come to.
SIDES = (
    ("Say that it happened", ("reports", "says", "confirms", "claims")),
    ("Blame", ("blames",)),
    ("Doubt", ("doubts",)),
    ("Deny", ("denies",)),
    ("Expect", ("announces",)),
)


def listing(call: Call) -> dict[str, Any]:
    """What the page of incidents shows."""
    filters = read_filters(call.query, names_of("incidents"))
    limit, after = read_limit(call.query), read_after(call.query)
    rows = list(call.store.incidents(limit + 1, descending=True, after=after, **filters))
    chosen = call.store.filters(**filters)
    shown = rows[:limit]
    more = address("/incidents", filters, after=shown[-1].id, limit=call.query.get("limit")) if shown else None
    return {
        "filters": filters,
        "total": incidents.count(call.store.db, chosen),
        "incidents": shown,
        "timeline": timeline(incidents.day_counts(call.store.db, chosen)),
        "next": more if len(rows) > limit else None,
        "first": address("/incidents", filters) if after else None,
        "command": command_line("incidents", str(call.site.path), filters),
        "empty": not rows and not filters and not after,
    }


def data(call: Call) -> dict[str, Any]:
    """What the page of an incident shows."""
    ref = call.path["incident"]
    try:
        known = call.store.incident_ids(ref)
    except UsageError:
        raise NotThereError(f"There is no incident {ref[:80]!r} in {call.site.name}.") from None
    found = detail(call.store, known[0], call.site.link_tools)
    numbers = figures.once(found.numbers)
    return {
        "incident": found.row,
        "asked": ref,
        "others": known[1:],
        "mark": call.desk.mark_of("incident", known[0]),
        "reports": found.reports,
        "outlet_of": {r.story: r.outlet for r in found.reports},
        "origins": found.origins,
        "sides": [
            {"label": label, "positions": once([p for p in found.positions if p.kind in kinds])}
            for label, kinds in SIDES
        ],
        "positions": found.positions,
        "numbers": [
            {"what": what, "differ": what in found.row.differing, "rows": [n for n in numbers if n.first.what == what]}
            for what in WHAT
            if any(n.what == what for n in found.numbers)
        ],
        "former": found.former,
        "pairs": found.pairs[:20],
        "kinds": KINDS,
        "past": PAST,
    }
