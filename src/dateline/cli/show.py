"""``dateline show``: a story with its spans marked and its records beside."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.common import DEFAULT_STORE, StoreOption, TextFormat, clean, console, out_text
from dateline.store.rows.typed_rows import full_id

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from dateline.cli.marks import Marked, Namer
    from dateline.record import Event, Statement, StoryRecord


def show(
    story: Annotated[
        str,
        typer.Argument(
            metavar="STORY", help="Id of the story, its beginning, the name of its file, or the id of its row."
        ),
    ],
    store: StoreOption = DEFAULT_STORE,
    form: Annotated[TextFormat, typer.Option("--format", "-f", help="How to print.")] = TextFormat.text,
) -> None:
    """Print a story with its spans marked; below each paragraph who says what, and who did what to whom.

    Example: dateline show 01.txt
    """
    from dateline.store.store import Store

    with Store(store) as opened:
        record = opened.record(story)
    if form is TextFormat.json:
        out_text(json.dumps(record.to_dict(), ensure_ascii=False, indent=1))
        return
    print_story(record, console())


def print_story(record: StoryRecord, out: Console) -> None:
    """Print a record for a reader."""
    from rich.padding import Padding
    from rich.text import Text

    from dateline.cli.marks import STATUS, Marked, Namer

    marked, namer = Marked(record), Namer(record)
    out.print(Text(clean(record.headline or "(no headline)"), style="bold"))
    out.print(Text(clean(_source(record)), style="dim"))
    for caption in record.captions:
        out.print(Text(f"picture: {clean(caption)}", style="dim italic"))
    if record.not_coded:
        out.print(Text(f"not coded: {record.not_coded}", style="yellow"))
    for limit in record.limits:
        out.print(Text(clean(limit.says), style="yellow"))
    if not (record.events or record.not_coded or any(limit.what == "events" for limit in record.limits)):
        out.print(Text("no event: nobody does anything in it that the frames or the reader know", style="yellow"))
    for paragraph in marked.paragraphs():
        out.print()
        out.print(marked.text(paragraph))
        for line in _lines(marked, namer, *marked.within(paragraph)):
            out.print(Padding(line, (0, 0, 0, 4)))
    out.print()
    legend = "  ".join(f"{mark} {name}" for name, (mark, _) in STATUS.items())
    out.print(Text(f"‹1 … 1› what somebody says   [1] an event   {legend}", style="dim"))
    if record.events:
        out.print(
            Text("last: how sure there is such an event / its parties are right, and the id for `explain`", "dim")
        )


def _source(record: StoryRecord) -> str:
    published = record.published or "day of publication unknown"
    if record.published and record.published_from:
        estimated = ", an estimate" if record.published_estimated else ""
        calendar = f", {record.calendar} calendar" if record.calendar else ""
        published += f" (from {record.published_from}{estimated}{calendar})"
    if record.updated and record.updated != record.published:
        published += f", updated {record.updated}"
    line = record.dateline
    place = ", ".join(p for p in ((line.place, line.date) if line else ()) if p)
    row = f"row {record.document.row_id}" if record.document.row_id else None
    where = record.url or record.document.path
    parts = [record.outlet, record.byline, published, place, where, row, f"id {record.id}"]
    return " | ".join(p for p in parts if p)


def _lines(
    marked: Marked, namer: Namer, statements: list[tuple[int, Statement]], events: list[tuple[int, Event]]
) -> list[RenderableType]:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from dateline.cli.marks import STANCE

    out: list[RenderableType] = []
    for n, s in statements:
        to = f" to {namer.names((s.addressee,))}" if s.addressee else ""
        out.append(Text(f"‹{n}› {STANCE[s.stance]} {namer.chain(s)}{to} ({s.directness})", style="cyan"))
    if events:
        table = Table(box=box.SIMPLE, show_header=False, pad_edge=False, padding=(0, 1), show_edge=False)
        for n, e in events:
            table.add_row(*_event_cells(n, e, namer))
        out.append(table)
    return out


def _sure(e: Event) -> str:
    """How sure it is that there is such an event, and that its parties are right: "0.79/0.49"."""
    parties = "" if e.confidence_parties is None else f"/{e.confidence_parties:.2f}"
    return f"{e.confidence:.2f}{parties}"


def _event_cells(n: int, e: Event, namer: Namer) -> list[RenderableType]:
    from rich.text import Text

    from dateline.cli.marks import STATUS

    mark, colour = STATUS[e.factuality]
    kind = e.event_type + (f" ({', '.join(e.modes)})" if e.modes else "")
    where = clean(e.place.name) if e.place else ""
    return [
        Text(f"[{n}]", style=f"bold {colour}"), Text(f"{mark} {e.factuality}", style=colour),
        Text(f"{namer.names(e.actors)} · {kind} · {namer.names(e.recipients)}"),
        Text(namer.claim(e), style="cyan" if e.statement else "dim"),
        Text(" ".join(p for p in (namer.when(e), where, namer.counted(e), namer.first_told(e)) if p), style="dim"),
        Text(_sure(e), style="dim", no_wrap=True), Text(full_id(namer.record.id, e.id), style="dim", no_wrap=True),
    ]  # fmt: skip
