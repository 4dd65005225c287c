"""What the parser reads in place of words that it would misread: "Sanaa" for "Sana'a", "Monday" for "14/06/2019".

In: a text and the language's rules. Out: the text for the parser; and what it says of that, told of the text as it was.
A stretch that a stand-in replaced becomes words again: the stand-in's own labels go to its first ones, the rest hangs
on them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dateline.language.labels import Dep
from dateline.language.language import StandIn
from dateline.language.parser.pipeline import Words

# A word with accents apart from their letters (NFD), or with letters that are one sign ("ﬁred").
_APART = re.compile(r"[\w\u0300-\u036f]*[\u0300-\u036f\ufb00-\ufb06][\w\u0300-\u036f]*")
_WORD = re.compile(r"\w+(?:[:./'’-]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Swap:
    """A stretch of the text, ``start`` to ``end``, that is read as ``reads``."""

    start: int
    end: int
    reads: str


@dataclass(frozen=True)
class Reading:
    """A text as the parser gets it, with what was replaced in it."""

    text: str
    swaps: tuple[Swap, ...] = ()

    @cached_property
    def begins(self) -> list[int]:
        """Where each stand-in begins in the text that the parser gets."""
        found, shift = [], 0
        for s in self.swaps:
            found.append(s.start + shift)
            shift += len(s.reads) - (s.end - s.start)
        return found

    def swap_at(self, at: int) -> int | None:
        """Number of the stand-in that holds a character of what the parser got."""
        n = bisect_right(self.begins, at) - 1
        return n if n >= 0 and at < self.begins[n] + len(self.swaps[n].reads) else None

    def origin(self, at: int) -> int:
        """Where a character outside all stand-ins stands in the text as it was."""
        n = bisect_right(self.begins, at) - 1
        return at if n < 0 else at - self.begins[n] - len(self.swaps[n].reads) + self.swaps[n].end


def read_as(text: str, rules: Sequence[StandIn]) -> Reading:
    """The text with its stand-ins. Where two rules meet, the earlier stretch, then the earlier rule is taken."""
    found: list[tuple[int, int, int, str]] = []
    for n, (pattern, reads) in enumerate(rules):
        group = "words" if "words" in pattern.groupindex else 0
        found += [(*m.span(group), n, m.expand(reads)) for m in pattern.finditer(text)]
    if not text.isascii():
        found += [(*m.span(), -1, unicodedata.normalize("NFKC", m.group())) for m in _APART.finditer(text)]
    swaps: list[Swap] = []
    for start, end, _, reads in sorted(found, key=lambda f: (f[0], f[2])):
        if reads.strip() and reads != text[start:end] and (not swaps or start >= swaps[-1].end):
            swaps.append(Swap(start, end, reads))
    pieces, at = [], 0
    for s in swaps:
        pieces += [text[at : s.start], s.reads]
        at = s.end
    return Reading("".join((*pieces, text[at:])), tuple(swaps))


def restored(words: Words, reading: Reading, text: str) -> Words:
    """What the parser says, told of the words of the text itself."""
    if not reading.swaps:
        return words
    rows: list[tuple[int, str, int, bool]] = []  # start, word, the parser's token, whether it is that token's own
    done: dict[int, int] = {}
    for i, (start, word) in enumerate(zip(words.starts, words.texts, strict=True)):
        n = reading.swap_at(start)
        if n is None:
            at = reading.origin(start)
            rows.append((at, text[at : at + len(word)], i, True))
        elif n not in done:
            done[n] = len(rows)
            rows += [(at, held, i, k == 0) for k, (at, held) in enumerate(_held(text, reading.swaps[n]))]
        elif done[n] + 1 < len(rows) and not rows[done[n] + 1][3]:
            # A stand-in of several words: the next of the replaced words is the next one's own.
            done[n] += 1
            rows[done[n] :] = [(at, held, i, k == 0) for k, (at, held, _, _) in enumerate(rows[done[n] :])]
    return _told(words, rows)


def _held(text: str, swap: Swap) -> list[tuple[int, str]]:
    """The words of a replaced stretch, with where they begin; one word where it has no blank."""
    held = text[swap.start : swap.end]
    if not any(c.isspace() for c in held.strip()):
        return [(swap.start + len(held) - len(held.lstrip()), held.strip())]
    return [(swap.start + m.start(), m.group()) for m in _WORD.finditer(held)]


def _told(words: Words, rows: list[tuple[int, str, int, bool]]) -> Words:
    """The labels of the parser's tokens for the words in their place; other words hang on the one before them."""
    own = {i: n for n, (_, _, i, mine) in enumerate(rows) if mine}
    lowers = [word.lower() for _, word, _, _ in rows]
    labels = [
        (words.pos[i], words.tags[i], words.deps[i], own.get(words.heads[i], n)) if mine else (*_hung(word), own[i])
        for n, (_, word, i, mine) in enumerate(rows)
    ]
    same = [mine and words.lowers[i] == lower for (_, _, i, mine), lower in zip(rows, lowers, strict=True)]
    lemmas = [words.lemmas[i] if kept else lower for (_, _, i, _), kept, lower in zip(rows, same, lowers, strict=True)]
    pos, tags, deps, heads = (list(column) for column in zip(*labels, strict=True)) if labels else ([], [], [], [])
    opens = sorted({own[i] for i in words.opens if i in own} | {0})
    return Words(
        [word for _, word, _, _ in rows], [at for at, _, _, _ in rows], lowers, lemmas, pos, tags, deps, heads, opens
    )


def _hung(word: str) -> tuple[str, str, str]:
    """Part of speech, tag and relation of a word that hangs on the one before it."""
    if not any(c.isalnum() for c in word):
        return "PUNCT", word, Dep.PUNCT
    return ("NUM", "CD", Dep.NUMBER) if word[0].isdigit() else ("PROPN", "NNP", Dep.NOUN_ADVERBIAL)
