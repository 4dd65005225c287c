"""The layout ``icews``: the 20 columns of the Integrated Crisis Early Warning System's coded events.

Boschee et al. 2015, *ICEWS Coded Event Data*; names and order as in the yearly files of its Dataverse.
"""

from __future__ import annotations

from dateline.layouts.declare import Column, Form, Layout, Several, empty
from dateline.layouts.exchange.shared import ASSERTED, DAYS, PAIRS, SCORES, STATUS, Pair, asserted, country_name, pairs
from dateline.layouts.full import several
from dateline.layouts.told import number_of
from dateline.record import Actor


def _sectors(actor: Actor | None) -> Several | None:
    return several(actor.sectors) if actor else None


def _country(pair: Pair, actor: Actor | None) -> str | None:
    return country_name(pair.told, actor.country) if actor else None


def _event_text(pair: Pair) -> str:
    event = pair.told.event
    return " ".join([event.event_type.capitalize(), *event.modes])


ICEWS = Layout(
    "icews", "the 20 columns of ICEWS",
    "One row a pair of actor and recipient, tab separated, UTF-8, with a header.",
    (
        Column("Event ID", "integer", lambda p: number_of(p.key), "53 bits of the SHA-256 of Dateline's id"),
        Column("Event Date", "date", lambda p: p.told.day.exact, "the day, where it is known to the day"),
        Column("Source Name", "text", lambda p: p.actor.name if p.actor else None, "who acts"),
        Column("Source Sectors", "list", lambda p: _sectors(p.actor),
               "PLOVER sectors as codes; ICEWS has a tree of sectors in words", "near"),
        Column("Source Country", "text", lambda p: _country(p, p.actor),
               "English name; for what is no state's one of IGO, UNO, EUR, NGO, ISM, IMG, MNC"),
        Column("Event Text", "text", _event_text, "PLOVER type and modes, where ICEWS has CAMEO's label", "near"),
        Column("CAMEO Code", "text", lambda p: p.told.cameo, "by the [crosswalk](../cameo.md), text with its zero"),
        Column("Intensity", "number", lambda p: p.told.event.score, "PLOVER score, not Goldstein's", "near"),
        Column("Target Name", "text", lambda p: p.recipient.name if p.recipient else None, "who is acted on"),
        Column("Target Sectors", "list", lambda p: _sectors(p.recipient), "as those of the source", "near"),
        Column("Target Country", "text", lambda p: _country(p, p.recipient), "as that of the source"),
        Column("Story ID", "integer", lambda p: number_of(p.told.record.id), "the same of the story's id"),
        empty("Sentence Number", "integer", "the record counts characters, not sentences: `Event Span` of `full`"),
        Column("Publisher", "text", lambda p: p.told.record.outlet, "outlet"),
        Column("City", "text", lambda p: p.told.placed("PPL"), "the place, where it is a populated place"),
        Column("District", "text", lambda p: p.told.placed("ADM2"),
               "the place, where it is a second-level division itself", "near"),
        Column("Province", "text", lambda p: p.told.place.admin1 if p.told.place else None, "first-level division"),
        Column("Country", "text", lambda p: country_name(p.told, p.told.place.country) if p.told.place else None,
               "English name of the country of the place"),
        Column("Latitude", "number", lambda p: p.told.place.lat if p.told.place else None, "degrees north"),
        Column("Longitude", "number", lambda p: p.told.place.lon if p.told.place else None, "degrees east"),
    ),
    rows=pairs, form=Form(delimiter="\t", between=","), holds=asserted, leaves_out=ASSERTED,
    misleads=(STATUS, PAIRS, SCORES, DAYS),
)  # fmt: skip
