"""Kinds of the reporting files: words that say who says what, and words that hedge or deny."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from dateline.knowledge.kinds.base.codes import STANCE
from dateline.knowledge.kinds.base.entry import Named, Wanted, needed, other
from dateline.knowledge.kinds.base.values import TEXTS, WORDS, listed, one_of
from dateline.knowledge.kinds.words import WordListEntry

TAKES = ("clause", "quote", "to", "objto", "ing", "object", "rest", "small", "charge", "quoted", "passive", "of")
SCOPES = ("head", "lemma", "any", "start", "negated", "subject")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingEntry(Named):
    """Verbs or nouns that say who says what."""

    examples: ClassVar[str] = "reporting"
    lemmas: tuple[str, ...] = needed(WORDS, "lemmas, with the words that must follow ('make clear')")
    takes: tuple[str, ...] = needed(
        listed(one_of(*TAKES), 1, "a list of complements"), "what can hold the content: " + ", ".join(TAKES)
    )
    kind: str = other(one_of("speech", "belief", "wish", "showing"), "what the word tells of", "speech")
    stance: str = other(STANCE, "what the word itself says of its content", "asserts")
    addressee: str | None = other(one_of("object"), "`object`: the object is who is told")
    object: str | None = other(one_of("said"), "`said`: a bare object must itself be something said")
    match: tuple[str, ...] = other(TEXTS, "sentences with `source`, `cue`, `content` and `addressee` marked", ())
    no_match: tuple[str, ...] = other(TEXTS, "sentences in which nothing is said", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseEntry(WordListEntry):
    """Phrases that stand before a source: "according to"."""

    examples: ClassVar[str] = "reporting"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingWordsEntry(WordListEntry):
    """A word list that the rules of reporting look up by its id."""

    needs: ClassVar[Mapping[str, Wanted]] = {
        name: {} for name in (
            "anybody", "asking", "calling", "charging-of", "charging-with", "cited", "citing", "claimed", "disbelief",
            "first-person", "light", "naming", "no-mind-endings", "no-minds", "no-sources", "no-speakers", "openers",
            "passed-on", "pointing-back", "said-things", "speaking-on",
        )
    }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceEntry(Named):
    """Words of a content that make it a hedge or a denial."""

    examples: ClassVar[str] = "stance"
    words: tuple[str, ...] = needed(WORDS, "words, lower case; phrases in scope `any`")
    stance: str = needed(STANCE, "what they make of the statement")
    scope: str = needed(
        one_of(*SCOPES),
        "`head`: the main verb of the content with its auxiliaries and adverbs; `start`: its first words; `any`: "
        "anywhere in its main clause; `lemma`, `negated`, `subject`: the main "
        "verb's lemma, alone, negated, with one of `subjects`",
    )
    subjects: tuple[str, ...] = other(TEXTS, "subjects that the main verb must have, for scope `subject`", ())
    match: tuple[str, ...] = other(TEXTS, "sentences with the `cue` marked", ())
    no_match: tuple[str, ...] = other(TEXTS, "sentences with a statement that is asserted", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionEntry(Named):
    """Words by which a source takes a position on what others have said before it."""

    needs: ClassVar[Mapping[str, Wanted]] = {"confirms": {}, "admits": {}, "denies": {}, "blames": {}}
    words: tuple[str, ...] = needed(WORDS, "beginnings of words that the cue of a statement holds, lower case")
