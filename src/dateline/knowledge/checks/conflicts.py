"""Which patterns of frames stand in each other's way: claimed by two types, or never asked since one covers another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.knowledge.frames import ANY, Frames, Part, Pattern, Rule

SHOWN = 20  # pairs of types or rules in a summary


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two patterns that find the same words.

    Attributes:
        part: part of speech of the head.
        words: what both find, written as a pattern.
        first: the pattern that is asked first, and decides where the conditions of its rule hold.
        second: the pattern that is asked after it.
        always: the second one never decides: the first finds all that it finds, wherever its rule's conditions hold.
    """

    part: Part
    words: str
    first: Pattern
    second: Pattern
    always: bool

    @property
    def types(self) -> tuple[str, str]:
        """The types of the two."""
        return self.first.rule.event_type, self.second.rule.event_type

    @property
    def rules(self) -> tuple[str, str]:
        """The ids of the rules of the two."""
        return self.first.rule.id, self.second.rule.id


def conflicts(frames: Frames) -> Iterator[Conflict]:
    """For each pattern at each of its heads: the first one before it of each other type, and one that always covers it.

    Rules that are asked for a given pair alone (`weak`) come after all others by design, and so are compared with their
    like; rules that add their event to another (`also`) take nothing from any.
    """
    for part, words in frames.patterns.items():
        for lemma in sorted(words):
            found = [p for p in words[lemma] if not p.rule.also]
            for n, second in enumerate(found):
                yield from _against(part, lemma, [p for p in found[:n] if p.rule.weak == second.rule.weak], second)


def _against(part: Part, lemma: str, before: list[Pattern], second: Pattern) -> Iterator[Conflict]:
    """The conflicts of a pattern with those that are asked before it, one for each type."""
    told = set()
    for first in before:
        common = shared(first, second)
        if common is None or first.rule.event_type in told:
            continue
        always = covers(first, second) and covers_rule(first, second)
        if always or first.rule.event_type != second.rule.event_type:
            told.add(first.rule.event_type)
            yield Conflict(part, _written(lemma, second, common), first, second, always)


def never_asked(frames: Frames, found: Iterable[Conflict]) -> list[Pattern]:
    """The patterns that decide at none of their heads: they can go.

    A weak one of another type is told to the opinion on a given pair as the second choice, and so is asked.
    """
    covered = Counter(id(c.second) for c in found if c.always and not (c.second.rule.weak and c.types[0] != c.types[1]))
    heads = Counter(id(p) for words in frames.patterns.values() for at in words.values() for p in at)
    return [p for p in frames.every_pattern() if covered[id(p)] == heads[id(p)]]


def shared(first: Pattern, second: Pattern) -> list[frozenset[str]] | None:
    """The words that two patterns have in common: before the head, then at each step. None where they lack some."""
    if (len(first.before), [s.kind for s in first.steps]) != (len(second.before), [s.kind for s in second.steps]):
        return None
    one, other = ([*p.before, *(s.words for s in p.steps)] for p in (first, second))
    common = [b if a == ANY else a if b == ANY else a & b for a, b in zip(one, other, strict=True)]
    return common if all(common) else None


def covers(first: Pattern, second: Pattern) -> bool:
    """Whether one pattern holds wherever another of the same head does, whatever their rules ask."""
    return shared(first, second) == [*second.before, *(s.words for s in second.steps)]


def _written(lemma: str, pattern: Pattern, common: list[frozenset[str]]) -> str:
    """What two patterns have in common, in the notation of the files."""
    texts = ["|".join(sorted(words)) for words in common]
    before, after = texts[: len(pattern.before)], texts[len(pattern.before) :]
    forms = {"word": "{}", "object": "[{}]", "inf": "+inf[{}]", "ing": "+ing[{}]", "that": "+that[{}]"}
    steps = [forms[s.kind].format(t) for s, t in zip(pattern.steps, after, strict=True)]
    return re.sub(r"(\+\w+)\[\*\]", r"\1", " ".join(["_".join([*before, lemma]), *steps]))


def covers_rule(first: Pattern, second: Pattern) -> bool:
    """Whether the conditions of one pattern's rule hold wherever those of the other's do."""
    one, other = first.rule, second.rule
    banned = one.unless <= other.unless and one.unless_sentence <= other.unless_sentence
    wanted = _asks_less(one.needs, other.needs) and _asks_less(one.needs_sentence, other.needs_sentence)
    form = one.passive in {None, other.passive} and one.negated in {None, other.negated}
    asked = _kinds(one) is None or (_kinds(one) == _kinds(other) and first.roles == second.roles)
    return banned and wanted and form and asked


def _asks_less(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a list of lemmas of which one must be there is met wherever another list is."""
    return not one or (bool(other) and other <= one)


def _kinds(rule: Rule) -> tuple[frozenset[str], frozenset[str]] | None:
    """What a rule asks of its parties, None where it asks nothing."""
    return (rule.actor_kinds, rule.recipient_kinds) if rule.actor_kinds or rule.recipient_kinds else None


def about(found: Iterable[Conflict], names: Collection[str]) -> list[Conflict]:
    """The conflicts in which one of some rules or types takes part."""
    return [c for c in found if set(names) & {*c.types, *c.rules}]


def summary(found: Collection[Conflict]) -> Iterator[str]:
    """Lines that say how many conflicts there are, between which types and rules most."""
    between = [c for c in found if c.types[0] != c.types[1]]
    yield f"{len(between)} patterns find words of another type too; the first decides where its rule's conditions hold."
    yield from _most(Counter(c.types for c in between), "{} before {}: {}", "pairs of types")
    yield from _most(Counter(c.rules for c in between), "{} before {}: {}", "pairs of rules")
    covered = [c for c in found if c.always]
    yield f"{len(covered)} patterns are never asked, since one before them always covers them."
    yield from _most(Counter(c.rules for c in covered), "{} covers {}: {}", "pairs of rules")


def _most(counts: Counter[tuple[str, str]], form: str, what: str) -> Iterator[str]:
    """The pairs that have most, a line each, and how many more there are."""
    for (one, other), number in sorted(counts.items(), key=lambda at: (-at[1], at[0]))[:SHOWN]:
        yield "  " + form.format(one, other, number)
    if len(counts) > SHOWN:
        yield f"  and {len(counts) - SHOWN} more {what}"


def listing(found: Iterable[Conflict]) -> Iterator[str]:
    """A line for each conflict, with the places of both rules."""
    for c in found:
        ends = "always" if c.always else "where its conditions hold"
        yield f"{c.part} {c.words!r}: {_told(c.first)} decides before {_told(c.second)}, {ends}"


def dead(patterns: Iterable[Pattern]) -> Iterator[str]:
    """A line for each pattern that is never asked."""
    for p in patterns:
        yield f"{p.part} {p.text!r} of {_told(p)} is never asked: patterns before it cover all its words."


def _told(pattern: Pattern) -> str:
    """The type of a pattern, with its rule and place."""
    rule = pattern.rule
    return f"{rule.event_type} ({rule.id}, {Path(rule.file).name}:{rule.line})"
