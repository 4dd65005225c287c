"""The language of a story, told from its words."""

from __future__ import annotations

import re

import py3langid

from dateline.knowledge.page_words import PageWords

_SAMPLE = 4000
_WORDS = re.compile(r"[^\W\d_]+")


def language_of(text: str, known: PageWords, declared: str | None = None) -> str | None:
    """ISO 639-1 code, or None for a text without words.

    Args:
        text: the story's body.
        known: the language that is wanted, with its common words.
        declared: what the page says; believed for texts of a few words only.
    """
    words = _WORDS.findall(text[:_SAMPLE].lower())
    if not words:
        return None
    common = sum(word in known.common for word in words) / len(words)
    if common > 0.2:
        return known.language
    if len(words) < 20:
        if declared and re.fullmatch("[a-z]{2}", declared) and text.isascii():
            return declared
        plain = sum(c < "\u0250" or c in "‘’“”–—…" for c in text) > 0.9 * len(text)
        # A handful of names can't be told from other Latin scripts; another guess than what is wanted loses the story.
        if plain and (common > 0.05 or len(words) < 8):
            return known.language
    ranked = py3langid.rank(text[:_SAMPLE])
    return next((str(code) for code, _ in ranked if len(code) == 2), None)  # ISO 639-1 alone has two letters
