"""Texts as weighted words: tf-idf with fixed rates, so that a text's weights never change with the other texts.

Salton & Buckley 1988, "Term-weighting approaches in automatic text retrieval": logarithmic term frequency, cosine
normalisation. The rates of words are those of ``words/rates.csv``, not of the stories at hand: the likeness of two
stories would else depend on all others, and on the order in which they came.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from operator import mul

from dateline.linking.copies.shingles import words_of

Weights = Mapping[str, float]
# Words that more stories than this share hold tell nothing; those below the other count as equally rare.
COMMON, RARE = 0.3, 0.01
# Words at the beginning that count twice: news says first what it is about.
LEAD = 100
# Words of a text that are kept, the weightiest.
KEPT = 80
# Of these, the words that a story is looked up by: so many, and only if they are rarer than this share.
KEYS, KEY_RATE = 16, 0.05


def weigh(text: str, rates: Weights, kept: int = KEPT) -> dict[str, float]:
    """The weights of a text's words, of length 1, in alphabetical order."""
    words = words_of(text)
    counts = Counter(words) + Counter(words[:LEAD])
    weights = {w: (1 + math.log(n)) * rarity(w, rates) for w, n in counts.items() if rates.get(w, 0) < COMMON}
    best = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:kept]
    length = math.sqrt(sum(x * x for _, x in best)) or 1.0
    return {w: round(x / length, 4) for w, x in sorted(best)}


def rarity(word: str, rates: Weights) -> float:
    """The inverse document frequency of a word."""
    return -math.log(max(rates.get(word, 0.0), RARE))


def likeness(a: Weights, b: Weights) -> float:
    """The cosine of two texts' weights, 0 to 1."""
    both = a.keys() & b.keys()
    # A set has no order that lasts; fsum is exact, so that none is needed.
    return math.fsum(map(mul, map(a.__getitem__, both), map(b.__getitem__, both)))


def keys_of(weights: Weights, rates: Weights) -> tuple[str, ...]:
    """The words that a story is looked up by: the weightiest of its rare ones."""
    rare: Iterable[tuple[str, float]] = ((w, x) for w, x in weights.items() if rates.get(w, 0) < KEY_RATE)
    return tuple(w for w, _ in sorted(rare, key=lambda pair: (-pair[1], pair[0]))[:KEYS])
