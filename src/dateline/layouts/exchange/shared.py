"""What several layouts of other collections are filled by: pairs of parties, days as numbers, names of countries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.layouts.told import Told
from dateline.record import Actor

STATUS = (
    "Only events that are `asserted` are in it: it has no place to say that something is denied, possible, planned or "
    "feared, and each of these would be read as having happened. Asserted is what the innermost source presents as "
    "fact; who that source is, the file can't say either: see `Said By` of the layout `full`."
)
ASSERTED = "only events that are asserted have a place in it; --layout full has all"
SCORES = (
    "Scores are PLOVER's, by type and mode, from -10 to 10: the same range as Goldstein's scale, not the same values. "
    "Don't lay a series of this file behind one of the collection's own."
)
PAIRS = (
    "An event of several actors or recipients has a row for each pair, as the collection has it, so an event may count "
    "several times. Those who meet or fight without the text saying who began are all actors: they have a row each "
    "with an empty second side, not a row a pair."
)
DAYS = (
    "Its one column for the day can't say how exact a day is. So it is empty where the text gives only a month or a "
    'year ("2015" is not 1 January), and has the day of publication where the text gives no time; the layout `full` '
    "tells these apart."
)


@dataclass(frozen=True, slots=True)
class Pair:
    """An actor and a recipient of an event; either may be missing. ``key`` is unique among all rows."""

    told: Told
    key: str
    actor: Actor | None
    recipient: Actor | None


def pairs(told: Told) -> Iterator[Pair]:
    """Each actor with each recipient of an event's first telling, one row where a side is empty."""
    first = told.first
    actors: list[Actor | None] = [told.somebody(i) for i in first.actors] or [None]
    recipients: list[Actor | None] = [told.somebody(i) for i in first.recipients] or [None]
    for n, (a, r) in enumerate((a, r) for a in actors for r in recipients):
        yield Pair(told, f"{first.id}/{n}" if n else first.id, a, r)


def asserted(told: Told) -> bool:
    """Whether the event is presented as fact."""
    return told.event.factuality == "asserted"


def day_number(day: str | None) -> int | None:
    """A day as YYYYMMDD."""
    return int(day.replace("-", "")) if day else None


def country_name(told: Told, code: str | None) -> str | None:
    """The English name of a country; a code that is none of a state stays as it is."""
    state = told.state(code)
    return state.name if state else code
