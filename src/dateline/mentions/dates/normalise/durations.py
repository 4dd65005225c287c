"""Durations and repetitions."""

from __future__ import annotations

from dateline.mentions.dates import calendar as cal
from dateline.mentions.dates.normalise.values import Context, Options, Value, Words, as_number, away

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
    if count is not None and (count > 1e10 or count < 0):
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
    return None if count is not None and count > 1e10 else Value(span_value(count, unit))


_UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y", "hour": "TH", "night": "D"}


def op_rate(words: Words, options: Options, context: Context) -> Value | None:
    """Twice a week."""
    return Value(span_value(1, str(words["unit"])))
