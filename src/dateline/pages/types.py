"""The values that the reading stages pass on: Source > Page > Story."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.record import Dateline, Document, PublishedFrom


@dataclass(frozen=True, slots=True)
class Source:
    """What the caller knows of an input before it is read.

    ``published`` is an ISO date; ``row`` is the number of the row, counted from 0, where the bytes are one row of a
    JSONL file.
    """

    path: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    retrieved: str | None = None
    row: int | None = None

    @property
    def name(self) -> str:
        """How messages call the input."""
        name = self.path or self.url or "<bytes>"
        return name if self.row is None else f"{name}: row {self.row + 1}"


@dataclass(frozen=True, slots=True)
class Story:
    """One story, apart and clean: the input of the language stages.

    ``id`` depends on the bytes of the page and the story's position only. ``text`` is the body, paragraphs parted by
    one blank line.
    """

    id: str
    document: Document
    outlet: str | None
    url: str | None
    headline: str | None
    byline: str | None
    captions: tuple[str, ...]
    dateline: Dateline | None
    published: str | None
    published_from: PublishedFrom | None
    language: str | None
    text: str
