"""``dateline new``: the events of pages that came in since a run or a day."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from dateline.cli.common import DEFAULT_STORE, Format, RawOption, StoreOption, tell
from dateline.cli.options import FormatOption, LimitOption, takes_filters


def new(
    since: Annotated[
        str | None,
        typer.Option(
            metavar="RUN|DAY",
            help="Runs after the one of this number, or that began on this day or later.",
            show_default="the last run",
        ),
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    form: FormatOption = Format.table,
    limit: LimitOption = None,
    raw_cells: RawOption = False,
    **filters: Any,
) -> None:
    """List the events of pages that were coded since a run or a day, whenever these were published.

    Example: dateline new --since 2023-11-03 --type ASSAULT
    """
    from dateline.cli.lists import show_list
    from dateline.store.care.status import last_runs
    from dateline.store.store import Store

    with Store(store) as opened:
        latest = next(iter(last_runs(opened, 1)), None)
    given = since or str(latest.number - 1 if latest else 0)
    show_list("events", store, form, limit, raw=raw_cells, coded_since=given, **filters)
    if latest:
        tell(f"the last run is number {latest.number}, of {latest.started}; next time: --since {latest.number}")


takes_filters(new, "events", but=("coded_since", "since"))
