"""Apply compiled patterns to a parse: the only engine that frames run through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.knowledge.frames import ANY, Frames, Part, Pattern, Step
from dateline.language.grammar.clauses import Clauses
from dateline.language.grammar.polarity import is_negated
from dateline.language.labels import Dep, Tag
from dateline.language.tokens import Token

PARTICLES = {
    Dep.PARTICLE,
    Dep.PREP,
    Dep.ADVERB,
    Dep.AGENT,
    Dep.RECIPIENT,
    Dep.AUXILIARY,
    Dep.MARKER,
    Dep.NOUN_ADVERBIAL,
    Dep.PREDICATIVE,
    Dep.NEGATION,
    Dep.UNKNOWN,
    Dep.DETERMINER,
    Dep.CASE,
}
PART_OF: dict[str, Part] = {
    "VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective",
}  # fmt: skip
THAT_CLAUSES = Dep.CLAUSES_OF_NOUN | {Dep.COMPLEMENT}
HYPHEN = "-"  # a token of its own, at which the parser cuts words
CLAUSES = Dep.CLAUSES_OF_VERB | Dep.CLAUSES_OF_NOUN | {Dep.PREP_CLAUSE}


@dataclass(slots=True)
class Match:
    """A pattern on the words that it matched.

    Attributes:
        pattern: the pattern.
        head: token of its head word.
        tokens: all matched tokens in the pattern's order, the head first.
        comp: the verb of the matched clause, where the pattern asks for one.
        inner: object nouns of the pattern: part of the act, not of the roles.
    """

    pattern: Pattern
    head: int
    tokens: tuple[int, ...]
    comp: int | None
    inner: tuple[int, ...]

    @property
    def content(self) -> int | None:
        """The verb of the matched that-clause that tells another act: of any content, with nobody of this act in it."""
        last, roles = self.pattern.steps[-1:], self.pattern.roles
        within = any(slot.startswith("comp") for slot in (*roles.actor, *roles.recipient))
        other = any(step.kind == "that" and step.words == ANY for step in last) and not within
        return self.comp if other else None


@dataclass(slots=True)
class Stop:
    """Where a pattern stops: the first of its conditions that doesn't hold.

    Attributes:
        at: the step that finds no word, or what the head lacks: the words before it, its voice, its polarity.
        tokens: the words matched so far, the head first.
        last: the preposition or particle matched just before.
    """

    at: Step | Literal["before", "voice", "polarity"]
    tokens: list[int]
    last: int | None = None


def matches_at(i: int, frames: Frames, clauses: Clauses) -> list[Match]:
    """All patterns that hold with their head on a token, most specific first."""
    token = clauses.parse.tokens[i]
    part = PART_OF.get(token.pos)
    if part is None:
        return []
    candidates = frames.patterns[part].get(token.lemma, ())
    if not candidates and part == "adjective" and token.tag in {Tag.ADJECTIVE, Tag.PARTICIPLE}:
        return []
    found = (apply(p, i, clauses) for p in candidates)
    return [m for m in found if isinstance(m, Match)]


def apply(pattern: Pattern, i: int, clauses: Clauses) -> Match | Stop:
    """One pattern with its head on a token, or where it stops."""
    if pattern.before and not _before(pattern, i, clauses):
        return Stop("before", [i])
    rule = pattern.rule
    if rule.passive is not None and clauses.passive(i) != rule.passive:
        return Stop("voice", [i])
    if rule.negated is not None and is_negated(clauses.parse, i) != rule.negated:
        return Stop("polarity", [i])
    tokens, inner, comp = [i], [], None
    last: int | None = None
    for step in pattern.steps:
        if step.kind == "word":
            found = _word(step, i, tokens, clauses)
            last = found
        elif step.kind == "object":
            found = _object(step, i, last, clauses)
            if found is None:
                return Stop(step, tokens, last)
            inner.append(found)
            last = None
        else:
            found = comp = _clause(step, i, last, tokens, clauses)
        if found is None:
            return Stop(step, tokens, last)
        tokens.append(found)
    return Match(pattern, i, tuple(tokens), comp, tuple(inner))


def _before(pattern: Pattern, i: int, clauses: Clauses) -> bool:
    """The words joined to the head by ``_``: modifiers of it or the words in front of it, a hyphen passed over."""
    tokens = clauses.parse.tokens
    modifiers = [c for c in tokens[i].children if c < i]
    at = i
    for wanted in reversed(pattern.before):
        at -= 2 if at > 1 and tokens[at - 1].text == HYPHEN else 1
        if at >= 0 and (_is_named(at, wanted, tokens) or f"{tokens[at].lower}{HYPHEN}" in wanted):
            continue
        if not any(_is_named(m, wanted, tokens) for m in modifiers):
            return False
    return True


def _is_named(i: int, words: frozenset[str], tokens: Sequence[Token]) -> bool:
    """Whether a word is one of some, alone or with what a hyphen joins to it."""
    return tokens[i].lemma in words or tokens[i].lower in words or _is_joined(i, words, tokens)


def _is_joined(i: int, words: frozenset[str], tokens: Sequence[Token]) -> bool:
    """Whether a word is one of some together with what a hyphen joins to it."""
    return any(word in words for word in _joined(i, tokens))


def _joined(i: int, tokens: Sequence[Token]) -> tuple[str, ...]:
    """A word together with what a hyphen joins to it (``no-confidence``); nothing where none does."""
    held = i > 1 and tokens[i - 1].text == HYPHEN
    return (f"{tokens[i - 2].lower}{HYPHEN}{tokens[i].lemma}",) if held else ()


def _word(step: Step, i: int, matched: list[int], clauses: Clauses) -> int | None:
    """A preposition or particle on the head or on the last matched word, or the very next word."""
    tokens = clauses.parse.tokens
    if len(matched) == 1:
        if i not in clauses.beside:
            clauses.beside[i] = _beside(i, clauses)
        if clauses.beside[i].isdisjoint(step.words):
            return None
    for owner in dict.fromkeys((i, *reversed(matched), *_carrier(tokens[i]))):
        for c in tokens[owner].children:
            if tokens[c].lower in step.words and tokens[c].dep in PARTICLES and c not in matched:
                return c
    after = matched[-1] + 1
    if after < len(tokens) and tokens[after].lower in step.words and tokens[after].sent == tokens[i].sent:
        return after
    return None


def _carrier(t: Token) -> tuple[int, ...]:
    """The verb that carries a noun, whose particles are the noun's too."""
    return (t.head,) if t.dep in Dep.UNDERGOERS and t.pos == "NOUN" else ()


