"""The language of a story, told from its words."""

from __future__ import annotations

import re

import py3langid

from dateline.knowledge.page_words import word_set

_SAMPLE = 4000
_WORDS = re.compile(r"[^\W\d_]+")
_ENGLISH = word_set(
    "the of and to in a that is was for on with said as by he at from it has had his are be were have an not who they",
    "after which this their but will been she her would more about or its when also there than him",
)


def language_of(text: str, declared: str | None = None) -> str | None:
    """ISO 639-1 code, or None for a text without words.

    Args:
        text: the story's body.
        declared: what the page says; believed for texts of a few words only.
    """
    words = _WORDS.findall(text[:_SAMPLE].lower())
    if not words:
        return None
    common = sum(word in _ENGLISH for word in words) / len(words)
    if common > 0.2:
        return "en"
    if len(words) < 20:
        if declared and re.fullmatch("[a-z]{2}", declared) and text.isascii():
            return declared
        plain = sum(c < "\u0250" or c in "‘’“”–—…" for c in text) > 0.9 * len(text)
        # A handful of names can't be told from other Latin scripts; guessing anything but English would lose the story.
        if plain and (common > 0.05 or len(words) < 8):
            return "en"
    code, _ = py3langid.classify(text[:_SAMPLE])
    return str(code)
