"""The section ``expressions`` of the knowledge: a grammar of English time expressions.

In: ``dates/*.yaml``, entries of three kinds: words (``class``), days with a name (``holiday``) and rules (``pattern``).
Out: ``Expressions``, where every pattern is one regular expression, found by the word that it can start with.

Notation of a pattern: words; ``a|b`` either word; ``<class>`` a word of a class, ``<class:name>`` the same under
another name; ``( ... | ... )`` a group of sequences; ``?`` behind any of them makes it optional; marks stand for
themselves, and ``-`` for any hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from dateline.knowledge.date_patterns import DIGIT, WORD, Meaning, Pattern, WordClass, form_regex, plain, start_key
from dateline.knowledge.files import Entry, Layers

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
TYPES = frozenset(get_args(TimexType))
GUARDS = ("left", "not_left", "right", "not_right", "not_is")
ASKED = ("ahead", "aheadto", "aheadpast", "aheadnoun", "backnoun", "saying", "happen", "effect")
OPERATIONS = frozenset({
    "adverb", "calendar", "century", "clock", "dayafter", "decade", "duration", "every", "follow", "half", "holiday",
    "iso", "joined", "literal", "part", "period", "quarter", "rate", "same", "season", "shift", "slash", "today",
    "weekday", "weekend", "weekof",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day with a name and the rule for its date: ``fixed``, ``easter``, ``nth``, ``election`` or ``lunar``."""

    id: str
    rule: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DateRule:
    """One rule, compiled.

    Attributes:
        regex: the pattern, to be matched on lower-cased text.
        groups: group of the regex -> (name for the normaliser, class).
        operation: name of the normaliser, ``options`` its fixed arguments.
        guards: ``left``/``right`` must, ``not_left``/``not_right`` must not match beside the expression, ``not_is``
            must not match the expression itself.
        after: ids of rules one of whose expressions must directly precede; empty where anything may.
        pos: part of speech that a one-word expression must have, or None.
        examples: sentences with what is to be found, run by the test suite.
    """

    id: str
    regex: re.Pattern[str]
    groups: Mapping[str, tuple[str, WordClass]]
    type: TimexType
    operation: str
    options: Mapping[str, Any]
    guards: Mapping[str, re.Pattern[str]]
    after: frozenset[str]
    pos: str | None
    order: int
    examples: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Expressions:
    """The grammar of time expressions. ``starting`` maps a lower-case word (``#`` for digits) to the rules to try."""

    rules: tuple[DateRule, ...] = ()
    starting: Mapping[str, tuple[DateRule, ...]] = field(default_factory=dict)
    classes: Mapping[str, WordClass] = field(default_factory=dict)
    holidays: Mapping[str, Holiday] = field(default_factory=dict)


def load(layers: Layers) -> Expressions:
    """Read and compile ``dates/*.yaml``.

    Raises:
        KnowledgeError: an entry isn't a word, a holiday or a rule, or breaks the notation.
    """
    words: dict[str, list[Entry]] = {}
    rules, holidays = [], {}
    for entry in layers.entries("dates/*.yaml"):
        if "class" in entry.data:
            words.setdefault(str(entry.data["class"]), []).append(entry)
        elif "holiday" in entry.data:
            holidays[str(entry.data["id"])] = _holiday(entry)
            words.setdefault("holiday", []).append(_holiday_word(entry))
        elif "pattern" in entry.data:
            rules.append(entry)
        else:
            raise entry.fail("an entry needs one of 'class', 'holiday', 'pattern'")
    # Classes that the stages ask for by name stay, even where a user's folder empties them.
    empty = {name: WordClass(name, "(?!)", {}, frozenset(), False) for name in ASKED}
    classes = empty | {name: _word_class(name, entries) for name, entries in words.items()}
    compiled = tuple(_rule(entry, classes, n) for n, entry in enumerate(rules))
    starting: dict[str, list[DateRule]] = {}
    for rule, firsts in compiled:
        for word in sorted(firsts):
            starting.setdefault(word, []).append(rule)
    return Expressions(
        tuple(rule for rule, _ in compiled), {w: tuple(r) for w, r in starting.items()}, classes, holidays
    )


