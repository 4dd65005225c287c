"""``dateline backup``: a copy of a database that may be in use."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.common import DEFAULT_STORE, StoreOption, given_path, only_file, out_text
from dateline.engine.shown import visible


def backup(
    copy: Annotated[Path, typer.Argument(metavar="COPY", help="The file to make.", parser=given_path)],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Copy a database as it is at one moment, also while runs write to it. A file that is there is never replaced.

    Example: dateline backup news-backup.db --store news.db
    """
    from dateline.store.care.backup import backup as copy_of
    from dateline.store.store import Store

    only_file(store, "`dateline backup`")
    with Store(store) as opened:
        size = copy_of(opened, copy)
    out_text(f"{visible(str(copy))}: {size:,} bytes, looked through")
