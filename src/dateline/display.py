"""Records as Jupyter shows them: small HTML without scripts, everything from a page escaped.

``StoryRecord`` and ``StoryRow`` call it by ``_repr_html_``, a display protocol of IPython.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import fields
from html import escape

from dateline.record import Event, Statement, StoryRecord
from dateline.store.rows.typed_rows import StoryRow, bounds, flat

# Characters of a text that are shown: a notebook is kept with all that it showed.
MOST_TEXT = 8_000
COLOURS = {"asserted": "#2e7d32", "negated": "#c62828", "possible": "#b26a00", "future": "#1565c0"}
OTHER = "#6a1b9a"
STANCES = {"asserts": "said by", "denies": "denied by", "hedges": "hedged by"}
HEADINGS = ("", "status", "who", "type", "whom", "who says so", "when", "where", "how many")


def record_html(record: StoryRecord) -> str:
    """A story's text with its events and statements marked, and its events as a table."""
    told = " | ".join(p for p in (record.outlet, record.published or "day unknown", f"id {record.id}") if p)
    parts = [
        f"<b>{escape(record.headline or '(no headline)')}</b><br><small>{escape(told)}</small>",
        f'<div style="max-width:46em;text-align:left;line-height:1.6">{"".join(marked(record))}</div>',
        table(HEADINGS, event_rows(record)) if record.events else "<p><i>no event</i></p>",
    ]
    if record.not_coded:
        parts.insert(1, f"<p><i>not coded: {escape(record.not_coded)}</i></p>")
    return f"<div>{''.join(parts)}</div>"


def row_html(row: StoryRow) -> str:
    """A row of a list of stories: its fields that hold anything."""
    shown = ((f.name, flat(getattr(row, f.name))) for f in fields(row) if getattr(row, f.name) not in (None, False))
    return table(("", ""), shown)


def marked(record: StoryRecord) -> Iterator[str]:
    """The text in pieces: triggers coloured with their number behind them, what somebody says with a dotted line."""
    text = record.text[:MOST_TEXT]
    edges = {0, len(text), *(i for i, c in enumerate(text) if c == "\n")}
    spans = [e.trigger for e in record.events] + [s.content for s in record.statements]
    edges |= {min(at, len(text)) for s in spans for at in (s.start, s.end)}
    cuts = sorted(edges)
    for start, end in itertools.pairwise(cuts):
        yield piece(record, start, end)
    if len(record.text) > MOST_TEXT:
        yield " …"


def piece(record: StoryRecord, start: int, end: int) -> str:
    """A stretch of text in which nothing begins or ends, and the numbers of the events that end with it."""
    words = escape(record.text[start:end]).replace("\n", "<br>")
    event = next((e for e in record.events if e.trigger.start <= start < e.trigger.end), None)
    said = next((s for s in reversed(record.statements) if s.content.start <= start < s.content.end), None)
    styles = [f"font-weight:bold;color:{colour(event)}"] if event else []
    styles += ["border-bottom:1px dotted #888"] if said else []
    title = f' title="{escape(saying(record, said))}"' if said else ""
    if styles:
        words = f'<span style="{";".join(styles)}"{title}>{words}</span>'
    ends = [n for n, e in enumerate(record.events, 1) if e.trigger.end == end]
    return words + "".join(f"<sup>{n}</sup>" for n in ends)


def colour(event: Event) -> str:
    """The colour of an event's status."""
    return COLOURS.get(event.factuality, OTHER)


def event_rows(record: StoryRecord) -> Iterator[tuple[str, ...]]:
    """The cells of each event, in text order, with its number."""
    sayings = {s.id: s for s in record.statements}
    for n, e in enumerate(record.events, 1):
        said = sayings.get(e.statement or "")
        yield (
            str(n), e.factuality, names(record, e.actors), " ".join((e.event_type, *(f"({m})" for m in e.modes))),
            names(record, e.recipients), saying(record, said) if said else f"told by {record.outlet or 'the outlet'}",
            (e.date.value or "") if e.date else "", e.place.name if e.place else "",
            ", ".join(f"{c.what} {bounds(c.low, c.high)}" for c in e.counts),
        )  # fmt: skip


def names(record: StoryRecord, ids: Iterable[str]) -> str:
    """Names of actors by id."""
    held = {a.id: a.name for a in record.actors}
    return "; ".join(held.get(i, i) for i in ids) or "–"


def saying(record: StoryRecord, said: Statement) -> str:
    """Who says a statement: "denied by Interfax > the ministry"."""
    return f"{STANCES[said.stance]} {' > '.join(names(record, (link.actor,)) for link in said.chain)}"


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of plain texts."""
    head = "".join(f"<th style='text-align:left'>{escape(h)}</th>" for h in headings)
    cell = "<td style='text-align:left'>{}</td>"
    body = "".join(f"<tr>{''.join(cell.format(escape(c)) for c in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
