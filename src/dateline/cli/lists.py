"""``dateline stories``, ``events``, ``statements`` and the list of actors: the same filters for all."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from dateline.cli.common import (
    DEFAULT_STORE,
    Format,
    LayoutOption,
    Printed,
    RawOption,
    StoreOption,
    bound,
    check_layout,
    print_rows,
    tell,
)
from dateline.cli.options import FormatOption, LimitOption, read_options, takes_filters
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.store.store import Store

TABLES = {
    "stories": (
        ("Id", "id"), ("File", "file"), ("Outlet", "outlet"), ("Published", "published"), ("Headline", "headline"),
        ("Words", "words"), ("Statements", "statements"), ("Events", "events"), ("Not coded", "not_coded"),
    ),
    "events": (
        ("Id", "id"), ("Day", "marked_day"), ("Who", "actors"), ("Type", "event_type"), ("Mode", "modes"),
        ("Whom", "recipients"), ("Status", "factuality"), ("Said by", "said_by"), ("Stance", "stance"),
        ("Where", "place"), ("Words", "trigger"), ("Counts", "counts"), ("Sure", "sure"), ("Parties", "sure_parties"),
    ),
    "statements": (
        ("Id", "id"), ("Day", "day"), ("Said by", "said_by"), ("Stance", "stance"), ("Form", "directness"),
        ("To", "addressee"), ("Content", "content"), ("Events", "events"),
    ),
    "actors": (
        ("Id", "id"), ("Name", "name"), ("Kind", "kind"), ("Country", "country"), ("Sectors", "sectors"),
        ("Stories", "stories"), ("Acts", "as_actor"), ("Acted on", "as_recipient"), ("Says", "statements"),
    ),
}  # fmt: skip
ABOUT = {
    "stories": ("List stories by day of publication.", 'dateline stories --outlet "Example Agency" --search sanctions'),
    "events": (
        "List events by day: who did what to whom, and who says so.",
        "dateline events --actor Iran --type THREATEN",
    ),
    "statements": ("List who said what.", "dateline statements --said-by Tasnim --about Israel --format csv"),
}


def show_list(
    what: str,
    store: Path,
    form: Format,
    limit: int | None,
    *,
    raw: bool = False,
    layout: str | None = None,
    **given: Any,
) -> None:
    """Open the store and print one of its lists.

    Args:
        what: the list, as the method of ``Store`` is called.
        store: path of the database.
        form: how to print.
        limit: at most so many rows.
        raw: leave cells of CSV as they are that a spreadsheet would run.
        layout: of events as CSV.
        given: filters as the command line gives them.
    """
    from dateline.store.filters.declared_filters import Filters
    from dateline.store.rows import typed_rows
    from dateline.store.store import Store

    filters = read_options(given)
    Filters(**filters)  # a wrong value is told before a missing database
    kinds = {
        "stories": typed_rows.StoryRow,
        "events": typed_rows.EventRow,
        "statements": typed_rows.StatementRow,
        "actors": typed_rows.ActorRow,
    }
    with Store(store) as opened:
        if what == "events" and form is Format.csv:
            _print_events(opened, filters, limit, layout, raw=raw)
        else:
            rows = getattr(opened, what)(**filters)
            hints = partial(opened.hints, **filters)
            print_rows(rows, kinds[what], form, limit, TABLES[what], what, raw=raw, hints=hints)
        if what == "events":
            _say_what_is_left_out(opened, form, filters)


def _print_events(opened: Store, filters: dict[str, Any], limit: int | None, layout: str | None, *, raw: bool) -> None:
    """Events as CSV: the columns that ``code --to csv`` writes, which ``docs/columns.md`` describes, or a layout's."""
    from dateline.sinks.formats.csv_sink import TextTable
    from dateline.sinks.stored.layout_rows import stored_rows

    table = bound(layout, all_tellings=bool(filters.get("all_tellings")))
    rows = stored_rows(opened, table, {**filters, "limit": limit})
    TextTable(Printed(), table, raw_cells=raw).add(rows)


def _say_what_is_left_out(opened: Store, form: Format, filters: dict[str, Any]) -> None:
    """Below a list of events: the share that its confidence keeps, and how many tellings are not shown."""
    lines = []
    if filters.get("min_confidence") is not None or filters.get("min_parties") is not None:
        lines.append(opened.kept(**filters).says)
    again = 0 if filters.get("all_tellings") or form is not Format.table else opened.told_again(**filters)
    if again:
        lines.append(f"{again:,} further tellings of such events are left out; --all-tellings shows them.")
    for line in lines:
        if form is Format.table:
            print(line)
        else:
            tell(line)


def add_lists(app: typer.Typer) -> None:
    """Add the three lists that have no argument."""
    for what, (says, example) in ABOUT.items():
        app.command(what, help=f"{says}\n\nExample: {example}")(_events() if what == "events" else _command(what))


def _command(what: str) -> Any:
    def command(
        store: StoreOption = DEFAULT_STORE,
        form: FormatOption = Format.table,
        limit: LimitOption = None,
        raw_cells: RawOption = False,
        **filters: Any,
    ) -> None:
        show_list(what, store, form, limit, raw=raw_cells, **filters)

    return takes_filters(command, what)


def _events() -> Any:
    def command(
        store: StoreOption = DEFAULT_STORE,
        form: FormatOption = Format.table,
        layout: LayoutOption = None,
        limit: LimitOption = None,
        raw_cells: RawOption = False,
        **filters: Any,
    ) -> None:
        check_layout(layout)
        if layout and form in (Format.json, Format.jsonl):
            raise UsageError(f"--layout {layout}: a layout is printed as CSV; `dateline export` writes other forms")
        show_list("events", store, Format.csv if layout else form, limit, raw=raw_cells, layout=layout, **filters)

    return takes_filters(command, "events")
