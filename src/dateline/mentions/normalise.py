"""From the words of a time expression to its TIMEX3 value: one function an operation that the rules name.

Each takes the captured words, the rule's options and the context, and gives a ``Value``, or None where the words make
no date (February 30), so that a shorter reading is tried.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from dateline.knowledge.expressions import Expressions, Meaning, TimexType
from dateline.mentions import calendar as cal
from dateline.mentions.tense import Tense

Words = Mapping[str, Meaning]
Options = Mapping[str, Any]
PERIODS = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX", "Q": "XXXX-QX", "WE": "XXXX-WXX-WE"}
# A day of the year that lies less than this ahead is meant, unless the verb says that it's past.
SOON = 75
SOON_PAST = 30
# A day that has gone by less than this ago is meant, even where the verb looks ahead ("was to leave by Jan. 14").
LATELY = 10


@dataclass(frozen=True, slots=True)
class Value:
    """A TIMEX3 value. ``type`` overrides the rule's; ``reach``: first and last day where the value doesn't say."""

    value: str
    type: TimexType | None = None
    reach: tuple[date | None, date | None] | None = None


@dataclass(frozen=True)
class Context:
    """What an expression is resolved against.

    Attributes:
        today: the day of publication, or None.
        reference: the last date that the text named, as a TIMEX3 value, or None.
        ask_tense: gives the direction of the clause; asked only where needed.
        text: the expression, lower case.
        expressions: the knowledge.
    """

    today: date | None
    reference: str | None
    ask_tense: Callable[[], Tense | None]
    text: str
    expressions: Expressions

    @cached_property
    def tense(self) -> Tense | None:
        """The direction of the clause."""
        return self.ask_tense()


def whole(words: Words, name: str) -> int | None:
    """A captured whole number, its ordinal ending cut off."""
    if name not in words:
        return None
    digits = "".join(c for c in str(words[name]) if c.isdecimal() and c.isascii())
    return int(digits) if digits and len(digits) < 10 else None


def op_literal(words: Words, options: Options, context: Context) -> Value | None:
    """A fixed value; with ``ahead`` only where the clause doesn't look back."""
    if options.get("ahead") and context.tense == "past":
        return None
    return Value(str(options["value"]))


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


def whole_rel(words: Words) -> int | None:
    """-1, 0 or 1 for last, this, next; None where nothing is said."""
    return int(words["rel"]) if "rel" in words else None


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


def op_weekday(words: Words, options: Options, context: Context) -> Value | None:
    """Friday, last Friday, Friday night, Friday of last week."""
    weekday, part, today = int(words["weekday"]), words.get("part", ""), context.today
    kind: TimexType | None = "TIME" if part else None
    if today is None:
        return Value(f"XXXX-WXX-{weekday}{part}", kind)
    rel = whole_rel(words)
    here = today.isoweekday()
    if rel is not None and context.text.endswith(" week"):
        away = weekday - here + 7 * rel
    elif rel == -1:
        away = -((here - weekday - 1) % 7 + 1)
    elif rel == 1:
        away = (weekday - here - 1) % 7 + 1
    elif (rel == 0 and context.tense != "past") or (rel is None and context.tense in {"future", "present"}):
        away = (weekday - here) % 7
    else:
        away = -((here - weekday) % 7)
    day = cal.add_days(today, away)
    return Value(f"{day.isoformat()}{part}", kind) if day else None


def op_today(words: Words, options: Options, context: Context) -> Value | None:
    """Today, yesterday evening, tonight, this morning."""
    part = str(words.get("part") or options.get("part") or "")
    kind: TimexType | None = "TIME" if part else None
    if context.today is None:
        return Value(f"XXXX-XX-XX{part}", kind)
    day = cal.add_days(context.today, int(options["offset"]))
    return Value(f"{day.isoformat()}{part}", kind) if day else None


def op_period(words: Words, options: Options, context: Context) -> Value | None:
    """Last week, this month, next year."""
    rel, today = whole_rel(words) or 0, context.today
    unit = str(words.get("period") or {"m": "M", "w": "W"}.get(context.text[0], "Y"))
    if unit == "D":
        return None
    if today is None:
        return Value(PERIODS.get(unit, "XXXX"))
    value = shifted(today, unit, rel)
    return Value(value) if value else None


