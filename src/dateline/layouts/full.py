"""The layout ``full``: one event a row, columns named as POLECAT does, then ours. ``docs/columns.md`` tells of them."""

from __future__ import annotations

from typing import get_args

from dateline.layouts.declare import Column, Layout, Several
from dateline.layouts.told import Side, Told
from dateline.record import Counted
from dateline.spans import Span


def several(values: list[str | None] | tuple[str, ...]) -> Several | None:
    """Several values for one cell; None where none of them is known."""
    return tuple(values) if any(values) else None


def _people(side: Side, word: str) -> list[Column]:
    """The columns of one side. Several actors stand in one cell, in the same order in each of these columns."""
    return [
        Column(f"{word} Name", "list", lambda f: several([a.name for a in f.side(side)]), f"{word}s, canonical names"),
        Column(f"{word} Country", "list", lambda f: several([a.country for a in f.side(side)]),
               "country, ISO 3166-1 alpha-3, or IGO, UNO, EUR, NGO, ISM, IMG, MNC"),
        Column(f"Primary {word} Sector", "list", lambda f: several([next(iter(a.sectors), None) for a in f.side(side)]),
               "first PLOVER sector"),
        Column(f"{word} Sectors", "list", lambda f: several([" ".join(a.sectors) for a in f.side(side)]),
               "all PLOVER sectors of each, parted by blanks"),
        Column(f"{word} Title", "list", lambda f: several([a.role for a in f.side(side)]),
               "role at the time of the story"),
        Column(f"{word} Name Raw", "list", lambda f: several([f.called(a) for a in f.side(side)]),
               "the words that the text has for each"),
        Column(f"Wikidata {word} ID", "list", lambda f: several([a.wikidata for a in f.side(side)]),
               "Wikidata item (POLECAT names the Wikipedia article here)"),
        Column(f"{word} ID", "list", lambda f: several(list(getattr(f.event, side))), "Dateline's id of each"),
        Column(f"{word} Kind", "list", lambda f: several([a.kind for a in f.side(side)]), "kind of each"),
    ]  # fmt: skip


def _counts(what: Counted) -> list[Column]:
    """The two columns of how many people were killed, injured and so on."""

    def low(f: Told) -> int | None:
        found = f.count(what)
        return found.low if found else None

    def high(f: Told) -> int | None:
        found = f.count(what)
        return found.high if found else None

    word = what.capitalize()
    people = "people who took part" if what == "participants" else f"people {what}"
    return [
        Column(f"{word} Low", "integer", low, f"{people}: the least that the text allows"),
        Column(f"{word} High", "integer", high, 'the most; empty where the text sets no bound ("at least 12")'),
    ]


def _span(span: Span | None) -> str | None:
    return f"{span.start}-{span.end}" if span else None


def published_day(f: Told) -> str | None:
    """The day of publication, where the day is known."""
    when = (f.record.published or "")[:10]
    return when if len(when) == 10 else None


