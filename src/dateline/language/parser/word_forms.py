"""Part of speech and lemma of a word by its tag and relation, as spaCy's attribute ruler and lemmatiser have them.

Both work word by word, and a text has few words that no text before it had. So their answers are kept, and for a new
word the ruler's patterns are applied here, to that word alone. The answers are the ruler's own: patterns of a kind that
isn't known here leave the work to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Facts = tuple[str, str, str]  # a word as written, its tag, its relation
Holds = Callable[[Facts], bool]
VALUES: Mapping[str, Callable[[Facts], object]] = {
    "ORTH": lambda facts: facts[0],
    "LOWER": lambda facts: facts[0].lower(),
    "TAG": lambda facts: facts[1],
    "DEP": lambda facts: facts[2],
    "IS_SPACE": lambda facts: facts[0].isspace(),
}
LABELS = frozenset({"TAG", "DEP", "IS_SPACE"})
SET = frozenset({"POS", "MORPH", "LEMMA", "TAG", "DEP"})
# Before these components nothing has told parts of speech; behind the two nothing changes them.
BEFORE = frozenset({"tok2vec", "transformer", "tagger", "parser", "senter"})
LAST = ("attribute_ruler", "lemmatizer")
# Words kept; more are begun anew, so that memory stays bounded.
MOST = 60_000
OTHER = "?"  # in the place of a relation that no rule asks for


class Form(NamedTuple):
    """What is known of a word: all but ``starts`` are the labels of the parser.

    Attributes:
        starts: numbers of rules of several words that may begin with this one.
    """

    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    starts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Rule:
    """A pattern: what each of its words must fulfil, and what the word at ``index`` is then given.

    Attributes:
        lowers: the words that it may begin with, where it names them.
        abstract: it asks nothing of the first word itself but whether it is white space.
        relations: the relations that it asks for.
    """

    words: tuple[tuple[Holds, ...], ...]
    index: int
    sets: Mapping[str, str]
    lowers: frozenset[str] | None
    abstract: bool
    relations: frozenset[str]


class _Rules:
    """Numbered rules, found by the word that they begin with."""

    def __init__(self, rules: Mapping[int, _Rule]) -> None:
        self.rules = rules
        self._by_word: dict[str, list[int]] = {}
        self._abstract: list[int] = []
        self._others: list[int] = []
        self._by_labels: dict[tuple[str, str, bool], list[int]] = {}
        for n, rule in rules.items():
            for word in rule.lowers or ():
                self._by_word.setdefault(word, []).append(n)
            if rule.lowers is None:
                (self._abstract if rule.abstract else self._others).append(n)

    def beginning(self, facts: Facts) -> list[int]:
        """The rules whose first word this may be."""
        word, tag, dep = facts
        labels = (tag, dep, word.isspace())
        if labels not in self._by_labels:
            self._by_labels[labels] = [n for n in self._abstract if _all(self.rules[n].words[0], facts)]
        asked = (*self._by_word.get(word.lower(), ()), *self._others)
        return self._by_labels[labels] + [n for n in asked if _all(self.rules[n].words[0], facts)]


@dataclass(slots=True)
class _Standin:
    """A word as the lemmatiser asks for it."""

    text: str
    pos_: str
    morph: Any
    orth: str = ""
    pos: str = ""
    lemma: int = 0


@dataclass(slots=True)
class _Morph:
    """Morphological features as the lemmatiser asks for them."""

    key: str
    features: dict[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, str]:
        """Feature > value."""
        return self.features


class WordForms:
    """Forms of words, kept as they are met."""

    def __init__(self, rules: Sequence[_Rule], lemmatizer: Any) -> None:
        self._rules = rules
        self._single = _Rules({n: r for n, r in enumerate(rules) if len(r.words) == 1})
        self._several = _Rules({n: r for n, r in enumerate(rules) if len(r.words) > 1})
        self._lemmatizer = lemmatizer
        # Relations that no rule asks for are alike: most words are looked up without theirs.
        self._asked = frozenset(d for r in rules for d in r.relations)
        self._known: dict[Facts, Form] = {}
        self._alike: dict[Facts, Form] = {}

    @staticmethod
    def of(pipeline: Any) -> WordForms | None:
        """The forms of a spaCy pipeline; None where its components are of another kind and must be run themselves."""
        names = list(pipeline.pipe_names)
        if tuple(names[-2:]) != LAST or not BEFORE.issuperset(names[:-2]):
            return None
        ruler, lemmatizer = (pipeline.get_pipe(name) for name in LAST)
        kinds = (type(ruler).__name__, type(lemmatizer).__name__, lemmatizer.mode)
        ours = all(type(c).__module__.startswith("spacy.") for c in (ruler, lemmatizer))
        if not ours or kinds not in {("AttributeRuler", k, "rule") for k in ("Lemmatizer", "EnglishLemmatizer")}:
            return None
        rules = [_rule(words, p["attrs"], p["index"]) for p in ruler.patterns for words in p["patterns"]]
        known = [r for r in rules if r is not None]
        if len(known) < len(rules):
            return None
        index = lemmatizer.lookups.get_table("lemma_index", {})
        for key, words in index.items():  # which the lemmatiser searches from end to end
            index[key] = frozenset(words)
        return WordForms(known, lemmatizer)

    def read(self, words: Sequence[str], tags: Sequence[str], deps: Sequence[str]) -> list[Form]:
        """The forms of the words of a text, which stand in its order."""
        known = self._known
        forms = [known.get(facts) or self._learn(facts) for facts in zip(words, tags, deps, strict=True)]
        if any(form.starts for form in forms):
            self._apply_several(forms, list(zip(words, tags, deps, strict=True)))
        return forms

    def _learn(self, facts: Facts) -> Form:
        """The form of a word that is new with this tag and relation."""
        if len(self._known) >= MOST:
            self._known.clear()
            self._alike.clear()
            self._lemmatizer.cache.clear()
        word, tag, dep = facts
        alike = (word, tag, dep if dep in self._asked else OTHER)
        form = self._alike.get(alike)
        if form is None:
            form = self._alike[alike] = self._form(alike, starts=tuple(self._several.beginning(alike)))
        self._known[facts] = form if form.dep != OTHER else form._replace(dep=dep)
        return self._known[facts]

    def _form(self, facts: Facts, more: Iterable[int] = (), starts: tuple[int, ...] = ()) -> Form:
        """What the rules of one word, and those numbered, make of a word; later ones overrule earlier ones."""
        given: dict[str, str] = {}
        for n in sorted((*self._single.beginning(facts), *more)):
            given.update(self._rules[n].sets)
        word, tag, dep = facts
        pos = given.get("POS", "")
        lemma = given.get("LEMMA", "") or self._lemma(word, pos, given.get("MORPH", ""))
        return Form(word.lower(), lemma.lower(), pos, given.get("TAG", tag), given.get("DEP", dep), starts)

    def _lemma(self, word: str, pos: str, morph: str) -> str:
        """What the lemmatiser says."""
        features = dict(f.split("=", 1) for f in morph.split("|") if "=" in f)
        return str(self._lemmatizer.lemmatize(_Standin(word, pos, _Morph(morph, features), word, pos))[0])

    def _apply_several(self, forms: list[Form], facts: Sequence[Facts]) -> None:
        """Apply the rules of several words in their places."""
        extra: dict[int, set[int]] = {}
        for i, form in enumerate(forms):
            for n in form.starts:
                rule = self._rules[n]
                here = facts[i : i + len(rule.words)]
                if len(here) == len(rule.words) and all(map(_all, rule.words, here)):
                    extra.setdefault(i + rule.index, set()).add(n)
        for i, numbers in extra.items():
            forms[i] = self._form(facts[i], numbers)


def _all(conditions: Sequence[Holds], facts: Facts) -> bool:
    return all(holds(facts) for holds in conditions)


def _rule(words: Sequence[Mapping[str, Any]], attrs: Mapping[str, Any], index: int) -> _Rule | None:
    """A pattern of the ruler; None where it is of a kind that isn't known here."""
    made = [[_condition(name, wanted) for name, wanted in word.items()] for word in words]
    if not SET.issuperset(attrs) or any(c is None for word in made for c in word) or not 0 <= index < len(words):
        return None
    asked = [word["DEP"] for word in words if "DEP" in word]
    relations = frozenset(d for a in asked for d in ([a] if isinstance(a, str) else next(iter(a.values()))))
    conditions = tuple(tuple(c for c in word if c is not None) for word in made)
    lowers, abstract = _lowers(words[0]), LABELS.issuperset(words[0])
    return _Rule(
        conditions,
        index,
        {k: "" if (k, v) == ("MORPH", "_") else v for k, v in attrs.items()},
        lowers,
        abstract,
        relations,
    )


def _lowers(word: Mapping[str, Any]) -> frozenset[str] | None:
    """The words that a part of a pattern names."""
    wanted = word.get("LOWER")
    if isinstance(wanted, str):
        return frozenset([wanted])
    return frozenset(wanted["IN"]) if isinstance(wanted, Mapping) and "IN" in wanted else None


def _condition(name: str, wanted: Any) -> Holds | None:
    """One condition on a word; None where its kind isn't known here."""
    value = VALUES.get(name)
    if value is None:
        return None
    if isinstance(wanted, str | bool):
        return lambda facts: value(facts) == wanted
    if not isinstance(wanted, Mapping) or len(wanted) != 1:
        return None
    ((kind, listed),) = wanted.items()
    if kind == "IN":
        held = frozenset(listed)
        return lambda facts: value(facts) in held
    if kind == "NOT_IN":
        held = frozenset(listed)
        return lambda facts: value(facts) not in held
    if kind == "REGEX" and name != "IS_SPACE":
        search = re.compile(listed).search
        return lambda facts: search(str(value(facts))) is not None
    return None
