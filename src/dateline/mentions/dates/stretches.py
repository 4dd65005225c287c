"""Two times that make a stretch: "from Monday to Wednesday", "between 2 June and 9 June", "May 3 and 4".

In: the time expressions that were found, in text order. Out: for each that is an end of a stretch, the stretch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.knowledge.lexicon.expressions import Expressions
from dateline.language.tokens import Parse
from dateline.mentions.dates import calendar as cal
from dateline.record import Date
from dateline.spans import Span

_YEAR = re.compile(r"[12]\d{3}")
_TIED = re.compile(r"[\dX]{4}(?:-[\dX]{2}){0,2}$|[\dX]{4}-W")
_HYPHEN = re.compile(r"\s?[-‐‑–—]\s?")
LIST_RULE = "calendar.day_list"
WEEKDAY_RULE = "relative.weekday"
# So far after publication may the end of a stretch lie whose beginning is past ("between 11 and 20 May").
AHEAD = timedelta(31)
STEPS = 6


@dataclass(frozen=True, slots=True)
class End:
    """A time expression as an end of a stretch: where it stands, its head, rule, value, and first and last day."""

    span: Span
    head: int
    rule: str
    value: str
    reach: tuple[date | None, date | None]


def find_stretches(
    parse: Parse, ends: list[End | None], today: date | None, expressions: Expressions
) -> list[Date | None]:
    """The stretch that each expression is an end of.

    Args:
        parse: the parse.
        ends: the expressions in text order; None for one that can't be an end (a duration, a repetition).
        today: the day of publication, or None.
        expressions: holds the words that join two times, and the verbs that move something from one to another.
    """
    found: list[Date | None] = [None] * len(ends)
    for n in range(len(ends) - 1):
        first, last = ends[n], ends[n + 1]
        if first is None or last is None or not _joined(parse, first, last, expressions):
            continue
        # A list goes on: "May 3, 4 and 5".
        began = n
        while last.rule == LIST_RULE and began and found[began - 1] is not None and found[began] == found[began - 1]:
            began -= 1
        whole = _stretch(parse.text, ends[began] or first, last, today)
        if whole is not None:
            found[began : n + 2] = [whole] * (n + 2 - began)
    return found


def _joined(parse: Parse, first: End, last: End, expressions: Expressions) -> bool:
    """Whether the words around two times make one stretch of them."""
    text = parse.text
    between = text[first.span.end : last.span.start]
    word = between.strip().lower().removesuffix(" the")
    if not (_TIED.match(first.value) and _TIED.match(last.value)) or len(between) > len(" up until the "):
        return False
    if last.rule == LIST_RULE or _HYPHEN.fullmatch(between):
        return True
    before = (
        text[max(first.span.start - len("between the "), 0) : first.span.start].lower().removesuffix("the ").split()
    )
    if word in expressions.classes["both"].meanings:
        return bool(before) and before[-1] in expressions.classes["opening"].meanings
    return word in expressions.classes["upto"].meanings and not _moved(parse, first.head, expressions)


def _moved(parse: Parse, token: int, expressions: Expressions) -> bool:
    """Whether something is moved from one time to another ("postponed from Monday to Friday")."""
    above = parse.ancestors(token)[:STEPS]
    verb = next((parse.tokens[k] for k in above if parse.tokens[k].pos == "VERB"), None)
    return verb is not None and verb.lemma in expressions.classes["moved"].meanings


def _stretch(text: str, first: End, last: End, today: date | None) -> Date | None:
    span = Span(first.span.start, last.span.end)
    start, end = first.reach[0], last.reach[1]
    if start is None or end is None:
        return Date(span, f"{first.value[:10]}/{last.value[:10]}", None, None) if first.reach == last.reach else None
    if end < start:
        moved = _ordered(first, last, start, end, today, bool(_YEAR.search(first.span.of(text))), text)
        if moved is None:
            return None
        start, end = moved
    return Date(span, f"{start.isoformat()}/{end.isoformat()}", start.isoformat(), end.isoformat())


def _ordered(
    first: End, last: End, start: date, end: date, today: date | None, told: bool, text: str
) -> tuple[date, date] | None:
    """Both ends in order, where each was counted from the day of publication by itself."""
    if first.rule == last.rule == WEEKDAY_RULE:
        ahead = today is not None and start > today
        return (start, end + timedelta(7)) if ahead else (start - timedelta(7), end)
    if not told and not _YEAR.search(last.span.of(text)):
        later = _in_year(end, start.year + ((end.month, end.day) < (start.month, start.day)))
        if later and later >= start and (today is None or later <= today + AHEAD):
            return start, later
    earlier = None if told else _in_year(start, end.year) or _in_year(start, end.year - 1)
    if earlier and earlier > end:
        earlier = _in_year(start, end.year - 1)
    return (earlier, end) if earlier and earlier <= end else None


def _in_year(day: date, year: int) -> date | None:
    return cal.make_day(year, day.month, day.day)
