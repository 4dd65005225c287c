"""Find copies among stories: a new story meets those whose sampled shingles it shares, and each pair is verified."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from dateline.linking.copies.overlap import Overlap, overlap
from dateline.linking.copies.shingles import Shingles

K = TypeVar("K", bound=Hashable)
# Sampled shingles that two texts must share to be compared: so many, and this share of the smaller sample. A copy
# shares nearly half of its words at least; what stories share by way of stock phrases is not worth a comparison.
SHARED = 2
SHARE = 0.2
# Days between two printings of one text.
APART = 45


class CopyIndex(Protocol[K]):
    """Where the shingles of earlier stories are looked up."""

    def sharing(self, sample: frozenset[int], day: int | None) -> Counter[K]:
        """Stories with some of these shingles, printed at most ``APART`` days from a day, and with how many."""

    def shingles(self, story: K) -> Shingles:
        """The shingles of an earlier story."""

    def sampled(self, stories: Sequence[K]) -> Mapping[K, int]:
        """How many sampled shingles earlier stories have."""


@dataclass
class MemoryIndex:
    """A ``CopyIndex`` that keeps all in memory."""

    texts: dict[str, Shingles] = field(default_factory=dict)
    days: dict[str, int | None] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    holders: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def sharing(self, sample: frozenset[int], day: int | None) -> Counter[str]:
        """See ``CopyIndex``."""
        found = Counter(story for h in sample for story in self.holders.get(h, ()))
        return Counter({s: n for s, n in found.items() if near(self.days[s], day)})

    def shingles(self, story: str) -> Shingles:
        """See ``CopyIndex``."""
        return self.texts[story]

    def sampled(self, stories: Sequence[str]) -> Mapping[str, int]:
        """See ``CopyIndex``."""
        return {story: self.sizes[story] for story in stories}

    def put(self, story: str, shingles: Shingles, day: int | None) -> None:
        """Take a story in."""
        self.texts[story], self.days[story] = shingles, day
        self.sizes[story] = len(shingles.sample)
        for h in shingles.sample:
            self.holders[h].append(story)


def near(a: int | None, b: int | None) -> bool:
    """Whether two days (ordinals) are near enough for a reprint; a day that isn't known is near to all."""
    return a is None or b is None or abs(a - b) <= APART


def copies_of(shingles: Shingles, day: int | None, index: CopyIndex[K]) -> dict[K, Overlap]:
    """The earlier stories of which a new one is a copy, or which are copies of it."""
    sample = shingles.sample
    found = {s: n for s, n in index.sharing(sample, day).items() if n >= SHARED}
    sizes = index.sampled(list(found))
    worth = [s for s, n in found.items() if n >= SHARE * min(len(sample), sizes[s])]
    compared = {s: overlap(shingles, index.shingles(s)) for s in worth}
    return {s: o for s, o in compared.items() if o.is_copy}


def joined(items: Iterable[K], pairs: Iterable[tuple[K, K]], order: Callable[[K], tuple[object, ...]]) -> Mapping[K, K]:
    """Who belongs together by way of pairs: each item with the first of its family, by ``order``."""
    head = {item: item for item in items}

    def find(item: K) -> K:
        while head[item] != item:
            head[item] = head[head[item]]
            item = head[item]
        return item

    for a, b in pairs:
        first, second = sorted((find(a), find(b)), key=order)
        head[second] = first
    return {item: find(item) for item in head}
