"""When a story was published: dates of metadata and of visible date lines. What can't be known stays None."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from dateline.pages.foreign_dates import foreign_date, gregorian, plain_digits

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>0?[1-9]|[12][0-9]|3[01])"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_YEAR}-(?P<number>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12][0-9]|3[01])"
        r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\d)",
        rf"\b{_DAY}(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH}[,]?[ -]{_YEAR}\b",
        rf"\b{_MONTH}[ -]{_DAY}(?:st|nd|rd|th)?,?[ -]{_YEAR}\b",
        rf"\b{_YEAR}[,/.]? ?{_MONTH} {_DAY}\b",
        rf"\b(?P<one>\d\d?)[/.](?P<two>\d\d?)[/.]{_YEAR}\b",
        rf"\b{_YEAR}[/.](?P<number>0?[1-9]|1[0-2])[/.]{_DAY}\b",
    )
)
_DAYS = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b\.?"
_CLOCK = r"(?:at )?\d{1,2}[:.h]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?"
_ZONE = r"\(?\b(?:gmt|utc|bst|cet|cest|e[sd]?t|c[sd]t|m[sd]t|p[sd]t|ist|z)\b(?:[+-]\d+(?::\d\d)?)?\)?|local time"
_LABEL = r"\b(?:first |originally )?(?:published|posted|created|issued|uploaded|filed|released|date|on|at|time)\b:?"
UPDATE = re.compile(r"\b(?:last )?(?:updated|modified|edited|revised|update)\b", re.IGNORECASE)
_AROUND = re.compile(rf"{_DAYS}|{_CLOCK}|{_ZONE}|{_LABEL}", re.IGNORECASE)
_SHORT_SECOND = re.compile(r"T\d\d:\d\d:(?=\dZ?$)")
_TWELVE = re.compile(r"\b(0?[1-9]|1[0-2])((?::[0-5]\d){1,2}) ?([ap]\.?m\b\.?)", re.IGNORECASE)
_MONTH_ALONE = re.compile(rf"{_MONTH},? {_YEAR}", re.IGNORECASE)
_AGO = re.compile(r"(?:\d+|an?|one) (?:second|minute|hour|day|week|month|year|min|hr)s? ago", re.IGNORECASE)


ISO_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?([.,][0-9]+)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
# Days that programs write where they know none: the zero of Unix, also in a zone west of Greenwich.
_ZEROS = frozenset({"1970-01-01", "1969-12-31"})
# No newspaper is older; what lies beyond stands for "never".
_FIRST, _LAST = 1600, 2200


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that says when: its ISO date (None where the line gives only the last change) and the other words."""

    published: str | None
    rest: str


@dataclass(frozen=True, slots=True)
class DateRead:
    """A date or date-time, ISO 8601, and the calendar that it was written in where that isn't ours."""

    day: str
    calendar: str | None = None


def iso(value: str | None) -> str | None:
    """A date or time of metadata as ISO 8601, or None where it can't be read. Time of day and zone are kept."""
    read = read_date(value)
    return read.day if read else None


def read_date(value: str | None) -> DateRead | None:
    """As ``iso``, with the calendar. Years of the Iranian, Islamic and Buddhist calendar are converted."""
    if not value:
        return None
    value = _TWELVE.sub(_of_24, _SHORT_SECOND.sub(r"\g<0>0", plain_digits(value.strip()[:80])))
    told = _iso(value)
    if told and is_known(told):
        return DateRead(told)
    year = int(told[:4]) if told else 0
    found = gregorian(year, int(told[5:7]), int(told[8:10])) if told else foreign_date(value)
    if found and (found.calendar or not told) and is_known(found.day.isoformat()):
        return DateRead(found.day.isoformat(), found.calendar)
    return None


def date_in(text: str) -> str | None:
    """The first date in a line, as a day; None where there is none, or one whose order of day and month isn't known."""
    found = _find(text)
    if not found or not found[1] or UPDATE.search(text[: found[0][0]][-25:]):
        return None
    return found[1] if is_known(found[1]) else None


def month_in(text: str) -> str | None:
    """The month that a line is and nothing else ("March 2024"), as ISO 8601 writes it: "2024-03"."""
    found = _MONTH_ALONE.fullmatch(text.strip())
    return f"{found['year']}-{_MONTHS[found['month'].lower()]:02}" if found else None


def _of_24(found: re.Match[str]) -> str:
    """A time of a twelve-hour clock as one of twenty-four."""
    hour = int(found[1]) % 12 + (12 if found[3][0] in "pP" else 0)
    return f"{hour:02}{found[2]}{'' if found[2].count(':') > 1 else ':00'}"


def is_known(day: str) -> bool:
    """Whether an ISO date is one on which a story may have come out: no zero of a clock, no end of time."""
    return _FIRST <= int(day[:4]) <= _LAST and day[:10] not in _ZEROS


def is_iso(value: str) -> bool:
    """Whether a text is an ISO date or date-time."""
    try:
        return bool(ISO_DATE.fullmatch(value)) and bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def from_number(value: float) -> str | None:
    """A date-time that a row gives as a number: seconds or milliseconds since 1970, as data frames write them."""
    seconds = value / 1000 if abs(value) >= 1e11 else value
    if not 1e8 <= seconds < 1e10:
        return None
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=0).isoformat()


def _iso(value: str) -> str | None:
    """The first reading of a value that gives a date: as ISO 8601, as in e-mails, as on a page."""
    try:
        told = datetime.fromisoformat(value)
        if is_iso(value):
            return value
        return told.isoformat() if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else told.date().isoformat()
    except ValueError:
        pass
    # "0001" is a zero, which readers of e-mails take for 2001; "+0000" is a zone.
    if re.search(r"(?<![-+])\b0\d{3}\b", value):
        return None
    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    found = _find(value)
    return found[1] if found else None


def date_line(text: str) -> DateLine | None:
    """Read a line as a date line. The caller judges the words that are left (a name, or else it was a sentence)."""
    if len(text) > 200:
        return None
    rest, day, shown = text, None, False
    found = _find(rest)
    while found:
        span, value = found
        shown = True
        before = rest[: span[0]]
        if day is None and not UPDATE.search(before[-25:]):
            day = value
        rest = rest[: span[0]] + " " + rest[span[1] :]
        found = _find(rest)
    if not shown:
        rest, ago = _AGO.subn(" ", rest)
        if not ago:
            return None
    rest = UPDATE.sub(" ", _AROUND.sub(" ", rest))
    return DateLine(day, re.sub(r"^[\s,|•·/:;–—-]+|[\s,|•·/:;–—-]+$", "", re.sub(r"\s+", " ", rest)))


def _find(text: str) -> tuple[tuple[int, int], str | None] | None:
    """The first date by form: its place, and its value where that is certain."""
    for form in _FORMS:
        found = form.search(text)
        if found:
            return found.span(), _value(found)
    return None


def _value(found: re.Match[str]) -> str | None:
    parts = found.groupdict()
    if "one" in parts:
        one, two = int(parts["one"]), int(parts["two"])
        dotted = "." in found[0]  # written with full stops, the day comes first
        if one <= 12 and two <= 12 and one != two and not dotted:
            return None  # 03/04/2020 is two dates; which one can't be known
        day, month = (one, two) if one > 12 or one == two or dotted else (two, one)
    else:
        day = int(parts["day"])
        month = _MONTHS[parts["month"].lower()] if parts.get("month") else int(parts["number"])
    try:
        return date(int(parts["year"]), month, day).isoformat()
    except ValueError:
        return None
