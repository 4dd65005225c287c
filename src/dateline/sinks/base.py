"""What a sink is."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from dateline.record import StoryRecord


@runtime_checkable
class Sink(Protocol):
    """Takes records one after another. Nothing can be read under the final name until ``close`` was called."""

    def write(self, record: StoryRecord) -> None:
        """Take one record."""

    def close(self) -> None:
        """All records are written: make the result visible."""

    def discard(self) -> None:
        """Something went wrong: leave what was there before."""
