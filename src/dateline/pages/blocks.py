"""What the readers hand on: a page as blocks of text in reading order, with what the markup says of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

MOST_BLOCKS = 100_000


class TooLargeError(ValueError):
    """A page with more paragraphs than any page has; reading it would take minutes and gigabytes."""

    def __init__(self) -> None:
        super().__init__(f"more than {MOST_BLOCKS:,} paragraphs or lines")


@dataclass(slots=True)
class Block:
    """A paragraph, heading, caption, list item or line of a page.

    Attributes:
        text: the words, white space collapsed. Empty for a marker of tools that were left out (share bars, buttons).
        level: 1 to 6 in a heading element, 0 elsewhere.
        link: share of the characters that stand in links, 0 to 1.
        caption: the markup says that it belongs to a picture.
        item: it stands in a list.
        title: the markup hints at a title (class names, all bold) without a heading element.
        box: number of the innermost element that may enclose a story, 0 where there is none.
        opens: it is the first block of its box.
        sig: element and class, the same for blocks that play the same part.
        time: machine-readable time in the block (``<time datetime>``).
        href: target of the first link in it.
        gap: empty lines before it (plain text only).
        beside: its element's name says that it stands beside the story; its text says otherwise.
        quoted: the markup sets it off as somebody's words (``<blockquote>``).
    """

    text: str
    level: int = 0
    link: float = 0.0
    caption: bool = False
    item: bool = False
    title: bool = False
    box: int = 0
    opens: bool = False
    sig: str = ""
    time: str | None = None
    href: str | None = None
    gap: int = 0
    beside: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Meta:
    """What the page's metadata say of one story (JSON-LD, Open Graph, feed elements). Dates as written there.

    ``dated`` is a date of which the page doesn't say what happened then: publication or a change.
    """

    headline: str | None = None
    published: str | None = None
    author: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    body: str | None = None
    updated: str | None = None
    dated: str | None = None


@dataclass(slots=True)
class Page:
    """A page, read but not yet split.

    Attributes:
        media_type: what kind of page it was.
        blocks: its text in reading order.
        metas: metadata of single stories, in page order.
        shared: metadata of the page as a whole.
        title: the title element, with the outlet's name still in it.
        markup: whether blocks come from markup, so that headings and boxes mean something.
        main: the page's main text as trafilatura finds it, a line a paragraph; empty where it wasn't asked.
        source: the markup that it was read from, to be searched for a date where nothing else gives one.
    """

    media_type: str
    blocks: list[Block]
    metas: list[Meta] = field(default_factory=list)
    shared: Meta = field(default_factory=Meta)
    title: str | None = None
    markup: bool = False
    main: str = ""
    source: str = ""


@runtime_checkable
class PageReader(Protocol):
    """A reader that another package brings. It is asked before all of ours, with the bytes as they are."""

    def fits(self, data: bytes) -> bool:
        """Whether these are bytes of its format: a quick look at how they begin."""

    def read(self, data: bytes) -> Page:
        """A page in blocks of text.

        Raises:
            ValueError: it can't be read; the message is told to the user.
        """
