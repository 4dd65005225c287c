"""Kinds of the frame files: rules that say which words name an act, and named sets of words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from dateline.knowledge.files import OWN_ONLY
from dateline.knowledge.kinds.base.codes import STATUS
from dateline.knowledge.kinds.base.entry import Kind, Named, Wanted, needed, other
from dateline.knowledge.kinds.base.values import FLAG, ONE_OR_MORE, TEXT, WORDS, Reason, Value, between, row

# Sets that code asks for by name.
ASKED_SETS = (
    "act-nouns", "after-acts", "ambiguous", "arms", "blame", "carriers", "including", "named-for-acts", "necessities",
    "object-control", "partitive", "sites", "such", "support", "transfer", "undergo", "utterance",
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
class RenamedEntry(Kind):
    """A rule that has another id than before, so that records of two versions can be compared."""

    key: ClassVar[str] = "old"
    old: str = needed(TEXT, "the id in older records")
    new: str = needed(TEXT, "the id of the rule that finds the same today")


@dataclass(frozen=True, slots=True)
class Written:
    """A pattern as it stands in a file, with the examples beside it."""

    pattern: str
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()


def _patterns_fault(value: Any) -> Reason:
    """What is wrong with a field of patterns."""
    if isinstance(value, str) and value.strip():
        return None
    if not isinstance(value, list):
        return "must be a pattern, or a list of patterns"
    return next((f"holds {v!r}, which {r}" for v in value if (r := _pattern_fault(v))), None)


def _pattern_fault(value: Any) -> Reason:
    """What is wrong with one pattern of a list."""
    if isinstance(value, dict):
        return WITH_EXAMPLES.fault(value)
    if isinstance(value, str) and value.strip():
        return None
    return "is no text (quote words such as on, off, no, yes)"


def _read_patterns(value: Any) -> tuple[Written, ...]:
    """The patterns of a field, each on one line again."""
    found = []
    for item in value if isinstance(value, list) else [value]:
        told = WITH_EXAMPLES.read(item if isinstance(item, dict) else {"pattern": item})
        found.append(Written(one_line(told["pattern"]), told.get("match", ()), told.get("no_match", ())))
    return tuple(found)


def one_line(pattern: str) -> str:
    """A pattern that a file breaks over lines, behind a ``|`` or between its words, on one line."""
    return re.sub(r"\s*\|\s*", "|", " ".join(pattern.split()))


EXAMPLES: Mapping[str, Value] = {"match": ONE_OR_MORE, "no_match": ONE_OR_MORE}
WITH_EXAMPLES = row("a pattern, or a mapping with `pattern`, `match`, `no_match`", {"pattern": TEXT}, EXAMPLES)
PATTERNS = Value(
    "a pattern, or a list of patterns",
    _patterns_fault,
    {"anyOf": [TEXT.schema, {"type": "array", "items": {"anyOf": [TEXT.schema, WITH_EXAMPLES.schema]}}]},
    _read_patterns,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEntry(Named):
    """What a rule says of its patterns, and what a variant of it may say otherwise."""

    id: str = needed(TEXT, "type, a dot, a name: unique, ends up in the record's `rule`")
    verbs: tuple[Written, ...] = other(PATTERNS, "patterns whose head is a verb", ())
    nouns: tuple[Written, ...] = other(PATTERNS, "patterns whose head is a noun", ())
    adjectives: tuple[Written, ...] = other(PATTERNS, "patterns whose head is an adjective", ())
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
    match_: tuple[str, ...] = other(ONE_OR_MORE, "sentences that the rule must find, with marks", ())
    no_match_: tuple[str, ...] = other(ONE_OR_MORE, "sentences that it must not find", ())

    @property
    def patterns(self) -> tuple[Written, ...]:
        """The patterns of all parts of speech."""
        return (*self.verbs, *self.nouns, *self.adjectives)


# Fields that a variant doesn't take over from its rule.
OWN_OF_VARIANT = OWN_ONLY - {"id"} | {"verbs", "nouns", "adjectives", "variants"}
VARIANT = row(
    "a mapping of fields", {},
    {d.name: d.value for d in CaseEntry.declared() if d.name != "id"} | {"note": TEXT},
)  # fmt: skip


def _variants_fault(value: Any) -> Reason:
    """What is wrong with the variants of a rule, by their number."""
    if not isinstance(value, list):
        return "must be a list of mappings"
    return next((f"variant {n}: {r}" for n, v in enumerate(value, 1) if (r := VARIANT.fault(v))), None)


VARIANTS = Value("a list of mappings of fields", _variants_fault, {"type": "array", "items": VARIANT.schema}, tuple)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameEntry(CaseEntry):
    """A rule: the words that name an act of an event type, and who does it to whom."""

    examples: ClassVar[str] = "frame"
    type: str | None = other(TEXT, "the event type, where it is not the name of the file")
    variants: tuple[Mapping[str, Any], ...] = other(
        VARIANTS,
        "further patterns of the same rule under other conditions: each has patterns, and the fields in which it "
        "differs from the rule",
        (),
    )

    def cases(self) -> Iterator[FrameEntry]:
        """The rule by itself, then each variant with the fields of the rule that it doesn't give itself.

        Raises:
            KnowledgeError: a variant is left without a pattern.
        """
        yield self
        shared = {k: v for k, v in self.source.data.items() if k not in OWN_OF_VARIANT}
        for variant in self.variants:
            yield FrameEntry.read(replace(self.source, data={**shared, **variant}))

    @property
    def match(self) -> tuple[str, ...]:
        """The sentences that the rule must find, wherever in the entry they stand."""
        return tuple(m for c in self.cases() for m in (*c.match_, *(m for p in c.patterns for m in p.match)))

    @property
    def no_match(self) -> tuple[str, ...]:
        """The sentences that it must not find."""
        return tuple(m for c in self.cases() for m in (*c.no_match_, *(m for p in c.patterns for m in p.no_match)))
