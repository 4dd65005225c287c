"""Dates in digits: 24.08.2017, 12/31/2019, 2021-06-14. The order of day and month is the outlet's, or stays open."""

from __future__ import annotations

import re
from datetime import date

from dateline.knowledge.world import other_calendars
from dateline.mentions.dates import calendar as cal
from dateline.mentions.dates.normalise.values import Context, Options, Value, Words, full_year

# Years before this are none of the news in Gregorian digits, but of the Islamic or Iranian calendar.
OLDEST = 1500
# A date of another calendar is read where it falls so near the day of publication, in days: nothing else tells which
# calendar it is of.
NEAR = 1500


def op_iso(words: Words, options: Options, context: Context) -> Value | None:
    """2021-06-14."""
    return _year_first(str(words["iso"]), context)


def op_slash(words: Words, options: Options, context: Context) -> Value | None:
    """12/31/2019, 31.12.2019: where day and month may be either, the outlet's country says; else both stay possible."""
    text = str(words["slash"])
    first, second, last = re.split(r"[./-]", text)
    if len(first) > 2:
        return _year_first(text, context)
    year = int(last) if len(last) > 2 else full_year(int(last))
    if year < OLDEST:
        return None
    by_day, by_month = cal.make_day(year, int(second), int(first)), cal.make_day(year, int(first), int(second))
    # A full stop parts the numbers only where the day comes first.
    known = by_day if by_day and "." in text else _chosen(by_day, by_month, context)
    if known:
        return Value(known.isoformat())
    if by_day is None or by_month is None:
        return None
    return Value(f"{year:04}-XX-XX", reach=(min(by_day, by_month), max(by_day, by_month)))


def _chosen(by_day: date | None, by_month: date | None, context: Context) -> date | None:
    """The one day that is meant: the only one, that of the outlet's order, or the only past one."""
    if by_day is None or by_month is None or by_day == by_month:
        return by_day or by_month
    if context.month_first is not None:
        return by_month if context.month_first else by_day
    past = [d for d in (by_day, by_month) if context.today and d <= context.today]
    return past[0] if len(past) == 1 and context.tense == "past" else None


def _year_first(text: str, context: Context) -> Value | None:
    year, month, day = map(int, re.split(r"[./-]", text))
    found = cal.make_day(year, month, day) if year >= OLDEST else _other(year, month, day, context.today)
    return Value(found.isoformat()) if found else None


def _other(year: int, month: int, day: int, today: date | None) -> date | None:
    """1402-08-15: the day in the calendar by which it lies nearest to the day of publication."""
    days = [other_calendars.to_gregorian(c, year, month, day) for c in ("P", "I")]
    known = [d for d in days if d and today and abs((d - today).days) <= NEAR]
    return min(known, key=lambda d: abs((d - today).days)) if known and today else None
