"""Panels: numbers of events by period and by who, for statistics."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.store.database import Cells, Database
from dateline.store.filters import conditions
from dateline.store.filters.declared_filters import Filters
from dateline.store.tables.schema import POSITION_BITS

BY = ("day", "week", "month", "dyad-month", "actor-week")
OF = ("type", "quad", "country")
COLUMNS = {"type": "event_type", "quad": "quad", "country": "country"}
# Rows of a panel that zeros may make.
MOST = 2_000_000
SQL = """
SELECT e.id, e.day, e.date_value, e.date_earliest, e.date_latest, e.{of} AS of, e.event_type, e.score,
  ie.incident, ie.act
FROM events e LEFT JOIN incident_events ie ON ie.event = e.id WHERE e.day > '' AND {where} ORDER BY e.day, e.id
"""
SIDES = f"""
SELECT p.event, p.side, coalesce(x.country, a.name) AS who FROM participants p JOIN actors a ON a.id = p.actor
LEFT JOIN story_actors x ON x.story = p.event >> {POSITION_BITS} AND x.actor = p.actor
WHERE p.event IN (SELECT e.id FROM events e WHERE {{where}}) ORDER BY p.event, p.position
"""


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A cell of a panel.

    Attributes:
        period: day, Monday of the week, or first day of the month.
        actor, recipient: country code, else name; None where the panel isn't by them.
        of: event type, quad or country, '' for no country.
        events: how many; an incident counts once for each act where reports are counted as independent.
        value: the sum of their weights: of 1, or of the PLOVER scores.
    """

    period: str
    actor: str | None
    recipient: str | None
    of: str
    events: int
    value: float


@dataclass(frozen=True, slots=True)
class Plan:
    """How a panel is made.

    Attributes:
        by: one of ``BY``; of: one of ``OF``.
        independent: count an act of an incident once, however many stories tell it; dated as its incident is first.
        intensity: add up PLOVER scores in place of ones.
        zeros: also cells with nothing in them, between the first and the last period.
    """

    by: str = "week"
    of: str = "type"
    independent: bool = False
    intensity: bool = False
    zeros: bool = False


@dataclass(frozen=True, slots=True)
class _Act:
    day: str
    of: str
    score: float
    pairs: tuple[tuple[str | None, str | None], ...]


def panel(db: Database, f: Filters, plan: Plan) -> list[PanelRow]:
    """The cells, by period, then by who, then by what."""
    where = conditions.of_event(db, replace(f, all_tellings=False), counting=True)
    acts = _acts(db, where, plan)
    cells: dict[tuple[str, str | None, str | None, str], list[float]] = {}
    for act in acts:
        for actor, recipient in act.pairs:
            key = (period_of(act.day, plan.by), actor, recipient, act.of)
            cells.setdefault(key, []).append(act.score if plan.intensity else 1.0)
    if plan.zeros:
        for key in _empty(list(cells), plan.by, f):
            cells.setdefault(key, [])
    ordered = sorted(cells.items(), key=lambda c: tuple(part or "" for part in c[0]))
    return [PanelRow(*key, len(values), round(sum(values), 4)) for key, values in ordered]


def _acts(db: Database, where: conditions.Where, plan: Plan) -> Iterator[_Act]:
    """The events that are counted: each, or each act of an incident once."""
    sides: dict[int, dict[str, list[str]]] = {}
    if plan.by in {"dyad-month", "actor-week"}:
        for row in db.execute(SIDES.format(where=where.sql), where.args):
            sides.setdefault(row["event"], {}).setdefault(row["side"], []).append(row["who"])
    groups: dict[object, list[Cells]] = {}
    for row in db.execute(SQL.format(of=COLUMNS[plan.of], where=where.sql), where.args):
        if not _in_one_period(row, plan.by):
            continue
        once = plan.independent and row["incident"] is not None
        key = (row["incident"], row["event_type"]) if once else row["id"]
        groups.setdefault(key, []).append(row)
    for rows in groups.values():
        pairs = dict.fromkeys(p for r in rows for p in _pairs(sides.get(r["id"], {}), plan.by))
        score = max((r["score"] for r in rows), key=abs)
        yield _Act(rows[0]["day"], _said(rows), score, tuple(pairs))


def _in_one_period(row: Cells, by: str) -> bool:
    """Whether an event's date says in which period it was ("2015" is in no month). Without one its telling counts."""
    if row["date_value"] is None:
        return True
    first, last = row["date_earliest"], row["date_latest"]
    return bool(first and last) and period_of(first, by) == period_of(last, by)


def vague(db: Database, f: Filters, plan: Plan) -> int:
    """How many events a panel leaves out because their dates are longer than its periods."""
    where = conditions.of_event(db, replace(f, all_tellings=False), counting=True)
    rows = db.execute(SQL.format(of=COLUMNS[plan.of], where=where.sql), where.args)
    return sum(not _in_one_period(row, plan.by) for row in rows)


def _said(rows: list[Cells]) -> str:
    """What the rows of one act are counted under: what most of them say, the first of these."""
    values = [str(r["of"]) if r["of"] is not None else "" for r in rows]
    return max(dict.fromkeys(values), key=lambda v: (values.count(v), v != ""))


def _pairs(sides: Mapping[str, list[str]], by: str) -> list[tuple[str | None, str | None]]:
    actors = list(dict.fromkeys(sides.get("actor", ())))
    if by == "dyad-month":
        return [(a, r) for a in actors for r in dict.fromkeys(sides.get("recipient", ())) if a != r]
    return [(a, None) for a in actors] if by == "actor-week" else [(None, None)]


def period_of(day: str, by: str) -> str:
    """The first day of the period of a day."""
    if by.endswith("month"):
        return f"{day[:7]}-01"
    if by.endswith("week"):
        when = date.fromisoformat(day)
        return (when - timedelta(days=when.weekday())).isoformat()
    return day


def _empty(
    keys: list[tuple[str, str | None, str | None, str]], by: str, f: Filters
) -> Iterator[tuple[str, str | None, str | None, str]]:
    """Every period with every who and what that the panel has."""
    if not keys:
        return
    periods = [k[0] for k in keys]
    first, last = min(periods), max(periods)
    if f.since:
        first = min(first, period_of((f.since + "-01-01")[:10], by))
    if f.until:
        last = max(last, period_of(_last_day(f.until), by))
    others = sorted({k[1:] for k in keys}, key=lambda k: tuple(p or "" for p in k))
    all_periods = list(_periods(first, last, by))
    if len(all_periods) * len(others) > MOST:
        raise ValueError(f"{len(all_periods):,} periods with {len(others):,} rows each")
    for period in all_periods:
        for other in others:
            yield (period, *other)


def _last_day(until: str) -> str:
    """A day of the last period that is asked for."""
    return until if len(until) == 10 else f"{until}-28" if len(until) == 7 else f"{until}-12-31"


def _periods(first: str, last: str, by: str) -> Iterator[str]:
    step: Callable[[date], date] = (
        _next_month if by.endswith("month") else lambda d: d + timedelta(days=7 if by.endswith("week") else 1)
    )
    when, end = date.fromisoformat(first), date.fromisoformat(last)
    while when <= end:
        yield when.isoformat()
        when = step(when)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
