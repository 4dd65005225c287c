"""A story's text with its spans as HTML: nested and overlapping spans, each drawn in a lane of its own below the line.

A paragraph is cut at every edge of a span. Each piece stands in one element a span that covers it; the element draws a
line at the height of its span's lane. Two spans share a lane only where they don't touch, so no line hides another.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote

from markupsafe import Markup, escape

from dateline.record import Event, Statement, StoryRecord
from dateline.spans import Span
from dateline.web.safety.hostile_text import clean

# Lanes that a line can hold; what needs more is in the margin only.
LANES = 10
BREAK = re.compile(r"\n[^\S\n]*\n\s*")
# In the order of their lanes, from the text down.
KINDS = ("trigger", "actor", "place", "date", "statement", "evidence")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to be drawn.

    Attributes:
        span: in the story's text.
        kind: one of ``KINDS``; ``evidence`` has no lane, it is tinted while its event is chosen.
        classes: CSS classes.
        title: what a pointer on it says.
        link: where a click leads, or empty.
        key: of the element that begins it, to be linked to; empty for none.
        number: of an event.
    """

    span: Span
    kind: str
    classes: str
    title: str = ""
    link: str = ""
    key: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Events of a paragraph that one statement holds (or the outlet tells), for the margin.

    Attributes:
        statement: None where the outlet tells.
        number: of the statement in the story.
        begins: whether the statement begins in this paragraph.
        events: with their numbers.
    """

    statement: Statement | None
    number: int
    begins: bool
    events: tuple[tuple[int, Event], ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph ready to be shown: its HTML, how many lanes it needs, and its margin."""

    html: Markup
    lanes: int
    groups: tuple[Group, ...]


def paragraphs_of(text: str) -> list[Span]:
    """The paragraphs of a text."""
    edges = [m.span() for m in BREAK.finditer(text)]
    starts, ends = [0, *(e for _, e in edges)], [*(s for s, _ in edges), len(text)]
    return [Span(a, b) for a, b in zip(starts, ends, strict=True) if text[a:b].strip()]


def marks_of(record: StoryRecord, chosen: str | None = None) -> list[Mark]:
    """All spans of a record. ``chosen`` is the id of an event whose evidence is tinted from the start."""
    marks = []
    for actor in record.actors:
        facts = ", ".join(p for p in (actor.kind.replace("_", " "), actor.country, actor.role) if p)
        link = f"/actors/{quote(actor.id, safe='')}"
        marks += [Mark(m, "actor", "actor", f"{actor.name} ({facts})", link) for m in actor.mentions]
    for n, s in enumerate(record.statements, 1):
        marks.append(
            Mark(s.content, "statement", f"statement {s.stance} st-{n}", f"{chain_text(record, s)}: {s.stance}")
        )
    for n, e in enumerate(record.events, 1):
        says = "claimed" if e.statement else "told"
        on = " on" if e.id == chosen else ""
        what = f"{e.event_type}, {e.factuality}"
        marks.append(
            Mark(e.trigger, "trigger", f"trigger {e.factuality} {says} ev-{n}{on}", what, f"#{e.id}", f"t-{e.id}", n)
        )
        marks.append(Mark(e.evidence, "evidence", f"evidence ev-{n}{on}"))
        if e.date and e.date.span:
            marks.append(Mark(e.date.span, "date", "date", e.date.value or ""))
        if e.place and e.place.span:
            facts = ", ".join(p for p in (e.place.name, e.place.admin1, e.place.country) if p)
            marks.append(Mark(e.place.span, "place", "place", facts))
    end = len(record.text)
    return list(dict.fromkeys(m for m in marks if 0 <= m.span.start < m.span.end <= end))


def chain_text(record: StoryRecord, statement: Statement) -> str:
    """Who says it, outermost first: "Tasnim > Ashtiani"."""
    names = {a.id: a.name for a in record.actors}
    return " > ".join(names.get(link.actor, link.actor) for link in statement.chain) or "somebody"


