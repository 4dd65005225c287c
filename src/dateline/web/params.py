"""The parameters of an address: read and checked, and written again for the links of a page and the command line."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from dateline.errors import UsageError
from dateline.record import Factuality, Stance

LONGEST = 200  # characters of a value
MOST = 30  # values of one filter
ROWS = 50
MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter that pages take.

    Attributes:
        name: in the address, and of the field of ``Filters``.
        label: on the form.
        says: what it does, for OpenAPI and as a hint.
        several: may be given more than once.
        values: what it may be, where that is a short list.
        kind: type of the form's field.
    """

    name: str
    label: str
    says: str
    several: bool = False
    values: tuple[str, ...] = ()
    kind: str = "text"


FILTERS: dict[str, Param] = {
    p.name: p
    for p in (
        Param("search", "Words", 'words that the story has; "a phrase"; beginn*', kind="search"),
        Param("actor", "Who acts", "name, id or country code in capitals (IRN)"),
        Param("recipient", "Who is acted on", "name, id or country code in capitals"),
        Param("type", "Type", "PLOVER event type", several=True),
        Param("mode", "Mode", "PLOVER mode: aerial, arrest", several=True),
        Param("context", "Context", "PLOVER context: military, diplomatic", several=True),
        Param("quad", "Quad", "1 verbal, 2 material cooperation; 3 verbal, 4 material conflict",
              values=("1", "2", "3", "4")),
        Param("country", "Country", "country code of the event's place (of the actor in the list of actors)"),
        Param("place", "Place", "name of the event's place, as the gazetteer has it"),
        Param("since", "From", "first day: 2023-10-07, 2023-10 or 2023", kind="date"),
        Param("until", "To", "last day", kind="date"),
        Param("factuality", "Status", "how the innermost source presents it", several=True,
              values=get_args(Factuality)),
        Param("said_by", "Said by", "who says so, anywhere in the chain; - for the outlet itself"),
        Param("stance", "Stance", "of the statement", several=True, values=get_args(Stance)),
        Param("about", "Speaks of", "the statement mentions this actor"),
        Param("min_confidence", "Sure at least", "probability from 0 to 1 that there is such an event of this type",
              kind="share"),
        Param("min_parties", "Parties sure at least", "probability from 0 to 1 that all its parties are right",
              kind="share"),
        Param("all_tellings", "Tellings", "1: each telling of an event; otherwise each event once, as it is told first",
              values=("1",)),
        Param("outlet", "Outlet", "name of the outlet"),
        Param("story", "Story", "id of a story"),
        Param("name", "Name", "name of the actor, a part of one, or a country code"),
    )
}  # fmt: skip
STORY_FILTERS = ("search", "actor", "recipient", "type", "since", "until", "outlet", "said_by", "factuality", "country")
TRUST = ("min_confidence", "min_parties", "all_tellings")
EVENT_FILTERS = (
    "search", "actor", "recipient", "type", "mode", "context", "quad", "country", "place", "since", "until",
    "factuality", "said_by", "stance", "about", "outlet", "story", *TRUST,
)  # fmt: skip
ACTOR_FILTERS = ("name", "country")
MAP_FILTERS = (
    "search", "actor", "recipient", "type", "quad", "since", "until", "factuality", "said_by", "outlet", *TRUST,
)  # fmt: skip
PAGING = (
    Param("after", "After", "go on after the row of this id"),
    Param("limit", "Rows", f"at most so many rows (up to {MOST_ROWS})"),
)


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
        param = FILTERS[name]
        _check(param, values)
        if name == "quad":
            found[name] = int(values[0])
        elif param.kind == "share":
            found[name] = _share(param, values[0])
        elif name == "all_tellings":
            found[name] = True
        elif name == "country":
            found[name] = values[0].upper()
        else:
            found[name] = tuple(dict.fromkeys(values)) if param.several else values[0]
    return found


def _check(param: Param, values: list[str]) -> None:
    if len(values) > MOST:
        raise UsageError(f"{param.name}: at most {MOST} values")
    for value in values:
        if len(value) > LONGEST:
            raise UsageError(f"{param.name}: at most {LONGEST} characters")
        if "\0" in value or any("\ud800" <= c <= "\udfff" for c in value):
            raise UsageError(f"{param.name}: a character that no name has")
        if param.values and value not in param.values:
            raise UsageError(f"{param.name}={value}: one of {', '.join(param.values)} is wanted")


def _share(param: Param, text: str) -> float:
    """A number from 0 to 1."""
    if not re.fullmatch(r"[01]|[01]?\.[0-9]{1,9}", text, re.ASCII) or float(text) > 1:
        raise UsageError(f"{param.name}={text[:20]}: a number from 0 to 1 is wanted")
    return float(text)


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
