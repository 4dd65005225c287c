"""The values that the reading stages pass on: Source > Page > Story."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.errors import UsageError
from dateline.pages.charset import sound
from dateline.pages.published import is_iso, is_known
from dateline.record import Archive, Dateline, Document, PublishedFrom
from dateline.spans import Span

DATE_WANTED = "a date like 2023-11-03 or 2023-11-03T14:30:00Z is wanted"


@dataclass(frozen=True, slots=True)
class Source:
    """What the caller knows of an input before it is read.

    ``published`` is an ISO date; one that stands for "not known" (of the year 1, the zero of Unix) becomes None.
    ``row`` is the number of the row, counted from 0, where the bytes are one row of a JSONL file. ``archive`` is the
    record of a web archive that they were in, ``charset`` the encoding that whoever sent them named.

    Raises:
        UsageError: ``published`` is no date, or a text is none.
    """

    path: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    retrieved: str | None = None
    row: int | None = None
    archive: Archive | None = None
    charset: str | None = None

    def __post_init__(self) -> None:
        """Refuse what is no text or no date; replace halves of surrogate pairs."""
        for name in ("path", "url", "outlet", "published", "retrieved"):
            value = getattr(self, name)
            if value is not None and not isinstance(value, str):
                raise UsageError(f"{name} {value!r}: a text is wanted, this is a {type(value).__name__}")
            if value:
                object.__setattr__(self, name, sound(value))
        if self.published is not None:
            if not is_iso(self.published):
                raise UsageError(f"published {self.published!r}: {DATE_WANTED}")
            object.__setattr__(self, "published", self.published if is_known(self.published) else None)

    @property
    def name(self) -> str:
        """How messages call the input."""
        name = self.path or self.url or "<bytes>"
        return name if self.row is None else f"{name}: row {self.row + 1}"


@dataclass(frozen=True, slots=True)
class Story:
    """One story, apart and clean: the input of the language stages.

    ``id`` depends on the bytes of the page and the story's position only. ``text`` is the body, paragraphs parted by
    one blank line. ``published_estimated``: the caller said that the date of publication is an estimate.
    ``unread_date``: what came along as that date and can't be read as one. ``quoted``: paragraphs of the text that the
    page sets off as somebody's words.
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
    published_estimated: bool = False
    unread_date: str | None = None
    updated: str | None = None
    calendar: str | None = None
    quoted: tuple[Span, ...] = ()
