"""The language of a story, told from the words of its headline and body."""

from __future__ import annotations

import re

import py3langid

from dateline.knowledge.page_words import PageWords

_SAMPLE = 4000
_WORDS = re.compile(r"[^\W\d_]+")
# Words that begin with a small letter, from which on names are left out of the judgement; words of a short text.
_TELLING, _SHORT = 4, 20


def language_of(text: str, known: PageWords, declared: str | None = None) -> str | None:
    """ISO 639-1 code, or None for a text without words.

    Args:
        text: the story's headline and body: neither a headline of names nor a body of a line tells enough by itself.
        known: the language that is wanted, with its common words.
        declared: what the page says; believed for texts of a few words only.
    """
    found = _WORDS.findall(text[:_SAMPLE])
    if not found:
        return None
    words = [word.lower() for word in found]
    common = sum(word in known.common for word in words) / len(words)
    if common > 0.2:
        return known.language
    if len(words) < _SHORT:
        if declared and re.fullmatch("[a-z]{2}", declared) and text.isascii():
            return declared
        # A handful of names can't be told from other Latin scripts; another guess than what is wanted loses the story.
        if _is_plain(text) and (common > 0.1 or len(words) < 8):
            return known.language
    told = [word for word in found if not word[0].isupper()]
    if len(told) < _TELLING and len(told) < len(found) and not text.isupper() and _is_plain(text):
        return known.language  # names alone
    # Names are of all languages: the small words tell which one speaks of them.
    sample = " ".join(told) if len(told) >= _TELLING else text[:_SAMPLE]
    return next((str(code) for code, _ in py3langid.rank(sample) if len(code) == 2), None)  # ISO 639-1 has two letters


def _is_plain(text: str) -> bool:
    """Whether a text is in Latin letters."""
    return sum(c < "\u0250" or c in "‘’“”–—…" for c in text) > 0.9 * len(text)
