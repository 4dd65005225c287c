"""``dateline failures``: inputs that could not be coded."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.cli.common import DEFAULT_STORE, Format, RawOption, StoreOption, print_rows


def failures(
    store: StoreOption = DEFAULT_STORE,
    form: Annotated[Format, typer.Option("--format", "-f", help="How to print.")] = Format.table,
    limit: Annotated[int | None, typer.Option(min=0, help="At most so many rows, 0 for all.")] = None,
    raw_cells: RawOption = False,
) -> None:
    """List the inputs that failed, with the reason.

    Example: dateline failures --store news.db
    """
    from dateline.store.rows.typed_rows import DocumentRow
    from dateline.store.store import Store

    with Store(store) as opened:
        table = (("Input", "name"), ("Reason", "reason"))
        print_rows(opened.documents("failed"), DocumentRow, form, limit, table, "failures", raw=raw_cells)
