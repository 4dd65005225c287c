"""The layout ``acled``: the 31 columns of the Armed Conflict Location and Event Data project.

Raleigh et al. 2010, *Introducing ACLED*; names and order as in its exports since 2024, *ACLED Codebook*.
"""

from __future__ import annotations

from collections.abc import Callable

from dateline.knowledge.world.acled import Types
from dateline.layouts.declare import Column, Layout, Several, empty
from dateline.layouts.exchange.shared import STATUS, asserted, country_name
from dateline.layouts.full import several
from dateline.layouts.told import Side, Told, number_of
from dateline.record import Actor

PRECISIONS = {"day": 1, "week": 2, "month": 3}
ARMED = frozenset({"State forces", "Rebel group", "Political militia", "External/Other forces"})
INTERS = {
    "military": "State forces", "government": "State forces", "population": "Civilians", "igo": "External/Other forces",
    "ngo": "Civilians", "media": "Civilians", "company": "Civilians", "person": "Civilians",
}  # fmt: skip


def inter(told: Told, side: Side) -> str | None:
    """What the first actor of a side is, as ACLED has it; None where that can't be told."""
    people = told.side(side)
    if not people:
        return None
    if told.event.event_type == "PROTEST" and side == "actors":
        return "Rioters" if "riot" in told.event.modes else "Protesters"
    return _kind(people[0])


def _kind(actor: Actor) -> str | None:
    sectors = set(actor.sectors)
    if actor.kind == "armed_group":
        return "Rebel group" if "REB" in sectors else "Political militia" if "PRM" in sectors else None
    if actor.kind == "person" and sectors & {"MIL", "COP", "GOV"}:
        return "State forces"
    return INTERS.get(actor.kind)


def types(told: Told) -> Types | None:
    """ACLED's types of an event; None where ACLED has no such events."""
    other = inter(told, "recipients")
    whom = "armed" if other in ARMED else "unarmed" if other == "Civilians" else ""
    return told.world.acled.of(told.event.event_type, told.event.modes, whom)


def _type(number: int) -> Callable[[Told], str | None]:
    def cell(told: Told) -> str | None:
        found = types(told)
        return found[number] or None if found else None

    return cell


def _first(told: Told, side: Side) -> str | None:
    return next((a.name for a in told.side(side)), None)


def _others(told: Told, side: Side) -> Several | None:
    return several(tuple(a.name for a in told.side(side)[1:]))


def _interaction(told: Told) -> str | None:
    one, other = inter(told, "actors"), inter(told, "recipients")
    if one is None:
        return None
    return f"{one}-{other}" if other else None if told.side("recipients") else f"{one} only"


def _civilians(told: Told) -> str | None:
    found = types(told)
    violent = found is not None and found[0] == "Political violence"
    return "Civilian targeting" if violent and inter(told, "recipients") == "Civilians" else None


def _geo_precision(told: Told) -> int | None:
    if told.placed("PPL"):
        return 1
    return 2 if told.placed("ADM2", "ADM3") else 3 if told.placed("ADM1") else None


def _fatalities(told: Told) -> int | None:
    killed = told.count("killed")
    return killed.low if killed else None


def _held(told: Told) -> bool:
    return asserted(told) and told.day.precision in PRECISIONS and types(told) is not None


def _iso(told: Told) -> int | None:
    state = told.state(told.place.country) if told.place else None
    return int(state.numeric) if state and state.numeric else None


def _region(told: Told) -> str | None:
    state = told.state(told.place.country) if told.place else None
    return state.region or None if state else None


ACLED = Layout(
    "acled", "the 31 columns of ACLED",
    "One row an event, comma separated, UTF-8, with a header. Types come by the table "
    "[`crosswalks/acled.csv`](../reference/crosswalks.md), which your own folder can change.",
    (
        Column("event_id_cnty", "text", lambda t: f"{(t.place and t.place.country) or ''}{number_of(t.event.id)}",
               "ISO code of the country and 53 bits of the SHA-256 of Dateline's id"),
        Column("event_date", "date", lambda t: t.day.first, "first day on which it may have been"),
        Column("year", "integer", lambda t: int(t.day.first[:4]) if t.day.first else None, "of that day"),
        Column("time_precision", "integer", lambda t: PRECISIONS.get(t.day.precision), "1 day, 2 week, 3 month"),
        Column("disorder_type", "text", _type(0), "by the table"),
        Column("event_type", "text", _type(1),
               "by the table; empty for violence of which neither mode nor parties tell what it is"),
        Column("sub_event_type", "text", _type(2), "by the table, where PLOVER tells it", "near"),
        Column("actor1", "text", lambda t: _first(t, "actors"), "the first actor"),
        Column("assoc_actor_1", "list", lambda t: _others(t, "actors"), "the other actors"),
        Column("inter1", "text", lambda t: inter(t, "actors"),
               "by kind and sectors; empty where these don't tell (identity militias are never told)", "near"),
        Column("actor2", "text", lambda t: _first(t, "recipients"), "the first recipient"),
        Column("assoc_actor_2", "list", lambda t: _others(t, "recipients"), "the other recipients"),
        Column("inter2", "text", lambda t: inter(t, "recipients"), "as inter1", "near"),
        Column("interaction", "text", _interaction, "inter1 and inter2", "near"),
        Column("civilian_targeting", "text", _civilians, "where violence has a civilian as first recipient", "near"),
        Column("iso", "integer", _iso, "ISO 3166-1 number of the country of the place"),
        Column("region", "text", _region, "ACLED's region of that country"),
        Column("country", "text", lambda t: country_name(t, t.place.country) if t.place else None, "English name"),
        Column("admin1", "text", lambda t: t.place.admin1 if t.place else None, "first-level division"),
        Column("admin2", "text", lambda t: t.placed("ADM2"), "the place, where it is such a division itself", "near"),
        empty("admin3", "text", "the gazetteer has no third-level divisions"),
        Column("location", "text", lambda t: t.place.name if t.place else None, "place, as the gazetteer names it"),
        Column("latitude", "number", lambda t: t.place.lat if t.place else None, "degrees north"),
        Column("longitude", "number", lambda t: t.place.lon if t.place else None, "degrees east"),
        Column("geo_precision", "integer", _geo_precision,
               "1 town, 2 second- or third-level division, 3 first-level; empty for a country", "near"),
        Column("source", "text", lambda t: t.record.outlet, "outlet"),
        empty("source_scale", "text", "what an outlet covers is not known"),
        Column("notes", "text", lambda t: t.words(t.event.evidence),
               "the clause that tells of it; there, a researcher's summary", "near"),
        Column("fatalities", "integer", _fatalities,
               "the least number of killed that the text allows; empty where it gives none", "near"),
        empty("tags", "text", "no tags are given"),
        empty("timestamp", "integer", "when a row was last changed: the same input must give the same file"),
    ),
    holds=_held,
    leaves_out="only asserted violence, protests, arrests and destruction, dated to a month, have a place in it; "
    "--layout full has all",
    misleads=(
        "ACLED is coded by people who read many sources and merge them: one row there is one event in the world, here "
        "one event as one story tells it. `dateline incidents` joins stories that tell of the same.",
        STATUS,
        "Events that ACLED doesn't have (meetings, statements, aid and so on), and those that the text dates to no "
        "month, are left out.",
        "ACLED writes 0 fatalities where none are reported. Here the cell is empty: a text that gives no number has "
        "not said that nobody died.",
        "A date of a week or month is its first day; ACLED takes one in the middle.",
        "A government is taken for state forces, whoever of it acts.",
    ),
)  # fmt: skip
