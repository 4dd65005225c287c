"""``dateline said-of``: who said what of whom."""

from __future__ import annotations

from typing import Any

from dateline.cli.common import DEFAULT_STORE, Format, RawOption, StoreOption, print_rows
from dateline.cli.options import FormatOption, LimitOption, read_options, takes_filters

TABLE = (
    ("Speaker", "speaker"), ("Of whom", "about"), ("Statements", "statements"), ("Asserts", "asserts"),
    ("Denies", "denies"), ("Hedges", "hedges"), ("Says that they do", "does"),
)  # fmt: skip


def said_of(
    store: StoreOption = DEFAULT_STORE,
    form: FormatOption = Format.table,
    limit: LimitOption = None,
    raw_cells: RawOption = False,
    **filters: Any,
) -> None:
    """Count who said what of whom: statements by speaker, by the actor they mention and by stance.

    Example: dateline said-of --about Israel
    """
    from dateline.store.filters.declared_filters import Filters
    from dateline.store.query.voices import VoiceRow
    from dateline.store.store import Store

    chosen = read_options(filters)
    Filters(**chosen)  # a wrong value is told before a missing database
    with Store(store) as opened:
        print_rows(opened.voices(**chosen), VoiceRow, form, limit, TABLE, "pairs", raw=raw_cells)


takes_filters(said_of, "said-of")
