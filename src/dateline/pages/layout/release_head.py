"""The head of a press release: its number, and the dateline that stands below other lines.

Offices number their releases by the year and month of issue ("2021-06-S-014", "20210614-02"). Where the dateline names
day and month only, that number says of which year they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.knowledge.page_words import PageWords
from dateline.pages.layout.header import WHEN, read_dateline
from dateline.pages.published import iso
from dateline.record import Dateline

_NUMBER = re.compile(
    r"\b(?P<year>(?:19|20)\d\d)(?:-(?P<month>0[1-9]|1[0-2])[-–][A-Z]{1,4}[-–]\d{1,4}|(?P<both>0[1-9]|1[0-2])\d\d-\d{2,3})\b"
)
# Paragraphs at the top in which a number and the dateline are looked for, and words of a line that is no paragraph.
_TOP, _LINE = 8, 25
_DATED = re.compile(rf"(?P<date>{WHEN}): (?=\S)")
_PLACE = re.compile(r"(?<![\w-])[A-ZÀ-Þ][A-ZÀ-Þ'’. -]{2,}")


@dataclass(frozen=True, slots=True)
class ReleaseHead:
    """What the top of a body says.

    Attributes:
        dateline: place and date that open the text, None where it has none.
        day: ISO day of the dateline, or of a headline that begins with one ("March 3: ..."), None where the year isn't
            known.
        body: the paragraphs without dateline and number.
    """

    dateline: Dateline | None
    day: str | None
    body: list[str]


def read_release_head(body: list[str], known: PageWords) -> ReleaseHead:
    """Part dateline and number from a body.

    Args:
        body: the paragraphs of a story, one at least.
        known: lines that are furniture, as "For immediate release".
    """
    numbered = next((n for p in body[:_TOP] if (n := _NUMBER.search(p[:200]))), None)
    dateline, text = _opened(body, numbered is not None)
    kept = [p for n, p in enumerate(text) if n >= _TOP or not _is_label(p, known)] if numbered else text
    written = dateline.date if dateline else None
    if numbered and written is None:
        written = next((d["date"] for p in body[:_TOP] if (d := _DATED.match(p))), None)
    return ReleaseHead(dateline, _day(written, numbered) if written else None, kept or body)


def _opened(body: list[str], numbered: bool) -> tuple[Dateline | None, list[str]]:
    """The dateline, and the paragraphs without it: at the top, in a release below the lines of its head."""
    for n, paragraph in enumerate(body[: _TOP if numbered else 1]):
        dateline, rest = read_dateline(paragraph)
        above = ""
        if dateline is None and numbered:
            above, dateline, rest = _behind_number(paragraph)
        if dateline:
            text = [*body[:n], *(p for p in (above, rest) if p), *body[n + 1 :]]
            return (dateline, text) if text else (None, body)
        if len(paragraph.split()) > _LINE:
            break
    return None, body


def _behind_number(paragraph: str) -> tuple[str, Dateline | None, str]:
    """What stands before a dateline behind a release's number on one line, the dateline, and what follows."""
    number = _NUMBER.search(paragraph[:200])
    for place in _PLACE.finditer(paragraph[:400], number.end()) if number else ():
        dateline, rest = read_dateline(paragraph[place.start() :])
        if dateline and dateline.date:
            return paragraph[: place.start()].strip(), dateline, rest
    return "", None, paragraph


def _is_label(paragraph: str, known: PageWords) -> bool:
    """Whether a line holds a release's number and nothing else but what every release says."""
    rest, numbers = _NUMBER.subn(" ", paragraph)
    rest = " ".join(rest.split()).strip(" -–—:|")
    return (bool(numbers) and not rest) or known.furniture_kind(rest) == "legal"


def _day(written: str, number: re.Match[str] | None) -> str | None:
    """The day of a dateline, by its own year or that of the release's number, if the months agree or follow."""
    written = re.sub(r"^[A-Za-z]+day,? ", "", written)
    if re.search(r"\d{4}", written):
        return iso(written)
    if number is None:
        return None
    year, month = int(number["year"]), int(number["month"] or number["both"])
    days = (iso(f"{written}, {year + shift}") for shift in (0, -1, 1))
    return next((d for d in days if d and abs((int(d[:4]) - year) * 12 + int(d[5:7]) - month) <= 1), None)
