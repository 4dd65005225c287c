"""When a story was published, of all that its page says: metadata, lines near the headline, the address, scripts' data.

Nothing is invented: what two signs say differently is decided by the one that readers see; what none says is not known.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.pages.blocks import Block
from dateline.pages.foreign_dates import foreign_date, near
from dateline.pages.published import UPDATE, date_in, month_in, read_date
from dateline.record import PublishedFrom

_ADDRESS = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sign>[/_.-]?)(?P<month>0[1-9]|1[0-2]|(?<=[/-])[1-9])(?P=sign)"
    r"(?P<day>0[1-9]|[12]\d|3[01]|(?<=[/-])[1-9])(?![\d])"
)
_UTC = re.compile(r"(?:Z|[+-]00:?00)$")
_NEAR, _SHORT, _WORDS = 12, 160, 5
_BEFORE = 30  # days by which a line may be older than a date of the metadata that may be of a change
_MOST = 4_000_000


@dataclass(frozen=True, slots=True)
class Published:
    """When a story was published, how that is known, and the calendar that it was written in if not ours."""

    day: str | None = None
    how: PublishedFrom | None = None
    calendar: str | None = None


def from_metadata(told: str | None, seen: str | None) -> Published:
    """The date of the metadata, set right by the day that the page shows.

    Args:
        told: the date as the metadata write it.
        seen: the day that the page shows, ISO 8601.
    """
    read = read_date(told)
    if read is None:
        return Published()
    if seen and seen[:10] != read.day[:10] and "T" in read.day and _UTC.search(read.day) and near(read.day, seen):
        # Around midnight the day of UTC is not that of the place where the page was written.
        return Published(seen, "page")
    return Published(read.day, "metadata", read.calendar)


def near_headline(blocks: Sequence[Block], headline: str | None) -> Published:
    """The first date in short lines around a headline, in any language; one that an update is told by doesn't count."""
    at = next((n for n, b in enumerate(blocks) if headline and b.text == headline), 0)
    after, before = blocks[at : at + _NEAR], blocks[max(0, at - _NEAR // 2) : at]
    lines = [b.text for b in (*after, *reversed(before)) if len(b.text) <= _SHORT and b.link <= 0.8 and not b.caption]
    # A line that says much more than a date names an occasion.
    bare = (text for text in lines if len(re.findall(r"[^\W\d_]{2,}", text)) <= _WORDS)
    return next((when for text in bare if (when := _in_line(text)).day), Published())


def month_at(blocks: Sequence[Block], headline: str | None) -> Published:
    """The month that a line by the headline is ("March 2024"), in ISO 8601; further off it is a list's."""
    at = next((n for n, b in enumerate(blocks) if headline and b.text == headline), None)
    lines = blocks[:1] if at is None else [*blocks[at + 1 : at + 2], *blocks[max(0, at - 1) : at]]
    months = (month_in(b.text) for b in lines if b.link <= 0.8 and not b.caption)
    return next((Published(month, "page") for month in months if month), Published())


def _in_line(text: str) -> Published:
    """The date in a line, if any."""
    day = date_in(text)
    if day:
        return Published(day, "page")
    found = foreign_date(text) if re.search(r"\d", text) and not UPDATE.search(text) else None
    return Published(found.day.isoformat(), "page", found.calendar) if found else Published()


def from_vague(told: str | None, seen: Published) -> Published:
    """The date of metadata that may be of a change (``<meta name="date">``): a line of the page that is older wins."""
    read = read_date(told)
    if read is None or (seen.day and seen.day[:10] < read.day[:10] and near(seen.day, read.day, _BEFORE)):
        return seen
    return from_metadata(told, seen.day)


def from_address(address: str | None) -> Published:
    """The day in a page's address ("/2024/03/05/", "2024-03-05", "20240305")."""
    address = address or ""
    for found in _ADDRESS.finditer(address):
        digits = found["sign"] == ""
        if digits and (found.start() == 0 or address[found.start() - 1] not in "/_-="):
            continue
        read = read_date(f"{found['year']}-{int(found['month']):02}-{int(found['day']):02}")
        if read:
            return Published(read.day, "page")
    return Published()


def from_markup(markup: str) -> Published:
    """The date that the library htmldate finds in markup, with its guesses from bare years and text switched off."""
    if not markup or len(markup) > _MOST:
        return Published()
    # Imported here: it takes a while, and most pages say when they were published.
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        day = find_date(markup, extensive_search=False, original_date=True)
    except (ValueError, TypeError, IndexError, OverflowError, RecursionError):  # of odd attributes
        return Published()
    read = read_date(day)
    return Published(read.day, "page") if read else Published()
