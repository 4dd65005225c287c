"""The layout ``gdelt``: the 61 columns of the events of GDELT 2.0, without a header.

Leetaru and Schrodt 2013, *GDELT: Global Data on Events, Location and Tone*; *The GDELT Event Database Data Format
Codebook V2.0* for names and order.
"""

from __future__ import annotations

from collections.abc import Callable

from dateline.layouts.declare import Column, Form, Kind, Layout, empty
from dateline.layouts.exchange.shared import (
    ASSERTED,
    DAYS,
    PAIRS,
    SCORES,
    STATUS,
    Pair,
    asserted,
    country_name,
    day_number,
    pairs,
)
from dateline.layouts.told import number_of
from dateline.record import Actor

# PLOVER's sectors that CAMEO has a role for, under CAMEO's code.
ROLES = {
    **{code: code for code in (
        "GOV", "MIL", "COP", "SPY", "JUD", "LEG", "REB", "UAF", "OPP", "CVL", "BUS", "LAB", "AGR", "CRM", "EDU", "REF",
        "ELI",
    )},
    "JRN": "MED", "MED": "HLH",
}  # fmt: skip
# What PLOVER has in place of a country: CAMEO's known group, and its type.
BEYOND = {
    "UNO": ("UNO", "IGO"), "EUR": ("EEC", "IGO"), "IGO": ("", "IGO"), "NGO": ("", "NGO"), "MNC": ("", "MNC"),
    "IMG": ("", "IMG"), "ISM": ("", ""),
}  # fmt: skip
FORM = Form(delimiter="\t", header=False, quoted=False)
FILE = (
    "tab separated, UTF-8, without a header and without quotation marks around cells, as GDELT's files are (tabs and "
    "line breaks in a cell become blanks, quotation marks apostrophes). As Parquet, Stata or Excel it has names."
)


def codes_of(actor: Actor | None) -> tuple[str, str, list[str]]:
    """Country, known group and roles of an actor, as CAMEO has them; empty where it has none."""
    if actor is None:
        return "", "", []
    group, kind = BEYOND.get(actor.country or "", ("", ""))
    country = "" if actor.country in BEYOND else actor.country or ""
    roles = [*([kind] if kind else []), *(ROLES[s] for s in actor.sectors if s in ROLES)]
    return country, group, roles[:3]


def _actor(side: str, number: int) -> list[Column]:
    def of(cell: Callable[[Actor | None], str | None]) -> Callable[[Pair], str | None]:
        return lambda pair: cell(getattr(pair, side))

    def code(actor: Actor | None) -> str | None:
        country, group, roles = codes_of(actor)
        return (country or group) + "".join(roles) or None

    def role(n: int) -> Callable[[Actor | None], str | None]:
        return lambda actor: next(iter(codes_of(actor)[2][n:]), None)

    actor = f"Actor{number}"
    return [
        Column(f"{actor}Code", "text", of(code), "country or group and roles, as CAMEO joins them"),
        Column(f"{actor}Name", "text", of(lambda a: a.name.upper() if a else None),
               "canonical name in capitals; GDELT has the word of its dictionary", "near"),
        Column(f"{actor}CountryCode", "text", of(lambda a: codes_of(a)[0] or None),
               "ISO 3166-1 alpha-3, which CAMEO's codes nearly are", "near"),
        Column(f"{actor}KnownGroupCode", "text", of(lambda a: codes_of(a)[1] or None),
               "UNO and EEC alone: the register has ids of its own", "near"),
        empty(f"{actor}EthnicCode", "text", "PLOVER has no ethnic codes"),
        empty(f"{actor}Religion1Code", "text", "PLOVER has no codes of religions"),
        empty(f"{actor}Religion2Code", "text", "as the first"),
        *(Column(f"{actor}Type{n + 1}Code", "text", of(role(n)),
                 "PLOVER's sectors that CAMEO has a role for, under CAMEO's code (JRN is its MED, MED its HLH)",
                 "near") for n in range(3)),
    ]  # fmt: skip


GEO: tuple[tuple[str, Kind], ...] = (
    ("Type", "integer"), ("Fullname", "text"), ("CountryCode", "text"), ("ADM1Code", "text"), ("ADM2Code", "text"),
    ("Lat", "number"), ("Long", "number"), ("FeatureID", "text"),
)  # fmt: skip


def _actor_geo(number: int) -> list[Column]:
    return [
        empty(f"Actor{number}Geo_{name}", kind, "GDELT's guess of a place near the actor's name: the record has none")
        for name, kind in GEO
    ]


def _place_type(pair: Pair) -> int | None:
    """1 a country, 2 a state of the USA, 3 a town there, 4 a town, 5 a first-level division elsewhere."""
    place = pair.told.place
    if place is None:
        return None
    if pair.told.placed("PCL"):
        return 1
    town, american = bool(pair.told.placed("PPL")), place.country == "USA"
    return (3 if american else 4) if town else (2 if american else 5)


