"""The body of a story without what belongs to the page: adverts, teasers, lists of other stories, repeats.

Two judgements meet here. Ours goes by the words and the markup of each block; the other is that of a library which
looks for the main text of a whole page (``Page.main``). Where the other covers a story, each corrects the other.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.pages.layout.header import Head
from dateline.pages.layout.lines import FURNITURE, key
from dateline.pages.layout.split import Segment

_TAIL = frozenset({"list", "promo", "legal", "nav", "tool", "marker"})
# Characters from which on a paragraph of ours is kept that the other judgement leaves out: in the middle, at the end.
_LONG, _LONGER = 80, 200
_COVERED = 0.5


@dataclass(frozen=True, slots=True)
class Main:
    """The main text of a page, reduced to its words."""

    words: str

    @classmethod
    def of(cls, text: str) -> Main:
        """Of the text as the library gives it."""
        return cls(f" {key(text)} ")

    def holds(self, text: str) -> bool:
        """Whether a block's words stand in it."""
        known = key(text)
        return bool(known) and f" {known} " in self.words


def body_of(segment: Segment, head: Head, main: Main) -> list[str]:
    """The paragraphs of a story, in order, each once."""
    own = _own(segment, head)
    held = [main.holds(block.text) for block in segment.blocks]
    size = sum(len(segment.blocks[n].text) for n in own)
    if sum(len(segment.blocks[n].text) for n in own if held[n]) >= _COVERED * size:
        own = _agreed(segment, head, own, held)
    return _once(segment, head, own)


def covered(segment: Segment, main: Main) -> bool:
    """Whether a paragraph of a segment stands in the page's main text."""
    pairs = zip(segment.blocks, segment.parts, strict=True)
    return any(p.name == "body" and main.holds(b.text) for b, p in pairs)


def _agreed(segment: Segment, head: Head, own: list[int], held: list[bool]) -> list[int]:
    """The blocks of a body by both judgements."""
    mine = set(own)
    wanted = [n for n in range(len(held)) if held[n] and (n in mine or _allowed(segment, head, n))]
    if not wanted:
        return own
    first, last = wanted[0], wanted[-1]
    both = set(wanted)
    for n in own:
        block = segment.blocks[n]
        running = segment.parts[n].name == "body" and block.link < 0.5
        if running and len(block.text) >= (_LONG if n < last else _LONGER) and (not block.beside or first < n < last):
            both.add(n)
    return sorted(both)


def _allowed(segment: Segment, head: Head, n: int) -> bool:
    """Whether a block that we took for none may be a paragraph after all: its words don't say what it is."""
    block, part = segment.blocks[n], segment.parts[n]
    if part.name in FURNITURE - {"teaser"} or part.name in {"caption", "meta"} or n == segment.head:
        return False
    return n not in head.used or len(block.text.split()) >= 8


def _own(segment: Segment, head: Head) -> list[int]:
    """The blocks of a body by our judgement alone."""
    blocks, parts = segment.blocks, segment.parts
    end = _end(segment, head)
    out: list[int] = []
    listing = False
    for n in range(end):
        name = parts[n].name
        if name == "list":
            listing = True
        if name == "body":
            listing = False
        if n in head.used or name in FURNITURE or (listing and name == "short" and _entry(segment, n)):
            continue
        if not blocks[n].level or (out and _opens_part(segment, head, n, end)):
            out.append(n)
    return out


def _opens_part(segment: Segment, head: Head, n: int, end: int) -> bool:
    """Whether a heading inside a story is followed by a paragraph of it."""
    after = next((m for m in range(n + 1, end) if m not in head.used), end)
    return after < end and segment.parts[after].name == "body" and not segment.blocks[n].link > 0.5


def _once(segment: Segment, head: Head, chosen: list[int]) -> list[str]:
    """The texts of the chosen blocks, repeats of the headline, of captions and of long paragraphs left out."""
    others = head.known | {key(head.headline or "")}
    out: list[str] = []
    seen: set[str] = set()
    for n in chosen:
        text = segment.blocks[n].text
        known = key(text)
        if known in others or (known in seen and len(text) > 40) or not known:
            continue
        seen.add(known)
        out.append(text)
    return out


def _entry(segment: Segment, n: int) -> bool:
    """Whether a line after the head of a list looks like one of its entries."""
    block = segment.blocks[n]
    return block.item or block.link > 0.5 or len(block.text.split()) >= 3


def _end(segment: Segment, head: Head) -> int:
    """Where the story ends: short lines after its last paragraph go from the first piece of furniture on."""
    bodies = [n for n, part in enumerate(segment.parts) if part.name == "body" and n not in head.used]
    if not bodies:
        return len(segment.parts)
    last = bodies[-1]
    # A title in a list of other stories may end like a sentence; it still follows the list's head directly.
    while len(bodies) > 1 and len(segment.blocks[last].text.split()) < 20 and _listed(segment, last):
        bodies.pop()
        last = bodies[-1]
    for n in range(last + 1, len(segment.parts)):
        if segment.parts[n].name in _TAIL:
            return n
    return len(segment.parts)


def _listed(segment: Segment, n: int) -> bool:
    for m in range(n - 1, max(-1, n - 12), -1):
        name = segment.parts[m].name
        if name in ("list", "promo"):
            return True
        if name == "body" and len(segment.blocks[m].text.split()) >= 20:
            return False
    return False
