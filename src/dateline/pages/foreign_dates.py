"""Dates in other languages and calendars: names of months by CLDR (library ``babel``), years by ``other_calendars``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.knowledge.world.month_names import month_number
from dateline.knowledge.world.other_calendars import Calendar, named_month, to_gregorian

# Years of other calendars that fall between about 1960 and 2040; none of them can be a year of a newspaper in ours.
_PERSIAN = range(1340, 1413)
_ISLAMIC = range(1413, 1463)
_BUDDHIST = range(2503, 2584)
_MINGUO = 1911
_ARABIC_DIGITS = {ord(c): str(n % 10) for n, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
_THAI_DIGITS = {ord(c): str(n) for n, c in enumerate("๐๑๒๓๔๕๖๗๘๙")}
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?<!\d)(?P<day>\d{1,2})(?:\.|º|ª|er|-?го)?,? ?(?:de |d['’]|d’)?"
        # Vowels of Thai are no letters to the library; names of Islamic months have apostrophes.
        r"(?P<word>[^\W\d_](?:[^\W\d_]|['’ʿʻ\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]){2,14})\.?,?"
        r" ?(?:de |del |г\. ?)?(?P<year>(?:1[34]|19|20|25)\d\d)(?!\d)",
        r"(?P<era>民[國国])? ?(?P<year>\d{2,4}) ?[年년] ?(?P<number>\d{1,2}) ?[月월] ?(?P<day>\d{1,2}) ?[日일]?",
        r"(?<![\d/.-])(?P<year>1[34]\d\d|25\d\d)(?P<sign>[/.-])(?P<number>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)",
        r"(?<![\d/.-])(?P<day>\d{1,2})(?P<sign>[/.-])(?P<number>\d{1,2})(?P=sign)(?P<year>1[34]\d\d|25\d\d)(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2})\. ?(?P<number>\d{1,2})\. ?(?P<year>(?:19|20)\d\d)(?!\d)",
    )
)


@dataclass(frozen=True, slots=True)
class Found:
    """A day as a Gregorian date, and the calendar that it was written in where that is another one."""

    day: date
    calendar: str | None = None


def plain_digits(text: str) -> str:
    """A text with the digits of Arabic, Persian and Thai as ours."""
    return text if text.isascii() else text.translate(_ARABIC_DIGITS).translate(_THAI_DIGITS)


def foreign_date(text: str) -> Found | None:
    """The first date in a line that another language or calendar writes, None where there is none that can be read."""
    text = plain_digits(text)
    for form in _FORMS:
        for match in form.finditer(text[:300]):
            parts = match.groupdict()
            year = int(parts["year"]) + (_MINGUO if parts.get("era") else 0)
            month = _month(parts["word"], year) if "word" in parts else int(parts["number"])
            found = gregorian(year, month, int(parts["day"])) if month else None
            if found:
                return Found(found.day, "minguo") if parts.get("era") else found
    return None


def _month(word: str, year: int) -> int | None:
    """The number of a month, by its name in our calendar or in the one that the year is of."""
    if year in _PERSIAN or year in _ISLAMIC:
        return named_month("P" if year in _PERSIAN else "I", word)
    return month_number(word)


def gregorian(year: int, month: int, day: int) -> Found | None:
    """A day whose year tells its calendar: Gregorian, Iranian, Islamic or Buddhist."""
    calendar: Calendar = "P" if year in _PERSIAN else "I"
    if year in _PERSIAN or year in _ISLAMIC:
        known = to_gregorian(calendar, year, month, day)
        return Found(known, "persian" if calendar == "P" else "islamic") if known else None
    try:
        if year in _BUDDHIST:
            return Found(date(year - 543, month, day), "buddhist")
        return Found(date(year, month, day)) if 1800 < year < 2200 else None
    except ValueError:
        return None


def near(one: str, two: str, days: int = 1) -> bool:
    """Whether two ISO dates are no more than some days apart."""
    return abs(date.fromisoformat(one[:10]) - date.fromisoformat(two[:10])) <= timedelta(days)