def _holiday(entry: Entry) -> Holiday:
    data = entry.data
    if "fixed" in data:
        month, _, day = str(data["fixed"]).partition("-")
        if not (month.isdigit() and day.isdigit()):
            raise entry.fail("'fixed' must be month-day, as 12-25")
        return Holiday(data["id"], "fixed", (int(month), int(day)))
    if "easter" in data:
        return Holiday(data["id"], "easter", (int(data["easter"]),))
    if "nth" in data:
        if not isinstance(data["nth"], list) or len(data["nth"]) != 3:
            raise entry.fail("'nth' must be [month, weekday, which]")
        return Holiday(data["id"], "nth", tuple(int(n) for n in data["nth"]))
    if data.get("election"):
        return Holiday(data["id"], "election", ())
    if data.get("lunar"):
        return Holiday(data["id"], "lunar", ())
    raise entry.fail("a holiday needs one of 'fixed', 'easter', 'nth', 'election', 'lunar'")


def _holiday_word(entry: Entry) -> Entry:
    data = {"class": "holiday", "forms": entry.data["holiday"], "value": entry.data["id"], "capital": True}
    return Entry(data, entry.file, entry.line)


def _word_class(name: str, entries: list[Entry]) -> WordClass:
    """Put the entries of a class together; longer forms are tried first."""
    meanings: dict[str, Meaning] = {}
    forms: set[str] = set()
    regexes = []
    for entry in entries:
        if "regex" in entry.data:
            regexes.append(_checked(entry, str(entry.data["regex"])))
            continue
        given = entry.data.get("forms")
        if not isinstance(given, list) or "value" not in entry.data:
            raise entry.fail("a word needs 'forms' (a list) and 'value', or 'regex'")
        for form in map(str, given):
            forms.add(form.lower())
            meanings[plain(form)] = entry.data["value"]
    if name == "n":
        forms |= _compounds(meanings)
    firsts = {m.group() for f in forms if (m := WORD.search(f))} | ({DIGIT} if regexes else set())
    parts = [*regexes, *(form_regex(f) for f in sorted(forms, key=lambda f: (-len(f), f)))]
    capital = any(e.data.get("capital") for e in entries)
    return WordClass(name, "|".join(parts), meanings, frozenset(start_key(w) for w in firsts), capital)


def _compounds(meanings: dict[str, Meaning]) -> set[str]:
    """Add "twenty-one" to "ninety-nine" to the number words."""

    def words(numbers: range) -> list[tuple[str, int]]:
        return [
            (w, int(v)) for w, v in meanings.items() if v in numbers and " " not in w and w not in {"a", "an", "dozen"}
        ]

    made = {f"{t}-{o}": a + b for t, a in words(range(20, 91, 10)) for o, b in words(range(1, 10))}
    meanings.update({plain(f): v for f, v in made.items()})
    return set(made)


def _checked(entry: Entry, regex: str) -> str:
    try:
        re.compile(regex)
    except re.error as error:
        raise entry.fail(f"no readable regular expression {regex!r}: {error}") from error
    if not entry.data.get("class"):
        return regex
    # Other scripts' digits are no dates that ``int`` and the calendar agree on.
    inside = re.sub(r"\[[^]]*]", lambda m: m.group().replace(r"\d", "0-9"), regex)
    return f"(?:{inside})".replace(r"\d", "[0-9]") + ("" if "(?!" in regex else r"(?!\w)")


def _rule(entry: Entry, classes: Mapping[str, WordClass], order: int) -> tuple[DateRule, frozenset[str]]:
    data = entry.data
    value = data.get("value")
    if data.get("type") not in TYPES:
        raise entry.fail(f"field 'type' must be one of {', '.join(sorted(TYPES))}")
    if not isinstance(value, dict) or "op" not in value:
        raise entry.fail("field 'value' must be a mapping with 'op'")
    if value["op"] not in OPERATIONS:
        raise entry.fail(f"no operation is called {value['op']!r}; there are {', '.join(sorted(OPERATIONS))}")
    if not isinstance(data.get("examples"), list):
        raise entry.fail("field 'examples' must be a list")
    pattern = Pattern(entry, str(data["pattern"]), classes)
    regex, firsts = pattern.compile()
    guards = {g: re.compile(_checked(entry, str(data[g])), re.IGNORECASE) for g in GUARDS if g in data}
    options = {k: v for k, v in value.items() if k != "op"}
    rule = DateRule(
        str(data["id"]), regex, pattern.groups, data["type"], str(value["op"]), options, guards,
        frozenset(data.get("after", ())), data.get("pos"), order, tuple(data["examples"]),
    )  # fmt: skip
    return rule, firsts
