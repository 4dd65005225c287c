"""What a layout is: the columns of a table of events, each with its type, how a cell is made, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from dateline.layouts.told import Told

Kind = Literal["text", "integer", "number", "date", "list"]
Several = tuple[str | None, ...]
# A date is a text, YYYY-MM-DD; of a list, a value that isn't known leaves its place empty.
Cell = str | int | float | Several | None
# How well a column is filled: from the record; in part, or with something near it; never.
Filled = Literal["yes", "near", "no"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        name: as the file's header has it.
        kind: type of its cells.
        cell: makes a cell of what a row is of: the layout says what that is.
        says: what it holds and is made from, for a reader, without a full stop.
        filled: ``near`` where what stands there is not quite what the collection means by it, ``no`` for an empty one.
    """

    name: str
    kind: Kind
    cell: Callable[[Any], Cell]
    says: str
    filled: Filled = "yes"


def empty(name: str, kind: Kind, why: str) -> Column:
    """A column that can't be filled, and why."""
    return Column(name, kind, lambda _: None, why, "no")


@dataclass(frozen=True, slots=True)
class Form:
    """How a file of texts is written.

    Attributes:
        delimiter: what parts cells.
        header: whether the first line names the columns.
        quoted: whether cells that hold the delimiter or a quotation mark are quoted, as RFC 4180 has it; where they
            aren't, tabs and line breaks become blanks and quotation marks apostrophes.
        missing: what texts that aren't known are written as.
        between: what parts several values in one cell.
    """

    delimiter: str = ","
    header: bool = True
    quoted: bool = True
    missing: str = ""
    between: str = "; "


@dataclass(frozen=True, slots=True)
class Layout:
    """A table of events as a collection, or a kind of work, has it.

    Attributes:
        name: for the command line: lower-case letters, digits and hyphens.
        title: what it is, in a few words.
        says: what a row is and what the file looks like: a paragraph of Markdown.
        columns: in the order of the file.
        rows: what the rows of an event are made of; each column's ``cell`` is given one of these.
        form: how a file of texts is written.
        tellings: a row a telling of an event, or one for the first of its story alone.
        holds: which events have a place in it.
        leaves_out: what ``holds`` leaves out, as a sentence of a message; empty where it holds all.
        misleads: what a reader who knows the collection would take amiss, a paragraph each.
    """

    name: str
    title: str
    says: str
    columns: tuple[Column, ...]
    rows: Callable[[Told], Iterable[Any]] = lambda told: (told,)
    form: Form = Form()
    tellings: Literal["first", "all"] = "first"
    holds: Callable[[Told], bool] = lambda told: True
    leaves_out: str = ""
    misleads: tuple[str, ...] = ()
