"""``dateline panel``: numbers of events by period and by who, for statistics."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any

import typer

from dateline.cli.common import DEFAULT_STORE, RawOption, StoreOption, tell
from dateline.cli.options import read_options, takes_filters
from dateline.cli.tables.forms import CountsFormat, CountsOption, FileOption, check_form, give

TABLE = (
    ("Period", "period"), ("Actor", "actor"), ("Recipient", "recipient"), ("Of", "of"), ("Events", "events"),
    ("Value", "value"),
)  # fmt: skip


class By(str, Enum):  # noqa: UP042
    """The rows of a panel."""

    day = "day"
    week = "week"
    month = "month"
    dyad_month = "dyad-month"
    actor_week = "actor-week"


class Of(str, Enum):  # noqa: UP042
    """What is counted apart."""

    type = "type"
    quad = "quad"
    country = "country"


class Weight(str, Enum):  # noqa: UP042
    """What an event adds."""

    one = "one"
    intensity = "intensity"


def panel(
    store: StoreOption = DEFAULT_STORE,
    by: Annotated[By, typer.Option(help="Rows: periods, or actors or pairs of them by period.")] = By.week,
    of: Annotated[Of, typer.Option(help="What is counted apart.")] = Of.type,
    independent: Annotated[
        bool, typer.Option("--independent", help="An incident counts once, however many stories tell it.")
    ] = False,
    weight: Annotated[
        Weight, typer.Option(help="What an event adds to the value: one, or its PLOVER score.")
    ] = Weight.one,
    zeros: Annotated[bool, typer.Option("--zeros", help="Also rows for periods in which nothing happened.")] = False,
    wide_: Annotated[
        bool, typer.Option("--wide", help="A column for each type, quad or country: 0 where nothing happened.")
    ] = False,
    form: CountsOption = CountsFormat.table,
    output: FileOption = None,
    raw_cells: RawOption = False,
    **filters: Any,
) -> None:
    """Count events by period and by who: a table for statistics.

    Actors are their countries where these are known, else their names. An event of several actors counts for each.

    Example: dateline panel --by dyad-month --of quad --independent --zeros --since 2023-01 --format csv
    """
    from dateline.layouts.plain import PANEL, wide
    from dateline.store.links.panel import Plan
    from dateline.store.store import Store

    check_form(form.value, output)
    plan = Plan(by.value, of.value, independent, weight is Weight.intensity, zeros)
    given = read_options(filters)
    with Store(store) as opened:
        rows, left_out = opened.panel(plan, **given), opened.vague(plan, **given)
    if wide_:
        made, layout = wide(rows, plan.of, intensity=plan.intensity)
        shown = tuple((c.name, c.name) for c in layout.columns)
        give(made, layout, form.value, output, shown, raw=raw_cells)
    else:
        give(rows, PANEL, form.value, output, TABLE, raw=raw_cells)
    if left_out:
        tell(f"{left_out:,} events are left out: the text gives a time for them that is longer than a period")


takes_filters(panel, "events")
