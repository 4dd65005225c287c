"""The filters of all lists, each declared once.

From a field of ``Filters`` with what it declares are made: the options of the command line, the parameters of the
pages and of the JSON API with their description, the keyword arguments of ``Store``, the conditions in SQL, and the
table in the docs. To add one, add a field here; one that a column of events answers needs no more.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, get_args

from dateline.errors import UsageError
from dateline.record import Factuality, Stance
from dateline.store.filters.filter_values import Choice, Day, Flag, Named, Numbered, Share, Since, Text, Whole

# How --said-by names the outlet itself: nobody is quoted.
NOBODY = "-"
# The lists that take filters, as they are named on the command line.
LISTS = ("stories", "events", "statements", "actors", "said-of", "incidents")
Of = Literal["event", "saying", "story", "days", "actor", "telling", "incident"]


TEXT = Text()


@dataclass(frozen=True, slots=True)
class Declared:
    """What a filter is.

    Attributes:
        label: on the form of a page.
        says: what it does, in a line, without a full stop.
        example: a value.
        kind: what the value may be.
        of: what it asks about. What is asked of events and of sayings narrows other lists by way of these.
        sql: condition on ``events e`` where one column answers; ``{}`` stands for the question marks.
        key: a column of ``events e`` that must be among the keys that ``sql`` selects.
        lists: those that take it.
        name: of the field of ``Filters``; options have dashes in place of underscores.
        several: may be given more than once; any of the values will do.
    """

    label: str
    says: str
    example: str
    kind: Text = TEXT
    of: Of = "event"
    sql: str = ""
    key: str = ""
    lists: tuple[str, ...] = LISTS
    name: str = ""
    several: bool = False

    @property
    def option(self) -> str:
        """As the command line has it."""
        return f"--{self.name.replace('_', '-')}"

    @property
    def shown(self) -> Any:
        """The example as JSON has it."""
        value = self.kind.read(self.name, self.example)
        return [value] if self.several else value

    @property
    def open(self) -> Any:
        """The value that narrows nothing."""
        return () if self.several else False if isinstance(self.kind, Flag) else None

    @property
    def values(self) -> tuple[str, ...]:
        """What it may be, where that is a short list."""
        return self.kind.values

    def read(self, texts: list[str]) -> Any:
        """The value that texts of a command line or an address mean."""
        read = [self.kind.read(self.name, t) for t in texts]
        return tuple(dict.fromkeys(read)) if self.several else read[0]

    def check(self, value: object) -> None:
        """Refuse a value that no row can have.

        Raises:
            UsageError: an empty text, one that is no Unicode, no date, a number out of range, another type.
        """
        if self.several and not isinstance(value, tuple):
            raise UsageError(f"{self.option} {value!r}: texts are wanted")
        for one in value if isinstance(value, tuple) else (value,):
            self.kind.check(self.name, one)


def _one(label: str, says: str, example: str, **more: Any) -> Any:
    """A field with one value, or None."""
    return field(default=None, metadata={"filter": Declared(label, says, example, **more)})


def _any(label: str, says: str, example: str, **more: Any) -> Any:
    """A field with any number of values."""
    return field(default=(), metadata={"filter": Declared(label, says, example, several=True, **more)})


def _flag(label: str, says: str, example: str, **more: Any) -> Any:
    """A field that is on or off."""
    return field(default=False, metadata={"filter": Declared(label, says, example, **more)})


WHO = Text("a name, any name seen, a part of one, an id, a Wikidata id or a country code in capitals; id:IRN the state")
TYPES = Named("event types of the ontology, any case", what="event types", capitals=True, page="docs/record.md")
MODES = Named("modes of the ontology", what="modes", page="docs/reference/modes.md")
CONTEXTS = Named("contexts", what="contexts", page="docs/reference/contexts.md")
COUNTRY = Named("a code of three letters, ISO 3166-1, any case", what="country codes", capitals=True, page="ISO 3166-1")
QUADS = Numbered("1, 2, 3 or 4", among=(1, 2, 3, 4))
SEARCH = Text('words; "a phrase"; beginn*; A OR B; A NOT B', form="search")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list is narrowed to; None leaves it open. ``docs/filters.md`` is made from what stands here.

    Raises:
        UsageError: a value that no row can have.
    """

    search: str | None = _one(
        "Words",
        "words that the story (in a list of statements, the statement) has",
        '"peace talks" OR ceasefire',
        kind=SEARCH,
        of="story",
    )
    actor: str | None = _one("Who acts", "who acts: a name, an id, or a country code in capitals", "Iran", kind=WHO)
    recipient: str | None = _one("Who is acted on", "who is acted on, named like the actor", "ISR", kind=WHO)
    type: tuple[str, ...] = _any("Type", "PLOVER event type", "ASSAULT", kind=TYPES, sql="e.event_type IN ({})")
    mode: tuple[str, ...] = _any(
        "Mode", "PLOVER mode", "aerial", kind=MODES, key="e.id", sql="SELECT event FROM event_modes WHERE mode IN ({})"
    )
    context: tuple[str, ...] = _any(
        "Context",
        "PLOVER context",
        "military",
        kind=CONTEXTS,
        key="e.id",
        sql="SELECT event FROM event_contexts WHERE context IN ({})",
    )
    quad: int | None = _one(
        "Quad", "1 verbal, 2 material cooperation; 3 verbal, 4 material conflict", "4", kind=QUADS, sql="e.quad IN ({})"
    )
    country: str | None = _one(
        "Country",
        "country code of the event's place, not of who takes part (in a list of actors, of the actor)",
        "SYR",
        kind=COUNTRY,
        sql="e.country IN ({})",
    )
    place: str | None = _one(
        "Place",
        "name of the event's place, as the gazetteer has it, any case",
        "Aleppo",
        key="e.place",
        sql="SELECT id FROM places WHERE name COLLATE NOCASE IN ({})",
    )
    since: str | None = _one(
        "From", "first day: of the event's own date, else of publication", "2023-10", kind=Day(), of="days"
    )
    until: str | None = _one("To", "last day, itself included", "2023-10-07", kind=Day(), of="days")
    factuality: tuple[str, ...] = _any(
        "Status",
        "how the innermost source presents it",
        "asserted",
        kind=Choice(among=get_args(Factuality)),
        sql="e.factuality IN ({})",
    )
    said_by: str | None = _one(
        "Said by", "who says so, anywhere in the chain; - for the outlet itself", "Tasnim", kind=WHO, of="saying"
    )
    stance: tuple[str, ...] = _any(
        "Stance", "how the statement puts it", "denies", kind=Choice(among=get_args(Stance)), of="saying"
    )
    about: str | None = _one("Speaks of", "whom the statement mentions", "Israel", kind=WHO, of="saying")
    outlet: str | None = _one("Outlet", "name of the outlet, any case", "Example Agency", of="story")
    story: str | None = _one("Story", "id of a story", "3f2a-0", of="story")
    min_confidence: float | None = _one(
        "Sure at least",
        "events at least so sure to be there and of their type",
        "0.8",
        kind=Share(),
        sql="e.confidence >= {}",
    )
    min_parties: float | None = _one(
        "Parties sure at least",
        "events whose parties are all right with at least this probability",
        "0.8",
        kind=Share(),
        sql="e.confidence_parties >= {}",
    )
    coded_since: str | None = _one(
        "Coded since",
        "events of pages that were coded by a run after this one, or since this day",
        "2023-10-07",
        kind=Since(),
        key="e.story",
        sql="SELECT s.id FROM stories s JOIN coded c ON c.document = s.document JOIN runs r ON r.id = c.run JOIN "
        "(SELECT {} AS given) g ON CASE WHEN g.given LIKE '%-%' THEN r.started >= g.given "
        "ELSE r.id > CAST(g.given AS INTEGER) END",
        lists=("events",),
    )
    all_tellings: bool = _flag(
        "Tellings",
        "each telling of an event, where a list has it once, as it is told first",
        "1",
        kind=Flag(off="first", on="all"),
        of="telling",
        lists=("events",),
    )
    disputed: bool = _flag(
        "Disputed",
        "incidents that one source tells and another denies, or for which sources blame each other",
        "1",
        kind=Flag(off="any", on="disputed"),
        of="incident",
        lists=("incidents",),
    )
    min_independent: int | None = _one(
        "Independent reports",
        "incidents with at least so many independent reports: origins, not mastheads",
        "2",
        kind=Whole(),
        of="incident",
        lists=("incidents",),
    )
    name: str | None = _one(
        "Name", "whom to list: NAME of `dateline actors NAME`", "Khamenei", kind=WHO, of="actor", lists=("actors",)
    )

    def __post_init__(self) -> None:
        """Take no value that no row can have."""
        for name, declared in FILTERS.items():
            value = getattr(self, name)
            if value is not declared.open and value != ():
                declared.check(value)
        if self.since and self.until and self.since > self.until + "~":
            raise UsageError(f"--since {self.since}: it is later than --until {self.until}; no day is between them")

    @property
    def given(self) -> dict[str, Any]:
        """The filters that are set."""
        values = {name: getattr(self, name) for name in FILTERS}
        return {name: v for name, v in values.items() if v is not None and v is not False and v != ()}

    def only(self, *of: Of, **more: Any) -> Filters:
        """Those of some kinds alone, and more."""
        return Filters(**{n: v for n, v in self.given.items() if FILTERS[n].of in of} | more)

    def asks(self, of: Of) -> bool:
        """Whether one of a kind is set."""
        return any(FILTERS[name].of == of for name in self.given)


FILTERS: dict[str, Declared] = {f.name: replace(f.metadata["filter"], name=f.name) for f in fields(Filters)}


def of_list(what: str) -> tuple[Declared, ...]:
    """The filters that a list takes."""
    return tuple(d for d in FILTERS.values() if what in d.lists)
