"""Whether a record's actor is the party that an annotation means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

EMPTY = frozenset({"the", "a", "an", "of", "and", "to", "in", "on"})
# Alone they say what somebody is, not who.
GENERIC = frozenset(
    {"forces", "army", "government", "ministry", "party", "council", "group", "president", "minister", "police",
     "agency", "source", "office"}
)  # fmt: skip
PRONOUNS = frozenset(
    {"he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "we", "us", "who", "which", "that", "this",
     "these", "those", "i", "you"}
)  # fmt: skip
LONGER = 4  # words by which a fuller name may outgrow the annotated one


def plain(text: str) -> str:
    """Small letters without accents, possessives and the dots of abbreviations."""
    text = unicodedata.normalize("NFKD", text.replace("’", "'"))
    text = "".join(c for c in text if not unicodedata.combining(c)).replace("'s", "")
    return re.sub(r"(?<=\b\w)\.(?=\w\b|\s|$)", "", text).lower()


def words(text: str) -> frozenset[str]:
    """The words that make a name."""
    return frozenset(re.findall(r"\w+", plain(text))) - EMPTY


def overlap(a: str, b: str) -> float:
    """Dice overlap of two texts' words, 0 to 1 (Dice 1945)."""
    mine, other = words(a), words(b)
    return 2 * len(mine & other) / (len(mine) + len(other)) if mine and other else 0.0


def same_name(name: str, good: str) -> bool:
    """Whether two names mean one actor: equal, the one a little longer, or shorter by half at most and not generic."""
    if name.lower() in PRONOUNS and name != "US":
        return False
    mine, other = words(name), words(good)
    if not mine or not other:
        return False
    if mine == other or (other <= mine and len(mine) <= len(other) + LONGER):
        return True
    return mine <= other and 2 * len(mine) >= len(other) and not mine <= GENERIC


def is_named(names: Iterable[str], accepted: Collection[str]) -> bool:
    """Whether any of an actor's names is one of those accepted."""
    return any(same_name(name, good) for name in names for good in accepted)
