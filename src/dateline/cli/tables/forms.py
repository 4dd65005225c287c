"""How counts are given: printed, or as files that other programs read with the right types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.common import Format, given_path, print_rows

if TYPE_CHECKING:
    from dateline.layouts.declare import Layout


class CountsFormat(str, Enum):  # noqa: UP042 - Typer shows the values of str enumerations
    """How counts are given."""

    table = "table"
    csv = "csv"
    json = "json"
    jsonl = "jsonl"
    parquet = "parquet"
    dta = "dta"
    xlsx = "xlsx"


FILES = (CountsFormat.parquet, CountsFormat.dta, CountsFormat.xlsx)
CountsOption = Annotated[CountsFormat, typer.Option("--format", "-f", help="How to print; dta is Stata's.")]
FileOption = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write a file: needed for parquet, dta, xlsx.", parser=given_path
    ),
]


def check_form(form: str, output: Path | None) -> None:
    """Is there a place for what is no text?

    Raises:
        UsageError: there is none.
    """
    from dateline.errors import UsageError

    if form in {f.value for f in FILES} and output is None:
        raise UsageError(f"--format {form}: say where with -o FILE")


def give(
    rows: Sequence[Any],
    layout: Layout,
    form: str,
    output: Path | None,
    table: Sequence[tuple[str, str]],
    *,
    raw: bool = False,
) -> None:
    """Print rows, or write them as a file.

    Args:
        rows: instances of a dataclass with the layout's fields.
        layout: names and types of the columns.
        form: one of ``CountsFormat``.
        output: the file; None prints.
        table: (heading, field) of what a table shows.
        raw: leave cells of CSV as they are that a spreadsheet would run.
    """
    from dateline.layouts.plain import cells
    from dateline.layouts.table import Table
    from dateline.sinks.registry import write_rows

    if output is not None and form in {f.value for f in FILES}:
        write_rows(form, output, Table(layout), cells(layout, rows))
    else:
        with_output(output, lambda: _print(rows, layout, form, table, raw=raw))


def _print(rows: Iterable[Any], layout: Layout, form: str, table: Sequence[tuple[str, str]], *, raw: bool) -> None:
    kind = type(next(iter(rows), None))
    if form == CountsFormat.csv.value and kind is type(None):
        from dateline.cli.common import print_csv

        print_csv([[c.name for c in layout.columns]])
        return
    print_rows(iter(rows), kind, Format(form), None, table, "events", raw=raw)


def with_output(output: Path | None, work: Any) -> None:
    """Do what prints, into a file where one is named."""
    import contextlib

    from dateline.sinks.output_files import whole_file

    with contextlib.ExitStack() as stack:
        if output is not None:
            stack.enter_context(contextlib.redirect_stdout(stack.enter_context(whole_file(output))))
        work()
