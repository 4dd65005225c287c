"""Stretches of time by their ends, or by what they lie in or beside.

5-7 November, the first week of May, the weekend before Easter.
"""

from __future__ import annotations

from datetime import date, timedelta

from dateline.mentions.dates import calendar as cal
from dateline.mentions.dates.normalise.calendar_dates import op_calendar, year_for, year_of
from dateline.mentions.dates.normalise.durations import span_value
from dateline.mentions.dates.normalise.named_days import op_holiday
from dateline.mentions.dates.normalise.values import (
    PERIODS,
    Context,
    Options,
    Value,
    Words,
    as_number,
    away,
    shifted,
    stretch,
    whole,
    whole_rel,
)  # fmt: skip

WEEK = 7
SATURDAY = 6
DAYS = {"D": 1, "W": 7, "FN": 14}


def op_stretch(words: Words, options: Options, context: Context) -> Value | None:
    """5-7 November, August to October 1971, 1994-97: the first end takes from the second what it doesn't say itself."""
    years = _years(words)
    if years or "y2" in words or "month" not in words:
        return stretch(date(years[0], 1, 1), date(years[1], 12, 31)) if years else None
    month, first = whole(words, "month"), whole(words, "m1") or whole(words, "month")
    day, before, year = whole(words, "day"), whole(words, "d1"), year_of(words)
    assert month is not None and first is not None
    if year is None:
        year = year_for(context, first, before, whole_rel(words))
        year = year + (first > month) if year is not None else None
    if year is None:
        return Value(f"{_open(first, before)}/{_open(month, day)}")
    start = _end(year - (first > month), first, before, 0)
    end = _end(year, month, day, 1)
    return stretch(start, end) if start and end and start < end else None


def _years(words: Words) -> tuple[int, int] | None:
    """Both years of "1994-97" or "2011 to 2013"."""
    first, second = whole(words, "y1"), whole(words, "y2")
    if first is None or second is None:
        return None
    second += first - first % 100 if second < 100 else 0
    return (first, second) if first < second else None


def _open(month: int, day: int | None) -> str:
    return f"XXXX-{month:02}" + (f"-{day:02}" if day else "")


def _end(year: int, month: int, day: int | None, last: int) -> date | None:
    """A day, or the first or last of a month."""
    if day:
        return cal.make_day(year, month, day)
    reach = cal.bounds(cal.month_value(year, month))
    return reach[last] if reach else None


def op_within(words: Words, options: Options, context: Context) -> Value | None:
    """The last week of May 2011, the first Monday of October, the first ten days of March."""
    reach = _whole_of(words, context)
    unit, which = str(words.get("period") or words.get("unit") or ""), int(words["which"])
    if reach is None:
        return Value("XXXX-WXX-" + str(words["weekday"]) if "weekday" in words else PERIODS.get(unit, "XXXX-XX-XX"))
    if "weekday" in words or unit == "WE":
        return _which_day(int(words.get("weekday", SATURDAY)), which, reach, unit)
    count = as_number(words.get("n", 1))
    days = int(count * DAYS[unit]) if count is not None and unit in DAYS and count < WEEK * WEEK else 0
    number = abs(which) if "n" not in words else 1
    if not days or days * number > (reach[1] - reach[0]).days + WEEK:
        return None
    start = reach[0] + timedelta(days * (number - 1)) if which > 0 else reach[1] - timedelta(days - 1)
    return stretch(start, min(start + timedelta(days - 1), reach[1]))


def _whole_of(words: Words, context: Context) -> tuple[date, date] | None:
    """First and last day of the month or year that the stretch lies in."""
    if "month" in words or "year" in words:
        held = op_calendar({k: v for k, v in words.items() if k in {"month", "year", "rel"}}, {}, context)
        return cal.bounds(held.value) if held else None
    today, rel = context.today, whole_rel(words)
    value = shifted(today, str(words["p2"]), rel or 0) if today else None
    return cal.bounds(value) if value else None


