"""Cells of tables of text, none of which a spreadsheet takes for a formula.

Spreadsheets run a cell that begins with one of a few signs, and what a page says is not to be trusted with that. An
apostrophe in front makes it text. Numbers stay numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dateline.layouts.declare import Cell, Column, Form
from dateline.store.rows.typed_rows import flat

Value = str | int | float | None
# The signs that begin a formula, their wide forms of East Asian keyboards, and blanks that some programs drop first.
STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n")


def neutral(value: Value) -> Value:
    """A cell that is text and would run, with an apostrophe in front; any other as it is."""
    return "'" + value if isinstance(value, str) and value.startswith(STARTS) else value


def meant(text: str) -> str:
    """What a cell of a CSV of ours meant: without the apostrophe that ``neutral`` has set."""
    return text[1:] if text.startswith("'") and text[1:].startswith(STARTS) else text


def cell(value: object, *, raw: bool = False) -> Value:
    """A field of a row as a cell: numbers as numbers, all else as text, neutral unless it is to be raw."""
    if isinstance(value, int | float):
        return value
    return flat(value) if raw else neutral(flat(value))


def joined(value: Cell, form: Form) -> Value:
    """A cell of a layout as text or number: several values joined; what isn't known inside as the form writes it."""
    return form.between.join(v or form.missing for v in value) if isinstance(value, tuple) else value


def lines(rows: Iterable[Sequence[Cell]], columns: Sequence[Column], form: Form, *, raw: bool) -> Iterator[list[Value]]:
    """Rows of a layout as rows of text and numbers.

    Args:
        rows: cells in the order of the columns.
        columns: of the layout.
        form: how several values, and what isn't known, are written.
        raw: leave text as it is that spreadsheets would run.
    """
    missing = [form.missing if c.kind in ("text", "list") else None for c in columns]
    for row in rows:
        cells = [gone if v is None else joined(v, form) for v, gone in zip(row, missing, strict=True)]
        yield cells if raw else [neutral(v) for v in cells]
