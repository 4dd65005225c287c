"""``dateline panel``: numbers of events by period and by who, for statistics."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.common import DEFAULT_STORE, Format, RawOption, StoreOption, given_path, print_rows
from dateline.cli.options import read_options, takes_filters

if TYPE_CHECKING:
    from dateline.store.links.panel import PanelRow

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


class PanelFormat(str, Enum):  # noqa: UP042
    """How a panel is given."""

    table = "table"
    csv = "csv"
    json = "json"
    jsonl = "jsonl"
    parquet = "parquet"


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
    form: Annotated[PanelFormat, typer.Option("--format", "-f", help="How to print.")] = PanelFormat.table,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write a file: needed for parquet.", parser=given_path),
    ] = None,
    raw_cells: RawOption = False,
    **filters: Any,
) -> None:
    """Count events by period and by who: a table for statistics.

    Actors are their countries where these are known, else their names. An event of several actors counts for each.

    Example: dateline panel --by dyad-month --of quad --independent --zeros --since 2023-01 --format csv
    """
    from dateline.errors import UsageError
    from dateline.store.links.panel import Plan
    from dateline.store.store import Store

    if form is PanelFormat.parquet and output is None:
        raise UsageError("--format parquet: say where with -o FILE")
    plan = Plan(by.value, of.value, independent, weight is Weight.intensity, zeros)
    with Store(store) as opened:
        rows = opened.panel(plan, **read_options(filters))
    if form is PanelFormat.parquet and output is not None:
        write_parquet(rows, output)
    else:
        _print(rows, form, output, raw=raw_cells)


takes_filters(panel, "events")


def _print(rows: list[PanelRow], form: PanelFormat, output: Path | None, *, raw: bool) -> None:
    """Print the rows, into a file where one is named."""
    import contextlib

    from dateline.sinks.files import whole_file
    from dateline.store.links.panel import PanelRow

    with contextlib.ExitStack() as stack:
        if output is not None:
            stack.enter_context(contextlib.redirect_stdout(stack.enter_context(whole_file(output))))
        print_rows(iter(rows), PanelRow, Format(form.value), None, TABLE, "events", raw=raw)


def write_parquet(rows: list[PanelRow], output: Path) -> None:
    """Write the rows as Parquet, numbers as numbers.

    Raises:
        UsageError: pyarrow is not installed, or this is no place for a file.
        StoreError: the file can't be written.
    """
    from dateline.errors import UsageError
    from dateline.sinks.files import whole_file

    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise UsageError("--format parquet needs pyarrow: pip install 'dateline[parquet]'") from None
    kinds = {"events": pyarrow.int64(), "value": pyarrow.float64()}
    names = ("period", "actor", "recipient", "of", "events", "value")
    schema = pyarrow.schema([(n, kinds.get(n, pyarrow.string())) for n in names])
    table = pyarrow.Table.from_pydict({n: [getattr(r, n) for r in rows] for n in names}, schema=schema)
    with whole_file(output, "wb") as out:
        pyarrow.parquet.write_table(table, out, compression="zstd")