def _which_day(weekday: int, which: int, reach: tuple[date, date], unit: str) -> Value | None:
    """The first, second or last of a weekday in a month, or of its weekends."""
    first, last = reach
    day = (
        first + timedelta((weekday - first.isoweekday()) % WEEK + WEEK * (which - 1))
        if which > 0
        else last - timedelta((last.isoweekday() - weekday) % WEEK)
    )
    if not first <= day <= last:
        return None
    return Value(cal.week_value(day) + "-WE" if unit == "WE" else day.isoformat())


def op_beside(words: Words, options: Options, context: Context) -> Value | None:
    """The weekend before Easter, two days after 9 May, the eve of Easter, the Friday before Pentecost."""
    anchor = _anchor(words, context)
    side = int(words.get("side", options.get("sign", -1)))
    unit = str(words.get("unit") or words.get("period") or "D")
    if anchor is None:
        return _unknown(words, unit)
    if "weekday" in words or unit == "WE":
        # The weekend before a Sunday is not the one that it belongs to.
        weekday = int(words.get("weekday", SATURDAY))
        from_day = anchor - timedelta(anchor.isoweekday() == WEEK and unit == "WE" and side < 0)
        gap = (
            (from_day.isoweekday() - weekday - 1) % WEEK + 1
            if side < 0
            else (weekday - anchor.isoweekday() - 1) % WEEK + 1
        )
        day = cal.add_days(from_day, side * gap)
        if day is None:
            return None
        return Value(cal.week_value(day) + "-WE") if unit == "WE" else _with_part(day.isoformat(), words)
    found = away(anchor, as_number(words.get("n", 1)) or 1, unit, side)
    return _with_part(found.value, words) if found else None


def _anchor(words: Words, context: Context) -> date | None:
    """The feast or day that something lies beside."""
    found = op_holiday(words, {}, context) if "holiday" in words else op_calendar(_plain(words), {}, context)
    reach = cal.bounds(found.value) if found else None
    return reach[0] if reach and reach[0] == reach[1] else None


def _plain(words: Words) -> Words:
    return {k: v for k, v in words.items() if k in {"day", "month", "year", "shortyear"}}


def _with_part(value: str, words: Words) -> Value:
    part = words.get("part")
    return Value(f"{value}{part}", "TIME") if part and len(value) == len("2021-01-01") else Value(value)


def _unknown(words: Words, unit: str) -> Value:
    """The value of a time beside something whose day isn't known."""
    if "weekday" in words:
        return Value(f"XXXX-WXX-{words['weekday']}{words.get('part', '')}", "TIME" if "part" in words else None)
    return Value(PERIODS.get(unit, "XXXX-XX-XX"))


def op_open(words: Words, options: Options, context: Context) -> Value | None:
    """The Friday before the coup, the last week of the war: when that was, nobody says here."""
    count, unit = (
        words.get("n"),
        str(words.get("unit") or words.get("units") or words.get("period") or options.get("unit") or "D"),
    )
    if count is not None or "units" in words:
        return Value(span_value(as_number(count or "X"), unit), "DURATION")
    return _unknown(words, unit)


def op_week_ending(words: Words, options: Options, context: Context) -> Value | None:
    """The week ending 9 June."""
    found = op_calendar(_plain(words), {}, context)
    reach = cal.bounds(found.value) if found else None
    first = cal.add_days(reach[0], 1 - WEEK) if reach and reach[0] == reach[1] else None
    return stretch(first, reach[0]) if reach and first else None


def op_weekend_of(words: Words, options: Options, context: Context) -> Value | None:
    """The weekend of May 5."""
    found = op_calendar(_plain(words), {}, context)
    reach = cal.bounds(found.value) if found else None
    return Value(cal.week_value(reach[0]) + "-WE") if reach else Value(PERIODS["WE"])
