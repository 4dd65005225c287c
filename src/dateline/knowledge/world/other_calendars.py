"""Days of the Islamic and the Iranian calendar as Gregorian days, by the libraries ``convertdate`` and ``hijridate``.

The Islamic calendar is Umm al-Qura's, which Saudi Arabia and most Arab papers print, for the years that its tables hold
(1343 to 1500), and the civil (tabular) one before and after, which begins more than half of those months a day later.
Where a month begins with the sighting of the moon, its days may still lie one day beside. Outside the years 1 to 9999,
and for days that the calendar hasn't, everything is None.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any, Literal

from dateline.knowledge.world.spelling import word_key

Calendar = Literal["I", "P"]
MONTHS = 12
UMM_AL_QURA = range(1343, 1501)
_AIN = re.compile("[ʿʾʻʼ]")  # letters that many leave out


def to_gregorian(calendar: Calendar, year: int, month: int, day: int) -> date | None:
    """A day of another calendar.

    Args:
        calendar: "I" Islamic (lunar Hijri), "P" Iranian (solar Hijri).
        year, month, day: as that calendar counts them.
    """
    try:
        if calendar == "I" and year in UMM_AL_QURA:
            return _umm_al_qura(year, month, day)
        reader = _reader(calendar)
        if not (1 <= month <= MONTHS and 1 <= day <= reader.month_length(year, month)):
            return None
        return date(*reader.to_gregorian(year, month, day))
    except (ValueError, OverflowError):
        return None


def named_month(calendar: Calendar, name: str) -> int | None:
    """The number of a month by its name in Latin letters, as far as the name is one word: "Esfand", "Sha'ban"."""
    wanted = word_key(_AIN.sub("", name))
    names = (word_key(_AIN.sub("", month).rpartition("-")[2]) for month in _reader(calendar).MONTHS)
    return next((number for number, known in enumerate(names, 1) if known == wanted), None)


def month_days(calendar: Calendar, year: int, month: int) -> tuple[date, date] | None:
    """First and last day of a month of another calendar."""
    return _between(to_gregorian(calendar, year, month, 1), to_gregorian(calendar, *_next(year, month), 1))


def year_days(calendar: Calendar, year: int) -> tuple[date, date] | None:
    """First and last day of a year of another calendar."""
    return _between(to_gregorian(calendar, year, 1, 1), to_gregorian(calendar, year + 1, 1, 1))


def year_at(calendar: Calendar, day: date) -> int:
    """The year of another calendar that holds a Gregorian day."""
    return int(_reader(calendar).from_gregorian(day.year, day.month, day.day)[0])


def _umm_al_qura(year: int, month: int, day: int) -> date:
    """A day of Umm al-Qura's calendar.

    Raises:
        ValueError: it hasn't that day.
    """
    from hijridate import Hijri

    return date(*Hijri(year, month, day).to_gregorian().timetuple()[:3])


def _reader(calendar: Calendar) -> Any:
    """The library's module for a calendar."""
    # Imported here, as few stories need it.
    from convertdate import islamic, persian

    return islamic if calendar == "I" else persian


def _next(year: int, month: int) -> tuple[int, int]:
    return (year, month + 1) if month < MONTHS else (year + 1, 1)


def _between(first: date | None, after: date | None) -> tuple[date, date] | None:
    return (first, after - timedelta(days=1)) if first and after else None
