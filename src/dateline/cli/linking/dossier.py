"""``dateline dossier``: all that is known of some incidents in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.common import DEFAULT_STORE, StoreOption, given_path, tell


def dossier(
    asked: Annotated[str, typer.Argument(metavar="ID|QUERY", help="An incident's id, or words of its stories.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE.html", help="The file to write.", parser=given_path)
    ],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Write one self-contained HTML file: stories, passages, positions, numbers, sources, digests and versions.

    It opens offline, nothing in it runs or is loaded, and it prints well.

    Example: dateline dossier i3f2a9c0b11 -o market.html
    """
    from dateline.dossier.collect import collect
    from dateline.dossier.page import html_of
    from dateline.engine.link import load_tools
    from dateline.errors import UsageError
    from dateline.sinks.output_files import whole_file
    from dateline.store.opening.held_files import identity
    from dateline.store.store import Store

    with Store(store) as opened:
        if identity(output) is not None and identity(output) == identity(store):
            raise UsageError(f"-o {output}: this is the database")
        found = collect(opened, asked, load_tools())
    with whole_file(output, "wb") as out:
        out.write(html_of(found).encode("utf-8", "replace"))
    tell(f"{len(found.incidents):,} incidents, {len(found.stories):,} stories > {output}")
