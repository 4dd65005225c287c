"""Words as people type them: "Sanaa" for Sana'a, "US" for U.S., "Lodz" for Łódź.

FTS5's ``unicode61`` takes accents off letters, but it parts words at dots and apostrophes, and letters such as ł, ø and
ß, which have no accent to take off, stay. What it would miss stands in a column of its own beside each text that is
searched, so that other programs that search the file find it too.
"""

from __future__ import annotations

import re

# Words that aren't kept as names; in capitals some of them are: the US, the WHO.
PRONOUNS = frozenset({
    "he", "she", "it", "they", "we", "i", "you", "him", "her", "them", "us", "me", "his", "hers", "its", "their", "our",
    "my", "your", "who", "which", "that", "this", "these", "those", "himself", "herself", "itself", "themselves",
    "ourselves", "whom", "whose", "one",
})  # fmt: skip
# Words on each side of one that is spelt in another way, kept with it so that phrases are found.
REACH = 3

_LETTERS = {
    "ß": "ss", "ẞ": "SS", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th",
    "Þ": "Th", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ı": "i", "ə": "a", "Ə": "A", "ħ": "h", "Ħ": "H",
}  # fmt: skip
# Apostrophes that Unicode counts as letters, so that no word ends there.
_PLAIN = str.maketrans(_LETTERS | dict.fromkeys("ʹʻʼʽʾʿˈ", ""))
_ABBREVIATION = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
# Inside a word, but not before the endings of "Iran's", "didn't", "they're".
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’‘`´′](?!(?:s|t|re|ve|ll|d|m)\b)(?=[^\W\d_])", re.IGNORECASE)


def plain(text: str) -> str:
    """A text without the marks and letters that people leave out when they type."""
    text = _ABBREVIATION.sub(lambda found: found[0].replace(".", ""), text)
    return _APOSTROPHE.sub("", text).translate(_PLAIN)


def is_capital_pronoun(word: str) -> bool:
    """Whether a word is a name that in small letters would be a pronoun: US, WHO."""
    return len(word) > 1 and word.isupper() and word.lower() in PRONOUNS


def spellings(text: str | None) -> str:
    """What a text is to be found by beside its own words.

    A line for each place where a word is also typed in another way, with the words around it; and names in capitals
    that in small letters would be pronouns.
    """
    words = (text or "").split()
    typed = [plain(word) for word in words]
    places = _around([n for n, word in enumerate(words) if typed[n] != word], len(words))
    lines = [" ".join(typed[place.start : place.stop]) for place in places]
    return "\n".join([*lines, *_capital_pronouns(text or "")])


def _around(found: list[int], size: int) -> list[range]:
    """Stretches of a text of so many words around the words that were found, each word in one of them only."""
    places: list[range] = []
    for n in found:
        start = max(0, n - REACH)
        if places and places[-1].stop >= start:
            start = places.pop().start
        places.append(range(start, min(size, n + REACH + 1)))
    return places


def _capital_pronouns(text: str) -> list[str]:
    """The names in a text that are pronouns but for their capitals; none where all is in capitals."""
    return [] if text.isupper() else sorted({word for word in _CAPITALS.findall(text) if is_capital_pronoun(word)})