def shifted(day: date, unit: str, away: int) -> str | None:
    """The period of a unit that lies ``away`` of them from the one that holds a day."""
    if unit == "D":
        moved = cal.add_days(day, away)
        return moved.isoformat() if moved else None
    if unit in {"W", "WE"}:
        moved = cal.add_days(day, 7 * away)
        return cal.week_value(moved) + ("-WE" if unit == "WE" else "") if moved else None
    if unit == "M":
        month = cal.add_months(day.year, day.month, away)
        return cal.month_value(*month) if month else None
    if unit == "Q":
        return cal.quarter_value(day, away)
    size = {"Y": 1, "DE": 10, "CE": 100, "ML": 1000}.get(unit)
    if size is None:
        return None
    year = day.year + away * size
    if not 1 <= year <= 9999:
        return None
    return f"{year:04}" if unit == "Y" else f"{year:04}"[: {10: 3, 100: 2, 1000: 1}[size]]


def op_weekend(words: Words, options: Options, context: Context) -> Value | None:
    """The weekend: the one that is on or just over, or ahead where the verb says so."""
    today = context.today
    if today is None:
        return Value(PERIODS["WE"])
    back = today.isoweekday() < 6 and context.tense != "future"
    value = shifted(today, "WE", -1 if back else 0)
    return Value(value) if value else None


def op_shift(words: Words, options: Options, context: Context) -> Value | None:
    """Two days ago, three weeks from now; vague counts are past or future only."""
    count, unit, sign = words["n"], str(words["unit"]), int(options["sign"])
    vague = Value("PAST_REF" if sign < 0 else "FUTURE_REF")
    number = as_number(count)
    if number is None:
        return vague
    if context.today is None:
        return Value(PERIODS.get({"FN": "W", "DE": "Y", "CE": "Y"}.get(unit, unit), "XXXX-XX-XX"))
    return away(context.today, number, unit, sign) or vague


def as_number(count: Meaning) -> float | None:
    """A count as a number ("1,000", "5 1/2"), None where it's vague."""
    text = str(count).replace(",", "")
    half = text.endswith(" 1/2")
    try:
        return float(text.removesuffix(" 1/2")) + 0.5 * half
    except ValueError:
        return None


def away(day: date, count: float, unit: str, sign: int) -> Value | None:
    """The time that lies ``count`` units before (-1) or after (1) a day, as fine as the unit is."""
    if count > 1e6:
        return None
    if unit.startswith("T"):
        hours = count / {"TH": 24, "TM": 1440, "TS": 86400}[unit]
        moved = cal.add_days(day, sign * int(hours))
        return Value(moved.isoformat()) if moved else None
    if unit == "FN":
        count, unit = count * 2, "W"
    if unit in {"DE", "CE", "ML"}:
        count, unit = count * {"DE": 10, "CE": 100, "ML": 1000}[unit], "Y"
    if unit == "Y" and count % 1:
        count, unit = count * 12, "M"
    value = shifted(day, unit, sign * int(count))
    return Value(value) if value else None


def op_follow(words: Words, options: Options, context: Context) -> Value | None:
    """Two days later, the following week: counted from the last date that the text named."""
    unit = str(words.get("unit") or words.get("period") or options.get("unit") or "D")
    part = str(words.get("part", ""))
    number = as_number(words.get("n", 1))
    sign = int(options["sign"])
    known = context.reference or (context.today.isoformat() if context.today else None)
    reach = cal.bounds(known) if known else None
    fine = reach is not None and (
        unit in {"Y", "DE", "CE"} or (reach[1] - reach[0]).days <= {"M": 31, "W": 7}.get(unit, 0)
    )
    if unit.startswith("T"):
        return Value(span_value(number, unit), "DURATION")
    if number is None or reach is None or not fine:
        return Value(span_value(number, unit), "DURATION") if "n" in words else Value(PERIODS.get(unit, "XXXX") + part)
    found = away(reach[0], number, unit, sign)
    return Value(found.value + part, "TIME" if part else None) if found else None


