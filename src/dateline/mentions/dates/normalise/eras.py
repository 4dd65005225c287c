"""Days, months and years of other calendars that are named as such: 15 Ramadan 1444, 2566 B.E."""

from __future__ import annotations

from dateline.knowledge.world import other_calendars
from dateline.knowledge.world.other_calendars import Calendar
from dateline.mentions.dates import calendar as cal
from dateline.mentions.dates.normalise.values import Context, Options, Value, Words, stretch, whole


def op_era(words: Words, options: Options, context: Context) -> Value | None:
    """15 Ramadan 1444, Mehr 1402, 1444 AH; a day without a year is the last one, or the next one ahead."""
    month, day, year = str(words.get("hijri") or words.get("moon") or ""), whole(words, "day"), whole(words, "hyear")
    calendar: Calendar = "P" if (month or str(words.get("era", "I"))).startswith("P") else "I"
    number = int(month[1:]) if month else None
    if year is None:
        return _nearest(calendar, number, day, context) if number and day else None
    if day is not None and number is not None:
        found = other_calendars.to_gregorian(calendar, year, number, day)
        return Value(found.isoformat()) if found else None
    reach = other_calendars.month_days(calendar, year, number) if number else other_calendars.year_days(calendar, year)
    return stretch(*reach) if reach else None


def _nearest(calendar: Calendar, month: int, day: int, context: Context) -> Value | None:
    today = context.today
    if today is None:
        return Value("XXXX-XX-XX")
    here = other_calendars.year_at(calendar, today)
    days = [other_calendars.to_gregorian(calendar, here + away, month, day) for away in (-1, 0, 1)]
    ahead = context.tense == "future"
    known = sorted(d for d in days if d and (d >= today if ahead else d <= today))
    return Value(known[0 if ahead else -1].isoformat()) if known else None


def op_buddhist(words: Words, options: Options, context: Context) -> Value | None:
    """12 May 2566, 2566 B.E.: ``years`` are what is added to get the Gregorian year."""
    given, month, day = whole(words, "byear"), whole(words, "month"), whole(words, "day")
    year = (given or 0) + int(options["years"])
    if not 1 <= year <= 9999:
        return None
    if month is None:
        return Value(f"{year:04}")
    if day is None:
        return Value(cal.month_value(year, month))
    found = cal.make_day(year, month, day)
    return Value(found.isoformat()) if found else None
