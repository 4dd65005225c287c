"""Days with a name and times of day."""

from __future__ import annotations

from datetime import date

from dateline.mentions.dates import calendar as cal
from dateline.mentions.dates.normalise.calendar_dates import op_calendar
from dateline.mentions.dates.normalise.relative_dates import op_today, op_weekday
from dateline.mentions.dates.normalise.values import SOON, Context, Options, Value, Words, whole, whole_rel


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
