"""Calendar arithmetic on TIMEX3 values. Pure functions; anything outside the years 1 to 9999 gives None."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?$")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_YEAR = re.compile(r"\d{2,4}$")
_PART = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)$")


def make_day(year: int, month: int, day: int) -> date | None:
    """A day, or None where the calendar has none (February 30)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_days(day: date, days: float) -> date | None:
    """A day that lies some days away."""
    try:
        return day + timedelta(days=int(days))
    except OverflowError:
        return None


def add_months(year: int, month: int, months: int) -> tuple[int, int] | None:
    """A month that lies some months away."""
    count = year * 12 + month - 1 + months
    return (count // 12, count % 12 + 1) if 1 <= count // 12 <= 9999 else None


def week_value(day: date) -> str:
    """The ISO week of a day, as a TIMEX3 value."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def month_value(year: int, month: int) -> str:
    """A month as a TIMEX3 value."""
    return f"{year:04}-{month:02}"


def quarter_value(day: date, away: int = 0) -> str | None:
    """The quarter that lies some quarters away from a day's."""
    count = day.year * 4 + (day.month - 1) // 3 + away
    return f"{count // 4:04}-Q{count % 4 + 1}" if 1 <= count // 4 <= 9999 else None


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous computus, Meeus 1991)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    shift = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * shift) // 451
    month, day = divmod(h + shift - 7 * m + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    """The first, second, ... (or with -1 the last) weekday (1 Monday) of a month."""
    if which > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (which - 1))
    after = add_months(year, month, 1) or (year, month)
    last = date(after[0], after[1], 1) - timedelta(days=1)
    return last - timedelta(days=(last.isoweekday() - weekday) % 7)


def bounds(value: str) -> tuple[date, date] | None:
    """First and last day of a TIMEX3 date value; None for values that aren't tied to the calendar."""
    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[date, date] | None]], ...] = (
        (_DAY, _day_bounds), (_WEEK, _week_bounds), (_MONTH, _month_bounds), (_YEAR, _year_bounds),
        (_PART, _part_bounds),
    )  # fmt: skip
    for pattern, read in readers:
        if match := pattern.match(value):
            try:
                return read(match)
            except (ValueError, OverflowError):
                return None
    return None


def _day_bounds(m: re.Match[str]) -> tuple[date, date]:
    day = date(int(m[1]), int(m[2]), int(m[3]))
    return day, day


def _week_bounds(m: re.Match[str]) -> tuple[date, date]:
    first = date.fromisocalendar(int(m[1]), int(m[2]), 6 if m[3] else 1)
    return first, date.fromisocalendar(int(m[1]), int(m[2]), 7)


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    """Days of the months ``first`` to ``last`` of a year; months above 12 belong to the next."""
    after = add_months(year, last, 1)
    if after is None:
        raise ValueError(year)
    return date(year, first, 1), date(after[0], after[1], 1) - timedelta(days=1)


def _month_bounds(m: re.Match[str]) -> tuple[date, date]:
    return _months(int(m[1]), int(m[2]), int(m[2]))


def _year_bounds(m: re.Match[str]) -> tuple[date, date]:
    size: int = 10 ** (4 - len(m[0]))
    first = int(m[0]) * size
    return date(max(first, 1), 1, 1), date(first + size - 1, 12, 31)


def _part_bounds(m: re.Match[str]) -> tuple[date, date]:
    year, part = int(m[1]), m[2]
    if part in SEASONS:
        return _months(year, *SEASONS[part])
    length = 3 if part[0] == "Q" else 6
    first = (int(part[1]) - 1) * length + 1
    return _months(year, first, first + length - 1)
