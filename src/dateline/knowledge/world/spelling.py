"""Transliteration keys: spellings of one name that differ only by the way it was written in Latin letters share a key.

"Haniyeh" and "Hanieh", "Ghalibaf" and "Qalibaf", "Erdoğan" and "Erdogan" give the same key, "Kim Jong Un" and "Kim
Jong Il" don't. Keys only block: whoever links two names by key must still compare country and date.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Parts that a name may carry or leave out: the Arabic article, and generational marks.
ARTICLES = frozenset({"al", "el", "ul", "as", "ash", "ad", "an", "ar", "at", "az", "jr", "sr", "ii", "iii", "iv"})
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "e", "œ": "e", "þ": "th", "ə": "a"}
)
_STEPS = tuple(
    (re.compile(old), new)
    for old, new in (
        (r"[^a-z]", ""),
        (r"^dj|(?<=[aeiou])dj", "j"),
        (r"tsch|tch|cz", "ch"),
        (r"sch", "sh"),
        (r"ph", "f"),
        (r"zh", "j"),
        (r"ts|tz", "s"),
        (r"kh|gh|ck|q", "k"),
        (r"c(?!h)", "k"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"w", "v"),
        (r"x", "ks"),
        (r"ou|oo|o", "u"),
        (r"[aeiy]+", "a"),
        (r"(.)\1+", r"\1"),
        (r"(?<=.)h$", ""),
        (r"(?<=a)h(?=[a-z])", "h"),
    )
)


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """Lower case letters without accents; apostrophes and other marks left out."""
    word = unicodedata.normalize("NFKD", word.lower().translate(_LETTERS))
    return "".join(c for c in word if c.isalnum())


_LETTERED = re.compile(r"\b\w(?:[-–]\w)+\b")


@lru_cache(maxsize=65536)
def word_key(word: str) -> str:
    """The key of one word; words of up to three letters keep their letters, since too many would fall together."""
    letters = plain(word)
    if len(letters) <= 3 or not letters.isascii():
        return letters
    for pattern, new in _STEPS:
        letters = pattern.sub(new, letters)
    return letters


def name_words(name: str) -> list[str]:
    """The words of a name that count: split at white space and hyphens, articles and initials left out.

    Letters with hyphens between them are one word: "X-Y-Z Works" isn't "Works".
    """
    name = _LETTERED.sub(lambda found: re.sub("[-–]", "", found[0]), name)
    words = [w for w in re.split(r"[\s\-–_/,]+", name) if w]
    kept = [w for w in words if plain(w) not in ARTICLES and not re.fullmatch(r"\w\.?", w)]
    return kept or words


def name_key(name: str) -> str:
    """The key of a whole name: the keys of its words with a blank between."""
    return " ".join(k for w in name_words(name) if (k := word_key(w)))
