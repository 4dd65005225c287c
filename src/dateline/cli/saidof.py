"""``dateline said-of``: who said what of whom."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from dateline.cli.common import DEFAULT_STORE, Format, RawOption, StoreOption, print_rows
from dateline.cli.lists import (
    FactualityOption,
    FormatOption,
    LimitOption,
    OutletOption,
    SearchOption,
    SinceOption,
    StanceOption,
    StoryOption,
    TypeOption,
    UntilOption,
    check_values,
)

Name = str | None
TABLE = (
    ("Speaker", "speaker"), ("Of whom", "about"), ("Statements", "statements"), ("Asserts", "asserts"),
    ("Denies", "denies"), ("Hedges", "hedges"), ("Says that they do", "does"),
)  # fmt: skip


def said_of(
    store: StoreOption = DEFAULT_STORE,
    about: Annotated[Name, typer.Option(help="Of whom: a name, an id, or a country code in capitals (IRN).")] = None,
    said_by: Annotated[Name, typer.Option(help="Who says it, named like --about.")] = None,
    stance: StanceOption = None,
    type_: TypeOption = None,
    factuality: FactualityOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    outlet: OutletOption = None,
    search: SearchOption = None,
    story: StoryOption = None,
    form: FormatOption = Format.table,
    limit: LimitOption = None,
    raw_cells: RawOption = False,
) -> None:
    """Count who said what of whom: statements by speaker, by the actor they mention and by stance.

    Example: dateline said-of --about Israel
    """
    from dateline.store.store import Store
    from dateline.store.voices import VoiceRow

    filters: dict[str, Any] = {
        "about": about, "said_by": said_by, "stance": stance, "type": type_, "factuality": factuality, "since": since,
        "until": until, "outlet": outlet, "search": search, "story": story,
    }  # fmt: skip
    check_values(filters)
    with Store(store) as opened:
        print_rows(opened.voices(**filters), VoiceRow, form, limit, TABLE, "pairs", raw=raw_cells)
