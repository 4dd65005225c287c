"""Kinds of the page files: lines that belong to no story, captions, and telling words in class names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from dateline.knowledge.kinds.base.entry import Named, Wanted, needed, other
from dateline.knowledge.kinds.base.values import REGEX, TEXTS, WORDS, one_of

FURNITURE = ("tool", "ad", "promo", "list", "teaser", "legal", "nav")


@dataclass(frozen=True, slots=True, kw_only=True)
class FurnitureEntry(Named):
    """Lines of a page that belong to no story."""

    examples: ClassVar[str] = "furniture"
    kind: str = needed(
        one_of(*FURNITURE),
        "`tool`: a thing to click on, a headline is near; `ad`: an advert stands here; `promo`: what the outlet asks; "
        "`list`: head of a list of other stories; `teaser`: points to another story; `legal`: rights; `nav`: menus",
    )
    pattern: str = needed(REGEX, "must cover the whole line, in any letter case")
    match: tuple[str, ...] = other(TEXTS, "lines that it covers", ())
    no_match: tuple[str, ...] = other(TEXTS, "lines that are no furniture", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionEntry(Named):
    """Lines that say by themselves that they go with a picture."""

    examples: ClassVar[str] = "caption"
    pattern: str = needed(REGEX, "must be found in the line, in any letter case")
    kind: str = other(one_of("caption"), "always `caption`", "caption")
    match: tuple[str, ...] = other(TEXTS, "lines that it finds", ())
    no_match: tuple[str, ...] = other(TEXTS, "lines that it leaves alone", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkupEntry(Named):
    """Words in class names and ids of HTML elements, and what they make of the element."""

    role: str = needed(one_of("cut", "skip", "tool", "caption", "title"), "what the element is")
    words: tuple[str, ...] = needed(WORDS, "words, or two in a row with a hyphen")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonWordsEntry(Named):
    """The commonest words of the language, by which its texts are told from those of others."""

    needs: ClassVar[Mapping[str, Wanted]] = {"common": {}}
    words: tuple[str, ...] = needed(WORDS, "words, lower case, that make up a fifth of any text or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditEntry(Named):
    """How a story names the agency or paper that its text is taken from."""

    examples: ClassVar[str] = "credit"
    where: str = needed(
        one_of("byline", "opening", "end", "text"),
        "where it stands: the byline, the first paragraphs, the last ones, anywhere",
    )
    pattern: str = needed(
        REGEX, "must be found there, in any letter case; AGENCY stands for the name of any of the media of the register"
    )
    match: tuple[str, ...] = other(TEXTS, "texts in which it is found, the name marked: `[Reuters]`", ())
    no_match: tuple[str, ...] = other(TEXTS, "texts in which it isn't", ())
