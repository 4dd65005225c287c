"""A story's text with its spans marked, for a terminal.

Statements stand between ‹1 and 1›, an event's trigger is followed by its number in square brackets; names are
underlined. All marks but the underlining are characters, so that they survive a file or a screen without colours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rich.text import Text

from dateline.cli.common import clean
from dateline.record import Actor, Event, Statement, StoryRecord
from dateline.spans import Span
from dateline.store.rows.readable_days import plain_date
from dateline.store.rows.typed_rows import bounds

STATUS = {
    "asserted": ("●", "green"),
    "negated": ("✗", "red"),
    "possible": ("?", "yellow"),
    "future": ("→", "blue"),
    "hypothetical": ("◇", "magenta"),
}
STANCE = {"asserts": "said by", "denies": "denied by", "hedges": "hedged by"}


@dataclass(frozen=True)
class Marked:
    """A record with its events and statements numbered in text order."""

    record: StoryRecord

    def paragraphs(self) -> list[Span]:
        """The paragraphs of the text."""
        edges = [m.span() for m in re.finditer(r"\n[^\S\n]*\n", self.record.text)]
        starts = [0, *(end for _, end in edges)]
        ends = [*(start for start, _ in edges), len(self.record.text)]
        return [Span(a, b) for a, b in zip(starts, ends, strict=True) if b > a]

    def within(self, paragraph: Span) -> tuple[list[tuple[int, Statement]], list[tuple[int, Event]]]:
        """Statements and events that begin in a paragraph, each with its number."""
        first, last = paragraph.start, paragraph.end
        return (
            [(n, s) for n, s in enumerate(self.record.statements, 1) if first <= s.content.start < last],
            [(n, e) for n, e in enumerate(self.record.events, 1) if first <= e.trigger.start < last],
        )

    def text(self, paragraph: Span) -> Text:
        """A paragraph with its marks."""
        inserts: list[tuple[int, int, str, str]] = []
        for n, s in enumerate(self.record.statements, 1):
            if paragraph.touches(s.content):
                inserts.append((max(s.content.start, paragraph.start), 2, f"‹{n} ", "cyan"))
                inserts.append((min(s.content.end, paragraph.end), 0, f" {n}›", "cyan"))
        for n, e in enumerate(self.record.events, 1):
            if paragraph.touches(e.trigger):
                inserts.append((min(e.trigger.end, paragraph.end), 1, f"[{n}]", f"bold {STATUS[e.factuality][1]}"))
        inserts.sort(key=lambda i: i[:2])
        plain = Text(" ".join(clean(paragraph.of(self.record.text)).split("\n")))
        self._style(plain, paragraph)
        out, at = Text(), 0
        for where, _, mark, style in inserts:
            out.append_text(plain[at : where - paragraph.start])
            out.append(mark, style)
            at = where - paragraph.start
        return out.append_text(plain[at:])

    def _style(self, plain: Text, paragraph: Span) -> None:
        spans = [(m, "underline") for a in self.record.actors for m in a.mentions]
        spans += [(e.trigger, f"bold {STATUS[e.factuality][1]}") for e in self.record.events]
        for span, style in spans:
            if paragraph.touches(span):
                plain.stylize(style, max(span.start - paragraph.start, 0), span.end - paragraph.start)


class Namer:
    """Names of a record's actors by id."""

    def __init__(self, record: StoryRecord) -> None:
        self.record = record
        self.people = {a.id: a for a in record.actors}
        self.sayings = {s.id: s for s in record.statements}
        self.numbers = {e.id: n for n, e in enumerate(record.events, 1)}

    def actor(self, ref: str) -> Actor:
        """The actor of an id."""
        return self.people.get(ref) or Actor(ref, ref, "other")

    def names(self, refs: tuple[str, ...]) -> str:
        """Several names in one phrase; a dash where there are none."""
        return ", ".join(clean(self.actor(r).name) for r in refs) or "–"

    def chain(self, statement: Statement) -> str:
        """Who says it, outermost first."""
        return " > ".join(clean(self.actor(link.actor).name) for link in statement.chain) or "somebody"

    def claim(self, event: Event) -> str:
        """Who claims an event, and how, in a few words."""
        statement = self.sayings.get(event.statement) if event.statement else None
        if statement is None:
            return f"told by {clean(self.record.outlet)}" if self.record.outlet else "told by the outlet"
        if event.factuality == "asserted" and statement.stance != "asserts":
            # The fires "had nothing to do with us": the denial or doubt is of something else.
            return f"taken as given by {self.chain(statement)}"
        return f"{STANCE[statement.stance]} {self.chain(statement)}"

    def first_told(self, event: Event) -> str:
        """Where an event was told first, by the number that it has in its story; nothing for a first telling."""
        number = self.numbers.get(event.same_as) if event.same_as else None
        return f"(told first: [{number}])" if number else ""

    def counted(self, event: Event) -> str:
        """How many people it has killed, injured and so on: "killed 12, injured 24+"."""
        return ", ".join(f"{c.what} {bounds(c.low, c.high)}" for c in event.counts)

    def when(self, event: Event) -> str:
        """The event's date; where the text is vague ("earlier"), its words."""
        date = event.date
        if date is None or not date.value:
            return ""
        if date.span is not None and not date.value[:1].isdigit() and not date.value.startswith("X"):
            return f"“{' '.join(clean(date.span.of(self.record.text)).split())}”"
        return plain_date(date.value)