def _beside(i: int, clauses: Clauses) -> frozenset[str]:
    """All words that the first step of a pattern can find for a preposition or particle."""
    tokens = clauses.parse.tokens
    owners = (i, *_carrier(tokens[i]))
    held = [tokens[c].lower for owner in owners for c in tokens[owner].children if tokens[c].dep in PARTICLES]
    return frozenset([*held, *(t.lower for t in tokens[i + 1 : i + 2])])


def _object(step: Step, i: int, last: int | None, clauses: Clauses) -> int | None:
    """The first noun in the object's place that the step names."""
    if (i, last) not in clauses.nouns:
        clauses.nouns[i, last] = [(n, _names(n, clauses)) for n in nouns_at(i, last, clauses)]
    words = step.words
    return next((n for n, names in clauses.nouns[i, last] if words == ANY or not names.isdisjoint(words)), None)


def nouns_at(i: int, last: int | None, clauses: Clauses) -> Iterator[int]:
    """The nouns that the last preposition governs; without one the head's object, its passive subject or predicate."""
    parse = clauses.parse
    tokens = parse.tokens
    roots: list[int] = []
    if last is not None:
        roots = parse.children(last, Dep.PREP_OBJECT, Dep.PREP_CLAUSE, Dep.ADJECTIVE)
        if not roots and tokens[last].dep == Dep.PARTICLE:
            roots = parse.children(i, Dep.OBJECT)
    if not roots and tokens[i].pos in {"NOUN", "PROPN"} and last is None:
        roots = parse.children(i, Dep.COMPOUND, Dep.ADJECTIVE, Dep.MODIFIER)
    if not roots:
        roots = parse.children(
            i,
            Dep.OBJECT,
            Dep.ATTRIBUTE,
            Dep.PREDICATIVE,
            Dep.OBJECT_ATTRIBUTE,
            Dep.RECIPIENT,
            Dep.ADVERB,
            Dep.NOUN_ADVERBIAL,
        )
        undergoer = clauses.object(i)
        if undergoer is not None:
            roots.append(undergoer)
    for root in roots:
        for c in clauses.coordinated(root):
            yield clauses.content_noun(c)


def _names(i: int, clauses: Clauses) -> frozenset[str]:
    """What a pattern may call a noun: its lemma, its form, a compound with one of its modifiers (``hunger_strike``)."""
    tokens = clauses.parse.tokens
    t = tokens[i]
    before = [tokens[c] for c in t.children if c < i and tokens[c].dep in Dep.MODIFIERS]
    proper = [m.lower for m in before] if t.pos == "PROPN" else []  # "Operation Dawn" is an operation
    return frozenset((t.lemma, t.lower, *_joined(i, tokens), *proper, *(f"{m.lemma}_{t.lemma}" for m in before)))


def _clause(step: Step, i: int, last: int | None, matched: list[int], clauses: Clauses) -> int | None:
    """The verb of a clause that hangs on the head, its object or the last preposition."""
    tokens = clauses.parse.tokens
    owners = [i, *matched[1:], *([last] if last is not None else [])]
    undergoer = clauses.parse.child(i, Dep.OBJECT) if tokens[i].pos == "VERB" else None
    if undergoer is not None:
        owners.append(undergoer)
    for owner in dict.fromkeys(owners):
        for c in tokens[owner].children:
            t = tokens[c]
            if c < i or t.pos not in {"VERB", "AUX"} or t.dep not in CLAUSES:
                continue
            if _form(step, t, clauses) and (
                step.words == ANY or t.lemma in step.words or _is_joined(c, step.words, tokens)
            ):
                return c
    return None


def _form(step: Step, t: Token, clauses: Clauses) -> bool:
    tokens, marks = clauses.parse.tokens, clauses.parse.words.auxiliaries.infinitive
    to = any(tokens[c].lower in marks and tokens[c].tag == Tag.TO for c in t.children)
    if step.kind == "inf":
        return to
    if step.kind == "ing":
        return t.tag == Tag.ING and t.dep != Dep.NOUN_CLAUSE
    return not to and t.dep in THAT_CLAUSES and t.tag != Tag.ING
