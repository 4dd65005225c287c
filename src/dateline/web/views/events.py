"""Events: a table with all filters, a timeline, and the same rows as a file."""

from __future__ import annotations

from typing import Any

from dateline.layouts.registry import layouts
from dateline.sinks.registry import is_ready
from dateline.store.query.kept_events import kept, narrows, told_again
from dateline.store.query.queries import event_counts
from dateline.web.charts import timeline
from dateline.web.page import Call
from dateline.web.params import address, command_line, names_of, read_after, read_filters, read_limit

# Files by their endings: what they are called.
FORMS = {"csv": "CSV", "parquet": "Parquet", "dta": "Stata", "xlsx": "Excel"}


def data(call: Call) -> dict[str, Any]:
    """What the page of events shows."""
    filters = read_filters(call.query, names_of("events"))
    limit, after = read_limit(call.query), read_after(call.query)
    rows = list(call.store.events(limit + 1, descending=True, after=after, **filters))
    counts = event_counts(call.store.db, call.store.filters(**filters))
    shown = rows[:limit]
    chosen = call.store.filters(**filters)
    again = 0 if chosen.all_tellings else told_again(call.store.db, chosen)
    more = address("/events", filters, after=shown[-1].id, limit=call.query.get("limit")) if len(rows) > limit else None
    return {
        "filters": filters,
        "total": sum(n for _, n in counts),
        "kept": kept(call.store.db, chosen) if narrows(chosen) else None,
        "told_again": again,
        "with_all": address("/events", filters, all_tellings=True) if again else None,
        "events": shown,
        "timeline": timeline(counts),
        "next": more,
        "first": address("/events", filters) if after else None,
        "files": [(name, address(f"/events.{form}", filters)) for form, name in FORMS.items() if is_ready(form)],
        "layouts": [
            (known.name, known.title, address(f"/events-{known.name}.csv", filters)) for known in layouts()[1:]
        ],
        "command": command_line("events", str(call.site.path), filters, "--format=csv"),
        "empty": not rows and not filters and not after,
    }
