"""A story of two states, told so that every layout has something to fill its columns with."""

from dataclasses import replace

from dateline.knowledge.files import SHIPPED, Layers
from dateline.layouts.told import load_world
from dateline.record import Actor, Count, Date, Place
from records import make_record, span

WORLD = load_world(Layers((SHIPPED,)))
LONG_NAME = "Committee " * 300


def make_told(key="p", **first):
    """The story of ``make_record`` between France and Germany: they meet; one bombs the other in Ulm, killing 12."""
    record = make_record(key)
    meeting, attack = record.events
    france = Actor("FRA", "France", "government", "FRA", ("GOV", "MIL"), None, "Q142", record.actors[0].mentions)
    germany = Actor("DEU", "Germany", "government", "DEU", ("GOV",), None, "Q183", record.actors[1].mentions)
    somebody = Actor(f"{record.id}-a2", "=Somebody", "armed_group", None, ("REB",))
    minister = replace(record.actors[3], name="Minister Jan Rask")
    actors = (france, germany, record.actors[2], minister, somebody)
    place = Place(span("Szohod"), "Ulm", 2820256, 48.4, 10.0, "DEU", "Baden-Wurttemberg", "PPLA3")
    meeting = replace(meeting, actors=("FRA", somebody.id), recipients=("DEU",), **first)
    attack = replace(
        attack, actors=("FRA",), recipients=("DEU",), factuality="asserted", place=place,
        counts=(Count("killed", 12, None, False, span("October 7")),),
    )  # fmt: skip
    return replace(record, actors=actors, events=(meeting, attack))


def dated(value, earliest, latest):
    """A date of an event."""
    return Date(span("October 7"), value, earliest, latest)
