"""Dates that the calendar names: days, months, years, weekdays, quarters, seasons, decades."""

from __future__ import annotations

from datetime import date

from dateline.knowledge.world import other_calendars
from dateline.mentions.dates import calendar as cal
from dateline.mentions.dates.normalise.values import (
    PERIODS,
    SOON,
    Context,
    Options,
    Value,
    Words,
    full_year,
    stretch,
    whole,
    whole_rel,
)  # fmt: skip

# A day that a noun of a clause in the past has beside it may still be ahead ("held the tickets for the 5 June game").
SOON_PAST = 30
# A day that has gone by less than this ago is meant, even where the verb looks ahead ("was to close by May 2").
LATELY = 10
# Years of the solar Hijri calendar (1921 to 2041) that a paper of a country that counts by it may name alone.
SOLAR = range(1300, 1421)


def op_calendar(words: Words, options: Options, context: Context) -> Value | None:
    """A date, month or year that is named."""
    year, month, day = year_of(words), whole(words, "month"), whole(words, "day")
    if month is None:
        return _year(year, context) if year else None
    if day is not None and cal.make_day(2020, month, day) is None:
        return None
    if year is None:
        year = _year_by_weekday(words, context) or year_for(
            context, month, day, whole_rel(words), " year" in context.text
        )
    if year is None:
        return Value(f"XXXX-{month:02}" + (f"-{day:02}" if day else ""))
    if day is None:
        return Value(cal.month_value(year, month))
    found = cal.make_day(year, month, day)
    return _day(found, words) if found else None


def _year_by_weekday(words: Words, context: Context) -> int | None:
    """The year, of the last, this and the next one, in which the day falls on the weekday that is told with it."""
    weekday, month, day, today = words.get("weekday"), whole(words, "month"), whole(words, "day"), context.today
    if weekday is None or today is None or month is None or day is None:
        return None
    years = [today.year, today.year - 1, today.year + 1]
    days = [found for y in years if (found := cal.make_day(y, month, day)) and found.isoweekday() == weekday]
    return days[0].year if days else None


def year_of(words: Words) -> int | None:
    """The year, in four digits or in two ("07-Feb-11", "'98")."""
    year, short = whole(words, "year"), whole(words, "shortyear")
    return full_year(short) if year is None and short is not None else year


def _year(year: int, context: Context) -> Value | None:
    """A year that stands alone: of the solar Hijri calendar where an outlet counts in it, never the Middle Ages."""
    if context.solar_hijri and year in SOLAR:
        reach = other_calendars.year_days("P", year)
        return stretch(*reach) if reach else None
    return Value(f"{year:04}")


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
        return future if day and not context.on_verb and _ahead(today, future, month, day) <= SOON_PAST else past
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
