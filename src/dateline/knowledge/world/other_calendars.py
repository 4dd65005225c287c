"""Days of the Islamic and the Iranian calendar as Gregorian days, by the libraries ``hijridate`` and ``persiantools``.

The Islamic calendar is Umm al-Qura's, which Saudi Arabia and most Arab papers print, for the years that its tables hold
(1343 to 1500), and the civil (tabular) one before and after, which begins more than half of those months a day later.
Where a month begins with the sighting of the moon, its days may still lie one day beside. Outside the years 1 to 9999,
and for days that the calendar hasn't, everything is None.

The civil calendar is reckoned as in E. M. Reingold and N. Dershowitz, Calendrical Calculations (2018), chapter 7.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any, Literal

from dateline.knowledge.world.spelling import word_key

Calendar = Literal["I", "P"]
MONTHS = 12
UMM_AL_QURA = range(1343, 1501)
# The proleptic Gregorian ordinal of the day before 1 Muharram of the year 1, and the days of 30 years, 11 of them leap.
_BEFORE_HIJRA = 227014
_CYCLE = 10631
_AIN = re.compile("[ʿʾʻʼ]")  # letters that many leave out


def to_gregorian(calendar: Calendar, year: int, month: int, day: int) -> date | None:
    """A day of another calendar.

    Args:
        calendar: "I" Islamic (lunar Hijri), "P" Iranian (solar Hijri).
        year, month, day: as that calendar counts them.
    """
    try:
        if calendar == "P":
            return _iranian(year, month, day)
        return _umm_al_qura(year, month, day) if year in UMM_AL_QURA else _civil(year, month, day)
    except (ValueError, OverflowError):
        return None


def named_month(calendar: Calendar, name: str) -> int | None:
    """The number of a month by its name in Latin letters, as far as the name is one word: "Esfand", "Sha'ban"."""
    wanted = word_key(_AIN.sub("", name))
    names = (word_key(_AIN.sub("", month).rpartition("-")[2]) for month in _month_names(calendar))
    return next((number for number, known in enumerate(names, 1) if known == wanted), None)


def month_days(calendar: Calendar, year: int, month: int) -> tuple[date, date] | None:
    """First and last day of a month of another calendar."""
    return _between(to_gregorian(calendar, year, month, 1), to_gregorian(calendar, *_next(year, month), 1))


def year_days(calendar: Calendar, year: int) -> tuple[date, date] | None:
    """First and last day of a year of another calendar."""
    return _between(to_gregorian(calendar, year, 1, 1), to_gregorian(calendar, year + 1, 1, 1))


def year_at(calendar: Calendar, day: date) -> int:
    """The year of another calendar that holds a Gregorian day."""
    if calendar == "I":
        return (30 * (day.toordinal() - _BEFORE_HIJRA - 1) + 10646) // _CYCLE
    return int(_iranian_date()(day).year)


def _iranian(year: int, month: int, day: int) -> date:
    """A day of the Iranian calendar.

    Raises:
        ValueError: it hasn't that day.
    """
    return date(*_iranian_date()(year, month, day).to_gregorian().timetuple()[:3])


def _iranian_date() -> Any:
    """The library's class of dates, which has no types."""
    from persiantools.jdatetime import JalaliDate  # here and below, as few stories need it

    return JalaliDate


def _umm_al_qura(year: int, month: int, day: int) -> date:
    """A day of Umm al-Qura's calendar.

    Raises:
        ValueError: it hasn't that day.
    """
    from hijridate import Hijri

    return date(*Hijri(year, month, day).to_gregorian().timetuple()[:3])


def _civil(year: int, month: int, day: int) -> date:
    """A day of the civil Islamic calendar: months of 30 and 29 days in turn, a day more in 11 of 30 years.

    Raises:
        ValueError: it hasn't that day.
        OverflowError: it lies after the year 9999.
    """
    leap = (11 * year + 14) % 30 < 11
    if year < 1 or not 1 <= month <= MONTHS or not 1 <= day <= 29 + (month % 2 or (month == MONTHS and leap)):
        raise ValueError(f"no day {day} of month {month} in {year}")
    before = 354 * (year - 1) + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2
    return date.fromordinal(_BEFORE_HIJRA + before + day)


def _month_names(calendar: Calendar) -> tuple[str, ...]:
    """The names of the months in Latin letters."""
    if calendar == "P":
        from persiantools.jdatetime import MONTH_NAMES_EN

        return tuple(name for name in MONTH_NAMES_EN if name)
    from hijridate import Hijri

    return tuple(Hijri(UMM_AL_QURA.start, month, 1).month_name() for month in range(1, MONTHS + 1))


def _next(year: int, month: int) -> tuple[int, int]:
    return (year, month + 1) if month < MONTHS else (year + 1, 1)


def _between(first: date | None, after: date | None) -> tuple[date, date] | None:
    return (first, after - timedelta(days=1)) if first and after else None
