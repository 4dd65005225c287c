"""Dates seen from the day of publication, or from the last date that the text named."""

from __future__ import annotations

from dateline.knowledge.lexicon.expressions import TimexType
from dateline.mentions.dates import calendar as cal
from dateline.mentions.dates.normalise.durations import span_value
from dateline.mentions.dates.normalise.values import (
    PERIODS,
    Context,
    Options,
    Value,
    Words,
    as_number,
    away,
    shifted,
    whole_rel,
)  # fmt: skip


def op_literal(words: Words, options: Options, context: Context) -> Value | None:
    """A fixed value; with ``ahead`` only where the clause doesn't look back, with ``since`` only from that day on."""
    since = options.get("since")
    if since and (context.today is None or context.today.isoformat() < str(since)):
        return None
    if options.get("ahead") and context.tense == "past":
        return None
    return Value(str(options["value"]))


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
    """Today, yesterday evening, tonight, this morning; overnight, which reaches into the day after."""
    part = str(words.get("part") or options.get("part") or "")
    kind: TimexType | None = "TIME" if part else None
    if context.today is None:
        return Value(f"XXXX-XX-XX{part}", kind)
    over = bool(options.get("over"))
    day = cal.add_days(context.today, 0 if over and context.tense == "future" else int(options["offset"]))
    reach = (day, cal.add_days(day, 1)) if over and day else None
    return Value(f"{day.isoformat()}{part}", kind, reach) if day else None


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


def op_follow(words: Words, options: Options, context: Context) -> Value | None:
    """Two days later, the following week: counted from the last date that the text named."""
    unit = str(words.get("unit") or words.get("period") or options.get("unit") or "D")
    part = str(words.get("part", ""))
    number = as_number(words.get("n", 1))
    sign = int(options["sign"])
    known = context.reference
    if known is None and context.today and "n" not in words:
        known = context.today.isoformat()
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
