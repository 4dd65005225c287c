"""The head of a story: headline, byline, captions, date; and the dateline that opens its first paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dateline.pages.layout.lines import FURNITURE, MARKERS, is_name, key
from dateline.pages.layout.split import Segment
from dateline.pages.published import iso
from dateline.record import Dateline

_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
WHEN = (
    rf"(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:{_MONTHS} \d{{1,2}}|\d{{1,2}} {_MONTHS})(?:,? \d{{4}})?)"
)
_CAPS = r"[A-ZÀ-ÞĀ-Ž][A-ZÀ-ÞĀ-Ž.'’-]+"
_CAP_PLACE = rf"{_CAPS}(?:(?: |/| / )(?:{_CAPS}|[A-Z]|(?:de|la|el|al|of|and|the|du|des|del|da|do)(?= )))*"
_LATER = r"(?:, (?:[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){0,3}))"
_AGENCY = r"(?P<agency>\([A-Z][\w/&.,’' -]{1,40}\)|\[[A-Z][\w/&.,’' -]{1,40}\])"
_DASH = r"(?: ?[—–―] ?| ?-- ?| - )"
_MIXED = r"[A-ZÀ-Þ][\w.'’-]+(?:[ /-][A-ZÀ-Þ][\w.'’-]+){0,3}"
_FORMS = (
    re.compile(rf"(?P<place>{_CAP_PLACE}{_LATER}?)(?:,? (?P<date>{WHEN}))?(?:,? ?{_AGENCY})?{_DASH}(?=\S)"),
    re.compile(rf"(?P<place>{_MIXED}{_LATER}?)(?:,? (?P<date>{WHEN}))?,? ?{_AGENCY}{_DASH}(?=\S)"),
    re.compile(rf"(?P<place>{_MIXED}{_LATER}?),? (?P<date>{WHEN}){_DASH}(?=\S)"),
    re.compile(rf"(?P<place>{_CAP_PLACE}{_LATER}?)(?:,? (?P<date>{WHEN}))?,? ?{_AGENCY}:? (?=[A-Z\"“])"),
)
# A date in brackets ends a dateline by itself: nothing need follow on its line.
_DATED = rf"{_LATER}?),? ?\((?P<date>{WHEN})\)"
_IN_BRACKETS = (
    re.compile(rf"(?P<place>{_CAP_PLACE}{_DATED}(?:{_DASH}| ?[-:]? ?(?=[A-Z\"“]|$))"),
    re.compile(rf"(?P<place>{_MIXED}{_DATED}{_DASH}"),
)

_BYLINE_CLASS = re.compile(
    r"\b(?:by-?line|authors?|writers?|meta|post-?meta|article-?meta|info|credits?)\b", re.IGNORECASE
)


@dataclass(slots=True)
class Head:
    """What was read before and around the body.

    ``used`` are the indices of blocks that the head took, ``known`` the keys of the captions.
    """

    headline: str | None = None
    byline: str | None = None
    published: str | None = None
    captions: list[str] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    known: set[str] = field(default_factory=set)


def read_head(segment: Segment, markup: bool) -> Head:
    """Read the lines between the headline and the first paragraph, and captions wherever they stand."""
    head = Head()
    if segment.head is not None:
        head.headline = segment.blocks[segment.head].text
        head.used.add(segment.head)
    body = next((n for n, p in enumerate(segment.parts) if p.name == "body"), len(segment.parts))
    last = max((n for n, p in enumerate(segment.parts) if p.name == "body"), default=-1)
    _zone(segment, body, head, markup)
    for n in range(body, len(segment.parts)):
        part = segment.parts[n]
        if part.name == "caption" and (markup or _repeats(segment, n)):
            _caption(head, segment.blocks[n].text)
            head.used.add(n)
        elif part.name == "meta" and (n > last or n == body + 1 or part.byline or segment.blocks[n].time):
            # A sign-off ("By N. N.", a date at the foot) counts where the head has none; a bare date between two
            # paragraphs is the story's own.
            head.byline = head.byline or part.byline
            head.published = head.published or part.published
            head.used.add(n)
    return head


def _zone(segment: Segment, body: int, head: Head, markup: bool) -> None:
    title = key(head.headline or "")
    counts: dict[str, int] = {}
    for block in segment.blocks[:body]:
        counts[key(block.text)] = counts.get(key(block.text), 0) + 1
    signs = False
    started = segment.head is None
    for n in range(body):
        block, part = segment.blocks[n], segment.parts[n]
        known = key(block.text)
        started = started or n == segment.head or known == title
        if not started or part.name in FURNITURE or known == title:
            signs = signs or part.name in MARKERS
            head.used.add(n)
            continue
        if part.name == "meta":
            head.published = head.published or part.published or iso(block.time)
            head.byline = head.byline or part.byline
            head.used.add(n)
            signs = True
        elif part.name == "caption" or (part.name == "short" and counts[known] > 1 and title):
            _caption(head, block.text)
            head.used.add(n)
        elif part.name == "short" and title and _short(segment, n, body, head, markup, signs):
            head.used.add(n)


def _short(segment: Segment, n: int, body: int, head: Head, markup: bool, signs: bool) -> bool:
    """Take a short line of the head: a name, a standfirst, a caption. False leaves it to the body."""
    block = segment.blocks[n]
    if is_name(block.text) and head.byline is None and not block.text.isupper():
        near = any(p.name == "meta" or p.name in MARKERS for p in segment.parts[n + 1 : min(body, n + 4)])
        near = near or bool(_BYLINE_CLASS.search(block.sig))
        if near or (n == (segment.head or 0) + 1 and not markup):
            head.byline = block.text
            return True
    if block.level or block.title:
        return True
    if markup and not block.sig.startswith("p.") and not re.search(r"[.?!:][\"'”’)]*$", block.text):
        return True  # section names, credits, places of the writer
    if (
        not markup
        and signs
        and not head.captions
        and not re.search(r"[.:;,]$", block.text)
        and len(block.text.split()) >= 4
    ):
        _caption(head, block.text)
        return True
    return bool(block.link > 0.5)


def _caption(head: Head, text: str) -> None:
    """Take a caption that the head doesn't have yet."""
    known = key(text)
    if known not in head.known:
        head.known.add(known)
        head.captions.append(text)


def _repeats(segment: Segment, n: int) -> bool:
    text = segment.blocks[n].text
    return any(segment.blocks[m].text == text for m in (n - 1, n + 1) if 0 <= m < len(segment.blocks))


def read_dateline(text: str) -> tuple[Dateline | None, str]:
    """Part the dateline ("BAGHDAD, Nov 3 (Agency) — ...") from a first paragraph.

    Returns:
        The dateline, its date and agency as written, and the paragraph without it.
    """
    for form in (*_IN_BRACKETS, *_FORMS):
        found = form.match(text[:200])
        if found and len(found["place"]) >= 3 and (found.end() < len(text) or form in _IN_BRACKETS):
            agency = found.groupdict().get("agency")
            line = Dateline(found["place"].strip(" ,"), found["date"], agency[1:-1].strip() if agency else None)
            return line, text[found.end() :].lstrip()
    return None, text
