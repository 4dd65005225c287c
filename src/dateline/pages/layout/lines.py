"""What part a block plays, from its words and its markup: furniture, date and byline, caption, paragraph, headline."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.knowledge.page_words import PageWords, word_set
from dateline.pages.blocks import Block
from dateline.pages.foreign_dates import foreign_date
from dateline.pages.published import DateLine, date_line

# Parts: "marker" (tools left out), a furniture kind, "meta" (date, byline), "caption", "body", "short"
MARKERS = frozenset({"marker", "tool"})
FURNITURE = frozenset({"marker", "tool", "ad", "promo", "list", "teaser", "pointer", "card", "legal", "nav"})
_END = re.compile(r"[.!?…:;。！？।۔؟][\"'”’»)\]」』]*$")
# Scripts without spaces between words; two of their characters count as a word.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_QUESTION = re.compile(r"(?:[^.!?]|(?<=\b[A-Z])\.|\.(?! ))*\?[\"'”’»)\]]*")
_STOP = re.compile(r"(?:[.!…]|[^\s].[?])[\"'”’»)\]]*$")
_BY = re.compile(
    r"^(?:written |reported |story |words |text |report |analysis )?by:? +(?=\S)"
    r"|^(?:author|reporter|writer|correspondent)s?: *",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:/[^\W\d_][\w.'’-]*)?")
_PARTICLES = word_set("and al el bin ibn de la van von der den du di da of the for in with")
# "March 2024" alone, and an utterance with its speaker ("Yes," he said) are no headlines.
_MONTH_LINE = re.compile(r"(?:\d{1,2} )?[^\W\d_]{3,12}\.? (?:\d{1,2}, )?(?:19|20)\d\d")
_QUOTED = re.compile(r"[\"“][^\"”]{1,200}[,?!][\"”] [a-z]")
# Characters of a line that is a date and little else; years of other calendars, which no other number looks like there.
_DATE_LINE, _OTHER_YEAR = 40, re.compile(r"(?<!\d)(?:1[34]\d\d|25[0-8]\d)(?!\d)")
_ABBREVIATION = re.compile(r"\b(?:[A-Za-z]\.)+$|\b(?:Jr|Sr|Inc|Ltd|Co|Corp|No|St)\.$")


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a block. ``published`` and ``byline`` are set on date and byline lines."""

    name: str
    published: str | None = None
    byline: str | None = None


def part_of(block: Block, markup: bool, known: PageWords) -> Part:
    """Judge one block by itself. Costs a few regular expressions, on short blocks only."""
    text = block.text
    if not text:
        return Part("marker")
    if len(text) > 400:
        return Part("body" if not block.caption or len(text) > 1500 else "caption")
    kind = known.furniture_kind(text)
    if kind and not (block.level and kind in {"nav", "list"} and block.level == 1):
        return Part(kind)
    meta = _meta(block)
    if meta:
        return meta
    if block.caption:
        return Part("caption")
    return _words(block, known, markup)


def _words(block: Block, known: PageWords, markup: bool) -> Part:
    text = block.text
    if block.level:
        return Part("short")
    if not markup and known.is_caption(text) and len(text.split()) <= 45:
        return Part("caption")
    count = words_of(text)
    if count < 25 and _QUESTION.fullmatch(text):
        return Part("short")  # a headline, an interviewer: either way no running text
    if count >= 25 or (count >= 8 and _END.search(text) and not _ABBREVIATION.search(text)):
        return Part("body")
    return Part("short")


def _meta(block: Block) -> Part | None:
    """A line of date, byline or both, and nothing else."""
    text = block.text
    if len(text) > 200 or block.level == 1:
        return None
    found = date_line(text) or _foreign_line(text)
    rest = found.rest if found else text
    by = _BY.match(rest)
    name = rest[by.end() :].strip(" ,|•·-–—") if by else rest
    if found and not name:
        return Part("meta", found.published)
    if (found or by) and is_name(name, most=14 if by else 6):
        return Part("meta", found.published if found else None, name)
    if block.time and len(text) < 60:
        return Part("meta", found.published if found else None)
    return None


def _foreign_line(text: str) -> DateLine | None:
    """A line that is a date of another language or calendar and little else."""
    if len(text) > _DATE_LINE or (text.isascii() and not _OTHER_YEAR.search(text)):
        return None
    found = foreign_date(text)
    return DateLine(None, "") if found else None  # page_dates.py reads it, with its calendar


def is_name(text: str, most: int = 4) -> bool:
    """Words that can be the names of people or an agency: capitalised, few, no sentence."""
    words = [w for w in re.split(r"[\s,&|•·]+", text) if w]
    core = sum(w.lower() not in _PARTICLES for w in words)
    if not core or core > most or len(words) > 2 * most or (_STOP.search(text) and not _ABBREVIATION.search(text)):
        return False
    listed = " and " in text or "," in text
    if most <= 4 and not listed and core > 3:
        return False
    return words[0] not in _PARTICLES and all(_NAME.fullmatch(w) and _named(w) for w in words)


def _named(word: str) -> bool:
    return word[0].isupper() or word.partition("-")[0].lower() in _PARTICLES


def is_headline(block: Block, part: Part) -> bool:
    """Whether a block could be a headline by its form."""
    if part.name != "short" and not (block.level and part.name in {"body", "caption"}):
        return False
    text = block.text
    if _MONTH_LINE.fullmatch(text) or _QUOTED.match(text):
        return False
    if block.level:
        return len(text) <= 300
    if len(text) > 250 or len(text.split()) > 30:
        return False
    if not any(c.isalpha() for c in text) or text[0] in "—–-•*·":
        return False
    return (
        not _STOP.search(text) or bool(_ABBREVIATION.search(text)) or text.endswith(("?", "!", "?”", "?’", '?"', "?'"))
    )


def words_of(text: str) -> int:
    """How many words a text has, about, also in scripts that set no spaces."""
    return len(text.split()) + (0 if text.isascii() else len(_UNSPACED.findall(text)) // 2)


def key(text: str) -> str:
    """A text reduced to its words, to tell repeats."""
    return " ".join(re.findall(r"\w+", text.lower()))
