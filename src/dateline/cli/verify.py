"""``dateline verify``: is the database whole?"""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.cli.common import DEFAULT_STORE, StoreOption, out_text, tell
from dateline.engine.shown import visible


def verify(
    store: StoreOption = DEFAULT_STORE,
    limit: Annotated[int, typer.Option(min=0, help="At most so many faults, 0 for all.")] = 100,
) -> None:
    """Look through the whole database: spans, references, sums, search indexes. Exit code 1 where something is wrong.

    Runs that write wait while the search indexes are checked; readers don't.

    Example: dateline verify --store news.db
    """
    from itertools import islice

    from dateline.errors import StoreError
    from dateline.store.care.verify import verify as faults_of
    from dateline.store.store import Store

    Store(store).close()  # no store is made where there is none
    try:
        opened = Store(store, write=True)
    except StoreError as error:
        tell(f"{error}; the search indexes are not checked")
        opened = Store(store)
    with opened:
        stories = opened.counts().stories
        faults = list(islice(faults_of(opened), limit or None))
    for fault in faults:
        out_text(f"{visible(fault.where)}: {visible(fault.what)}")
    if faults:
        tell(f"{store}: {len(faults)}{' or more' if limit and len(faults) == limit else ''} faults")
        raise typer.Exit(1)
    out_text(f"{store}: whole; {stories:,} stories looked through")