def op_same(words: Words, options: Options, context: Context) -> Value | None:
    """The same day, that year: the last date that the text named, cut to the unit."""
    unit, part = str(words.get("period", "D")), str(words.get("part", ""))
    reference = context.reference
    if reference is None or not (reach := cal.bounds(reference)):
        return Value(
            (reference[:10] if reference and unit == "D" else PERIODS.get(unit, "XXXX")) + part,
            "TIME" if part else None,
        )
    if unit == "D" and reach[0] != reach[1]:
        return Value(f"{reference[:7]}-XX" if len(reference) == 7 and "-" in reference else PERIODS["D"])
    value = shifted(reach[0], unit, 0)
    return Value(value + part, "TIME" if part else None) if value else None


_SCALES = {
    "DE": (10, "Y"), "CE": (100, "Y"), "ML": (1000, "Y"), "Q": (3, "M"), "FN": (2, "W"), "WE": (2, "D"),
}  # fmt: skip


def span_value(count: float | None, unit: str) -> str:
    """A TIMEX3 duration; half units are told in the next finer one."""
    scale, letter = _SCALES.get(unit, (1, unit.removeprefix("T")))
    time = "T" if unit.startswith("T") else ""
    if count is None:
        return f"P{time}X{letter}"
    total = count * scale
    if total == int(total):
        return f"P{time}{int(total)}{letter}"
    finer = {"Y": (12, "M"), "TH": (60, "M"), "TM": (60, "S"), "W": (7, "D"), "D": (24, "H")}.get(time + letter)
    if finer is None or (total * finer[0]) % 1:
        return f"P{time}{total:g}{letter}"
    rest = f"{int(total % 1 * finer[0])}{finer[1]}"
    head = f"{int(total)}{letter}" if int(total) else ""
    between = "T" if letter == "D" else ""
    return f"P{time}{head}{between}{rest}"


def op_duration(words: Words, options: Options, context: Context) -> Value | None:
    """Three days, several weeks, the past two years."""
    unit = str(words.get("unit") or words.get("units") or words.get("period"))
    count = as_number(options.get("n", words.get("n", "X" if "units" in words else 1)))
    if count is not None and (count > 1e7 or count < 0):
        return None
    if options.get("half") and count is not None:
        count += 0.5
    value = span_value(count, unit)
    sign = options.get("sign")
    if sign is None or context.today is None:
        return Value(value)
    edge = away(context.today, count, unit, int(sign)) if count is not None else None
    far = cal.bounds(edge.value) if edge else None
    if sign < 0:
        return Value(value, reach=(far[0] if far else None, context.today))
    return Value(value, reach=(context.today, far[1] if far else None))


_JOINED = {"year": "P1Y", "month": "P1M", "week": "P1W", "day": "P1D", "hour": "PT1H", "decade": "P10Y"}


def op_joined(words: Words, options: Options, context: Context) -> Value | None:
    """Weeklong, yearlong."""
    return Value(_JOINED[context.text.removesuffix("long")])


def op_adverb(words: Words, options: Options, context: Context) -> Value | None:
    """Daily, annually."""
    return Value(str(words["adverb"]))


def op_every(words: Words, options: Options, context: Context) -> Value | None:
    """Every day, every two years, on Mondays, every June, (300 tons) a year."""
    weekday = words.get("weekdays") or words.get("weekday") or words.get("w2")
    if weekday:
        return Value(f"XXXX-WXX-{weekday}{words.get('part') or words.get('p2') or ''}")
    if "month" in words:
        return Value(f"XXXX-{int(words['month']):02}")
    if "season" in words:
        return Value(f"XXXX-{words['season']}")
    if "part" in words:
        return Value(f"XXXX-XX-XX{words['part']}")
    count = as_number(words.get("n", 2 if " other " in context.text else 1))
    unit = str(words.get("unit") or _UNITS[context.text.split()[-1]])
    return None if count is not None and count > 1e7 else Value(span_value(count, unit))


_UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y", "hour": "TH", "night": "D"}


def op_rate(words: Words, options: Options, context: Context) -> Value | None:
    """Twice a week."""
    return Value(span_value(1, str(words["unit"])))


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


def op_weekof(words: Words, options: Options, context: Context) -> Value | None:
    """The week of June 7."""
    day = op_calendar(words, options, context)
    if day is None:
        return None
    reach = cal.bounds(day.value)
    return Value(cal.week_value(reach[0]) if reach else PERIODS["W"])


def op_holiday(words: Words, options: Options, context: Context) -> Value | None:
    """Christmas Eve, last Memorial Day, Easter 2015."""
    holiday = context.expressions.holidays[str(words["holiday"])]
    if holiday.rule == "lunar":
        return Value(f"{words['year']}" if "year" in words else "XXXX")
    year, today, rel = whole(words, "year"), context.today, whole_rel(words)
    if year is None and today is None:
        return Value(
            f"XXXX-{holiday.numbers[0]:02}-{holiday.numbers[1]:02}" if holiday.rule == "fixed" else "XXXX-XX-XX"
        )
    if year is not None:
        days = [holiday_in(holiday.rule, holiday.numbers, year)]
    else:
        assert today is not None
        near = range(max(today.year - 1, 1), min(today.year + 1, 9999) + 1)
        days = [holiday_in(holiday.rule, holiday.numbers, y) for y in near]
    known = [d for d in days if d]
    if today is None or year is not None:
        return Value(known[0].isoformat()) if known else None
    past = [d for d in known if d <= today]
    future = [d for d in known if d >= today]
    soon = bool(future) and (future[0] - today).days <= SOON
    ahead = rel == 1 or (rel is None and (context.tense == "future" or (context.tense != "past" and soon)))
    chosen = future[:1] if ahead else past[-1:]
    return Value(chosen[0].isoformat()) if chosen else None


def holiday_in(rule: str, numbers: tuple[int, ...], year: int) -> date | None:
    """The day on which a holiday falls in a year."""
    if rule == "fixed":
        return cal.make_day(year, numbers[0], numbers[1])
    if rule == "easter":
        return cal.add_days(cal.easter(year), numbers[0])
    if rule == "election":
        return cal.add_days(cal.nth_weekday(year, 11, 1, 1), 1)
    return cal.nth_weekday(year, *numbers)


def op_clock(words: Words, options: Options, context: Context) -> Value | None:
    """A time of day, with its day where the expression names one; else it starts with T and the caller adds the day."""
    time = _time(words)
    if time is None:
        return None
    day: Value | None = None
    if "weekday" in words:
        day = op_weekday({k: v for k, v in words.items() if k != "part"}, {}, context)
    elif "month" in words:
        day = op_calendar({k: v for k, v in words.items() if k != "part"}, {}, context)
    else:
        offset = next((n for w, n in (("today", 0), ("yesterday", -1), ("tomorrow", 1)) if w in context.text), None)
        if offset is not None:
            day = op_today({}, {"offset": offset}, context)
    return Value((day.value if day else "") + time)


def _time(words: Words) -> str | None:
    if "noon" in words:
        return f"T{words['noon']}:00"
    if "military" in words:
        text = str(words["military"])
        return f"T{text[:2]}:{text[2:]}"
    text = str(words.get("clock") or words.get("clock24") or words.get("hourword"))
    hour_text, _, minute = text.replace(".", ":").partition(":")
    hour = int(hour_text)
    half = words.get("ampm", {"TMO": 0, "TAF": 12, "TEV": 12}.get(str(words.get("part"))))
    if half is not None and hour <= 12:
        hour = hour % 12 + int(half)
    return f"T{hour:02}:{minute or '00'}" if hour <= 24 else None


def op_part(words: Words, options: Options, context: Context) -> Value | None:
    """In the evening: of the last day that the text named."""
    return Value(str(words["part"]))


OPERATIONS: dict[str, Callable[[Words, Options, Context], Value | None]] = {
    name.removeprefix("op_"): function for name, function in sorted(globals().items()) if name.startswith("op_")
}
