"""Days and TIMEX3 values as a reader takes them: "XXXX-05" is "May of a year not told".

What is plain already (``2023-10-07``, ``2023-10``, ``2023``) stays as it is, and so does what has no words here.
"""

from __future__ import annotations

import re

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PARTS = {"TMO": "morning", "TAF": "afternoon", "TEV": "evening", "TNI": "night", "TDT": "daytime"}
SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
VAGUE = {"PAST_REF": "some time before", "PRESENT_REF": "now", "FUTURE_REF": "some time to come"}
UNTOLD = "year not told"
# What a value of this form is called: a pattern, and the words with its groups.
FORMS = (
    (r"(\d{4})-W(\d\d)", "week {1} of {0}"),
    (r"(\d{4})-W(\d\d)-WE", "weekend of week {1} of {0}"),
    (r"(\d{4})-W(\d\d)-([1-7])", "{2:weekday} of week {1} of {0}"),
    (r"(\d{4})-Q([1-4])", "quarter {1} of {0}"),
    (r"(\d{4})-H([12])", "half {1} of {0}"),
    (r"(\d{4})-(SP|SU|FA|WI)", "{1:season} {0}"),
    (r"(\d{4})-(\d\d)-XX", "{1:month} {0}, day not told"),
    (r"(\d{4})-XX-XX", "{0}, day and month unsure"),
    (r"(\d{4})-XX", "{0}, month not told"),
    (r"(\d{3})X?", "{0}0s"),
    (r"(\d{2})(?:XX)?", "years from {0}00"),
    (r"XXXX-(\d\d)", "{0:month}, year not told"),
    (r"XXXX-(\d\d)-(\d\d)", "{1:number} {0:month}, year not told"),
    (r"XXXX-(\d\d)-XX", "{0:month}, day and year not told"),
    (r"XXXX-WXX-([1-7])", "a {0:weekday}, date not told"),
    (r"XXXX-WXX-WE", "a weekend, date not told"),
    (r"XXXX-WXX", "a week, date not told"),
    (r"XXXX-Q([1-4])", "quarter {0}, year not told"),
    (r"XXXX-H([12])", "half {0}, year not told"),
    (r"XXXX-(SP|SU|FA|WI)", "{0:season}, year not told"),
    (r"XXXX-QX", "a quarter, date not told"),
    (r"XXXX-XX-XX", "a day, date not told"),
    (r"XXXX-XX", "a month, date not told"),
    (r"XXXX", "year not told"),
)


class _Word(str):
    """A group of a value that can be written as a word."""

    def __format__(self, how: str) -> str:
        if how == "month":
            return MONTHS[int(self) - 1] if 0 < int(self) < 13 else f"month {self}"
        if how == "weekday":
            return WEEKDAYS[int(self) - 1]
        if how == "season":
            return SEASONS[self]
        return str(int(self)) if how == "number" else str(self)


def plain_date(value: str | None) -> str:
    """A TIMEX3 value in words; nothing for None."""
    if not value:
        return ""
    if value in VAGUE:
        return VAGUE[value]
    first, slash, last = value.partition("/")
    if slash:
        return f"{plain_date(first)} to {plain_date(last)}"
    part = next((p for p in PARTS if value.endswith(p)), "")
    bare = value.removesuffix(part)
    return _in_words(bare) + (f", {PARTS[part]}" if part else "")


def _in_words(value: str) -> str:
    for pattern, words in FORMS:
        found = re.fullmatch(pattern, value)
        if found:
            return words.format(*(_Word(g) for g in found.groups()))
    return value


def marked_day(day: str | None, date: str | None) -> str:
    """The day by which an event is sorted, marked where the text doesn't give it: it is that of publication then."""
    if not day:
        return ""
    return day if date else f"{day} (pub.)"
