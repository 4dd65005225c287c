"""Dates that the calendar names: days, months, years, weekdays, quarters, seasons, decades."""

from __future__ import annotations

from datetime import date

from dateline.mentions.dates import calendar as cal
from dateline.mentions.dates.normalise.values import PERIODS, SOON, Context, Options, Value, Words, whole, whole_rel

SOON_PAST = 30
# A day that has gone by less than this ago is meant, even where the verb looks ahead ("was to close by May 2").
LATELY = 10


def op_iso(words: Words, options: Options, context: Context) -> Value | None:
    """2021-06-14."""
    year, month, day = map(int, str(words["iso"]).split("-"))
    found = cal.make_day(year, month, day)
    return Value(found.isoformat()) if found else None


def op_slash(words: Words, options: Options, context: Context) -> Value | None:
    """12/31/2019: month first as American papers do, day first where only that makes a date."""
    first, second, year = map(int, str(words["slash"]).split("/"))
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    found = cal.make_day(year, first, second) or cal.make_day(year, second, first)
    return Value(found.isoformat()) if found else None


def op_calendar(words: Words, options: Options, context: Context) -> Value | None:
    """A date, month or year that is named."""
    year, month, day = whole(words, "year"), whole(words, "month"), whole(words, "day")
    if month is None:
        return Value(f"{year:04}") if year else None
    if day is not None and cal.make_day(2020, month, day) is None:
        return None
    if year is None:
        year = year_for(context, month, day, whole_rel(words), " year" in context.text)
    if year is None:
        return Value(f"XXXX-{month:02}" + (f"-{day:02}" if day else ""))
    if day is None:
        return Value(cal.month_value(year, month))
    found = cal.make_day(year, month, day)
    return _day(found, words) if found else None


def _day(day: date, words: Words) -> Value:
    part = words.get("part")
    return Value(f"{day.isoformat()}{part}", "TIME") if part else Value(day.isoformat())


def year_for(context: Context, month: int, day: int | None, rel: int | None, of_year: bool = False) -> int | None:
    """The year of a month or day that is named without one; None where the day of publication is unknown."""
    today = context.today
    if today is None:
        return None
    if rel == 0 or (rel is not None and of_year):
        return today.year + rel
    here = (today.month, today.day) if day else (today.month, 0)
    then = (month, day or 0)
    if rel is not None:
        return today.year + (rel if (then <= here if rel > 0 else then >= here) else 0)
    past = today.year if then <= here else today.year - 1
    future = today.year if then >= here else today.year + 1
    tense = context.tense
    if day and past == today.year and 0 <= -_ahead(today, past, month, day) <= LATELY and future != past:
        return past
    if tense in {"future", "present"} and (tense == "future" or _ahead(today, future, month, day) <= SOON):
        return future
    if tense == "past":
        return future if day and _ahead(today, future, month, day) <= SOON_PAST else past
    return future if _ahead(today, future, month, day) <= SOON else past


def _ahead(today: date, year: int, month: int, day: int | None) -> int:
    then = cal.make_day(year, month, day or 15)
    return (then - today).days if then else 999


def op_dayafter(words: Words, options: Options, context: Context) -> Value | None:
    """The second day of "May 3 and 4"."""
    day, reference = whole(words, "day"), context.reference
    if day is None or reference is None or len(reference) < 10 or "W" in reference:
        return None
    if reference[:4] == "XXXX":
        return Value(f"{reference[:8]}{day:02}")
    found = cal.make_day(int(reference[:4]), int(reference[5:7]), day)
    return Value(found.isoformat()) if found else None


def op_weekof(words: Words, options: Options, context: Context) -> Value | None:
    """The week of June 7."""
    day = op_calendar(words, options, context)
    if day is None:
        return None
    reach = cal.bounds(day.value)
    return Value(cal.week_value(reach[0]) if reach else PERIODS["W"])


def op_decade(words: Words, options: Options, context: Context) -> Value | None:
    """The 1980s, the '60s."""
    if "decade" in words:
        return Value(str(words["decade"])[:3])
    short = whole(words, "shortdecade")
    if short is None or short > 99:
        return None
    year = context.today.year if context.today else 2020
    century = 19 if short > year % 100 or short >= 30 else 20
    return Value(f"{century}{short // 10}")


def op_century(words: Words, options: Options, context: Context) -> Value | None:
    """The 19th century: the years 18xx."""
    nth = whole(words, "nth")
    return Value(f"{nth - 1:02}") if nth and 2 <= nth <= 30 else None


def _part_year(words: Words, context: Context, part: int, parts: int) -> int | None:
    """The year of a quarter or half that is named, maybe without one."""
    year, today, rel = whole(words, "year"), context.today, whole_rel(words)
    if year or today is None:
        return year
    if rel is not None:
        return today.year + rel
    here = (today.month - 1) * parts // 12 + 1
    if context.tense == "future":
        return today.year + (part < here)
    return today.year - (part > here)


def op_quarter(words: Words, options: Options, context: Context) -> Value | None:
    """The third quarter of 2023, Q3."""
    number = int(words["ordinal"]) if "ordinal" in words else int(context.text[1])
    year = _part_year(words, context, number, 4)
    return Value(f"{year:04}-Q{number}" if year else f"XXXX-Q{number}")


def op_half(words: Words, options: Options, context: Context) -> Value | None:
    """The first half of 2023."""
    number = int(words["halfth"])
    year = _part_year(words, context, number, 2)
    return Value(f"{year:04}-H{number}" if year else f"XXXX-H{number}")


def op_season(words: Words, options: Options, context: Context) -> Value | None:
    """Last autumn, the spring of 2011."""
    season, year, today, rel = str(words["season"]), whole(words, "year"), context.today, whole_rel(words)
    if year is None and today is not None:
        first = cal.SEASONS[season][0]
        if rel == 0 or (rel is not None and context.text.endswith("year")):
            year = today.year + rel
        elif rel == 1 or (rel is None and context.tense == "future"):
            year = today.year + (today.month >= first)
        else:
            last = cal.SEASONS[season][1]
            year = today.year - (today.month < first if rel is None else today.month <= min(last, 12))
    return Value(f"{year:04}-{season}" if year else f"XXXX-{season}")
