"""``dateline incidents`` and ``dateline incident``: what happened, who reports it, who contradicts whom."""

from __future__ import annotations

import dataclasses
import json
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.common import (
    DEFAULT_STORE,
    Format,
    RawOption,
    StoreOption,
    TextFormat,
    clean,
    console,
    out_text,
    print_rows,
)
from dateline.cli.options import FormatOption, LimitOption, read_options, takes_filters
from dateline.store.rows.typed_rows import bounds

if TYPE_CHECKING:
    from rich.console import Console

    from dateline.engine.incidents import Detail

TABLE = (
    ("Id", "id"), ("Day", "days"), ("What", "types"), ("Who", "who"), ("Whom", "whom"), ("Where", "place"),
    ("Independent reports", "reports"), ("Killed", "killed"), ("Disputed", "dispute"), ("Headline", "headline"),
)  # fmt: skip


def incidents(
    store: StoreOption = DEFAULT_STORE,
    form: FormatOption = Format.table,
    limit: LimitOption = None,
    raw_cells: RawOption = False,
    **filters: Any,
) -> None:
    """List incidents by day: events of different stories that are one happening.

    Independent counts origins, not mastheads: an agency, a paper's own reporting, a source whom several papers quote.

    Example: dateline incidents --country SYR --disputed --min-independent 2
    """
    from dateline.store.filters.declared_filters import Filters
    from dateline.store.links.incident_rows import IncidentRow
    from dateline.store.store import Store

    given = read_options(filters)
    Filters(**given)  # a wrong value is told before a missing database
    with Store(store) as opened:
        rows, hints = opened.incidents(**given), partial(opened.hints, **given)
        print_rows(rows, IncidentRow, form, limit, TABLE, "incidents", raw=raw_cells, hints=hints)


takes_filters(incidents, "incidents")


def incident(
    ref: Annotated[str, typer.Argument(metavar="INCIDENT", help="Id of the incident, or its beginning.")],
    store: StoreOption = DEFAULT_STORE,
    form: Annotated[TextFormat, typer.Option("--format", "-f", help="How to print.")] = TextFormat.text,
) -> None:
    """Print an incident: its reports in order of time, who says what, numbers side by side, and what differs.

    An id that it had before it was merged or split leads to what became of it.

    Example: dateline incident i3f2a
    """
    from dateline.engine.incidents import detail
    from dateline.engine.link import load_tools
    from dateline.store.store import Store

    with Store(store) as opened:
        tools = load_tools()
        found = [detail(opened, known, tools) for known in opened.incident_ids(ref)]
    if form is TextFormat.json:
        plain = [dataclasses.asdict(d) for d in found]
        out_text(json.dumps(plain[0] if len(plain) == 1 else plain, ensure_ascii=False, indent=1))
        return
    out = console()
    if found[0].row.id != ref and not found[0].row.id.startswith(ref):
        out.print(f"{ref} is now {', '.join(d.row.id for d in found)}")
    for one in found:
        print_incident(one, out)


def print_incident(d: Detail, out: Console) -> None:
    """Print an incident for a reader."""
    from rich.text import Text

    from dateline.linking.numbers import figures
    from dateline.linking.positions import gathered as positions

    row = d.row
    out.print(Text(clean(row.headline or "(no headline)"), style="bold"))
    facts = (row.days or "day unknown", row.place, ", ".join(row.types), f"id {row.id}")
    out.print(Text(clean(" | ".join(filter(None, facts))), "dim"))
    origins = ", ".join(f"{o.name} ({o.kind})" for o in d.origins)
    told = "report" if row.independent == 1 else "reports"
    stories, texts = ("story" if row.stories == 1 else "stories"), ("text" if row.texts == 1 else "texts")
    counted = f"{row.independent} independent {told} in {row.stories} {stories}, {row.texts} {texts}"
    out.print(Text(clean(f"{counted}: {origins or 'nobody says that it happened'}")))
    if row.dispute:
        out.print(Text(row.dispute, "bold"))
    _section(out, "Reports", [_report(r) for r in d.reports])
    _section(out, "Who says what", [_position(p.first, p.also) for p in positions.once(d.positions)])
    _section(out, "Numbers", [_number(n.first, n.also) for n in figures.once(d.numbers)])
    _section(out, "Taken as one because", [_pair(*p) for p in d.pairs[:5]])
    _section(out, "Former ids", [f"{old} {how} {when}" for old, how, when in d.former])


def _section(out: Console, title: str, lines: list[str]) -> None:
    from rich.text import Text

    if lines:
        out.print()
        out.print(Text(title, "bold"))
        for line in lines:
            out.print(Text(clean(f"  {line}")))


def _report(r: Any) -> str:
    origin = f" (text of {r.agency})" if r.agency else ""
    copy = f" copy of {r.copy_of}" if r.copy_of else ""
    return f"{(r.published or '?')[:16]:<16}  {r.outlet or '?'}{origin}: {r.headline or ''}  [{r.story}{copy}]"


def _also(outlets: tuple[str, ...]) -> str:
    return f", also {', '.join(outlets)}" if outlets else ""


def _position(p: Any, also: tuple[str, ...]) -> str:
    from dateline.linking.positions.positions import PAST

    chain = f" (through {' > '.join(p.chain[:-1])})" if len(p.chain) > 1 else ""
    whom = f" {', '.join(p.whom)}" if p.whom else ""
    quote = p.quote if len(p.quote) <= 140 else p.quote[:139] + "…"
    said = f"{(p.published or '?')[:10]}  {p.who}{chain} {PAST[p.kind]}{whom}: “{quote}”"
    return f"{said}  {p.outlet or ''} [{p.event}]{_also(also)}"


def _number(n: Any, also: tuple[str, ...]) -> str:
    value = bounds(n.low, n.high) if n.low is not None or n.high is not None else "?"
    reading = f" ({n.reading})" if n.reading else ""
    whom = f" ({', '.join(n.whom)})" if n.whom else ""
    where = f"{n.source}, {(n.published or '?')[:16]}, {n.outlet or '?'} [{n.event}]{_also(also)}"
    return f"{n.what:<12} {value:>8}{whom}{reading}  {where}"


def _pair(a: str, b: str, score: float, points: list[tuple[str, float]]) -> str:
    return f"{a} and {b}: {judgement(score, points)}"


def judgement(score: float, points: list[tuple[str, float]]) -> str:
    """How two scenes were judged: "+2.5 (place +1.5, party +1.0)"."""
    told = ", ".join(f"{name} {value:+.1f}" for name, value in points)
    return f"{score:+.1f} ({told})"