def _fullname(pair: Pair) -> str | None:
    place = pair.told.place
    if place is None:
        return None
    parts = (place.name, place.admin1, country_name(pair.told, place.country))
    return ", ".join(dict.fromkeys(p for p in parts if p))


def _fips(pair: Pair) -> str | None:
    state = pair.told.state(pair.told.place.country) if pair.told.place else None
    return state.fips or None if state else None


def _part(first: int, last: int) -> Callable[[Pair], int | None]:
    def cut(pair: Pair) -> int | None:
        day = pair.told.day.exact
        return int(day.replace("-", "")[first:last]) if day else None

    return cut


def _fraction(pair: Pair) -> float | None:
    """The year with (month * 30 + day) / 365 behind the point, as the codebook has it."""
    day = pair.told.day.exact
    year, month, date = map(int, day.split("-")) if day else (0, 0, 0)
    return round(year + (month * 30 + date) / 365, 4) if day else None


def _tellings(pair: Pair) -> int:
    return pair.told.story.tellings[pair.told.first.id]


def moment(published: str | None) -> int | None:
    """A time of publication as YYYYMMDDHHMMSS, with zeros for a time of day that isn't known."""
    digits = "".join(c for c in (published or "")[:19] if c.isdigit())
    return int(digits.ljust(14, "0")) if len(digits) >= 8 else None


def in_lead(pair: Pair) -> bool:
    """Whether the event is told in the first paragraph."""
    start = pair.told.event.trigger.start
    return "\n\n" not in pair.told.record.text[:start].lstrip()


GDELT = Layout(
    "gdelt", "the 61 columns of GDELT's events",
    f"One row a pair of actor and recipient, {FILE}",
    (
        Column("GLOBALEVENTID", "integer", lambda p: number_of(p.key), "53 bits of the SHA-256 of Dateline's id"),
        Column("SQLDATE", "integer", lambda p: day_number(p.told.day.exact), "the day, where it is known to the day"),
        Column("MonthYear", "integer", _part(0, 6), "of that day"),
        Column("Year", "integer", _part(0, 4), "of that day"),
        Column("FractionDate", "number", _fraction, "of that day: (month * 30 + day) / 365 behind the point"),
        *_actor("actor", 1),
        *_actor("recipient", 2),
        Column("IsRootEvent", "integer", lambda p: int(in_lead(p)), "1 where it is told in the first paragraph"),
        Column("EventCode", "text", lambda p: p.told.cameo, "CAMEO, by the [crosswalk](../cameo.md), with its zero"),
        Column("EventBaseCode", "text", lambda p: (p.told.cameo or "")[:3] or None, "its first three digits"),
        Column("EventRootCode", "text", lambda p: (p.told.cameo or "")[:2] or None, "its first two"),
        Column("QuadClass", "integer", lambda p: p.told.event.quad, "the quad, numbered as there"),
        Column("GoldsteinScale", "number", lambda p: p.told.event.score, "PLOVER score, not Goldstein's", "near"),
        Column("NumMentions", "integer", _tellings, "how often the story tells of it; other stories aren't counted",
               "near"),
        Column("NumSources", "integer", lambda _: 1, "1: the story's outlet", "near"),
        Column("NumArticles", "integer", lambda _: 1, "1: the story", "near"),
        empty("AvgTone", "number", "Dateline measures no tone"),
        *_actor_geo(1),
        *_actor_geo(2),
        Column("ActionGeo_Type", "integer", _place_type, "1 country, 2 US state, 3 US city, 4 city, 5 division"),
        Column("ActionGeo_Fullname", "text", _fullname, "place, division, country"),
        Column("ActionGeo_CountryCode", "text", _fips, "FIPS 10-4, as there: GM is Germany, CH is China"),
        empty("ActionGeo_ADM1Code", "text", "FIPS numbers of divisions: the gazetteer has GeoNames' names"),
        empty("ActionGeo_ADM2Code", "text", "GAUL numbers: the gazetteer has none"),
        Column("ActionGeo_Lat", "number", lambda p: p.told.place.lat if p.told.place else None, "degrees north"),
        Column("ActionGeo_Long", "number", lambda p: p.told.place.lon if p.told.place else None, "degrees east"),
        empty("ActionGeo_FeatureID", "text", "numbers of GNS and GNIS: the GeoNames number is in `full`"),
        Column("DATEADDED", "integer", lambda p: moment(p.told.record.published),
               "when the story was published, the page's own time; there, when GDELT added it", "near"),
        Column("SOURCEURL", "text", lambda p: p.told.url, "address of the story"),
    ),
    rows=pairs, form=FORM, holds=asserted, leaves_out=ASSERTED,
    misleads=(
        STATUS, PAIRS, SCORES, DAYS,
        "`NumMentions`, `NumSources` and `NumArticles` are of one story: as weights they are of no use. `dateline "
        "panel --independent` counts an incident once, however many stories tell it.",
        "CAMEO codes have a zero in front (`042`): read `EventCode`, `EventBaseCode` and `EventRootCode` as text.",
    ),
)  # fmt: skip
