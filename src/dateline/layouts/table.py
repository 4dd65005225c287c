"""A layout put to work: records in, rows out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.layouts.declare import Cell, Column, Layout
from dateline.layouts.full import FULL
from dateline.layouts.indexed import Indexed
from dateline.layouts.told import Told, World
from dateline.record import Event, StoryRecord


@dataclass(frozen=True)
class Table:
    """What a sink of rows writes.

    Attributes:
        layout: the columns.
        world: what of the knowledge they are filled from.
        all_tellings: a row for each telling of an event, not for the first one of its story alone.
    """

    layout: Layout = FULL
    world: World = field(default_factory=World)
    all_tellings: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the layout."""
        return self.layout.columns

    @property
    def tellings(self) -> bool:
        """Whether each telling has its rows."""
        return self.all_tellings or self.layout.tellings == "all"

    def rows(self, record: StoryRecord) -> Iterator[list[Cell]]:
        """The rows of a record, cells in the order of the columns."""
        story = Indexed(record)
        for event in record.events if self.tellings else record.first_tellings:
            yield from self.rows_of(story, event)

    def rows_of(self, story: Indexed, event: Event) -> Iterator[list[Cell]]:
        """The rows of one event of a story; none where the layout has no place for it."""
        told = Told(story, event, self.world)
        if self.layout.holds(told):
            for entry in self.layout.rows(told):
                yield [column.cell(entry) for column in self.layout.columns]
