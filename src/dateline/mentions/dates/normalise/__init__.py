"""From the words of a time expression to its TIMEX3 value: one function an operation that the rules name.

Each takes the captured words, the rule's options and the context, and gives a ``Value``, or None where the words make
no date (February 30), so that a shorter reading is tried.
"""

from __future__ import annotations

from collections.abc import Callable

from dateline.mentions.dates.normalise import (
    anchored_dates,
    calendar_dates,
    durations,
    eras,
    named_days,
    numeric_dates,
    relative_dates,
)  # fmt: skip
from dateline.mentions.dates.normalise.values import Context, Options, Value, Words

__all__ = ["OPERATIONS", "Context", "Value"]

OPERATIONS: dict[str, Callable[[Words, Options, Context], Value | None]] = {
    name.removeprefix("op_"): function
    for module in (named_days, durations, calendar_dates, relative_dates, numeric_dates, eras, anchored_dates)
    for name, function in sorted(vars(module).items())
    if name.startswith("op_")
}
