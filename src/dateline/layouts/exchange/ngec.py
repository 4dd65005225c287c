"""The layout ``ngec``: the events of the Next Generation Event Coder, its nested keys laid flat.

Halterman et al. 2023, *Creating Custom Event Data Without Dictionaries: A Bag-of-Tricks*; keys as in the events that
its formatter writes.
"""

from __future__ import annotations

from collections.abc import Callable

from dateline.layouts.declare import Column, Kind, Layout
from dateline.layouts.exchange.polecat import BODIES, PERSONS, article, locations, modes, named
from dateline.layouts.exchange.shared import country_name
from dateline.layouts.full import several
from dateline.layouts.told import Side, Told
from dateline.record import Actor, Place


def _people(side: Side, word: str) -> list[Column]:
    def each(name: str, cell: Callable[[Told, Actor], str | None], says: str) -> Column:
        return Column(f"{word}_{name}", "list", lambda t: several([cell(t, a) for a in t.side(side)]), says)

    return [
        each("text", lambda t, a: t.called(a) or a.name, "the words that the text has, else the canonical name"),
        each("wiki", article, "title of the Wikipedia article, of states alone"),
        each("country", lambda _, a: a.country, "ISO 3166-1 alpha-3, or IGO, UNO, EUR, NGO, ISM, IMG, MNC"),
        each("country_name", lambda t, a: country_name(t, a.country), "its English name"),
        each("code_1", lambda _, a: next(iter(a.sectors), None), "first PLOVER sector"),
        each("code_2", lambda _, a: next(iter(a.sectors[1:]), None), "second PLOVER sector"),
    ]


def _geo(name: str, kind: Kind, cell: Callable[[Place], str | float | None], says: str) -> Column:
    return Column(name, kind, lambda t: cell(t.place) if t.place else None, says)


NGEC = Layout(
    "ngec", "events as NGEC's formatter has them, laid flat",
    "One row an event, comma separated, UTF-8, with a header; several values in a cell are parted by `; `. NGEC writes "
    "nested JSON: here `attributes.ACTOR[].country` is `actor_country`, `event_geolocation.geo.lat` is `lat`.",
    (
        Column("id", "text", lambda t: t.event.id, "Dateline's id of the event"),
        Column("story_id", "text", lambda t: t.record.id, "id of the story"),
        Column("publisher", "text", lambda t: t.record.outlet, "outlet"),
        Column("pub_date", "text", lambda t: t.record.published, "when the story was published, ISO 8601"),
        Column("headline", "text", lambda t: t.record.headline, "headline of the story"),
        Column("event_text", "text", lambda t: t.words(t.event.evidence),
               "the clause that tells of the event; there, the whole passage", "near"),
        Column("event_type", "text", lambda t: t.event.event_type, "PLOVER type"),
        Column("event_mode", "list", modes,
               "PLOVER modes, and for what is not asserted the auxiliary one: negation, future, hypothetical, and our "
               "possible", "near"),
        Column("contexts", "list", lambda t: several(t.event.contexts), "PLOVER contexts of the passage"),
        Column("date_resolved", "date", lambda t: t.day.first,
               "first day on which it may have been, else the day of publication"),
        Column("date_raw", "text", lambda t: t.words(t.event.date.span) if t.event.date else None,
               "the words that the text has for the time; empty where `date_resolved` is the day of publication"),
        *_people("actors", "actor"),
        *_people("recipients", "recip"),
        Column("loc_text", "text", lambda t: t.words(t.place.span) if t.place else None, "the words for the place"),
        _geo("resolved_placename", "text", lambda p: p.name, "place, as the gazetteer names it"),
        _geo("country_code3", "text", lambda p: p.country, "ISO 3166-1 alpha-3"),
        Column("country_name", "text", lambda t: country_name(t, t.place.country) if t.place else None, "English name"),
        _geo("admin1_name", "text", lambda p: p.admin1, "first-level division"),
        Column("admin2_name", "text", lambda t: t.placed("ADM2"),
               "the place, where it is a second-level division itself", "near"),
        _geo("lat", "number", lambda p: p.lat, "degrees north"),
        _geo("lon", "number", lambda p: p.lon, "degrees east"),
        _geo("feature_code", "text", lambda p: p.feature, "GeoNames feature code"),
        _geo("geonameid", "integer", lambda p: p.geonameid, "GeoNames number"),
        Column("story_people", "list", named(*PERSONS), "the story's persons with a name", "near"),
        Column("story_organizations", "list", named(*BODIES), "its bodies with a name", "near"),
        Column("story_places", "list", locations, "places of its events, its states, that of its dateline", "near"),
        Column("version", "text", lambda t: t.record.version, "version of Dateline's knowledge files"),
    ),
    misleads=(
        "Names are those of the events that NGEC's published formatter writes (2023 and 2024). Its rewrite of 2025 has "
        "a table of its own whose names were not to be had when this was written: map them by hand.",
        "NGEC has a row for each mode and none of who says so or of what is not asserted; here an event is one row, "
        "and the auxiliary modes tell what is denied, possible, planned or feared.",
        "`date_resolved` may be the first day of a week, month or year: the layout `full` says how exact it is.",
    ),
)  # fmt: skip