def lanes_of(marks: Iterable[Mark]) -> dict[Mark, int]:
    """A lane for each mark: kinds in their order, within a kind the first lane that is free where the mark begins.

    Long spans come before short ones that begin at the same place. Marks beyond the last lane are left out.
    """
    by_kind: dict[str, list[Mark]] = {k: [] for k in KINDS}
    for mark in marks:
        by_kind[mark.kind].append(mark)
    lanes: dict[Mark, int] = {}
    first = 0
    for kind in KINDS[:-1]:
        ends: list[int] = []
        for mark in sorted(by_kind[kind], key=lambda m: (m.span.start, -m.span.end, m.classes)):
            lane = next((i for i, end in enumerate(ends) if end <= mark.span.start), len(ends))
            if first + lane >= LANES:
                continue
            ends[lane : lane + 1] = [mark.span.end]
            lanes[mark] = first + lane
        first += len(ends)
    return lanes


def paragraphs(record: StoryRecord, chosen: str | None = None) -> Iterator[Paragraph]:
    """The paragraphs of a record with marks and margins."""
    marks = sorted(marks_of(record, chosen), key=lambda m: m.span.start)
    spans = paragraphs_of(record.text)
    waiting: list[Mark] = []
    at = 0
    groups = _groups(record, spans)
    for n, paragraph in enumerate(spans):
        waiting = [m for m in waiting if m.span.end > paragraph.start]
        while at < len(marks) and marks[at].span.start < paragraph.end:
            waiting.append(marks[at])
            at += 1
        here = [m for m in waiting if m.span.touches(paragraph)]
        lanes = lanes_of(here)
        yield Paragraph(_html(record.text, paragraph, here, lanes), max(lanes.values(), default=-1) + 1, groups[n])


def _html(text: str, paragraph: Span, marks: list[Mark], lanes: dict[Mark, int]) -> Markup:
    shown = [m for m in marks if m in lanes or m.kind == "evidence"]
    edges = {paragraph.start, paragraph.end}
    begins: dict[int, list[Mark]] = {}
    for mark in shown:
        start = max(mark.span.start, paragraph.start)
        edges |= {start, min(mark.span.end, paragraph.end)}
        begins.setdefault(start, []).append(mark)
    out: list[str] = []
    active: list[Mark] = []
    for start, end in pairwise(sorted(edges)):
        active = [m for m in active if m.span.end > start] + begins.get(start, [])
        # From the lowest line to the highest, so that links stand innermost.
        active.sort(key=lambda m: (-lanes.get(m, LANES), m.span.start))
        out.append(_piece(clean(text[start:end]), Span(start, end), active, lanes))
    return Markup("").join(Markup(piece) for piece in out)


def _piece(words: str, span: Span, active: list[Mark], lanes: dict[Mark, int]) -> str:
    """One piece of text in the elements of all marks that cover it."""
    html = str(escape(words))
    linked = False
    for mark in reversed(active):
        lane = f" lane-{lanes[mark]}" if mark in lanes else ""
        attributes = f' class="mark {mark.classes}{lane}"'
        if mark.key and mark.span.start == span.start:
            attributes += f' id="{escape(mark.key)}"'
        if mark.title:
            attributes += f' title="{escape(clean(mark.title))}"'
        if mark.number and mark.span.end == span.end:
            attributes += f' data-n="{mark.number}"'
        if mark.link and not linked:
            linked = True
            stop = "" if mark.kind == "trigger" else ' tabindex="-1"'
            html = f'<a href="{escape(mark.link)}"{attributes}{stop}>{html}</a>'
        else:
            html = f"<span{attributes}>{html}</span>"
    return html


def _groups(record: StoryRecord, spans: list[Span]) -> list[tuple[Group, ...]]:
    """The margin of each paragraph: statements that begin in it, and events whose trigger stands in it."""
    starts = [span.start for span in spans]
    held: list[dict[int, list[tuple[int, Event]]]] = [{} for _ in spans]
    begins: list[set[int]] = [set() for _ in spans]
    numbers = {s.id: n for n, s in enumerate(record.statements, 1)}
    if not spans:
        return []
    for n, s in enumerate(record.statements, 1):
        at = max(bisect_right(starts, s.content.start) - 1, 0)
        held[at].setdefault(n, [])
        begins[at].add(n)
    for n, e in enumerate(record.events, 1):
        at = max(bisect_right(starts, e.trigger.start) - 1, 0)
        held[at].setdefault(numbers.get(e.statement or "", 0), []).append((n, e))
    out = []
    for here, new in zip(held, begins, strict=True):
        rows = [(n, record.statements[n - 1] if n else None, events) for n, events in here.items()]
        rows.sort(key=lambda row: (row[1].content.start if row[1] else -1, row[0]))
        out.append(tuple(Group(s, n, n in new, tuple(events)) for n, s, events in rows))
    return out
