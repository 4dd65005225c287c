"""A record as it is compared: actors by whom they are, rules by their ids of today, spans by their words if need be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dateline.record import Actor, Count, Date, Event, Place, Statement, StoryRecord
from dateline.spans import Span


@dataclass(frozen=True)
class View:
    """A record of one coding.

    Attributes:
        renamed: rules that have another id today.
        by_offset: spans are compared by their offsets; False where the texts of the two codings differ.
    """

    record: StoryRecord
    renamed: Mapping[str, str]
    by_offset: bool = True

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """The actors by their ids."""
        return {a.id: a for a in self.record.actors}

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """The statements by their ids."""
        return {s.id: s for s in self.record.statements}

    def who(self, ref: str) -> str:
        """Whom an id means: for one that holds in the story only, and shifts when another actor comes, the name."""
        known = self.actors.get(ref)
        return known.name if known is not None and ref.startswith(self.record.id) else ref

    def names(self, refs: tuple[str, ...]) -> str:
        """The names of actors, for people."""
        return ", ".join(self.actors[r].name if r in self.actors else r for r in refs)

    def rule(self, rule: str) -> str:
        """The id that a rule has today."""
        return self.renamed.get(rule, rule)

    def at(self, span: Span | None) -> Any:
        """A span as it is compared."""
        return span if span is None or self.by_offset else span.of(self.record.text)

    def said_by(self, ref: str | None) -> Any:
        """Who says so, outermost first, with the stance."""
        said = self.statements.get(ref) if ref else None
        return None if said is None else (*(self.who(link.actor) for link in said.chain), said.stance)

    def event(self, e: Event) -> dict[str, Any]:
        """The fields of an event that are compared."""
        return {
            "event_type": e.event_type, "modes": e.modes, "contexts": e.contexts, "quad": e.quad, "score": e.score,
            "actors": tuple(map(self.who, e.actors)), "recipients": tuple(map(self.who, e.recipients)),
            "trigger": self.at(e.trigger), "evidence": self.at(e.evidence), "factuality": e.factuality,
            "said_by": self.said_by(e.statement), "date": _date(e.date), "place": _place(e.place),
            "confidence": e.confidence, "confidence_parties": e.confidence_parties, "rule": self.rule(e.rule),
            "same_as": self.first_telling(e), "counts": tuple(map(self.count, e.counts)),
        }  # fmt: skip

    def count(self, c: Count) -> Any:
        """A number of people as it is compared."""
        return c.what, c.low, c.high, c.exact, self.at(c.span)

    def first_telling(self, event: Event) -> Any:
        """The words that tell of the same event first."""
        first = next((e for e in self.record.events if e.id == event.same_as), None) if event.same_as else None
        return first and self.at(first.trigger)

    def statement(self, s: Statement) -> dict[str, Any]:
        """The fields of a statement that are compared."""
        return {
            "content": self.at(s.content), "said_by": tuple(self.who(link.actor) for link in s.chain),
            "stance": s.stance, "directness": s.directness, "date": _date(s.date), "rule": self.rule(s.rule),
            "addressee": self.who(s.addressee) if s.addressee else None,
        }  # fmt: skip

    def actor(self, a: Actor) -> dict[str, Any]:
        """The fields of an actor that are compared."""
        return {
            "name": a.name, "kind": a.kind, "country": a.country, "sectors": a.sectors, "role": a.role,
            "wikidata": a.wikidata, "mentions": tuple(map(self.at, a.mentions)),
        }  # fmt: skip


def _date(date: Date | None) -> Any:
    return None if date is None else (date.value, date.earliest, date.latest)


def _place(place: Place | None) -> Any:
    return None if place is None else (place.name, place.geonameid, place.country)
