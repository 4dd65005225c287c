"""An event with all that its rows are made of: its story, its parties, who says it, and what others call states."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from dateline.knowledge.files import Layers
from dateline.knowledge.world import acled, crosswalks, states
from dateline.knowledge.world.acled import AcledTypes
from dateline.knowledge.world.crosswalks import Crosswalk
from dateline.knowledge.world.states import State
from dateline.layouts.days import Day, day_of
from dateline.layouts.indexed import Indexed
from dateline.record import Actor, Count, Counted, Event, Place, Statement, StoryRecord
from dateline.spans import Span

Side = Literal["actors", "recipients"]
# Whole numbers that programs with 64-bit floats hold exactly: R, Stata, spreadsheets, JavaScript.
NUMBER_BITS = 53


@dataclass(frozen=True)
class World:
    """What of the knowledge layouts are filled from.

    Attributes:
        crosswalk: gives the CAMEO codes.
        states: by ISO 3166-1 alpha-3.
        acled: gives ACLED's types.
    """

    crosswalk: Crosswalk = field(default_factory=Crosswalk)
    states: Mapping[str, State] = field(default_factory=dict)
    acled: AcledTypes = field(default_factory=AcledTypes)


def load_world(layers: Layers) -> World:
    """Read it.

    Raises:
        KnowledgeError: a file of it is broken.
    """
    return World(crosswalks.load(layers), states.load(layers), acled.load(layers))


@dataclass(frozen=True)
class Told:
    """An event as a story tells it."""

    story: Indexed
    event: Event
    world: World

    @property
    def record(self) -> StoryRecord:
        """The story."""
        return self.story.record

    @property
    def statement(self) -> Statement | None:
        """The innermost statement that holds the event."""
        return self.story.statements.get(self.event.statement or "")

    @cached_property
    def day(self) -> Day:
        """When it was, by what, and how exactly."""
        return day_of(self.story, self.event)

    @property
    def first(self) -> Event:
        """The story's first telling of it."""
        return self.story.events.get(self.event.same_as or "", self.event)

    @property
    def place(self) -> Place | None:
        """Where it was."""
        return self.event.place

    @property
    def cameo(self) -> str | None:
        """Its CAMEO code: of the first mode that has one, else of the type."""
        return self.world.crosswalk.to_cameo(self.event.event_type, self.event.modes)

    @property
    def url(self) -> str | None:
        """The address of the story."""
        return self.record.url or self.record.document.url

    def somebody(self, id_: str) -> Actor:
        """The actor of an id; one that the story doesn't describe has its id for a name."""
        return self.story.actors.get(id_) or Actor(id_, id_, "other")

    def side(self, side: Side) -> list[Actor]:
        """Who stands on a side of the event."""
        return [self.somebody(i) for i in getattr(self.event, side)]

    def sayers(self) -> list[Actor]:
        """Who says it, outermost first."""
        return [self.somebody(link.actor) for link in self.statement.chain] if self.statement else []

    def words(self, span: Span | None) -> str | None:
        """The words of a span, on one line."""
        return " ".join(span.of(self.record.text).split()) if span else None

    def called(self, actor: Actor) -> str | None:
        """How the evidence (or else the story, first) calls an actor."""
        return self.words(self.mention(actor))

    def mention(self, actor: Actor) -> Span | None:
        """Where the evidence (or else the story, first) names an actor."""
        spans = sorted(actor.mentions)
        return next((s for s in spans if self.event.evidence.holds(s)), spans[0] if spans else None)

    def state(self, code: str | None) -> State | None:
        """What others call a state; None for no state."""
        return self.world.states.get(code or "")

    def count(self, what: Counted) -> Count | None:
        """How many people it has killed, injured and so on."""
        return next((c for c in self.event.counts if c.what == what), None)

    def placed(self, *features: str) -> str | None:
        """The name of the place, where it is of one of these kinds (beginnings of GeoNames feature codes)."""
        return self.place.name if self.place and (self.place.feature or "").startswith(features) else None


def number_of(name: str) -> int:
    """A whole number for an id, the same on every machine: 53 bits of its SHA-256, above zero."""
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()
    return (int.from_bytes(digest[:8], "big") >> (64 - NUMBER_BITS)) or 1
