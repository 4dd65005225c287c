"""The layout ``polecat``: the 40 columns of the Political Event Classification, Attributes, and Types data set.

Halterman et al. 2023, *PLOVER and POLECAT: A New Political Event Ontology and Dataset*; names and order as in the
weekly files of its Dataverse.
"""

from __future__ import annotations

from collections.abc import Callable

from dateline.layouts.declare import Column, Form, Layout, Several
from dateline.layouts.exchange.shared import DAYS
from dateline.layouts.full import published_day, several
from dateline.layouts.told import Side, Told
from dateline.record import Actor, Kind

QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
# PLOVER's auxiliary modes; it has none for what is only possible.
AUXILIARY = {"negated": "negation", "future": "future", "hypothetical": "hypothetical", "possible": "possible"}
PERSONS: tuple[Kind, ...] = ("person",)
BODIES: tuple[Kind, ...] = ("military", "armed_group", "party", "igo", "ngo", "media", "company")


def modes(told: Told) -> Several | None:
    """PLOVER's modes of an event, then the auxiliary one where it is not asserted."""
    auxiliary = AUXILIARY.get(told.event.factuality)
    return several((*told.event.modes, *([auxiliary] if auxiliary else [])))


def article(told: Told, actor: Actor) -> str | None:
    """The title of an actor's article, where it is a state."""
    state = told.state(actor.id)
    return state.wikipedia if state else None


def _people(side: Side, word: str) -> list[Column]:
    def each(name: str, cell: Callable[[Told, Actor], str | None], says: str) -> Column:
        return Column(name, "list", lambda t: several([cell(t, a) for a in t.side(side)]), says)

    def cow(told: Told, actor: Actor) -> str | None:
        state = told.state(actor.country)
        return state.cow or None if state else None

    return [
        each(f"{word} Name", lambda _, a: a.name, "canonical names"),
        each(f"{word} Country", lambda _, a: a.country, "ISO 3166-1 alpha-3, or IGO, UNO, EUR, NGO, ISM, IMG, MNC"),
        each(f"{word} COW", cow, "number of that state in the Correlates of War project, as it is today"),
        each(f"Primary {word} Sector", lambda _, a: next(iter(a.sectors), None), "first PLOVER sector"),
        each(f"{word} Sectors", lambda _, a: " ".join(a.sectors), "all PLOVER sectors of each, parted by blanks"),
        each(f"{word} Title", lambda _, a: a.role, "role at the time of the story"),
        each(f"{word} Name Raw", lambda t, a: t.called(a), "the words that the text has"),
        Column(f"Wikipedia {word} ID", "list", lambda t: several([article(t, a) for a in t.side(side)]),
               "title of the article in the English Wikipedia, of states alone: of all others the register has the "
               "Wikidata item, which is in the layout `full`", "near"),
    ]  # fmt: skip


def named(*kinds: Kind) -> Callable[[Told], Several | None]:
    """Makes a cell with the story's actors of some kinds that have a name: those of the register, and those of several
    words with capitals. "The gunmen" and "a spokesman" have none."""

    def has_name(told: Told, actor: Actor) -> bool:
        capitals = [word for word in actor.name.split() if word[0].isupper()]
        return not actor.id.startswith(told.record.id) or len(capitals) > 1

    def cell(told: Told) -> Several | None:
        people = (a.name for a in told.record.actors if a.kind in kinds and has_name(told, a))
        return several(tuple(dict.fromkeys(people)))

    return cell


def locations(told: Told) -> Several | None:
    """What the record has of a story's places: those of its events, its states, that of its dateline."""
    record = told.record
    found = [e.place.name for e in record.events if e.place]
    found += [a.name for a in record.actors if told.state(a.id)]
    found += [record.dateline.place] if record.dateline and record.dateline.place else []
    return several(tuple(dict.fromkeys(found)))


POLECAT = Layout(
    "polecat", "the 40 columns of POLECAT",
    "One row an event, tab separated, UTF-8, with a header; texts that aren't known are `None`, as there, numbers and "
    "days that aren't are empty; several values in a cell are parted by `; `. Its own files are read as ISO-8859-1 by "
    "many scripts: this one is UTF-8.",
    (
        Column("Event ID", "text", lambda t: t.event.id, "Dateline's id of the event"),
        Column("Event Date", "date", lambda t: t.day.exact,
               "the day, where it is known to the day; else the day of publication, where no time is given"),
        Column("Event Type", "text", lambda t: t.event.event_type, "PLOVER type"),
        Column("Event Mode", "list", modes,
               "PLOVER modes, and for what is not asserted its auxiliary mode: negation, future, hypothetical, and our "
               "possible", "near"),
        Column("Intensity", "number", lambda t: t.event.score, "PLOVER score of the mode, else of the type"),
        Column("Quad Code", "text", lambda t: QUADS.get(t.event.quad), "in words"),
        Column("Contexts", "list", lambda t: several(t.event.contexts), "PLOVER contexts of the passage"),
        *_people("actors", "Actor"),
        *_people("recipients", "Recipient"),
        Column("Placename", "text", lambda t: t.place.name if t.place else None, "place, as the gazetteer names it"),
        Column("City", "text", lambda t: t.placed("PPL"), "the place, where it is a populated place"),
        Column("District", "text", lambda t: t.placed("ADM2"),
               "the place, where it is a second-level division itself; of a town the record has no district", "near"),
        Column("Province", "text", lambda t: t.place.admin1 if t.place else None, "first-level division"),
        Column("Country", "text", lambda t: t.place.country if t.place else None, "ISO 3166-1 alpha-3"),
        Column("Latitude", "number", lambda t: t.place.lat if t.place else None, "degrees north"),
        Column("Longitude", "number", lambda t: t.place.lon if t.place else None, "degrees east"),
        Column("GeoNames ID", "integer", lambda t: t.place.geonameid if t.place else None, "GeoNames number"),
        Column("Raw Placename", "text", lambda t: t.words(t.place.span) if t.place else None,
               "the words that the text has for the place"),
        Column("Feature Type", "text", lambda t: t.place.feature if t.place else None, "GeoNames feature code"),
        Column("Source", "text", lambda t: t.record.outlet, "outlet"),
        Column("Publication Date", "date", published_day, "day of publication"),
        Column("Story People", "list", named(*PERSONS), "the story's persons with a name", "near"),
        Column("Story Organizations", "list", named(*BODIES),
               "its armies, armed groups, parties, organisations, media and companies with a name that do; governments "
               "stand under `Story Locations` where they are a state's", "near"),
        Column("Story Locations", "list", locations,
               "places of its events, its states and the place of its dateline; the record has no other places",
               "near"),
        Column("Language", "text", lambda t: t.record.language, "ISO 639-1"),
        Column("Version", "text", lambda t: t.record.version, "version of Dateline's knowledge files"),
    ),
    form=Form(delimiter="\t", missing="None"),
    misleads=(
        "All events are in it, also those that are denied, possible, planned or feared: POLECAT's own files don't tell "
        "these apart. Here the auxiliary mode in `Event Mode` does. To have what is asserted alone: "
        "`dateline events --layout polecat --factuality asserted`.",
        "One row an event with all its modes; POLECAT's coder makes a row for each mode.",
        DAYS,
        "`Actor Sectors` of one actor are parted by blanks, since `; ` parts actors.",
    ),
)  # fmt: skip
