"""Texts as shingles: runs of words, hashed, of which a fixed share is kept to find texts that overlap.

The kept share is that of FracMinHash (Irber et al. 2022, "Lightweight compositional analysis of metagenomes with
FracMinHash and minimum metagenome covers"): all hashes below a bound. Unlike MinHash signatures with a banded index,
which estimate the likeness of two whole sets and lose a brief that is cut from a long text, two such samples meet in
proportion to what the texts share, however long either is; and a sample never changes with the other texts there are.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

WORD = re.compile(r"\w+(?:['’]\w+)*")
# Words in a shingle: fewer meet by chance, more don't survive an editor.
LENGTH = 4
# One shingle in so many is kept to look texts up by.
KEPT = 5
BITS = 63


@dataclass(frozen=True)
class Shingles:
    """The shingles of a text.

    Attributes:
        hashes: of the runs of ``LENGTH`` words, in text order: number n begins at word n.
        words: how many words the text has.
    """

    hashes: tuple[int, ...]
    words: int

    @cached_property
    def known(self) -> frozenset[int]:
        """The hashes, to look one up."""
        return frozenset(self.hashes)

    @cached_property
    def sample(self) -> frozenset[int]:
        """Those that a text is looked up by."""
        return frozenset(h for h in self.hashes if h % KEPT == 0)


def words_of(text: str) -> list[str]:
    """The words of a text, without case and compatibility forms, so that typography makes no difference."""
    return [w.replace("’", "'") for w in WORD.findall(unicodedata.normalize("NFKC", text).casefold())]


def shingles_of(text: str) -> Shingles:
    """The shingles of a text; one shorter than a shingle is a single one."""
    words = words_of(text)
    runs = (" ".join(words[n : n + LENGTH]) for n in range(max(1, len(words) - LENGTH + 1)))
    return Shingles(tuple(map(_hash, runs)) if words else (), len(words))


def _hash(run: str) -> int:
    """A number that is the same on every machine and fits into a column of SQLite."""
    return int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), "big") >> (64 - BITS)
