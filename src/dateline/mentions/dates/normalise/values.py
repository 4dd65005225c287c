"""What every operation gets and gives: ``Context`` in, ``Value`` out; and the numbers in captured words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from dateline.knowledge.lexicon.date_patterns import Meaning
from dateline.knowledge.lexicon.expressions import Expressions, TimexType
from dateline.language.grammar.tense import Tense
from dateline.mentions.dates import calendar as cal

Words = Mapping[str, Meaning]
Options = Mapping[str, Any]
PERIODS = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX", "Q": "XXXX-QX", "WE": "XXXX-WXX-WE"}
# A day of the year that lies less than this ahead is meant, unless the verb says that it's past.
SOON = 75
# Years told by two digits are of this century below it.
CENTURY = 70


@dataclass(frozen=True, slots=True)
class Value:
    """A TIMEX3 value. ``type`` overrides the rule's; ``reach``: first and last day where the value doesn't say."""

    value: str
    type: TimexType | None = None
    reach: tuple[date | None, date | None] | None = None


@dataclass(frozen=True)
class Context:
    """What an expression is resolved against.

    Attributes:
        today: the day of publication, or None.
        reference: the last date that the text named, as a TIMEX3 value, or None.
        ask_tense: gives the direction of the clause; asked only where needed.
        text: the expression, lower case.
        expressions: the knowledge.
        month_first: whether the outlet writes the month before the day in digits; None where nobody knows.
        on_verb: whether the expression hangs on the clause's verb itself ("left on 5 June", not "the 5 June vote").
        solar_hijri: whether the outlet's country counts by the solar Hijri calendar.
    """

    today: date | None
    reference: str | None
    ask_tense: Callable[[], Tense | None]
    text: str
    expressions: Expressions
    month_first: bool | None = None
    solar_hijri: bool = False
    on_verb: bool = False

    @cached_property
    def tense(self) -> Tense | None:
        """The direction of the clause."""
        return self.ask_tense()


def whole(words: Words, name: str) -> int | None:
    """A captured whole number, its ordinal ending cut off."""
    if name not in words:
        return None
    digits = "".join(c for c in str(words[name]) if c.isdecimal() and c.isascii())
    return int(digits) if digits and len(digits) < 10 else None


def whole_rel(words: Words) -> int | None:
    """-1, 0 or 1 for last, this, next; None where nothing is said."""
    return int(words["rel"]) if "rel" in words else None


def full_year(short: int) -> int:
    """A year that is told by its last two digits."""
    return short + (2000 if short < CENTURY else 1900)


def stretch(first: date, last: date) -> Value:
    """The days from one to another, as an ISO 8601 interval."""
    return Value(f"{first.isoformat()}/{last.isoformat()}", reach=(first, last))


def as_number(count: Meaning) -> float | None:
    """A count as a number ("1,000", "5 1/2", "2 million"), None where it's vague."""
    text, half = str(count).replace(",", ""), 0.0
    if text.endswith(" 1/2"):
        text, half = text.removesuffix(" 1/2"), 0.5
    number, _, scale = text.partition(" ")
    try:
        return (float(number) + half) * {"": 1, "million": 1e6, "billion": 1e9}.get(scale, 1)
    except ValueError:
        return None


def shifted(day: date, unit: str, away: int) -> str | None:
    """The period of a unit that lies ``away`` of them from the one that holds a day."""
    if unit == "D":
        moved = cal.add_days(day, away)
        return moved.isoformat() if moved else None
    if unit in {"W", "WE"}:
        moved = cal.add_days(day, 7 * away)
        return cal.week_value(moved) + ("-WE" if unit == "WE" else "") if moved else None
    if unit == "M":
        month = cal.add_months(day.year, day.month, away)
        return cal.month_value(*month) if month else None
    if unit == "Q":
        return cal.quarter_value(day, away)
    size = {"Y": 1, "DE": 10, "CE": 100, "ML": 1000}.get(unit)
    if size is None:
        return None
    year = day.year + away * size
    if not 1 <= year <= 9999:
        return None
    return f"{year:04}" if unit == "Y" else f"{year:04}"[: {10: 3, 100: 2, 1000: 1}[size]]


def away(day: date, count: float, unit: str, sign: int) -> Value | None:
    """The time that lies ``count`` units before (-1) or after (1) a day, as fine as the unit is."""
    if count > 1e6:
        return None
    if unit.startswith("T"):
        hours = count / {"TH": 24, "TM": 1440, "TS": 86400}[unit]
        moved = cal.add_days(day, sign * int(hours))
        return Value(moved.isoformat()) if moved else None
    if unit == "FN":
        count, unit = count * 2, "W"
    if unit in {"DE", "CE", "ML"}:
        count, unit = count * {"DE": 10, "CE": 100, "ML": 1000}[unit], "Y"
    if unit == "Y" and count % 1:
        count, unit = count * 12, "M"
    value = shifted(day, unit, sign * int(count))
    return Value(value) if value else None
