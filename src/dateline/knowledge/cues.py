"""Word lists that give an event its modes and contexts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.knowledge.files import Entry, Layers


@dataclass(frozen=True)
class Cues:
    """Modes and contexts by words.

    Attributes:
        modes: event type -> lemma at the trigger -> modes.
        contexts: lemma, or two in a row, of the passage -> (context, weight); 2 settles it alone, 1 needs another.
        quiet: the same for topics without politics.
    """

    modes: Mapping[str, Mapping[str, tuple[str, ...]]]
    contexts: Mapping[str, tuple[tuple[str, int], ...]]
    quiet: Mapping[str, tuple[tuple[str, int], ...]]


def load(layers: Layers) -> Cues:
    """Read ``modes/*.yaml``, ``contexts/*.yaml`` and ``quiet/*.yaml``.

    Raises:
        KnowledgeError: an entry lacks its words.
    """
    modes: dict[str, dict[str, tuple[str, ...]]] = {}
    for entry in layers.entries("modes/*.yaml"):
        of_type = modes.setdefault(str(entry.data.get("type")), {})
        for word in _words(entry, "words", needed=True):
            of_type[word] = (*of_type.get(word, ()), str(entry.data.get("mode")))
    return Cues(modes, _topics(layers, "contexts/*.yaml"), _topics(layers, "quiet/*.yaml"))


def _topics(layers: Layers, pattern: str) -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for entry in layers.entries(pattern):
        for name, weight in (("words", 2), ("hints", 1)):
            for word in _words(entry, name, needed=name == "words"):
                found[word] = (*found.get(word, ()), (str(entry.data["id"]), weight))
    return found


def _words(entry: Entry, name: str, *, needed: bool) -> list[str]:
    words = entry.data.get(name, [])
    if not isinstance(words, list) or (needed and not words) or not all(isinstance(w, str) for w in words):
        raise entry.fail(f"field {name!r} must be a list of words")
    return words
