"""``dateline backup``: a copy of a database that may be in use."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.common import DEFAULT_STORE, StoreOption, given_path, out_text
from dateline.engine.shown import visible


def backup(
    copy: Annotated[Path, typer.Argument(metavar="COPY", help="The file to make.", parser=given_path)],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Copy a database as it is at one moment, also while runs write to it. A file that is there is never replaced.

    Of a store on a server pg_dump makes the copy, of its schema alone; pg_restore brings it back.

    Example: dateline backup news-backup.db --store news.db
    """
    from dateline.store.care.backup import backup as copy_of
    from dateline.store.care.dump import dump
    from dateline.store.opening.address import Address
    from dateline.store.store import Store

    with Store(store) as opened:
        size = dump(opened, copy) if isinstance(store, Address) else copy_of(opened, copy)
    out_text(f"{visible(str(copy))}: {size:,} bytes, looked through")
