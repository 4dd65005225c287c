"""``dateline evaluate``: precision by event type from readers' judgements, and what became of the events judged."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.common import DEFAULT_STORE, Format, StoreOption, console, given_path, only_file, tell
from dateline.engine.shown import visible

if TYPE_CHECKING:
    from dateline.record import Event
    from dateline.store.store import Store
    from dateline.web.judgements import Judgement

NOW = {
    "kept": "judged right, and coded like that now",
    "mended": "judged wrong or corrected, and mended now",
    "still wrong": "judged wrong or corrected, and still coded like that",
    "lost": "judged right, but coded in another way now",
    "gone": "the story isn't in the store any more",
}


def evaluate(
    store: StoreOption = DEFAULT_STORE,
    judgements: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="The judgements.  [default: beside the store]", show_default=False, parser=given_path
        ),
    ] = None,
    form: Annotated[Format, typer.Option("--format", "-f", help="How to print: table or json.")] = Format.table,
) -> None:
    """Print precision by event type from the judgements of `serve --review`, and how the present coding does on them.

    Example: dateline evaluate --store news.db
    """
    from dateline.errors import UsageError
    from dateline.store.store import Store
    from dateline.web.judgements import Judgements, latest, precision

    only_file(store, "`dateline evaluate`")
    held = Judgements(judgements) if judgements else Judgements.beside(store)
    given, broken = held.read_all()
    for line in broken:
        tell(f"{held.path}:{line.line}: {line.reason}; left out")
    if not given:
        raise UsageError(f"{held.path}: no judgements; `dateline serve --review --store {store}` takes them")
    rows = precision(given)
    with Store(store) as opened:
        now = Counter(became(opened, j) for j in latest(given))
    if form is Format.json:
        table = [
            {"event_type": p.event_type, "judged": p.judged, "right": p.right, "precision": p.share, "low": p.low,
             "high": p.high} for p in rows
        ]  # fmt: skip
        print(
            json.dumps(
                {
                    "judgements": len(given),
                    "left_out": len(broken),
                    "precision": table,
                    "now": {n: now[n] for n in NOW},
                },
                indent=1,
            )
        )
        return
    _print(rows, now, len(given), held.path)


def became(store: Store, judgement: Judgement) -> str:
    """What the present coding makes of a judged event: a key of ``NOW``."""
    from dateline.errors import UsageError

    try:
        record = store.record(judgement.story)
    except UsageError:
        return "gone"
    here = [e for e in record.events if e.trigger.start < judgement.end and judgement.start < e.trigger.end]
    names = {a.id: a.name for a in record.actors}
    if judgement.verdict == "right":
        return "kept" if any(same(e, judgement, names) for e in here) else "lost"
    if judgement.verdict == "wrong":
        return "still wrong" if any(e.event_type == judgement.event_type for e in here) else "mended"
    return "mended" if any(corrected(e, judgement, names) for e in here) else "still wrong"


def same(event: Event, judgement: Judgement, names: dict[str, str]) -> bool:
    """Whether an event is coded as it was when it was judged."""
    return (
        event.event_type == judgement.event_type
        and event.factuality == judgement.factuality
        and tuple(names.get(a, a) for a in event.actors) == judgement.actors
        and tuple(names.get(a, a) for a in event.recipients) == judgement.recipients
    )


def corrected(event: Event, judgement: Judgement, names: dict[str, str]) -> bool:
    """Whether an event is as a correction wants it. Names are compared without regard to case."""
    wanted = (judgement.to_actor, judgement.to_recipient)
    sides = (event.actors, event.recipients)
    for name, refs in zip(wanted, sides, strict=True):
        if name and name.lower() not in {names.get(r, r).lower() for r in refs} | {r.lower() for r in refs}:
            return False
    checks = ((judgement.to_type, event.event_type), (judgement.to_factuality, event.factuality))
    given = [*wanted, judgement.to_type, judgement.to_factuality]
    return any(given) and all(not want or want == has for want, has in checks)


def _print(rows: list[Any], now: Counter[str], total: int, path: Path) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    out = console()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("Type", "Judged", "Right", "Precision", "95 % interval"):
        table.add_column(heading, justify="left" if heading == "Type" else "right")
    for p in rows:
        table.add_row(
            visible(p.event_type), str(p.judged), str(p.right), f"{p.share:.2f}", f"{p.low:.2f} to {p.high:.2f}"
        )
    out.print(table)
    for name, says in NOW.items():
        if now[name]:
            out.print(Text(f"{now[name]:5} {name}: {says}"))
    out.print(Text(f"{total} judgements in {path}; these are precise for all events only if they were drawn at random"))
