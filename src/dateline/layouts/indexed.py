"""A story whose parts are found by id: asked for once a story, however many events it has."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from dateline.record import Actor, Date, Event, Statement, StoryRecord


@dataclass(frozen=True)
class Indexed:
    """A record with its actors, statements and events by id."""

    record: StoryRecord

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """By id."""
        return {a.id: a for a in self.record.actors}

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """By id."""
        return {s.id: s for s in self.record.statements}

    @cached_property
    def events(self) -> dict[str, Event]:
        """By id."""
        return {e.id: e for e in self.record.events}

    @cached_property
    def dates(self) -> dict[str, Date]:
        """The first date that a telling of an event has, by the id of its first telling."""
        found: dict[str, Date] = {}
        for event in self.record.events:
            if event.date is not None:
                found.setdefault(event.same_as or event.id, event.date)
        return found

    @cached_property
    def tellings(self) -> Counter[str]:
        """How often each event is told, by the id of its first telling."""
        return Counter(e.same_as or e.id for e in self.record.events)
