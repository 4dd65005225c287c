"""The one day of an event, with what it rests on and how exact it is.

A text says when something happened in one event of eight; a table wants a day for each. So the day is given with its
basis: ``stated`` (an expression of time dates the event), ``inherited`` (one dates another telling of the same event in
the same story) or ``published`` (the day of publication: the event was told on it), and with the shortest of ``day``,
``week``, ``month`` and ``year`` that is as long as the days that it may have been; ``none`` where there is no day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dateline.layouts.indexed import Indexed
from dateline.record import Date, Event

Basis = Literal["stated", "inherited", "published"]
Precision = Literal["day", "week", "month", "year", "none"]
# Days that a span may have to be as exact as that.
LONGEST: tuple[tuple[int, Precision], ...] = ((1, "day"), (7, "week"), (31, "month"), (366, "year"))


@dataclass(frozen=True, slots=True)
class Day:
    """When an event was.

    Attributes:
        first, last: ISO days between which it was, None where precision is ``none``.
        basis: what they rest on, None where nothing is known.
        precision: how exact they are.
    """

    first: str | None = None
    last: str | None = None
    basis: Basis | None = None
    precision: Precision = "none"

    @property
    def exact(self) -> str | None:
        """The day, where it is known to the day: what has a place in a table that can't say how exact a day is."""
        return self.first if self.precision == "day" else None


def day_of(story: Indexed, event: Event) -> Day:
    """The day of an event of a story."""
    if event.date is not None:
        return _of(event.date, "stated")
    other = story.dates.get(event.same_as or event.id)
    if other is not None:
        return _of(other, "inherited")
    published = story.record.published
    return _between(*_bounds(published), "published") if published else Day()


def _of(found: Date, basis: Basis) -> Day:
    return _between(found.earliest, found.latest, basis)


def _between(first: str | None, last: str | None, basis: Basis) -> Day:
    """The days from one to another; without days where they lie too far apart to be one."""
    if not first or not last:
        return Day(None, None, basis)
    try:
        days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    except ValueError:
        return Day(None, None, basis)
    precision: Precision = next((name for most, name in LONGEST if 0 < days <= most), "none")
    return Day(None, None, basis) if precision == "none" else Day(first, last, basis, precision)


def _bounds(when: str) -> tuple[str, str]:
    """First and last day of an ISO date or date-time, which may leave out the day or the month."""
    if len(when) == 4:
        return f"{when}-01-01", f"{when}-12-31"
    if len(when) == 7:
        first = date.fromisoformat(f"{when}-01")
        return first.isoformat(), ((first + timedelta(days=31)).replace(day=1) - timedelta(days=1)).isoformat()
    return when[:10], when[:10]
