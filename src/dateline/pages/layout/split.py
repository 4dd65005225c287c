"""One page, several stories: where each begins.

Paragraphs of running text stand apart; what lies between two of them (a run of short lines) may hold the end of one
story and the beginning of the next. In each run the best headline is looked for, by what pages do around headlines:
heading elements, metadata, a box of its own, repeats, a date line or share bar after it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from dateline.knowledge.page_words import PageWords
from dateline.pages.blocks import Block, Page
from dateline.pages.layout.lines import FURNITURE, MARKERS, Part, is_headline, is_name, key, part_of

_ENOUGH = 3.0
# Cards: how many of a kind there are at least, the words and the blocks that one has at most.
_CARDS, _CARD, _CARD_BLOCKS = 3, 70, 4
SITE = re.compile(r"\s+[|–—·»:-]\s+")


@dataclass(slots=True)
class Segment:
    """The blocks of one story, with the part of each. ``head`` is the index of its headline block, None without one."""

    blocks: list[Block]
    parts: list[Part]
    head: int | None


def split(page: Page, known: PageWords) -> list[Segment]:
    """Cut a page into stories.

    Returns:
        The segments in page order, at least one where the page has text.
    """
    blocks = page.blocks
    parts = [part_of(block, page.markup, known) for block in blocks]
    _refine(page, parts)
    keys = [key(b.text) if p.name in ("short", "caption") else "" for b, p in zip(blocks, parts, strict=True)]
    judge = _Judge(page, parts, keys)
    starts = judge.starts()
    if not starts:
        return [Segment(blocks, parts, None)] if blocks else []
    before = sum(len(b.text) for b, p in zip(blocks[: starts[0][0]], parts, strict=False) if p.name == "body")
    if before > 400 and before > 0.5 * sum(len(b.text) for b, p in zip(blocks, parts, strict=True) if p.name == "body"):
        starts[0] = (0, starts[0][1])
    ends = [start for start, _ in starts[1:]] + [len(blocks)]
    return [Segment(blocks[a:b], parts[a:b], head - a) for (a, head), b in zip(starts, ends, strict=True)]


def _refine(page: Page, parts: list[Part]) -> None:
    """Judge blocks with an eye on their box: cards and link lists are pointers to other stories."""
    blocks = page.blocks
    size: dict[int, int] = {}
    linked: dict[int, bool] = {}
    for block in blocks:
        size[block.box] = size.get(block.box, 0) + len(block.text.split())
        linked[block.box] = linked.get(block.box, False) or (block.link > 0.7 and len(block.text.split()) > 2)
    largest = max(size.values(), default=0)
    known = _titles(page) | _twice(blocks)
    for n, block in enumerate(blocks):
        name = parts[n].name
        if name == "body" and (block.level or (len(block.text) < 250 and key(block.text) in known)):
            parts[n] = Part("short")
        if block.box < 0 and linked[block.box] and size[block.box] < 70 and largest > 2 * size[block.box]:
            parts[n] = Part("pointer")
        elif (
            block.link > 0.8 and (block.item or not block.level) and name in ("short", "body") and len(block.text) < 250
        ):
            parts[n] = Part("pointer") if largest > 60 and not block.title else parts[n]
    for n in _cards(blocks):
        parts[n] = Part("card")


def _cards(blocks: list[Block]) -> list[int]:
    """Blocks of cards: headings that are links, three or more of a kind, each with a few words about a story."""
    heads = [n for n, b in enumerate(blocks) if b.level > 1 and b.link > 0.8]
    kinds = Counter(blocks[n].sig for n in heads)
    out: list[int] = []
    for n, after in pairwise([*heads, len(blocks)]):
        end = next((m for m in range(n + 1, after) if blocks[m].level), after)
        card = range(n, min(end, n + _CARD_BLOCKS))
        few = sum(len(blocks[m].text.split()) for m in range(n, end)) < _CARD
        last = after == len(blocks)
        if kinds[blocks[n].sig] >= _CARDS and (few or last):
            out += [n] if last and not few else card
    return out


def _titles(page: Page) -> set[str]:
    """Headlines that the metadata name."""
    return {key(m.headline) for m in (*page.metas, page.shared) if m.headline} | (
        {key(page.title)} if page.title else set()
    )


def _twice(blocks: list[Block]) -> set[str]:
    """Lines that come again after one to eight others: headlines, as no paragraph is."""
    last: dict[str, int] = {}
    out = set()
    for n, block in enumerate(blocks):
        if len(block.text) < 250:
            known = key(block.text)
            if known and 1 < n - last.get(known, n) <= 8:
                out.add(known)
            last[known] = n
    return out


class _Judge:
    """Scores of headlines on one page."""

    def __init__(self, page: Page, parts: list[Part], keys: list[str]) -> None:
        self.page, self.parts, self.keys = page, parts, keys
        self.blocks = page.blocks
        named = [m.headline for m in page.metas] + [page.shared.headline]
        self.named = {key(n) for n in named if n}
        pieces = SITE.split(page.title) if page.title else []
        self.titles = (
            {key(page.title)} | {key(" - ".join(pieces[:n])) for n in range(1, len(pieces))} if page.title else set()
        )
        self.sites = {key(v) for v in (page.shared.outlet, *(pieces[-1:] if len(pieces) > 1 else [])) if v} - self.named
        gaps = sorted(b.gap for b in self.blocks)
        self.gap = gaps[len(gaps) // 2] if gaps else 0
        self.sig: str | None = None

    def starts(self) -> list[tuple[int, int]]:
        """Where stories begin: (first block, headline block), in page order."""
        out: list[tuple[int, int]] = []
        begin = 0
        for n, part in enumerate([*self.parts]):
            if part.name != "body":
                continue
            if n > begin or (n == 0 and begin == 0):
                found = self.best(begin, n, first=not out)
                if found:
                    out.append(found)
            begin = n + 1
        if not out and self.blocks and begin < len(self.blocks):
            found = self.best(begin, len(self.blocks), first=True)
            return [found] if found else []
        return out

    def best(self, begin: int, end: int, first: bool) -> tuple[int, int] | None:
        """The best headline of the run ``begin`` to ``end``, where it is good enough."""
        run = range(begin, end)
        heads = [
            n
            for n in run
            if self.keys[n] and is_headline(self.blocks[n], self.parts[n]) and self.keys[n] not in self.sites
        ]
        if not heads:
            return None
        evidence = self.evidence(begin, end)
        same: dict[str, list[int]] = {}
        for n in heads:
            same.setdefault(self.keys[n], []).append(n)
        scored = []
        for group in same.values():
            repeat = self.repeat(group)
            score = max(self.form(n) for n in group) + repeat
            score += evidence[group[-1] - begin] if len(group) == 1 else max(evidence[n - begin] for n in group)
            shown = max(group, key=lambda n: (self.blocks[n].level > 0, self.blocks[n].title, -n))
            # Of equals the last one is closest to its story; of repeated lines the first is the headline.
            scored.append(
                (score, len(self.blocks) - group[0] if repeat else group[0] - len(self.blocks), group[0], shown)
            )
        score, _, start, shown = max(scored)
        single = self.page.markup and score < _ENOUGH
        if not first and (score < (_ENOUGH if self.page.markup else 2.0) or single):
            return None
        if first and not self.page.markup and score < 2.0:
            start = shown = self.plainest(heads, end)
        if self.page.markup:
            if self.sig is None:
                self.sig = self.blocks[shown].sig
            elif not self.consistent(group_sigs=[self.blocks[n].sig for n in same[self.keys[start]]], score=score):
                return None
        return start, shown

    def repeat(self, group: list[int]) -> float:
        """Pages print headlines twice. Captions too, but those stand one right after the other."""
        if len(group) < 2:
            return 0.0
        apart = any(b - a > 1 for a, b in pairwise(group))
        unlike = self.page.markup and len({self.blocks[n].sig for n in group}) > 1
        return 3.0 if apart or unlike else 0.0

    def consistent(self, group_sigs: list[str], score: float) -> bool:
        """Later headlines look like the first one, or have more than form on their side."""
        return self.sig in group_sigs or score >= _ENOUGH + 1

    def plainest(self, heads: list[int], end: int) -> int:
        """The headline of a plain page without signs: the first line with the length of a headline."""
        long = [n for n in heads if len(self.blocks[n].text.split()) >= 4]
        first = heads[0]
        if first == 0 and len(self.blocks) > 1 and self.blocks[1].gap and not is_name(self.blocks[0].text):
            return first  # a short line, set apart, that opens the text
        return (long or heads)[0]

    def form(self, n: int) -> float:
        """How much a block looks like a headline by itself."""
        block, words = self.blocks[n], len(self.blocks[n].text.split())
        score = 0.0
        if self.keys[n] in self.named:
            score += 4
        elif self.keys[n] in self.titles and words > 1:
            score += 3.5
        score += 3 if block.level == 1 else 1 if block.level in (2, 3) else 0
        score += 1 if block.title and not block.level else 0
        score += 2 if block.opens and block.box < 0 else 1.5 if block.opens else 0
        if block.gap >= self.gap + 2 and words >= 3:
            score += 2
        if block.link > 0.8 and not block.level:
            score -= 2
        if block.item:
            score -= 2
        if not self.page.markup and (words < 3 or is_name(block.text)):
            score -= 1
        return score

    def evidence(self, begin: int, end: int) -> list[float]:
        """For each block of a run, what after it (up to the paragraph) tells of a headline before."""
        out = [0.0] * (end - begin)
        dated = tool = caption = False
        toolbar = 1.5 if self.page.markup else 2.0
        for n in range(end - 1, begin - 1, -1):
            out[n - begin] = 2.0 * dated + (toolbar if tool else 0.5 if caption else 0.0)
            name = self.parts[n].name
            dated = dated or name == "meta"
            tool = tool or name in MARKERS
            caption = caption or name == "caption"
        return out


def weight(segment: Segment) -> int:
    """Words of a segment that are no furniture."""
    return sum(
        len(b.text.split())
        for n, (b, p) in enumerate(zip(segment.blocks, segment.parts, strict=True))
        if p.name not in FURNITURE and n != segment.head
    )
