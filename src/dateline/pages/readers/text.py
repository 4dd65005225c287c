"""Plain text > blocks: a line each, or a group of lines each where the text is hard-wrapped."""

from __future__ import annotations

import re
from itertools import pairwise

from dateline.pages.blocks import MOST_BLOCKS, Block, Page, TooLargeError
from dateline.pages.charset import clean


def read(text: str) -> Page:
    """Read plain text.

    Args:
        text: the decoded page.
    """
    return Page("text/plain", blocks(text))


def blocks(text: str) -> list[Block]:
    """The blocks of a plain text, with the number of empty lines before each.

    Raises:
        TooLargeError: there are too many.
    """
    lines = re.split(r"\r\n|[\n\r\u2028\u2029\x0c\x85]", text)
    wrapped = _wrapped(lines)
    if len(lines) > 5 * MOST_BLOCKS:
        raise TooLargeError
    out: list[Block] = []
    gap, open_line, full = 0, False, False
    for raw in lines:
        line = clean(raw)
        if not line:
            gap, open_line = gap + 1, False
            continue
        if wrapped and open_line and full:
            out[-1].text += " " + line
        else:
            out.append(Block(line, gap=gap))
        gap, open_line, full = 0, True, len(line) > 0.6 * wrapped
        if len(out) > MOST_BLOCKS:
            raise TooLargeError
    return out


def _broken_off(lines: list[str]) -> bool:
    """Whether lines that are followed by another end in mid-sentence, as those of whole paragraphs don't."""
    followed = [(a.strip(), b.strip()) for a, b in pairwise(lines) if a.strip() and b.strip()]
    broken = sum(not re.search(r"[.!?:…][\"'”’)]*$", a) and bool(re.match(r"[a-z]", b)) for a, b in followed)
    return 2 * broken > len(followed)


def _wrapped(lines: list[str]) -> int:
    """The width at which lines are cut, or 0: most lines that are followed by another are nearly full."""
    sizes = [len(line) for line in lines]
    full = max(sizes, default=0)
    if not 40 <= full <= 120 or not any(not size for size in sizes):
        return 0
    followed = [a for a, b in pairwise(sizes) if a and b]
    enough = 4 if not _broken_off(lines) else 2
    cut = len(followed) >= enough and sum(size > 0.7 * full for size in followed) > 0.7 * len(followed)
    return full if cut else 0
