"""What a sink is, and what one is that knows which pages it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from dateline.record import StoryRecord
from dateline.store.rows.typed_rows import DocumentRow, RunVersions


@runtime_checkable
class Sink(Protocol):
    """Takes records one after another. Nothing can be read under the final name until ``close`` was called."""

    def write(self, record: StoryRecord) -> None:
        """Take one record."""

    def close(self) -> None:
        """All records are written: make the result visible."""

    def discard(self) -> None:
        """Something went wrong: leave what was there before."""


class Pages(Protocol):
    """What became of each page that an output holds, so that a run codes only what is new or changed."""

    def document(self, name: str) -> DocumentRow | None:
        """What is known of an input."""

    def same_bytes(self, digest: str) -> DocumentRow | None:
        """The document that holds the stories of these bytes."""

    def put(self, document: DocumentRow, records: Sequence[StoryRecord] = ()) -> None:
        """Put a page and its stories in, in place of what there was of it: all or nothing."""

    def mend(self, name: str) -> None:
        """Forget that an input failed which holds pages of its own and was read to its end now."""

    def note(self, name: str, note: str) -> bool:
        """Leave a note at a document; False where there is none of that name."""

    def begin_run(self, started: str, versions: RunVersions, options: str) -> int:
        """Note that a run begins, and with which options (JSON) pages of its fingerprint are coded; give its key."""

    def end_run(self, run: int, ended: str, numbers: Sequence[int]) -> None:
        """Note that it ended: pages, stories, events, statements, skipped, failed."""


@runtime_checkable
class PagesSink(Sink, Protocol):
    """A sink that keeps pages as they come; ``discard`` leaves those that were put in whole."""

    @property
    def pages(self) -> Pages:
        """The pages that it holds."""
