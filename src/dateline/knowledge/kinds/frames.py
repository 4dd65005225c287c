"""Kinds of the frame files: rules that say which words name an act, and named sets of words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from dateline.knowledge.kinds.base.codes import STATUS
from dateline.knowledge.kinds.base.entry import Kind, Named, Wanted, needed, other
from dateline.knowledge.kinds.base.values import FLAG, ONE_OR_MORE, TEXT, WORDS, between

# Sets that code asks for by name.
ASKED_SETS = (
    "act-nouns", "ambiguous", "blame", "object-control", "partitive", "support", "transfer", "undergo", "utterance",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class WordSetEntry(Kind):
    """A named set of words, for patterns that say `<name>`. A set of a user's folder takes the place of ours."""

    mark: ClassVar[str] = "set"
    key: ClassVar[str] = "set"
    needs: ClassVar[Mapping[str, Wanted]] = {name: {} for name in ASKED_SETS}
    set: str = needed(TEXT, "name of the set")
    words: tuple[str, ...] = needed(WORDS, "lemmas; `<other>` stands for the words of another set")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameEntry(Named):
    """A rule: the words that name an act of an event type, and who does it to whom."""

    examples: ClassVar[str] = "frame"
    id: str = needed(TEXT, "type, a dot, a name: unique, ends up in the record's `rule`")
    type: str | None = other(TEXT, "the event type, where it is not the name of the file")
    verbs: tuple[str, ...] = other(ONE_OR_MORE, "patterns whose head is a verb", ())
    nouns: tuple[str, ...] = other(ONE_OR_MORE, "patterns whose head is a noun", ())
    adjectives: tuple[str, ...] = other(ONE_OR_MORE, "patterns whose head is an adjective", ())
    roles: str | None = other(TEXT, "slots of the actor and the recipient at verbs and adjectives")
    noun_roles: str | None = other(TEXT, "the same at nouns")
    actor: tuple[str, ...] = other(
        ONE_OR_MORE,
        "kinds of which the actor must be one: kinds of actors, or `actor` (can act), `thing`, `armed` (military, "
        "armed_group), `state`; `none`: may be missing; `!person`: must not be one; left out: all are allowed",
        (),
    )
    recipient: tuple[str, ...] = other(ONE_OR_MORE, "the same of the recipient", ())
    unless: tuple[str, ...] = other(
        ONE_OR_MORE, "lemmas that must not hang on the matched words (modifiers, objects, objects of prepositions)", ()
    )
    needs_: tuple[str, ...] = other(ONE_OR_MORE, "lemmas of which one must hang on the matched words", ())
    unless_sentence: tuple[str, ...] = other(ONE_OR_MORE, "lemmas that must not stand anywhere in the sentence", ())
    needs_sentence: tuple[str, ...] = other(ONE_OR_MORE, "lemmas of which one must stand in the sentence", ())
    passive: bool | None = other(FLAG, "only in the passive (`true`), only in the active (`false`)")
    negated: bool | None = other(
        FLAG,
        "only with *not*, *never*, *no* on the head (for a verb that means another type when negated)",
    )
    modes: tuple[str, ...] = other(ONE_OR_MORE, "PLOVER modes that always hold for this rule", ())
    contexts: tuple[str, ...] = other(ONE_OR_MORE, "PLOVER contexts that always hold for this rule", ())
    strength: float = other(between(0, 1), "how often the rule is right; decides ties and the confidence", 0.8)
    weak: bool = other(
        FLAG, "too vague for running text; asked only for a given pair of actors. Use it freely for vague cues", False
    )
    also: bool = other(
        FLAG,
        "adds its event beside the rule that won on the same word (a prison sentence is SANCTION and COERCE)",
        False,
    )
    keep: bool = other(FLAG, "acts inside the pattern (its object noun, its clause) stay events of their own", False)
    factuality: str | None = other(STATUS, "fixes it; leave it out normally, since it is read from the text")
    match: tuple[str, ...] = other(ONE_OR_MORE, "sentences that the rule must find, with marks", ())
    no_match: tuple[str, ...] = other(ONE_OR_MORE, "sentences that it must not find", ())