COLUMNS: tuple[Column, ...] = (
    Column("Event ID", "text", lambda f: f.event.id, "id of the event"),
    Column("Event Date", "date", lambda f: f.day.first,
           "first day on which it may have been; what it rests on and how exact it is say the next two columns"),
    Column("Date Basis", "text", lambda f: f.day.basis,
           "stated (an expression dates the event), inherited (one dates another telling of it in the story), "
           "published (the day of publication stands in); empty where nothing is known"),
    Column("Date Precision", "text", lambda f: f.day.precision,
           "day, week, month or year: so long is the time in which it was at most; none where there is no day"),
    Column("Event Type", "text", lambda f: f.event.event_type, "PLOVER type"),
    Column("Event Mode", "list", lambda f: several(f.event.modes), "PLOVER modes"),
    Column("Intensity", "number", lambda f: f.event.score, "PLOVER scale, -10 (conflict) to 10 (cooperation)"),
    Column("Quad Code", "integer", lambda f: f.event.quad,
           "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"),
    Column("Contexts", "list", lambda f: several(f.event.contexts), "PLOVER contexts of the passage"),
    *_people("actors", "Actor"),
    *_people("recipients", "Recipient"),
    Column("Placename", "text", lambda f: f.place.name if f.place else None,
           "place, as the gazetteer names it"),
    Column("City", "text", lambda f: f.placed("PPL"), "the place where it is a populated place"),
    Column("Province", "text", lambda f: f.place.admin1 if f.place else None, "first-level division"),
    Column("Country", "text", lambda f: f.place.country if f.place else None,
           "country of the place, ISO 3166-1 alpha-3"),
    Column("Latitude", "number", lambda f: f.place.lat if f.place else None, "degrees north"),
    Column("Longitude", "number", lambda f: f.place.lon if f.place else None, "degrees east"),
    Column("GeoNames ID", "integer", lambda f: f.place.geonameid if f.place else None, "GeoNames number"),
    Column("Raw Placename", "text", lambda f: f.words(f.place.span) if f.place else None,
           "the words that the text has for the place"),
    Column("Feature Type", "text", lambda f: f.place.feature if f.place else None, "GeoNames feature code"),
    Column("Source", "text", lambda f: f.record.outlet, "outlet"),
    Column("Publication Date", "date", published_day,
           "day on which the story was published; empty where the page doesn't give one"),
    Column("Published", "text", lambda f: f.record.published,
           "when the story was published, as exactly as it is known, ISO 8601"),
    Column("Language", "text", lambda f: f.record.language, "language of the story, ISO 639-1"),
    Column("Version", "text", lambda f: f.record.version, "version of the knowledge files"),
    Column("Headline", "text", lambda f: f.record.headline, "headline of the story"),
    Column("Event Text", "text", lambda f: f.words(f.event.evidence), "the clause that tells of the event"),
    Column("Trigger", "text", lambda f: f.words(f.event.trigger), "the words that name the act"),
    Column("Factuality", "text", lambda f: f.event.factuality,
           "asserted, negated, possible, future or hypothetical, as the innermost source presents it"),
    Column("Said By", "list", lambda f: several([a.name for a in f.sayers()]),
           "who says so, outermost source first; empty where the outlet itself does"),
    Column("Said By ID", "list", lambda f: several([a.id for a in f.sayers()]), "Dateline's ids of these"),
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
    Column("Date Latest", "date", lambda f: f.day.last, "last day on which it may have been"),
    Column("Raw Date", "text", lambda f: f.words(f.event.date.span) if f.event.date else None,
           "the words that the text has for the date"),
    Column("CAMEO", "text", lambda f: f.cameo,
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
    Column("Counts Raw", "list", lambda f: several([f.words(c.span) for c in f.event.counts]),
           "the words that the text has for these numbers"),
    Column("Story ID", "text", lambda f: f.record.id, "id of the story"),
    Column("Document", "text", lambda f: f.record.document.path, "file that the story was read from"),
    Column("URL", "text", lambda f: f.url, "address of the story"),
    Column("SHA-256", "text", lambda f: f.record.document.sha256, "of the bytes that the story was read from"),
    Column("Row ID", "text", lambda f: f.record.document.row_id, "the id that its row of JSONL brought along"),
    Column("Published Estimated", "integer", lambda f: int(f.record.published_estimated),
           "1 where the caller said that the publication date is an estimate, else 0"),
    Column("Updated", "text", lambda f: f.record.updated, "when the page says that it was last changed"),
    Column("Calendar", "text", lambda f: f.record.calendar,
           "calendar of the page's own date where it isn't the Gregorian one; the publication date was converted"),
)  # fmt: skip
FULL = Layout(
    "full", "all that Dateline knows of an event",
    "One row an event, comma separated, UTF-8, with a header. [Columns](columns.md) has more on it.", COLUMNS,
)  # fmt: skip
