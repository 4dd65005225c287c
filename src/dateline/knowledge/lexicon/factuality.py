"""Cues of factuality: modals, modifiers of event nouns, and the words that govern other events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.knowledge.files import Layers
from dateline.knowledge.kinds.factuality import GovernorEntry, ModalEntry, ModifierEntry
from dateline.knowledge.kinds.files import read_all
from dateline.record import Factuality

# Kinds of modals that are mere sets of words.
SETS = ("light", "attitude", "falsehood", "drift")


@dataclass(frozen=True, slots=True)
class Modal:
    """A word beside the trigger. ``if_governor``: counts only where the governing verb has one of these statuses."""

    id: str
    gives: Factuality
    negated: Factuality
    if_governor: frozenset[str]


@dataclass(frozen=True, slots=True)
class Governor:
    """A word that decides the status of its complements. ``gives`` and ``negated`` may be ``same``."""

    id: str
    gives: str
    negated: str
    factive: bool
    takes: frozenset[str]


@dataclass(frozen=True, slots=True)
class FactualityCues:
    """Compiled cues.

    Attributes:
        modals: kind (``aux``, ``adverb``, ...) and word -> modal.
        modifiers: word -> rule id and status, for words at event nouns.
        governors: part of speech and words -> governors, the later ones in the files first.
        light: verbs that only say that the event of their noun takes place.
        attitudes: verbs that tell an attitude which the speaker has, bare or with "would".
        falsehoods: predicates that call a claim untrue.
        drifting: verbs that part a noun from what it governs ("fears grew of an attack").
    """

    modals: Mapping[tuple[str, str], Modal]
    modifiers: Mapping[str, tuple[str, Factuality]]
    governors: Mapping[tuple[str, str], tuple[Governor, ...]]
    light: frozenset[str]
    attitudes: frozenset[str]
    falsehoods: frozenset[str]
    drifting: frozenset[str]

    def governor(self, pos: str, words: str, complement: str) -> Governor | None:
        """The rule of a governing word for a kind of complement."""
        return next((g for g in self.governors.get((pos, words), ()) if complement in g.takes), None)


def load(layers: Layers) -> FactualityCues:
    """Read ``factuality/*.yaml``.

    Raises:
        KnowledgeError: an entry breaks its kind.
    """
    modals: dict[tuple[str, str], Modal] = {}
    modifiers: dict[str, tuple[str, Any]] = {}
    governors: dict[tuple[str, str], list[Governor]] = {}
    sets: dict[str, set[str]] = {kind: set() for kind in SETS}
    for entry in read_all(layers, "factuality/*.yaml"):
        if isinstance(entry, GovernorEntry):
            for key, governor in _governors(entry):
                # The first use that fits counts: a user's goes before ours.
                held = governors.setdefault(key, [])
                held.insert(0 if entry.source.layer else len(held), governor)
        elif isinstance(entry, ModalEntry) and entry.kind in sets:
            sets[entry.kind].update(entry.words)
        elif isinstance(entry, ModalEntry):
            modals.update(_modals(entry))
        elif isinstance(entry, ModifierEntry):
            modifiers |= dict.fromkeys(entry.words, (entry.id, entry.gives))
    light, attitudes, falsehoods, drifting = (frozenset(sets[kind]) for kind in SETS)
    uses = {words: tuple(held) for words, held in governors.items()}
    return FactualityCues(modals, modifiers, uses, light, attitudes, falsehoods, drifting)


def _modals(entry: ModalEntry) -> Iterator[tuple[tuple[str, str], Modal]]:
    """The modal by kind and word; a phrase also by its first word."""
    gives: Any = entry.gives
    negated: Any = entry.negated
    modal = Modal(entry.id, gives, negated, frozenset(entry.if_governor))
    for word in entry.counting:
        yield (entry.kind, word), modal
        if entry.kind == "phrase":
            yield ("phrase-start", word.split()[0]), modal


def _governors(entry: GovernorEntry) -> Iterator[tuple[tuple[str, str], Governor]]:
    for word in entry.words:
        takes = frozenset(entry.only.get(word, entry.takes))
        yield (entry.pos, word), Governor(entry.id, entry.gives, entry.negated, entry.factive, takes)
