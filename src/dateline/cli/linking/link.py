"""``dateline link``: which stories are copies, which events are one happening."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from dateline.cli.common import DEFAULT_STORE, KnowledgeOption, StoreOption
from dateline.engine.shown import visible

# Seconds between two log lines.
EVERY = 15.0


def link(
    store: StoreOption = DEFAULT_STORE,
    knowledge: KnowledgeOption = None,
) -> None:
    """Find copies of one text and events of different stories that are one incident.

    Only new stories are worked on. `dateline code` does this at its end unless --no-link is given.

    Example: dateline link --store news.db && dateline incidents
    """
    from dateline.store.store import Store

    with Store(store):  # a database that is not there is an error, not a new one
        pass
    link_path(store, tuple(knowledge or ()))


def link_path(path: Path, knowledge: tuple[Path, ...], say: Callable[[str], None] | None = None) -> None:
    """Link a database and say what was done: on standard error, or to whoever is told lines."""
    from dateline.engine.link import link as run
    from dateline.engine.link import load_tools
    from dateline.store.store import Store

    began = time.monotonic()
    with Store(path, write=True) as store:
        done = run(store, load_tools(knowledge), _Steps())
    if done.stories or done.settled:
        took = time.monotonic() - began
        line = (
            f"{done.stories:,} stories linked in {took:.1f} s ({done.copies:,} copies of others): "
            f"{done.incidents:,} incidents > {visible(str(path))}"
        )
        print(line, file=sys.stderr) if say is None else say(line)


class _Steps:
    """A bar on a terminal, log lines elsewhere."""

    def __init__(self) -> None:
        self.last = time.monotonic()

    def __call__(self, done: int, all_: int) -> None:
        if sys.stderr.isatty():
            share = done / max(1, all_)
            bar = "█" * int(30 * share)
            print(f"\rlinking {bar:<30} {done:,} of {all_:,}", end="" if done < all_ else "\n", file=sys.stderr)
        elif time.monotonic() - self.last >= EVERY:
            self.last = time.monotonic()
            print(f"dateline: linking: {done:,} of {all_:,} stories", file=sys.stderr, flush=True)
