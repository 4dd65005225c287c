"""Kinds of the date files: words of a class, days with a name, and rules of the grammar of time expressions."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, get_args

from dateline.knowledge.kinds.base.entry import Named, Wanted, needed, other
from dateline.knowledge.kinds.base.values import (
    DAY_OR_NULL,
    FLAG,
    NUMBER,
    REGEX,
    TEXT,
    TEXTS,
    WHOLE,
    Value,
    between,
    listed,
    one_of,
    or_null,
    row,
    with_fault,
)  # fmt: skip

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
# Classes that the stages ask for by name.
ASKED = (
    "ahead", "aheadto", "aheadpast", "aheadnoun", "backnoun", "saying", "happen", "effect", "upto", "both", "opening",
    "moved", "monthfirst", "side", "solarhijri",
)  # fmt: skip
UNITS = ("TS", "TM", "TH", "D", "W", "FN", "WE", "M", "Q", "Y", "DE", "CE", "ML")
PARTS = ("TMO", "TAF", "TEV", "TNI", "TDT")
# Months of the Islamic (I) and the Iranian (P) calendar.
ERA_MONTHS = tuple(f"{calendar_}{number:02}" for calendar_ in "IP" for number in range(1, 13))
# A day of a leap year, by month.
LEAP = 2020


@dataclass(frozen=True)
class Operation:
    """A normaliser of values: the groups that it needs of a pattern (one of each line), and its options."""

    groups: tuple[tuple[str, ...], ...] = ()
    needed: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


OPERATIONS: Mapping[str, Operation] = {
    "adverb": Operation((("adverb",),)),
    "beside": Operation((("holiday", "month"),), (), ("sign",)),
    "buddhist": Operation((("byear",),), ("years",)),
    "calendar": Operation(),
    "century": Operation((("nth",),)),
    "clock": Operation((("clock", "clock24", "hourword", "military", "noon"),)),
    "dayafter": Operation((("day",),)),
    "decade": Operation((("decade", "shortdecade"),)),
    "duration": Operation((("unit", "units", "period"),), (), ("n", "half", "sign")),
    "era": Operation((("hijri", "moon", "era"),)),
    "every": Operation(),
    "follow": Operation((), ("sign",), ("unit",)),
    "half": Operation((("halfth",),)),
    "holiday": Operation((("holiday",),)),
    "iso": Operation((("iso",),)),
    "joined": Operation(),
    "literal": Operation((), ("value",), ("since", "ahead")),
    "open": Operation((), (), ("unit",)),
    "part": Operation((("part",),)),
    "period": Operation(),
    "quarter": Operation(),
    "rate": Operation((("unit",),)),
    "same": Operation(),
    "season": Operation((("season",),)),
    "shift": Operation((("n",), ("unit",)), ("sign",)),
    "slash": Operation((("slash",),)),
    "stretch": Operation((("month", "y2"),)),
    "today": Operation((), ("offset",), ("part", "over")),
    "week_ending": Operation((("month",),)),
    "weekday": Operation((("weekday",),)),
    "weekend": Operation(),
    "weekend_of": Operation((("month",),)),
    "weekof": Operation(),
    "within": Operation((("which",),)),
}
OPTIONS: Mapping[str, Value] = {
    "n": NUMBER, "half": FLAG, "sign": between(-1, 1, whole=True), "unit": one_of(*UNITS), "value": TEXT,
    "since": DAY_OR_NULL, "years": WHOLE, "ahead": FLAG, "over": FLAG, "offset": WHOLE, "part": one_of(*PARTS),
}  # fmt: skip


def _among(*values: object) -> Callable[[object], bool]:
    return lambda value: any(value == v and type(value) is type(v) for v in values)


# What the words of a group may mean, for the groups that normalisers read as numbers or codes.
MEANINGS: Mapping[str, Callable[[object], bool]] = {
    "month": _among(*range(1, 13)), "weekday": _among(*range(1, 8)), "weekdays": _among(*range(1, 8)),
    "w2": _among(*range(1, 8)), "rel": _among(-1, 0, 1), "unit": _among(*UNITS), "units": _among(*UNITS),
    "period": _among(*UNITS), "part": _among(*PARTS), "season": _among("SP", "SU", "FA", "WI"),
    "ordinal": _among(1, 2, 3, 4), "halfth": _among(1, 2), "noon": _among(12, 24), "ampm": _among(0, 12),
    "hourword": _among(*range(1, 13)), "m1": _among(*range(1, 13)), "which": _among(-1, 1, 2, 3, 4, 5),
    "side": _among(-1, 1), "p2": _among(*PARTS, *UNITS), "hijri": _among(*ERA_MONTHS), "moon": _among(*ERA_MONTHS),
    "era": _among("I", "P"),
}  # fmt: skip


def _operation(value: Any) -> str | None:
    if value["op"] not in OPERATIONS:
        return f"names the operation {value['op']!r}; there are {', '.join(sorted(OPERATIONS))}"
    told = OPERATIONS[value["op"]]
    for name in value:
        if name != "op" and name not in told.needed + told.options:
            return f"has no part {name!r} for the operation {value['op']}"
    missing = next((name for name in told.needed if name not in value), None)
    return f"lacks the part {missing!r} for the operation {value['op']}" if missing else None


def _month_day(value: Any) -> str | None:
    month, _, day = value.partition("-")
    plain = month.isascii() and day.isascii() and month.isdigit() and day.isdigit() and len(value) == len("12-25")
    good = plain and 1 <= int(month) <= 12 and 1 <= int(day) <= calendar.monthrange(LEAP, int(month))[1]
    return None if good else "must be month-day, as 12-25"


def _nth(value: Any) -> str | None:
    ranges = (range(1, 13), range(1, 8), (-1, 1, 2, 3, 4, 5))
    good = len(value) == 3 and all(n in allowed for n, allowed in zip(value, ranges, strict=True))
    return None if good else "must be [month, weekday, which]"


def _meaning(value: Any) -> str | None:
    good = isinstance(value, str) or (NUMBER.fault(value) is None)
    return None if good else "must be text or a number"


OPERATION = with_fault(
    row("a mapping with 'op'", {"op": TEXT}, OPTIONS), _operation, "a mapping with `op`, the operation, and its parts"
)
TYPE = one_of(*get_args(TimexType))
MEANING = Value("text or a number", _meaning, {"type": ["string", "number"]})
EXAMPLE = row(
    "a mapping with text, published, span and value", {"text": TEXT, "published": DAY_OR_NULL, "span": or_null(TEXT)},
    {"value": or_null(TEXT), "type": TYPE},
)  # fmt: skip
FORM = with_fault(TEXT, lambda v: None if any(c.isalnum() for c in v) else "holds no letter")
FORMS = listed(FORM, 0, "a list of words")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRuleEntry(Named):
    """A rule: a pattern of words and classes, and how its value is worked out."""

    mark: ClassVar[str] = "pattern"
    examples: ClassVar[str] = "date"
    needs: ClassVar[Mapping[str, Wanted]] = {
        "duration.past": {"type": "DURATION"}, "duration.next": {"type": "DURATION"},
    }  # fmt: skip
    pattern: str = needed(
        TEXT,
        "words; `a|b` either; `<class>` a word of a class, `<class:name>` under another name; `( ... | ... )` a group "
        "of sequences; `?` makes optional",
    )
    type: TimexType = needed(TYPE, "type of the TIMEX3 expression")
    value: Mapping[str, Any] = needed(OPERATION, "how the value is worked out")
    examples_: tuple[Mapping[str, Any], ...] = needed(
        listed(EXAMPLE, 0, "a list of mappings"),
        "sentences: `text`, `published`, `span` (what is found, `null`: nothing), `value`, `type` where it differs",
    )
    left: str | None = other(REGEX, "must match before the expression")
    right: str | None = other(REGEX, "must match behind it")
    not_left: str | None = other(REGEX, "must not match before it")
    not_right: str | None = other(REGEX, "must not match behind it")
    not_is: str | None = other(REGEX, "must not match the expression itself")
    after: tuple[str, ...] = other(TEXTS, "ids of rules one of whose expressions must directly precede", ())
    pos: str | None = other(TEXT, "part of speech that a one-word expression must have")


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayEntry(Named):
    """A day with a name, and the rule for its date."""

    mark: ClassVar[str] = "holiday"
    holiday: tuple[str, ...] = needed(listed(FORM, 1, "a list of words"), "its names, lower case")
    fixed: str | None = other(with_fault(TEXT, _month_day), "month-day, as `12-25`")
    easter: int | None = other(between(-366, 366, whole=True), "days from Easter Sunday")
    nth: tuple[int, ...] | None = other(
        with_fault(listed(WHOLE, 0, "[month, weekday, which]"), _nth), "month, weekday and which one of the month"
    )
    election: bool = other(FLAG, "the day of American elections", False)
    lunar: bool = other(FLAG, "moves through the year: no day is known", False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWordEntry(Named):
    """A word of a class, for patterns that say `<class>`."""

    mark: ClassVar[str] = "class"
    key: ClassVar[str] = "class_"
    needs: ClassVar[Mapping[str, Wanted]] = {name: {} for name in ASKED}
    class_: str = needed(TEXT, "the class")
    forms: tuple[str, ...] = other(FORMS, "spellings, lower case", ())
    value: Any = other(MEANING, "what the word stands for")
    regex: str | None = other(REGEX, "for classes that are written in digits, in place of `forms` and `value`")
    capital: bool = other(FLAG, "the word must start with a capital letter", False)
