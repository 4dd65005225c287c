"""Typed rows: what goes into a store besides records, and what its queries give back."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from dateline.record import StoryRecord
from dateline.store.rows.readable_days import marked_day


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One input and what became of it.

    Attributes:
        name: path, URL, or ``path#row`` of a JSONL row; one document a name.
        path: path of the file, if it was one.
        url: address that the input gives, if any.
        digest: SHA-256 of its bytes in hexadecimal, None where they could not be read.
        size: bytes.
        media_type: what the reader took it for.
        status: ``done`` or ``failed``.
        reason: why it failed.
        note: anything else a user should know ("same bytes as ...").
        coded_with: fingerprint of code, knowledge, model and options; another one means that it must be coded again.
        code_version: Dateline's version.
        knowledge_version: version of the knowledge files.
        same_as: name of the document that has the same bytes and holds the stories.
    """

    name: str
    status: str
    path: str | None = None
    url: str | None = None
    digest: str | None = None
    size: int | None = None
    media_type: str | None = None
    reason: str | None = None
    note: str | None = None
    coded_with: str | None = None
    code_version: str | None = None
    knowledge_version: str | None = None
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class RunVersions:
    """What a coding depends on besides the bytes. ``fingerprint`` changes with any of it, and with the options."""

    code: str
    knowledge: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story in a list. ``document`` is the name of its input, ``row_id`` the id that its row of JSONL brought."""

    id: str
    outlet: str | None
    published: str | None
    published_from: str | None
    headline: str | None
    url: str | None
    document: str
    position: int
    language: str | None
    words: int
    statements: int
    events: int
    not_coded: str | None
    row_id: str | None = None
    published_estimated: bool = False
    updated: str | None = None
    calendar: str | None = None

    @property
    def file(self) -> str:
        """The last part of the name of its input: what the file is called, without the folders."""
        return self.document.rstrip("/").rpartition("/")[2]

    def _repr_html_(self) -> str:
        """The row as Jupyter shows it."""
        shown: str = import_module("dateline.display").row_html(self)
        return shown


@dataclass(frozen=True, slots=True)
class ActorName:
    """An actor as a list shows it."""

    id: str
    name: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class CountRow:
    """How many people an event has killed, injured and so on; the fields are those of ``record.Count``."""

    what: str
    low: int | None
    high: int | None
    exact: bool
    words: str

    @property
    def name(self) -> str:
        """As a cell shows it: "killed 12", "injured 24+", "detained 5-7", "displaced up to 300"."""
        return f"{self.what} {bounds(self.low, self.high)}"


def bounds(low: int | None, high: int | None) -> str:
    """A number with its bounds: "12", "24+", "5-7", "up to 300"."""
    if low is None or high is None:
        return f"{low}+" if low is not None else f"up to {high}"
    return str(low) if low == high else f"{low}-{high}"


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event in a list.

    Attributes:
        day: the first day that its own date allows, else the day of publication; lists are filtered and sorted by it.
        date: TIMEX3 value of its own date, None where the text gives none.
        said_by: who says it, outermost first; empty where the outlet itself does.
        stance: of the innermost statement, None without one.
        text: the evidence, as the story has it.
        confidence: that there is such an event of this type; ``confidence_parties``: that all its parties are right.
        same_as: id of the story's first telling of the same event, None for a first telling.
    """

    id: str
    story: str
    day: str | None
    date: str | None
    event_type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    quad: int
    score: float
    factuality: str
    actors: tuple[ActorName, ...]
    recipients: tuple[ActorName, ...]
    said_by: tuple[ActorName, ...]
    stance: str | None
    place: str | None
    country: str | None
    lat: float | None
    lon: float | None
    trigger: str
    text: str
    confidence: float
    rule: str
    outlet: str | None
    headline: str | None
    statement: str | None
    confidence_parties: float | None
    same_as: str | None
    counts: tuple[CountRow, ...]

    @property
    def marked_day(self) -> str:
        """``day``, marked where the text gives no date and it is the day of publication."""
        return marked_day(self.day, self.date)

    @property
    def sure(self) -> str:
        """``confidence`` as a table shows it."""
        return f"{self.confidence:.2f}"

    @property
    def sure_parties(self) -> str:
        """``confidence_parties`` as a table shows it; nothing where nobody has judged them."""
        return "" if self.confidence_parties is None else f"{self.confidence_parties:.2f}"


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement in a list. ``said_by`` is its chain, outermost first."""

    id: str
    story: str
    day: str | None
    said_by: tuple[ActorName, ...]
    stance: str
    directness: str
    addressee: ActorName | None
    content: str
    events: int
    outlet: str | None
    headline: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor in a list, with how often it appears."""

    id: str
    name: str
    kind: str
    country: str | None
    sectors: tuple[str, ...]
    wikidata: str | None
    stories: int
    as_actor: int
    as_recipient: int
    statements: int


@dataclass(frozen=True, slots=True)
class ActorDetail:
    """One actor with the names and roles seen. Each pair is (text, number of mentions or stories)."""

    actor: ActorRow
    names: tuple[tuple[str, int], ...]
    roles: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What a store holds."""

    documents: int
    failed: int
    stories: int
    statements: int
    events: int
    actors: int


def full_id(story: str, own: str) -> str:
    """The id of an event or a statement in a store: where it is unique in its story only, with the story's in front."""
    return own if own.startswith(story) else f"{story}-{own}"


def full_ids(record: StoryRecord) -> StoryRecord:
    """A record with its events under the ids that the store gives them."""
    if all(e.id.startswith(record.id) for e in record.events):
        return record
    full = {e.id: full_id(record.id, e.id) for e in record.events}
    events = (replace(e, id=full[e.id], same_as=full.get(e.same_as or "", e.same_as)) for e in record.events)
    return replace(record, events=tuple(events))


def flat(value: Any) -> str:
    """A field of a row as one cell of text."""
    if value is None:
        return ""
    if isinstance(value, tuple | list):
        return "; ".join(flat(v) for v in value)
    if dataclasses.is_dataclass(value):
        return str(getattr(value, "name", value))
    return str(value)
