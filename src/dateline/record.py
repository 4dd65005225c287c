"""The story record: what Dateline gives out for one story.

In: nothing. Out: frozen dataclasses with the fields of the contract, and their JSON shape. Offsets are Unicode code
points into ``StoryRecord.text``. What isn't known is ``None``; what is empty is an empty tuple.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from typing import Any, Literal, get_args, get_origin, get_type_hints

from dateline.spans import Span

Kind = Literal[
    "person", "government", "military", "armed_group", "party", "igo", "ngo", "media", "company", "population",
    "anonymous", "other",
]  # fmt: skip
Factuality = Literal["asserted", "negated", "possible", "future", "hypothetical"]
Stance = Literal["asserts", "denies", "hedges"]
Directness = Literal["direct", "indirect", "mixed"]
PublishedFrom = Literal["metadata", "page", "given"]
Counted = Literal["killed", "injured", "detained", "displaced", "kidnapped", "participants"]
# So many statements, and so many events, a story may have: they are numbered in databases.
MOST_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Decision:
    """Why a field has its value: what ``dateline explain`` shows.

    Attributes:
        field: name of the field that was decided (``event_type``, ``actors``, ``factuality``, ``stance``, ...).
        rule: id of the rule or model that decided.
        span: the words that it went by, or None.
        note: one short line for a reader.
    """

    field: str
    rule: str
    span: Span | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Archive:
    """The record of a web archive that a page was read from: its id (WARC-Record-ID) and when it was captured."""

    record_id: str
    captured: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """Where a story came from.

    Attributes:
        position: 0 for the first story of its page.
        sha256: of the bytes that were read, of those of the row where a file has one story a row.
        row_id: the id that a row of JSONL brought along.
        archive: the record of a web archive that it was read from; ``url`` is the address that it was captured at.
    """

    path: str | None
    url: str | None
    media_type: str
    position: int
    retrieved: str | None = None
    sha256: str | None = None
    row_id: str | None = None
    archive: Archive | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place and date that open a story ("BAGHDAD, Nov 3 (Agency) -"), and the agency where one stands there."""

    place: str | None
    date: str | None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Date:
    """A time: the expression (None where none is written), its TIMEX3 value, and the ISO days that it spans."""

    span: Span | None
    value: str | None
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place. ``country`` is ISO 3166-1 alpha-3, ``feature`` a GeoNames code; one that no list has is its words."""

    span: Span | None
    name: str
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    feature: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody (or something) that acts, is acted on or speaks, with every mention in the story."""

    id: str
    name: str
    kind: Kind
    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    wikidata: str | None = None
    mentions: tuple[Span, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain: who says so, the words that name them, the cue that says that they do."""

    actor: str
    mention: Span | None
    cue: Span | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A thing somebody is reported to have said, written, shown or believed. The chain is outermost first."""

    id: str
    content: Span
    chain: tuple[Link, ...]
    directness: Directness
    stance: Stance = "asserts"
    addressee: str | None = None
    date: Date | None = None
    rule: str = ""
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """How many people an event has killed, injured and so on, as the text counts them.

    Attributes:
        low, high: the least and the most that the words allow; None where they set no bound ("at least 12": high None).
        exact: the text states this very number, neither rounded ("about 50") nor bounded nor a word like "dozens".
        span: the words of the number.
    """

    what: Counted
    low: int | None
    high: int | None
    exact: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom.

    Attributes:
        statement: the innermost statement that holds it, None where the outlet says it itself.
        confidence: the probability that there is such an event of this type.
        confidence_parties: the probability that all its parties are right; None where nothing learned has judged them.
        same_as: id of the story's first telling of the same event, None for a first telling.
        counts: how many people it has killed, injured, detained, displaced or kidnapped, and how many took part.
    """

    id: str
    event_type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    quad: int
    score: float
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    trigger: Span
    evidence: Span
    factuality: Factuality
    statement: str | None
    date: Date | None
    place: Place | None
    confidence: float
    rule: str
    decisions: tuple[Decision, ...] = ()
    confidence_parties: float | None = None
    same_as: str | None = None
    counts: tuple[Count, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """Something that was cut short or couldn't be read: ``left_out`` of ``what`` (a field of the record), and why."""

    what: str
    left_out: int
    why: str

    @property
    def says(self) -> str:
        """For a reader: "left out: 1,200 statements (why)", "left out: published (why)"."""
        number = f"{self.left_out:,} " if self.left_out > 1 else ""
        return f"left out: {number}{self.what} ({self.why})"


@dataclass(frozen=True, slots=True)
class StoryRecord:
    """One story with everything that was read in it. See docs/record.md.

    Attributes:
        updated: when the page says that it was last changed, ISO 8601; never taken for the day of publication.
        calendar: that in which the page wrote ``published``, which was converted; None for the Gregorian one.
    """

    id: str
    document: Document
    outlet: str | None
    url: str | None
    headline: str | None
    byline: str | None
    captions: tuple[str, ...]
    dateline: Dateline | None
    published: str | None
    published_from: PublishedFrom | None
    language: str | None
    text: str
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    not_coded: str | None = None
    version: str = field(default="")
    limits: tuple[Limit, ...] = ()
    published_estimated: bool = False
    updated: str | None = None
    calendar: str | None = None

    @property
    def first_tellings(self) -> tuple[Event, ...]:
        """Each event once: the first telling of what the story tells several times."""
        known = {e.id for e in self.events}
        return tuple(e for e in self.events if e.same_as not in known - {e.id})

    def to_dict(self) -> dict[str, Any]:
        """The record as plain lists and dictionaries, in the field order of the contract."""
        row: dict[str, Any] = plain(self)
        return row

    def to_json(self) -> str:
        """One line of JSON, the same bytes for the same record."""
        return _JSON.encode(self)

    def _repr_html_(self) -> str:
        """The story as Jupyter shows it."""
        shown: str = import_module("dateline.display").record_html(self)
        return shown

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> StoryRecord:
        """Read a record back from what ``to_dict`` gave.

        Raises:
            KeyError: a field that every record has is missing. Those that came later have their defaults.
        """
        kind: Any = cls
        record: StoryRecord = _reader_of(kind)(row)
        return record


def plain(value: Any) -> Any:
    """A record as lists and dictionaries: what ``dataclasses.asdict`` gives, in a quarter of its time."""
    kind: Any = type(value)
    if kind is tuple:
        return [plain(v) for v in value]
    names = _names_of(kind)
    return {name: plain(getattr(value, name)) for name in names} if names else value


def _fields(value: Any) -> dict[str, Any]:
    """The fields of a dataclass by name, as the encoder asks for them.

    Raises:
        TypeError: it is none.
    """
    kind: Any = type(value)
    names = _names_of(kind)
    if not names:
        raise TypeError(f"no part of a record: {kind.__name__}")
    return {name: getattr(value, name) for name in names}


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False, default=_fields)


@lru_cache(maxsize=64)
def _names_of(kind: type) -> tuple[str, ...]:
    """Field names of a dataclass, none for any other type."""
    return tuple(f.name for f in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()


@lru_cache(maxsize=64)
def _reader_of(kind: Any) -> Callable[[Any], Any]:
    """What turns plain JSON values into the dataclass, tuple or scalar that a type hint names: built once a type, since
    whole databases are read back."""
    origin = get_origin(kind)
    if origin is tuple:
        return _tuple_reader(_reader_of(get_args(kind)[0]))
    if origin is not None and origin is not Literal:
        return _reader_of(next(a for a in get_args(kind) if a is not type(None)))
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _dataclass_reader(kind)
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _tuple_reader(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    if read is _as_it_is:
        return lambda value: None if value is None else tuple(value)
    return lambda value: None if value is None else tuple([read(v) for v in value])


def _dataclass_reader(kind: type) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    fields = [(f.name, _reader_of(hints[f.name]), f.default is not dataclasses.MISSING)
              for f in dataclasses.fields(kind)]  # fmt: skip

    def build(row: Any) -> Any:
        if row is None:
            return None
        return kind(**{name: read(row[name]) for name, read, later in fields if not later or name in row})

    return build
