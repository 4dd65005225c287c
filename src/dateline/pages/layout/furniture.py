"""The body of a story without what belongs to the page: adverts, teasers, lists of other stories, repeats."""

from __future__ import annotations

from dateline.pages.layout.header import Head
from dateline.pages.layout.lines import FURNITURE, key
from dateline.pages.layout.split import Segment

_TAIL = frozenset({"list", "promo", "legal", "nav", "tool", "marker"})


def body_of(segment: Segment, head: Head) -> list[str]:
    """The paragraphs of a story, in order, each once."""
    blocks, parts = segment.blocks, segment.parts
    end = _end(segment, head)
    others = head.known | {key(head.headline or "")}
    out: list[str] = []
    seen: set[str] = set()
    listing = False
    for n in range(end):
        name, text = parts[n].name, blocks[n].text
        if name == "list":
            listing = True
        if name == "body":
            listing = False
        if (
            n in head.used
            or name in FURNITURE
            or blocks[n].level
            or (listing and name == "short" and _entry(segment, n))
        ):
            continue
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
