"""The store as a sink: a page's stories and the mark that it is done go in together."""

from __future__ import annotations

from pathlib import Path

from dateline.record import StoryRecord
from dateline.store.store import Store


class StoreSink:
    """Writes records into a database."""

    def __init__(self, path: Path) -> None:
        self.store = Store(path, write=True)

    @property
    def pages(self) -> Store:
        """The pages that the database holds."""
        return self.store

    def write(self, record: StoryRecord) -> None:
        """Take one record, in place of the one with its id."""
        self.store.add(record)

    def close(self) -> None:
        """Close the database.

        Raises:
            StoreError: it was deleted, moved or replaced meanwhile.
        """
        self.store.files.check()
        self.store.close()

    def discard(self) -> None:
        """Close the database; each page that was written is whole."""
        self.store.close()


def event_ids(path: Path) -> list[str]:
    """The ids of the events that a database holds, sorted."""
    with Store(path) as store:
        return sorted(event.id for event in store.events())
