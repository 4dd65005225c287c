"""Word lists that give an event its modes and contexts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.knowledge.files import Layers
from dateline.knowledge.kinds.events import ContextEntry, ModeEntry
from dateline.knowledge.kinds.files import read


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
        KnowledgeError: an entry breaks its kind.
    """
    modes: dict[str, dict[str, tuple[str, ...]]] = {}
    for entry in read(layers, "modes/*.yaml", ModeEntry):
        of_type = modes.setdefault(entry.type, {})
        for word in entry.words:
            of_type[word] = (*of_type.get(word, ()), entry.mode)
    return Cues(modes, _topics(layers, "contexts/*.yaml"), _topics(layers, "quiet/*.yaml"))


def _topics(layers: Layers, pattern: str) -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for entry in read(layers, pattern, ContextEntry):
        for words, weight in ((entry.words, 2), (entry.hints, 1)):
            for word in words:
                found[word] = (*found.get(word, ()), (entry.id, weight))
    return found
