"""The layout ``long``: one row an actor of an event, so that nothing has to be taken apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.layouts.declare import Column, Layout
from dateline.layouts.full import published_day, several
from dateline.layouts.told import Told
from dateline.record import Actor


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody's part in an event: actor, recipient or source, and the place among those of this part, from 1."""

    told: Told
    part: str
    number: int
    who: Actor


def parts(told: Told) -> Iterator[Part]:
    """Everybody who has a part in an event: actors, recipients, then who says it, outermost first."""
    sides = (("actor", told.side("actors")), ("recipient", told.side("recipients")), ("source", told.sayers()))
    for part, people in sides:
        for number, actor in enumerate(people, 1):
            yield Part(told, part, number, actor)


def _cow(p: Part) -> int | None:
    state = p.told.state(p.who.country)
    return int(state.cow) if state and state.cow else None


LONG = Layout(
    "long", "one row an actor",
    "One row for each actor, recipient and source of an event, comma separated, UTF-8, with a header. An event in "
    "which nobody is named has no row; `Event ID` joins it to the layout `full`.",
    (
        Column("Event ID", "text", lambda p: p.told.event.id, "id of the event"),
        Column("Part", "text", lambda p: p.part,
               "actor, recipient, or source: somebody in the chain of those who say so"),
        Column("Number", "integer", lambda p: p.number, "place among those of this part; the outermost source is 1"),
        Column("Actor ID", "text", lambda p: p.who.id, "Dateline's id"),
        Column("Name", "text", lambda p: p.who.name, "canonical name"),
        Column("Kind", "text", lambda p: p.who.kind, "kind of actor"),
        Column("Country", "text", lambda p: p.who.country,
               "ISO 3166-1 alpha-3, or IGO, UNO, EUR, NGO, ISM, IMG, MNC"),
        Column("COW", "integer", _cow, "number of that state in the Correlates of War project, as it is today"),
        Column("Primary Sector", "text", lambda p: next(iter(p.who.sectors), None), "first PLOVER sector"),
        Column("Sectors", "list", lambda p: several(p.who.sectors), "all PLOVER sectors"),
        Column("Title", "text", lambda p: p.who.role, "role at the time of the story"),
        Column("Name Raw", "text", lambda p: p.told.called(p.who), "the words that the text has"),
        Column("Wikidata ID", "text", lambda p: p.who.wikidata, "Wikidata item"),
        Column("Event Date", "date", lambda p: p.told.day.first, "first day on which the event may have been"),
        Column("Date Basis", "text", lambda p: p.told.day.basis, "stated, inherited or published"),
        Column("Date Precision", "text", lambda p: p.told.day.precision, "day, week, month, year or none"),
        Column("Event Type", "text", lambda p: p.told.event.event_type, "PLOVER type"),
        Column("Event Mode", "list", lambda p: several(p.told.event.modes), "PLOVER modes"),
        Column("Quad Code", "integer", lambda p: p.told.event.quad, "PLOVER quad, 1 to 4"),
        Column("Intensity", "number", lambda p: p.told.event.score, "PLOVER scale, -10 to 10"),
        Column("Factuality", "text", lambda p: p.told.event.factuality,
               "asserted, negated, possible, future or hypothetical"),
        Column("Stance", "text", lambda p: p.told.statement.stance if p.told.statement else None,
               "of the innermost statement: asserts, denies or hedges"),
        Column("Place Country", "text", lambda p: p.told.place.country if p.told.place else None,
               "country of the place"),
        Column("Source", "text", lambda p: p.told.record.outlet, "outlet"),
        Column("Publication Date", "date", lambda p: published_day(p.told), "day of publication"),
        Column("Story ID", "text", lambda p: p.told.record.id, "id of the story"),
    ),
    rows=parts,
    misleads=(
        "An event of two actors and three recipients has five rows and a row a source: count `Event ID`s, not rows.",
    ),
)  # fmt: skip
