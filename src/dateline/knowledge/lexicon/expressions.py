"""The section ``expressions`` of the knowledge: a grammar of English time expressions.

In: ``dates/*.yaml``, entries of three kinds: words (``class``), days with a name (``holiday``) and rules (``pattern``).
Out: ``Expressions``, where every pattern is one regular expression, found by the word that it can start with.

Notation of a pattern: words; ``a|b`` either word; ``<class>`` a word of a class, ``<class:name>`` the same under
another name; ``( ... | ... )`` a group of sequences; ``?`` behind any of them makes it optional; marks stand for
themselves, and ``-`` for any hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from dateline.knowledge.files import Layers
from dateline.knowledge.kinds.dates import (
    ASKED,
    MEANINGS,
    OPERATIONS,
    DateRuleEntry,
    DateWordEntry,
    HolidayEntry,
    TimexType,
)  # fmt: skip
from dateline.knowledge.kinds.files import read_all
from dateline.knowledge.lexicon.date_patterns import (
    ANY,
    DIGIT,
    END,
    Meaning,
    Pattern,
    Starts,
    WordClass,
    either,
    form_regex,
    form_starts,
    plain,
)

__all__ = ["OPERATIONS", "DateRule", "Expressions", "Holiday", "TimexType", "load"]

GUARDS = ("left", "not_left", "right", "not_right", "not_is")


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day with a name and the rule for its date: ``fixed``, ``easter``, ``nth``, ``election`` or ``lunar``."""

    id: str
    rule: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class DateRule:
    """One rule. Its regular expressions are compiled when a text first has a word that it can start with.

    Attributes:
        pattern: the regular expression, to be matched on lower-cased text.
        groups: group of the regex -> (name for the normaliser, class).
        operation: name of the normaliser, ``options`` its fixed arguments.
        beside: ``left``/``right`` must, ``not_left``/``not_right`` must not match beside the expression, ``not_is``
            must not match the expression itself.
        after: ids of rules one of whose expressions must directly precede; empty where anything may.
        pos: part of speech that a one-word expression must have, or None.
    """

    id: str
    pattern: str
    groups: Mapping[str, tuple[str, WordClass]]
    type: TimexType
    operation: str
    options: Mapping[str, Any]
    beside: Mapping[str, str]
    after: frozenset[str]
    pos: str | None
    order: int

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern, compiled."""
        return re.compile(self.pattern)

    @cached_property
    def guards(self) -> Mapping[str, re.Pattern[str]]:
        """What must, and must not, match beside the expression, compiled."""
        return {guard: re.compile(text, re.IGNORECASE) for guard, text in self.beside.items()}


@dataclass(frozen=True)
class Expressions:
    """The grammar of time expressions.

    Attributes:
        starting: a lower-case word (``#`` for digits) -> the word behind it -> the rules to try; under ``*`` those for
            any other word behind it.
    """

    rules: tuple[DateRule, ...] = ()
    starting: Mapping[str, Mapping[str, tuple[DateRule, ...]]] = field(default_factory=dict)
    classes: Mapping[str, WordClass] = field(default_factory=dict)
    holidays: Mapping[str, Holiday] = field(default_factory=dict)


def load(layers: Layers) -> Expressions:
    """Read and compile ``dates/*.yaml``.

    Raises:
        KnowledgeError: an entry breaks its kind or the notation.
    """
    words: dict[str, list[DateWordEntry]] = {}
    rules: list[DateRuleEntry] = []
    holidays: dict[str, Holiday] = {}
    for entry in read_all(layers, "dates/*.yaml"):
        if isinstance(entry, DateWordEntry):
            words.setdefault(entry.class_, []).append(entry)
        elif isinstance(entry, HolidayEntry):
            holidays[entry.id] = _holiday(entry)
            words.setdefault("holiday", []).append(_holiday_word(entry))
        elif isinstance(entry, DateRuleEntry):
            rules.append(entry)
    # Classes that the stages ask for by name stay, even where a user's folder empties them.
    empty = {name: WordClass(name, "(?!)", {}, {}, False) for name in ASKED}
    classes = empty | {name: _word_class(name, entries) for name, entries in words.items()}
    compiled = tuple(_rule(entry, classes, n) for n, entry in enumerate(rules))
    return Expressions(tuple(rule for rule, _ in compiled), _starting(compiled), classes, holidays)


def _starting(compiled: Sequence[tuple[DateRule, Starts]]) -> Mapping[str, Mapping[str, tuple[DateRule, ...]]]:
    """The rules by the words that they can start with, in their order."""
    found: dict[str, list[tuple[DateRule, frozenset[str]]]] = {}
    for rule, starts in compiled:
        for word in sorted(starts):
            found.setdefault(word, []).append((rule, starts[word]))
    return {word: _by_second(rules) for word, rules in found.items()}


def _by_second(rules: Sequence[tuple[DateRule, frozenset[str]]]) -> dict[str, tuple[DateRule, ...]]:
    """The rules that start with a word, by the words behind it."""
    always = {rule.order for rule, seconds in rules if not seconds.isdisjoint({END, ANY})}
    named = sorted(set().union(*(seconds for _, seconds in rules)) - {END, ANY})
    return {
        second: tuple(rule for rule, seconds in rules if second in seconds or rule.order in always)
        for second in (*named, ANY)
    }


def _holiday(entry: HolidayEntry) -> Holiday:
    """The rule of a day with a name: the first of those that the entry gives."""
    if entry.fixed:
        month, _, day = entry.fixed.partition("-")
        return Holiday(entry.id, "fixed", (int(month), int(day)))
    if entry.easter is not None:
        return Holiday(entry.id, "easter", (entry.easter,))
    if entry.nth:
        return Holiday(entry.id, "nth", entry.nth)
    if entry.election:
        return Holiday(entry.id, "election", ())
    if entry.lunar:
        return Holiday(entry.id, "lunar", ())
    raise entry.fail("a holiday needs one of 'fixed', 'easter', 'nth', 'election', 'lunar'")


def _holiday_word(entry: HolidayEntry) -> DateWordEntry:
    return DateWordEntry(
        source=entry.source, id=entry.id, class_="holiday", forms=entry.holiday, value=entry.id, capital=True
    )


def _word_class(name: str, entries: list[DateWordEntry]) -> WordClass:
    """Put the entries of a class together; longer forms are tried first."""
    meanings: dict[str, Meaning] = {}
    forms: set[str] = set()
    regexes: list[str] = []
    for entry in entries:
        if entry.regex is not None:
            regexes.append(_digits(entry.regex))
            continue
        if not entry.forms or entry.value is None:
            raise entry.fail("a word needs 'forms' (a list) and 'value', or 'regex'")
        if name in MEANINGS and not MEANINGS[name](entry.value):
            raise entry.fail(f"{entry.value!r} is no value for a word of the class {name!r}")
        for form in entry.forms:
            forms.add(form.lower())
            meanings[plain(form)] = entry.value
    if name == "n":
        forms |= _compounds(meanings)
    digits: Starts = {DIGIT: frozenset([ANY])} if regexes else {}
    parts = [*regexes, *(form_regex(f) for f in sorted(forms, key=lambda f: (-len(f), f)))]
    capital = any(e.capital for e in entries)
    return WordClass(name, "|".join(parts), meanings, either([digits, *map(form_starts, sorted(forms))]), capital)


def _compounds(meanings: dict[str, Meaning]) -> set[str]:
    """Add "twenty-one" to "ninety-nine" to the number words."""

    def words(numbers: range) -> list[tuple[str, int]]:
        return [
            (w, int(v)) for w, v in meanings.items() if v in numbers and " " not in w and w not in {"a", "an", "dozen"}
        ]

    made = {f"{t}-{o}": a + b for t, a in words(range(20, 91, 10)) for o, b in words(range(1, 10))}
    meanings.update({plain(f): v for f, v in made.items()})
    return set(made)


def _digits(regex: str) -> str:
    """The regular expression of a class. Other scripts' digits are no dates that ``int`` and the calendar agree on."""
    inside = re.sub(r"\[[^]]*]", lambda m: m.group().replace(r"\d", "0-9"), regex)
    return f"(?:{inside})".replace(r"\d", "[0-9]") + ("" if "(?!" in regex else r"(?!\w)")


def _rule(entry: DateRuleEntry, classes: Mapping[str, WordClass], order: int) -> tuple[DateRule, Starts]:
    """A rule, and the words that it can start with."""
    pattern = Pattern(entry, entry.pattern, classes)
    regex, starts = pattern.compile()
    _groups_fit(entry, pattern)
    given = {guard: getattr(entry, guard) for guard in GUARDS}
    beside = {guard: text for guard, text in given.items() if text is not None}
    options = {k: v for k, v in entry.value.items() if k != "op"}
    rule = DateRule(
        entry.id, regex, pattern.groups, entry.type, str(entry.value["op"]), options, beside,
        frozenset(entry.after), entry.pos, order,
    )  # fmt: skip
    return rule, starts


def _groups_fit(entry: DateRuleEntry, pattern: Pattern) -> None:
    """Whether the operation of a rule finds what it needs among the classes of its pattern."""
    groups = dict(pattern.groups.values())
    for choice in OPERATIONS[entry.value["op"]].groups:
        if not groups.keys() & set(choice):
            raise entry.fail(f"the operation {entry.value['op']} needs one of {', '.join(f'<{g}>' for g in choice)}")
    for name, held in groups.items():
        wrong = next((v for v in held.meanings.values() if name in MEANINGS and not MEANINGS[name](v)), None)
        if wrong is not None:
            raise entry.fail(f"<{held.name}:{name}>: {wrong!r} is no value for {name!r}")
