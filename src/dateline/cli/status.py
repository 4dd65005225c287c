"""``dateline status``: what a database holds, what failed, which runs wrote it."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.common import DEFAULT_STORE, StoreOption, TextFormat, out_text
from dateline.engine.shown import visible

if TYPE_CHECKING:
    from dateline.store.care.status import Status


def status(
    store: StoreOption = DEFAULT_STORE,
    form: Annotated[TextFormat, typer.Option("--format", "-f", help="How to print.")] = TextFormat.text,
) -> None:
    """Tell what the database holds: pages, stories, versions, failures by reason, and the last runs.

    Example: dateline status --store news.db
    """
    from dateline.store.care.status import status as status_of
    from dateline.store.store import Store

    with Store(store) as opened:
        found = status_of(opened)
    if form is TextFormat.json:
        out_text(json.dumps(dataclasses.asdict(found), ensure_ascii=False, indent=1))
        return
    for line in _lines(found):
        out_text(visible(line))


def _lines(s: Status) -> list[str]:
    c = s.counts
    lines = [
        f"{c.documents:,} pages: {c.documents - c.failed - s.same:,} coded, "
        f"{s.same:,} with the bytes of another one, {c.failed:,} failed",
        f"{c.stories:,} stories, {c.events:,} events, {c.statements:,} statements, {c.actors:,} actors; "
        f"{s.bytes:,} bytes",
    ]
    lines += [f"{pages:,} pages by {code}, knowledge {knowledge}" for code, knowledge, pages in s.versions]
    lines += [f"{n:,} failed: {reason}" for reason, n in s.reasons]
    for run in s.runs:
        ended = f"to {run.ended}" if run.ended else "not ended: it goes on, or was killed"
        lines.append(
            f"run {run.number}, {run.started} {ended}: {run.pages:,} pages coded, {run.skipped:,} unchanged or "
            f"the same, {run.failed:,} failed"
            if run.ended
            else f"run {run.number}, {run.started} {ended}"
        )
    return lines
