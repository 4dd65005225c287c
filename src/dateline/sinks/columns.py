"""The flat table: one event a row, columns named as POLECAT does, then ours. ``docs/columns.md`` describes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from dateline.knowledge.world.crosswalks import Crosswalk
from dateline.record import Actor, Count, Counted, Event, Statement, StoryRecord
from dateline.sinks.cells import Value
from dateline.spans import Span

# What parts several values in one cell.
BETWEEN = "; "
NO_CROSSWALK = Crosswalk()


@dataclass(frozen=True)
class Flat:
    """An event with all that its row is made of."""

    record: StoryRecord
    event: Event
    crosswalk: Crosswalk

    @cached_property
    def statement(self) -> Statement | None:
        """The innermost statement that holds the event."""
        named = self.event.statement
        return next((s for s in self.record.statements if s.id == named), None) if named else None

    @cached_property
    def people(self) -> dict[str, Actor]:
        """The actors of the story by id."""
        return {a.id: a for a in self.record.actors}

    def side(self, side: Literal["actors", "recipients"]) -> list[Actor]:
        """Who stands on a side of the event."""
        return [self.people.get(i) or Actor(i, i, "other") for i in getattr(self.event, side)]

    def words(self, span: Span | None) -> str | None:
        """The words of a span, on one line."""
        return " ".join(span.of(self.record.text).split()) if span else None

    def sayers(self) -> list[Actor]:
        """Who says it, outermost first."""
        chain = self.statement.chain if self.statement else ()
        return [self.people.get(link.actor) or Actor(link.actor, link.actor, "other") for link in chain]


def flatten(record: StoryRecord, crosswalk: Crosswalk = NO_CROSSWALK, *, all_tellings: bool = False) -> Iterator[Flat]:
    """The events of a record, ready to be made rows; each once, as it is told first, unless all tellings are wanted."""
    for event in record.events if all_tellings else record.first_tellings:
        yield Flat(record, event, crosswalk)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the type of its cells, how a cell is made, and what it says."""

    name: str
    kind: Literal["text", "integer", "number"]
    cell: Callable[[Flat], Value]
    says: str


def join(values: list[str | None] | tuple[str, ...]) -> str | None:
    """Several values in one cell; None where there are none. A value that isn't known leaves its place empty."""
    return BETWEEN.join(v or "" for v in values) if any(values) else None


def _raw(flat: Flat, side: Literal["actors", "recipients"]) -> str | None:
    """How the evidence (or else the story, first) calls the actors."""
    out: list[str | None] = []
    for actor in flat.side(side):
        spans = sorted(actor.mentions)
        near = next((s for s in spans if flat.event.evidence.holds(s)), spans[0] if spans else None)
        out.append(flat.words(near))
    return join(out)


def _sectors(flat: Flat, side: Literal["actors", "recipients"]) -> str | None:
    return join([" ".join(a.sectors) for a in flat.side(side)])


def _people(side: Literal["actors", "recipients"], word: str) -> list[Column]:
    """The columns of one side. Several actors stand in one cell, in the same order in each of these columns."""
    return [
        Column(f"{word} Name", "text", lambda f: join([a.name for a in f.side(side)]), f"{word}s, canonical names"),
        Column(f"{word} Country", "text", lambda f: join([a.country for a in f.side(side)]),
               "country, ISO 3166-1 alpha-3, or IGO, UNO, EUR, NGO, ISM, IMG, MNC"),
        Column(f"Primary {word} Sector", "text", lambda f: join([next(iter(a.sectors), None) for a in f.side(side)]),
               "first PLOVER sector"),
        Column(f"{word} Sectors", "text", lambda f: _sectors(f, side), "all PLOVER sectors of each, parted by blanks"),
        Column(f"{word} Title", "text", lambda f: join([a.role for a in f.side(side)]),
               "role at the time of the story"),
        Column(f"{word} Name Raw", "text", lambda f: _raw(f, side), "the words that the text has for each"),
        Column(f"Wikidata {word} ID", "text", lambda f: join([a.wikidata for a in f.side(side)]),
               "Wikidata item (POLECAT names the Wikipedia article here)"),
        Column(f"{word} ID", "text", lambda f: join(list(getattr(f.event, side))), "Dateline's id of each"),
        Column(f"{word} Kind", "text", lambda f: join([a.kind for a in f.side(side)]), "kind of each"),
    ]  # fmt: skip


