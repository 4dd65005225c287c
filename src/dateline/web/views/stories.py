"""Search and browse: stories, newest first, with counts by day."""

from __future__ import annotations

from typing import Any

from dateline.store.query import summaries
from dateline.web.charts import timeline
from dateline.web.page import Call
from dateline.web.params import address, command_line, names_of, read_after, read_filters, read_limit


def data(call: Call) -> dict[str, Any]:
    """What the page of stories shows."""
    filters = read_filters(call.query, names_of("stories"))
    limit, after = read_limit(call.query), read_after(call.query)
    rows = list(call.store.stories(limit + 1, descending=True, after=after, **filters))
    counts = summaries.story_counts(call.store.db, call.store.filters(**filters))
    shown = rows[:limit]
    return {
        "filters": filters,
        "total": sum(n for _, n in counts),
        "stories": shown,
        "timeline": timeline(counts),
        "next": address("/", filters, after=shown[-1].id, limit=call.query.get("limit")) if len(rows) > limit else None,
        "first": address("/", filters) if after else None,
        "command": command_line("stories", str(call.site.path), filters),
        "empty": not rows and not filters and not after,
    }
