"""Cells of CSV that no spreadsheet takes for a formula.

Spreadsheets run a cell that begins with one of a few signs, and what a page says is not to be trusted with that. An
apostrophe in front makes it text. Numbers stay numbers.
"""

from __future__ import annotations

from dateline.store.rows import flat

Value = str | int | float | None
# The signs that begin a formula, their wide forms of East Asian keyboards, and blanks that some programs drop first.
STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n")


def neutral(value: Value) -> Value:
    """A cell that is text and would run, with an apostrophe in front; any other as it is."""
    return "'" + value if isinstance(value, str) and value.startswith(STARTS) else value


def cell(value: object, *, raw: bool = False) -> Value:
    """A field of a row as a cell: numbers as numbers, all else as text, neutral unless it is to be raw."""
    if isinstance(value, int | float):
        return value
    return flat(value) if raw else neutral(flat(value))
