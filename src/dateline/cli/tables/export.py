"""``dateline export``: what a database holds as a file, without coding it again."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.common import (
    DEFAULT_STORE,
    LayoutOption,
    RawOption,
    StoreOption,
    bound,
    check_layout,
    given_path,
    tell,
)
from dateline.cli.options import read_options, takes_filters

if TYPE_CHECKING:
    from dateline.store.store import Store


class To(str, Enum):  # noqa: UP042 - Typer shows the values of str enumerations
    """What is written."""

    csv = "csv"
    parquet = "parquet"
    dta = "dta"
    xlsx = "xlsx"
    jsonl = "jsonl"


def export(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="The file; - is standard output.", parser=given_path)
    ],
    store: StoreOption = DEFAULT_STORE,
    to: Annotated[
        To, typer.Option(help="A table of the events (dta: Stata), or jsonl: the records of their stories.")
    ] = To.csv,
    layout: LayoutOption = None,
    limit: Annotated[int | None, typer.Option(min=0, help="At most so many events or stories, 0 for all.")] = None,
    raw_cells: RawOption = False,
    **filters: Any,
) -> None:
    """Write events from the database, all columns or those of a layout, as a file.

    Example: dateline export --to dta --type ASSAULT --since 2023-10 -o events.dta
    """
    from dateline.errors import UsageError
    from dateline.store.store import Store

    check_layout(layout)
    if raw_cells and to is not To.csv:
        raise UsageError("--raw-cells: only --to csv has cells that a spreadsheet would run")
    if layout and to is To.jsonl:
        raise UsageError(f"--layout {layout}: jsonl holds whole records; csv, parquet, dta and xlsx have columns")
    given = {**read_options(filters), "limit": limit or None}
    with Store(store) as opened:
        if to is To.jsonl:
            number, what = _records(opened, output, given), "stories"
        else:
            number, what = _rows(opened, to.value, output, layout, given, raw=raw_cells), "rows"
    tell(f"{number:,} {what} > {'standard output' if output == Path('-') else output}")


takes_filters(export, "events")


def _rows(store: Store, to: str, output: Path, layout: str | None, given: dict[str, Any], *, raw: bool) -> int:
    """Write the rows of the events that pass; how many there were."""
    from dateline.sinks.registry import write_rows
    from dateline.sinks.stored.layout_rows import stored_rows

    table = bound(layout, all_tellings=bool(given.get("all_tellings")))
    number = 0

    def counted() -> Any:
        nonlocal number
        for row in stored_rows(store, table, given):
            number += 1
            yield row

    write_rows(to, output, table, counted(), raw_cells=raw)
    return number


def _records(store: Store, output: Path, given: dict[str, Any]) -> int:
    """Write the records of the stories that have such events; how many there were."""
    from dateline.sinks.registry import open_sink

    given.pop("all_tellings", None)
    number = 0
    sink = open_sink("jsonl", output)
    try:
        for number, row in enumerate(store.stories(**given), 1):  # noqa: B007
            sink.write(store.record(row.id))
        sink.close()
    except BaseException:
        sink.discard()
        raise
    return number
