"""``dateline check``: is the knowledge sound?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def check(
    knowledge: Annotated[
        list[Path] | None, typer.Option(metavar="DIR", help="Folder laid over ours; may be repeated.")
    ] = None,
) -> None:
    """Check the knowledge files; each fault is named with file, line and reason.

    Example: dateline check --knowledge my_rules/
    """
    from dateline.knowledge.check import check_all

    faults = check_all(tuple(knowledge or ()))
    for fault in faults:
        print(f"dateline: {fault}", file=sys.stderr)
    if faults:
        print(f"{len(faults)} faults", file=sys.stderr)
        raise typer.Exit(1)
    print("The knowledge files are sound.")
