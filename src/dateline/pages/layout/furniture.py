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
# Shares that make a story one with the main text: of its own characters, of those of the main text.
_COVERED, _MOST = 0.5, 0.7
# Words below which a line must be one of the main text's lines.
_FEW = 4


@dataclass(frozen=True, slots=True)
class Main:
    """The main text of a page, reduced to its words: as a whole, and each line by itself."""

    words: str
    lines: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Main:
        """Of the text as the library gives it, a line a paragraph."""
        lines = [key(line) for line in text.split("\n")]
        return cls(f" {' '.join(line for line in lines if line)} ", frozenset(lines))

    def holds(self, text: str) -> bool:
        """Whether a block's words stand in it; a few words must be a line of it."""
        known = key(text)
        return bool(known) and (f" {known} " in self.words if known.count(" ") >= _FEW else known in self.lines)


def body_of(segment: Segment, head: Head, main: Main) -> list[str]:
    """The paragraphs of a story, in order, each once."""
    own = _own(segment, head)
    held = [main.holds(block.text) for block in segment.blocks]
    size = sum(len(segment.blocks[n].text) for n in own)
    both = sum(len(segment.blocks[n].text) for n in own if held[n])
    whole = sum(len(block.text) for block, known in zip(segment.blocks, held, strict=True) if known)
    enough = max(_MOST * len(main.words), _LONGER)
    if both >= _COVERED * size or both >= enough or (whole >= enough and size < _COVERED * whole):
        own = _agreed(segment, head, own, held)
    return _once(segment, head, own)


def backed(segment: Segment, main: Main) -> bool:
    """Whether a paragraph of a segment stands in the page's main text."""
    pairs = zip(segment.blocks, segment.parts, strict=True)
    return any(p.name == "body" and main.holds(b.text) for b, p in pairs)


def _agreed(segment: Segment, head: Head, own: list[int], held: list[bool]) -> list[int]:
    """The blocks of a body by both judgements."""
    blocks, mine = segment.blocks, set(own)
    wanted = [n for n in range(len(held)) if held[n] and (n in mine or _allowed(segment, head, n))]
    if not wanted:
        return own
    first, last = wanted[0], wanted[-1]
    sigs = {blocks[n].sig for n in wanted if segment.parts[n].name == "body"}
    both = set(wanted)
    for n in own:
        if blocks[n].beside and not first < n < last:
            continue
        size = len(blocks[n].text) if segment.parts[n].name == "body" and blocks[n].link < 0.5 else 0
        alike = blocks[n].sig in sigs
        least = _LONG if n < last and (alike or _leads(segment, n)) else _LONGER
        if size >= least and (alike or n < last):
            both.add(n)
    return sorted(both)


def _leads(segment: Segment, n: int) -> bool:
    """Whether a block follows the headline, nothing but other parts of a head between."""
    between = segment.blocks[(segment.head or 0) + 1 : n]
    names = {part.name for part in segment.parts[(segment.head or 0) + 1 : n]}
    return segment.head is not None and "body" not in names and not any(b.level and b.link > 0.5 for b in between)


def _allowed(segment: Segment, head: Head, n: int) -> bool:
    """Whether a block that we took for none may be a paragraph after all: its words don't say what it is."""
    block, part = segment.blocks[n], segment.parts[n]
    if part.name in FURNITURE - {"pointer"} or part.name in {"caption", "meta"} or n == segment.head:
        return False
    return n not in head.used or (not block.level and len(block.text.split()) >= 8)


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
