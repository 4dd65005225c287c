"""The parameters of an address: read and checked, and written again for the links of a page and the command line."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from dateline.errors import UsageError
from dateline.store.filters.declared_filters import FILTERS, Declared, of_list

LONGEST = 200  # characters of a value
MOST = 30  # values of one filter
ROWS = 50
MOST_ROWS = 500


PAGING = (
    Declared("After", "go on after the row of this id", "3f2a-0-e1", name="after"),
    Declared("Rows", f"at most so many rows (up to {MOST_ROWS})", "20", name="limit"),
)


def names_of(what: str, *, but: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The filters that the page of a list takes: those that the list takes on the command line, but some."""
    return tuple(d.name for d in of_list(what) if d.name not in but)


def read_filters(query: QueryParams, names: tuple[str, ...]) -> dict[str, Any]:
    """The filters of an address; what is empty is left out.

    Raises:
        UsageError: too long, too many, or a value that the filter can't have.
    """
    found: dict[str, Any] = {}
    for name in names:
        values = [v.strip() for v in query.getlist(name) if v.strip()]
        if not values:
            continue
        declared = FILTERS[name]
        _check_size(name, values)
        value = declared.read(values)
        if value is not declared.open:
            found[name] = value
    return found


def _check_size(name: str, values: list[str]) -> None:
    """Refuse what is too much or holds characters that no text of ours has."""
    if len(values) > MOST:
        raise UsageError(f"{name}: at most {MOST} values")
    for value in values:
        if len(value) > LONGEST:
            raise UsageError(f"{name}: at most {LONGEST} characters")
        if "\0" in value or any("\ud800" <= c <= "\udfff" for c in value):
            raise UsageError(f"{name}: a character that no name has")


def read_limit(query: QueryParams, default: int = ROWS) -> int:
    """How many rows are wanted.

    Raises:
        UsageError: no number between 1 and ``MOST_ROWS``.
    """
    text = query.get("limit", "") or str(default)
    if not (text.isascii() and text.isdigit() and len(text) < 5 and 0 < int(text) <= MOST_ROWS):
        raise UsageError(f"limit={text[:20]}: a number from 1 to {MOST_ROWS} is wanted")
    return int(text)


def read_after(query: QueryParams) -> str | None:
    """The id after which the list goes on."""
    value = query.get("after") or None
    if value and (len(value) > LONGEST or "\0" in value or any("\ud800" <= c <= "\udfff" for c in value)):
        raise UsageError("after: no id of a row")
    return value


def address(path: str, filters: Mapping[str, Any], **more: Any) -> str:
    """An address with filters; ``more`` adds to them, or takes away what is None."""
    given = {**filters, **more}
    pairs = []
    for name, value in given.items():
        if value is None or value == ():
            continue
        pairs += [
            (name, "1" if v is True else str(v)) for v in (value if isinstance(value, tuple | list) else (value,))
        ]
    return f"{path}?{urlencode(pairs, errors='replace')}" if pairs else path


def command_line(what: str, store: str, filters: Mapping[str, Any], *more: str) -> str:
    """The command that lists the same."""
    words = ["dateline", what, "--store", store]
    for name, value in filters.items():
        values = value if isinstance(value, tuple) else (value,)
        option = f"--{name.replace('_', '-')}"
        # With an equals sign a value may begin with a dash.
        words += [option if v is True else f"{option}={v}" for v in values]
    return " ".join(shlex.quote(w) for w in (*words, *more))
