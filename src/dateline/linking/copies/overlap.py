"""How much of one text stands in another, and whether that makes it a copy."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.linking.copies.shingles import LENGTH, Shingles

# Share of the shorter text's words that must stand in the longer one. Two reporters who quote the same speech share a
# fifth or a third; an editor who changes every tenth word leaves two thirds.
COPIED = 0.42
# A brief that makes up less of the longer text than this is a copy only where all but all of it is there and is how
# that text begins: pages that gather briefs would else make one family of all of them.
PART = 0.25
WHOLE = 0.7
TOP = 60
# Shingles in a row that must be common for their words to count: shorter runs are stock phrases.
RUN = 3
# Texts with fewer common words than this are alike by chance or by form.
FEWEST = 20


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts have in common.

    Attributes:
        shorter: share of the words of the shorter text that stand in the longer one, in runs of at least
            ``LENGTH + RUN - 1`` words.
        longer: the same of the longer text.
        common: number of such words in the shorter text.
        top: whether some of them stand among the first words of the longer text.
    """

    shorter: float
    longer: float
    common: int
    top: bool

    @property
    def is_copy(self) -> bool:
        """Whether one text is the other one, edited, cut or added to."""
        if self.common < FEWEST:
            return False
        return self.shorter >= COPIED if self.longer >= PART else self.shorter >= WHOLE and self.top


def overlap(a: Shingles, b: Shingles) -> Overlap:
    """What two texts have in common; the order of the two makes no difference."""
    short, long = sorted((a, b), key=lambda s: (s.words, s.hashes))
    shared = short.known & long.known
    in_short, in_long = _covered(short, shared), _covered(long, shared)
    return Overlap(
        shorter=len(in_short) / max(1, short.words),
        longer=len(in_long) / max(1, long.words),
        common=len(in_short),
        top=any(n < TOP for n in in_long),
    )


def _covered(text: Shingles, shared: frozenset[int]) -> set[int]:
    """Positions of the words that lie in runs of at least ``RUN`` shingles of both texts."""
    found: set[int] = set()
    start = 0
    for n in range(len(text.hashes) + 1):
        if n < len(text.hashes) and text.hashes[n] in shared:
            continue
        if n - start >= min(RUN, len(text.hashes)):
            found.update(range(start, min(n + LENGTH - 1, text.words)))
        start = n + 1
    return found
