"""Kinds of the factuality files: words that govern events, words beside them, modifiers of event nouns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from dateline.knowledge.kinds.base.codes import STATUS, STATUS_OR_SAME
from dateline.knowledge.kinds.base.entry import Named, Wanted, needed, other
from dateline.knowledge.kinds.base.values import FLAG, TEXT, TEXTS, WORDS, listed, mapped, one_of, with_fault

COMPLEMENTS = ("inf", "ger", "that", "noun", "wh")
MODAL_KINDS = (
    "aux", "aux-perfect", "adverb", "marker", "phrase", "preposition", "inversion", "state", "light", "attitude",
    "falsehood", "drift", "fiction", "setting",
)  # fmt: skip


def _marked(value: Any) -> str | None:
    good = 0 <= value.find("{") < value.find("}") and value.count("{") == value.count("}") == 1
    return None if good else "marks no {trigger}"


COMPLEMENT_LIST = listed(one_of(*COMPLEMENTS), 1, "a list of complements")
STATUS_LIST = listed(STATUS, 0, "a list of statuses")
EXAMPLES = mapped(with_fault(TEXT, _marked), STATUS, "a mapping of sentences with a {trigger} to statuses")
ONLY = mapped(TEXT, listed(one_of(*COMPLEMENTS), 0, "a list of complements"), "a mapping of words to complements")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusEntry(Named):
    """What all cues of factuality have."""

    examples: ClassVar[str] = "status"
    words: tuple[str, ...] = needed(WORDS, "the words")
    gives: str = needed(STATUS_OR_SAME, "the status that an event takes from them")
    examples_: Mapping[str, str] = other(
        EXAMPLES, "sentences with a `{trigger}`, and the status that it has", made=dict
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ModifierEntry(StatusEntry):
    """Modifiers of event nouns: "alleged", "planned"."""

    negated: str = other(STATUS_OR_SAME, "what a negation makes of it", "negated")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModalEntry(StatusEntry):
    """Words beside the trigger: auxiliaries, adverbs, markers of clauses, prepositions, and sets of verbs."""

    mark: ClassVar[str] = "kind"
    needs: ClassVar[Mapping[str, Wanted]] = {
        "modal.will": {"kind": "aux", "counting": ("will", "going to")},
        "modal.would": {"kind": "aux"},
        "modal.may": {"kind": "aux", "gives": "possible"},
        "marker.should": {"kind": "inversion"},
        "predicate.false": {"kind": "falsehood"},
    }
    kind: str = needed(
        one_of(*MODAL_KINDS),
        "`aux`: auxiliary of the trigger; `adverb`: in its clause; `marker`: opens its clause; `phrase`: a marker of "
        "several words; `preposition`: right before the event; `falsehood`: calls a claim untrue; `drift`: parts a "
        "noun from what it governs; `light`: only says that the event takes place; `attitude`: tells an attitude; "
        "`fiction`: a work whose plot is told in the present; `setting`: prepositions before such a work",
    )
    negated: str = other(STATUS_OR_SAME, "what a negation beside it makes of it", "negated")
    only: tuple[str, ...] | None = other(TEXTS, "the words that count, where not all do")
    if_governor: tuple[str, ...] = other(STATUS_LIST, "counts only where the governing verb has one of these", ())

    @property
    def counting(self) -> tuple[str, ...]:
        """The words that count."""
        return self.words if self.only is None else self.only


@dataclass(frozen=True, slots=True, kw_only=True)
class GovernorEntry(StatusEntry):
    """Words that decide the status of their complements."""

    mark: ClassVar[str] = "pos"
    pos: str = needed(one_of("verb", "noun", "adj"), "part of speech")
    takes: tuple[str, ...] = needed(
        COMPLEMENT_LIST, "complements: `inf`, `ger` (-ing), `that`, `noun`, `wh` (whether, if)"
    )
    negated: str = other(STATUS_OR_SAME, "what a negation at the word makes of them", "same")
    only: Mapping[str, tuple[str, ...]] = other(ONLY, "complements of single words, where they differ", made=dict)
    factive: bool = other(FLAG, "the content holds whether or not the word is negated", False)
