"""Counts by day as the bars of a timeline: as many days to a bar as fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

BARS = 120
WIDTH, HEIGHT = 960, 90


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: first and last day, number, place in the drawing."""

    since: str
    until: str
    n: int
    x: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars from the first day to the last.

    Attributes:
        unit: what a bar stands for: day, week, month or year.
        undated: rows without a day.
        outside: rows whose day stands far from all others and would squeeze them together.
    """

    bars: tuple[Bar, ...]
    unit: str
    first: str
    last: str
    most: int
    total: int
    undated: int
    outside: int
    width: int = WIDTH
    height: int = HEIGHT


def timeline(counts: list[tuple[str, int]]) -> Timeline | None:
    """The timeline of (day, number); None where nothing has a day."""
    undated = sum(n for day, n in counts if not _is_day(day))
    dated = sorted((date.fromisoformat(day), n) for day, n in counts if _is_day(day))
    if not dated:
        return None
    inside = _without_far_days(dated)
    outside = sum(n for _, n in dated) - sum(n for _, n in inside)
    first, last = inside[0][0], inside[-1][0]
    days = (last - first).days + 1
    unit = next((u for u, length in (("day", 1), ("week", 7), ("month", 30.4)) if days / length <= BARS), "year")
    numbers: dict[date, int] = {}
    at = _begin(first, unit)
    while at <= last:
        numbers[at] = 0
        at = _next(at, unit)
    for day, n in inside:
        numbers[_begin(day, unit)] += n
    most = max(numbers.values())
    step = WIDTH / len(numbers)
    bars = tuple(
        Bar(
            start.isoformat(), (_next(start, unit) - timedelta(days=1)).isoformat(), n, round(i * step, 2),
            round(max(step - 1, 0.6), 2), round(HEIGHT * n / most, 2),
        )
        for i, (start, n) in enumerate(numbers.items())
    )  # fmt: skip
    total = sum(n for _, n in counts)
    return Timeline(bars, unit, first.isoformat(), last.isoformat(), most, total, undated, outside)


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and 1 < date.fromisoformat(text).year < 9990
    except ValueError:
        return False


def _without_far_days(dated: list[tuple[date, int]]) -> list[tuple[date, int]]:
    """Days between the 4th and the 96th percentile, widened by a quarter: old dates are few and far away."""
    total, seen = sum(n for _, n in dated), 0
    low, high = dated[0][0], dated[-1][0]
    for day, n in dated:
        if seen <= total * 0.04:
            low = day
        if seen < total * 0.96:
            high = day
        seen += n
    around = max(30, (high - low).days // 4)
    return [(d, n) for d, n in dated if -around <= d.toordinal() - low.toordinal() <= (high - low).days + around]


def _begin(day: date, unit: str) -> date:
    if unit == "week":
        return date.fromordinal(max(day.toordinal() - day.weekday(), 1))
    if unit == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if unit == "year" else day


def _next(day: date, unit: str) -> date:
    if unit in {"day", "week"}:
        return day + timedelta(days=1 if unit == "day" else 7)
    if unit == "year":
        return date(day.year + 1, 1, 1)
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