def _count(f: Flat, what: Counted) -> Count | None:
    return next((c for c in f.event.counts if c.what == what), None)


def _counts(what: Counted) -> list[Column]:
    """The two columns of how many people were killed, injured and so on."""

    def low(f: Flat) -> int | None:
        found = _count(f, what)
        return found.low if found else None

    def high(f: Flat) -> int | None:
        found = _count(f, what)
        return found.high if found else None

    word = what.capitalize()
    people = "people who took part" if what == "participants" else f"people {what}"
    return [
        Column(f"{word} Low", "integer", low, f"{people}: the least that the text allows"),
        Column(f"{word} High", "integer", high, 'the most; empty where the text sets no bound ("at least 12")'),
    ]


def _city(f: Flat) -> str | None:
    place = f.event.place
    return place.name if place and (place.feature or "").startswith("PPL") else None


def _span(span: Span | None) -> str | None:
    return f"{span.start}-{span.end}" if span else None


def _published(f: Flat) -> str | None:
    return f.record.published


COLUMNS: tuple[Column, ...] = (
    Column("Event ID", "text", lambda f: f.event.id, "id of the event"),
    Column("Event Date", "text", lambda f: f.event.date.earliest if f.event.date else None,
           "first day on which it may have been, ISO 8601; empty where the text gives no date"),
    Column("Event Type", "text", lambda f: f.event.event_type, "PLOVER type"),
    Column("Event Mode", "text", lambda f: join(f.event.modes), "PLOVER modes"),
    Column("Intensity", "number", lambda f: f.event.score, "PLOVER scale, -10 (conflict) to 10 (cooperation)"),
    Column("Quad Code", "integer", lambda f: f.event.quad,
           "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"),
    Column("Contexts", "text", lambda f: join(f.event.contexts), "PLOVER contexts of the passage"),
    *_people("actors", "Actor"),
    *_people("recipients", "Recipient"),
    Column("Placename", "text", lambda f: f.event.place.name if f.event.place else None,
           "place, as the gazetteer names it"),
    Column("City", "text", _city, "the place where it is a populated place"),
    Column("Province", "text", lambda f: f.event.place.admin1 if f.event.place else None, "first-level division"),
    Column("Country", "text", lambda f: f.event.place.country if f.event.place else None,
           "country of the place, ISO 3166-1 alpha-3"),
    Column("Latitude", "number", lambda f: f.event.place.lat if f.event.place else None, "degrees north"),
    Column("Longitude", "number", lambda f: f.event.place.lon if f.event.place else None, "degrees east"),
    Column("GeoNames ID", "integer", lambda f: f.event.place.geonameid if f.event.place else None, "GeoNames number"),
    Column("Raw Placename", "text", lambda f: f.words(f.event.place.span) if f.event.place else None,
           "the words that the text has for the place"),
    Column("Feature Type", "text", lambda f: f.event.place.feature if f.event.place else None, "GeoNames feature code"),
    Column("Source", "text", lambda f: f.record.outlet, "outlet"),
    Column("Publication Date", "text", _published, "when the story was published, ISO 8601; empty where unknown"),
    Column("Language", "text", lambda f: f.record.language, "language of the story, ISO 639-1"),
    Column("Version", "text", lambda f: f.record.version, "version of the knowledge files"),
    Column("Headline", "text", lambda f: f.record.headline, "headline of the story"),
    Column("Event Text", "text", lambda f: f.words(f.event.evidence), "the clause that tells of the event"),
    Column("Trigger", "text", lambda f: f.words(f.event.trigger), "the words that name the act"),
    Column("Factuality", "text", lambda f: f.event.factuality,
           "asserted, negated, possible, future or hypothetical, as the innermost source presents it"),
    Column("Said By", "text", lambda f: join([a.name for a in f.sayers()]),
           "who says so, outermost source first; empty where the outlet itself does"),
    Column("Said By ID", "text", lambda f: join([a.id for a in f.sayers()]), "Dateline's ids of these"),
    Column("Stance", "text", lambda f: f.statement.stance if f.statement else None,
           "of the innermost statement: asserts, denies or hedges"),
    Column("Directness", "text", lambda f: f.statement.directness if f.statement else None,
           "of the innermost statement: direct, indirect or mixed"),
    Column("Statement ID", "text", lambda f: f.event.statement,
           "id of the innermost statement that holds the event"),
    Column("Statement Text", "text", lambda f: f.words(f.statement.content) if f.statement else None,
           "what is said"),
    Column("Date Value", "text", lambda f: f.event.date.value if f.event.date else None,
           "TIMEX3 value of the event's date"),
    Column("Date Latest", "text", lambda f: f.event.date.latest if f.event.date else None,
           "last day on which it may have been"),
    Column("Raw Date", "text", lambda f: f.words(f.event.date.span) if f.event.date else None,
           "the words that the text has for the date"),
    Column("CAMEO", "text", lambda f: f.crosswalk.to_cameo(f.event.event_type, f.event.modes),
           "CAMEO code by the crosswalk, of the first mode that has one, else of the type, as text with its zero "
           "([reading it](cameo.md#reading-the-codes)); empty where there is none"),
    Column("Confidence", "number", lambda f: f.event.confidence,
           "0 to 1: that there is such an event of this type"),
    Column("Parties Confidence", "number", lambda f: f.event.confidence_parties,
           "0 to 1: that all its parties are right; empty where nothing learned has judged them"),
    Column("Rule", "text", lambda f: f.event.rule, "id of the rule or model that fired"),
    Column("Trigger Span", "text", lambda f: _span(f.event.trigger), "start-end in the story's text, code points"),
    Column("Event Span", "text", lambda f: _span(f.event.evidence), "the same for the clause"),
    Column("Statement Span", "text", lambda f: _span(f.statement.content) if f.statement else None,
           "the same for the statement"),
    Column("Published From", "text", lambda f: f.record.published_from,
           "where the publication date is known from: metadata, page or given"),
    Column("Same As", "text", lambda f: f.event.same_as,
           "id of the story's first telling of the same event; empty for a first telling"),
    *(column for what in get_args(Counted) for column in _counts(what)),
    Column("Counts Raw", "text", lambda f: join([f.words(c.span) for c in f.event.counts]),
           "the words that the text has for these numbers"),
    Column("Story ID", "text", lambda f: f.record.id, "id of the story"),
    Column("Document", "text", lambda f: f.record.document.path, "file that the story was read from"),
    Column("URL", "text", lambda f: f.record.url or f.record.document.url, "address of the story"),
    Column("SHA-256", "text", lambda f: f.record.document.sha256, "of the bytes that the story was read from"),
    Column("Row ID", "text", lambda f: f.record.document.row_id, "the id that its row of JSONL brought along"),
    Column("Published Estimated", "integer", lambda f: int(f.record.published_estimated),
           "1 where the caller said that the publication date is an estimate, else 0"),
)  # fmt: skip


def cells(flat: Flat) -> list[Value]:
    """The row of an event, in the order of ``COLUMNS``."""
    return [column.cell(flat) for column in COLUMNS]


def rows(
    record: StoryRecord, crosswalk: Crosswalk = NO_CROSSWALK, *, all_tellings: bool = False
) -> Iterator[list[Value]]:
    """The rows of a record, cells in the order of ``COLUMNS``.

    Args:
        record: the story.
        crosswalk: gives the CAMEO codes.
        all_tellings: a row a telling; otherwise one an event, as it is told first.
    """
    for flat in flatten(record, crosswalk, all_tellings=all_tellings):
        yield cells(flat)
