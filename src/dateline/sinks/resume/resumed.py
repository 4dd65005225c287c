"""One file as an output that outlives its run: what a killed run had coded is taken up by the next one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dateline.record import StoryRecord
from dateline.sinks.resume.ledger import Ledger, unpack
from dateline.sinks.sink import Sink
from dateline.store.opening.held_files import BESIDE
from dateline.store.rows.typed_rows import DocumentRow


def ledger_of(path: Path) -> Path:
    """Where the ledger of an output stands: hidden, beside the file that is written."""
    target = path.resolve()
    return target.with_name(f".{target.name}.ledger")


class ResumedSink:
    """A sink that writes one file, with a ledger beside it until that is whole.

    The file is written anew in the order of the input, pages of the ledger as they come by: it has the same bytes
    whether or not runs were killed on the way.

    Args:
        inner: writes the file.
        path: the file.

    Raises:
        StoreError: another run writes it.
    """

    def __init__(self, inner: Sink, path: Path) -> None:
        self.inner = inner
        self.ledger_path = ledger_of(path)
        self.ledger = Ledger(self.ledger_path)

    def write(self, record: StoryRecord) -> None:
        """Take one record."""
        self.inner.write(record)

    def write_page(self, document: DocumentRow, records: Sequence[StoryRecord]) -> None:
        """Take the stories of a page that was coded."""
        with self.ledger.change():
            self.ledger.keep(document, records)
        for record in records:
            self.inner.write(record)

    def knows(self, name: str, digest: str, coded_with: str) -> bool:
        """Has an earlier run coded the page from these bytes in this way?"""
        row = self.ledger.row(name)
        return row is not None and (row["digest"], row["coded_with"]) == (digest, coded_with)

    def kept(self, name: str) -> tuple[StoryRecord, ...]:
        """The stories of a page that an earlier run has coded."""
        row = self.ledger.row(name)
        return unpack(row["records"]) if row and row["records"] else ()

    def close(self) -> None:
        """Give the file its name; what was to be taken up is needed no more."""
        self.inner.close()
        self.ledger.remove()

    def discard(self) -> None:
        """Leave no file, but what the next run can take up."""
        self.inner.discard()
        if self.ledger.db.execute("SELECT 1 FROM pages LIMIT 1").fetchone():
            self.ledger.close()
        else:
            self.ledger.remove()


def left(path: Path) -> list[Path]:
    """The files that a broken-off run left beside an output, to be taken up."""
    ledger = ledger_of(path)
    found = (ledger.with_name(ledger.name + ending) for ending in ("", *BESIDE))
    return [file for file in found if file.exists()]
