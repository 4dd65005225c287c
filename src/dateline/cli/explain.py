"""``dateline explain``: why an event was coded as it was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.common import DEFAULT_STORE, StoreOption, clean, console, given_path
from dateline.cli.linking.incidents import judgement
from dateline.knowledge.locate import RuleFiles
from dateline.store.rows.readable_days import plain_date
from dateline.store.rows.typed_rows import bounds

if TYPE_CHECKING:
    from rich.console import Console

    from dateline.record import Decision, Event, StoryRecord
    from dateline.store.links.incidents import Judged


def explain(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="Id of the event, its beginning, or FILE-e1.")],
    store: StoreOption = DEFAULT_STORE,
    knowledge: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="DIR",
            help="Folder of knowledge that it was coded with, to show where its rules stand.",
            parser=given_path,
        ),
    ] = None,
) -> None:
    """Say which rule made an event, on which words, how its fields were decided, and what made it part of an incident.

    Example: dateline explain 3f2a9c0b11d2-0-e3
    """
    from dateline.store.links.incidents import judged
    from dateline.store.links.incidents import of_event as incident_of_event
    from dateline.store.store import Store

    with Store(store) as opened:
        record, ref = opened.record_of_event(event)
        incident, pairs = incident_of_event(opened.db, ref), judged(opened.db, ref)
    found = next(e for e in record.events if ref in {e.id, f"{record.id}-{e.id}"})
    out = console()
    print_explanation(record, found, out, RuleFiles.over(tuple(knowledge or ())))
    _section(out, "Incident", _linked(incident, pairs))


def print_explanation(record: StoryRecord, event: Event, out: Console, files: RuleFiles) -> None:
    """Print why an event is as it is."""
    from rich.text import Text

    from dateline.cli.marks import Namer

    namer = Namer(record)
    modes = f" ({', '.join(event.modes)})" if event.modes else ""
    out.print(
        Text(f"{namer.names(event.actors)} · {event.event_type}{modes} · {namer.names(event.recipients)}", "bold")
    )
    out.print(Text(f"{event.factuality}; {namer.claim(event)}; quad {event.quad}, score {event.score:g}"))
    out.print(_quoted(record, event))
    out.print(Text(f"story {record.id}: {clean(record.headline or '')}", style="dim"))
    _section(
        out,
        "Event",
        [("rule", _rule(event.rule, files)), ("words", _words(record, event.trigger))],
    )
    rows = [*_sure(event), *_told_and_counted(record, event), *_decided(record, event.decisions, files)]
    _section(out, None, rows)
    _section(out, "Date and place", _when_and_where(record, event))
    if event.statement in namer.sayings:
        statement = namer.sayings[event.statement]
        rows = [
            ("content", _words(record, statement.content)),
            ("rule", _rule(statement.rule, files)),
        ]
        for n, link in enumerate(statement.chain):
            cue = f", cue {_words(record, link.cue)}" if link.cue else ""
            rows.append(
                (f"source {n + 1}", f"{clean(namer.actor(link.actor).name)}: {_words(record, link.mention)}{cue}")
            )
        rows.append(("stance", f"{statement.stance}, {statement.directness}"))
        _section(out, "Said by", rows + _decided(record, statement.decisions, files))
    for side in ("actors", "recipients"):
        for ref in getattr(event, side):
            actor = namer.actor(ref)
            facts = ", ".join(p for p in (actor.kind, actor.country, " ".join(actor.sectors), actor.role) if p)
            named = sorted({clean(m.of(record.text)) for m in actor.mentions})
            rows = [("is", f"{ref}: {facts}"), ("called", "; ".join(named[:8]))]
            _section(
                out, f"{side[:-1].capitalize()} {clean(actor.name)}", rows + _decided(record, actor.decisions, files)
            )


def _linked(incident: str | None, pairs: list[Judged]) -> list[tuple[str, str]]:
    """Which incident it is told of, and how its scene was judged beside those of other stories."""
    rows = [("id", incident or "not linked yet: `dateline link`")]
    for other, score, points, same in pairs:
        rows.append(("one with" if same else "not with", f"{other}: {judgement(score, points)}"))
    return rows


def _sure(event: Event) -> list[tuple[str, str]]:
    """How sure it is that there is such an event, and that its parties are right."""
    rows = [("confidence", f"{event.confidence:.2f}: that there is such an event of this type (--min-confidence)")]
    if event.confidence_parties is not None:
        rows.append(("", f"{event.confidence_parties:.2f}: that all its parties are right, if so (--min-parties)"))
    return rows


def _told_and_counted(record: StoryRecord, event: Event) -> list[tuple[str, str]]:
    """Where else the story tells of the event, and how many people it counts."""
    again = [e.id for e in record.events if e.same_as == event.id]
    rows = [("told first", event.same_as)] if event.same_as else []
    rows += [("told again", ", ".join(again))] if again else []
    counts = [f"{c.what} {bounds(c.low, c.high)}, from {_words(record, c.span)}" for c in event.counts]
    return rows + ([("counts", "; ".join(counts))] if counts else [])


def _section(out: Console, heading: str | None, rows: list[tuple[str, str]]) -> None:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    if heading:
        out.print()
        out.print(Text(heading, style="bold"))
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(min_width=12, style="dim")
    table.add_column(overflow="fold")
    for name, value in rows:
        table.add_row(Text(name), Text(value))
    out.print(Padding(table, (0, 0, 0, 2)))


def _rule(rule: str, files: RuleFiles) -> str:
    """A rule with the place where it stands: "assault.hit (frames/assault.yaml:12)"."""
    at = files.where(rule)
    return f"{rule} ({at})" if at else rule


def _decided(record: StoryRecord, decisions: tuple[Decision, ...], files: RuleFiles) -> list[tuple[str, str]]:
    rows = []
    for d in decisions:
        parts = [
            _rule(d.rule, files),
            f"on {_words(record, d.span)}" if d.span else "",
            clean(d.note),
        ]
        rows.append((d.field.replace("_", " "), "; ".join(p for p in parts if p)))
    return rows


def _when_and_where(record: StoryRecord, event: Event) -> list[tuple[str, str]]:
    date, place = event.date, event.place
    when = "the text gives none"
    if date:
        days = " to ".join(dict.fromkeys(d for d in (date.earliest, date.latest) if d))
        when = (
            plain_date(date.value)
            + (f" ({days})" if days and days != date.value else "")
            + (f", from {_words(record, date.span)}" if date.span else "")
        )
    where = "the text gives none"
    if place:
        facts = ", ".join(str(p) for p in (place.admin1, place.country, place.feature, place.geonameid) if p)
        where = clean(place.name) + (f" ({facts})" if facts else "")
        where += f", from {_words(record, place.span)}" if place.span else ""
    return [("date", when), ("place", where)]


def _words(record: StoryRecord, span: object) -> str:
    from dateline.spans import Span

    return f"“{' '.join(clean(span.of(record.text)).split())}”" if isinstance(span, Span) else "no words of its own"


def _quoted(record: StoryRecord, event: Event) -> object:
    from rich.text import Text

    e, t = event.evidence, event.trigger
    text = Text("“" + clean(record.text[e.start : e.end]).replace("\n", " ") + "”", style="italic")
    text.stylize("bold", max(t.start - e.start + 1, 0), max(t.end - e.start + 1, 0))
    return text
