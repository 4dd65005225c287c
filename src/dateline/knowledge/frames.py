"""Event frames: which words name an act of which type, and who does it to whom. See docs/frames.md for the format."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from dateline.knowledge.files import Layers
from dateline.knowledge.kinds.base.entry import Kind
from dateline.knowledge.kinds.files import read_all
from dateline.knowledge.kinds.frames import FrameEntry, WordSetEntry, Written
from dateline.knowledge.ontology import NOTHING, EventType

Part = Literal["verb", "noun", "adjective"]
StepKind = Literal["word", "object", "inf", "ing", "that"]
PARTS: dict[str, Part] = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective"}
SLOT = re.compile(r"^(?:comp\.)?[a-z_]+$")
ANY = frozenset({"*"})
OWN = 0.4  # what a user's rule weighs more than one of ours that is as specific


@dataclass(frozen=True, slots=True)
class Step:
    """What must hang on the head: a preposition or particle, an object noun, or a clause. ``*`` stands for any word."""

    kind: StepKind
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Roles:
    """Where the roles are read: slots tried in order, the first that is filled counts.

    Attributes:
        actor: slots of the actor.
        recipient: slots of the recipient.
        together: both sides act together; all are actors.
        closed: nobody beyond the recipient's slots is one.
    """

    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    together: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a frames file, or a variant, which has the id of its rule.

    ``event_type`` is ``NONE`` where the pattern says that nothing happened; ``kind`` is the type in the ontology, with
    what events of it do in a text.
    """

    id: str
    event_type: str
    file: str
    line: int
    actor_kinds: frozenset[str] = frozenset()
    recipient_kinds: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    unless_sentence: frozenset[str] = frozenset()
    needs_sentence: frozenset[str] = frozenset()
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    strength: float = 0.8
    weak: bool = False
    also: bool = False
    keep: bool = False
    factuality: str | None = None
    passive: bool | None = None
    negated: bool | None = None
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()
    kind: EventType = field(default=NOTHING, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to name the act of a rule: a head word with what stands before it and hangs on it.

    ``before``: a word that ends in a hyphen is written together with the next one, as in "court-martial".
    """

    rule: Rule
    part: Part
    text: str
    before: tuple[frozenset[str], ...]
    steps: tuple[Step, ...]
    roles: Roles
    weight: float


@dataclass(frozen=True)
class Frames:
    """All frames, compiled.

    Attributes:
        patterns: part of speech -> lemma of the head -> its patterns, most specific first.
        rules: id -> rule.
        sets: named word sets of ``frames/sets.yaml``.
        cues: lemma -> event types of the patterns that have it as head or object, with their shares: weak evidence.
    """

    patterns: Mapping[Part, Mapping[str, tuple[Pattern, ...]]]
    rules: Mapping[str, Rule]
    sets: Mapping[str, frozenset[str]]
    cues: Mapping[str, Mapping[str, float]]

    def every_pattern(self) -> list[Pattern]:
        """All patterns, each once, those of a rule together in the order of its file."""
        held = {id(p): p for words in self.patterns.values() for found in words.values() for p in found}
        return sorted(held.values(), key=lambda p: (p.rule.file, p.rule.line, p.part, p.text))

    def words(self, name: str) -> frozenset[str]:
        """The words of a named set, empty where no file names it."""
        return self.sets.get(name, frozenset())


def load(layers: Layers, types: Mapping[str, EventType] | None = None) -> Frames:
    """Read and compile ``frames/*.yaml``.

    Args:
        layers: the folders.
        types: the ontology's; without them a rule's type is not looked up.

    Raises:
        KnowledgeError: a rule that breaks the format, with its file, line and the reason.
    """
    entries = read_all(layers, "frames/*.yaml")
    sets = _sets([e for e in entries if isinstance(e, WordSetEntry)])
    index: dict[Part, dict[str, list[Pattern]]] = {part: {} for part in PARTS.values()}
    rules: dict[str, Rule] = {}
    cases = (case for entry in entries if isinstance(entry, FrameEntry) for case in entry.cases())
    for case in cases:
        rule = read_rule(case, types)
        rules.setdefault(rule.id, rule)
        for lemmas, pattern in _patterns(case, rule, sets):
            for lemma in lemmas:
                index[pattern.part].setdefault(lemma, []).append(pattern)
    ranked = {
        part: {w: tuple(sorted(found, key=lambda p: -p.weight)) for w, found in words.items()}
        for part, words in index.items()
    }
    return Frames(ranked, rules, sets, _cues(ranked))


def _cues(ranked: Mapping[Part, Mapping[str, tuple[Pattern, ...]]]) -> dict[str, dict[str, float]]:
    """Shares of the types among the patterns of each lemma, heads counting thrice as much as objects."""
    raw: dict[str, dict[str, float]] = {}
    for words in ranked.values():
        for lemma, patterns in words.items():
            for pattern in patterns:
                if pattern.rule.event_type == "NONE" or any(w.endswith("-") for words in pattern.before for w in words):
                    continue
                worth = 3 / (1 + len(pattern.steps))
                raw.setdefault(lemma, {}).setdefault(pattern.rule.event_type, 0.0)
                raw[lemma][pattern.rule.event_type] += worth
                for word in (w for s in pattern.steps if s.kind == "object" for w in s.words):
                    raw.setdefault(word, {}).setdefault(pattern.rule.event_type, 0.0)
                    raw[word][pattern.rule.event_type] += 1 / len(patterns)
    return {w: {t: v / sum(types.values()) for t, v in types.items()} for w, types in raw.items()}


def _sets(entries: list[WordSetEntry]) -> dict[str, frozenset[str]]:
    """Named sets; a word ``<other>`` in a set stands for the words of another one, defined anywhere."""
    raw = {e.set: e for e in entries}
    done: dict[str, frozenset[str]] = {}

    def resolve(name: str, seen: tuple[str, ...]) -> frozenset[str]:
        if name in done:
            return done[name]
        entry = raw[name]
        found: set[str] = set()
        for word in entry.words:
            if word.startswith("<"):
                inner = word.strip("<>")
                if inner not in raw or inner in seen:
                    raise entry.fail(f"set {name!r}: no set {inner!r}, or sets that name each other")
                found |= resolve(inner, (*seen, name))
            else:
                found.add(word)
        done[name] = frozenset(found)
        return done[name]

    for name in raw:
        resolve(name, ())
    return done


def read_rule(entry: FrameEntry, types: Mapping[str, EventType] | None = None) -> Rule:
    """A rule, or a variant of one, without its patterns.

    Raises:
        KnowledgeError: it has no pattern, or its type is none of those given.
    """
    if not (entry.verbs or entry.nouns or entry.adjectives):
        raise entry.fail("a rule needs 'verbs', 'nouns' or 'adjectives'")
    kind = (entry.type or Path(entry.source.file).stem).upper()
    return Rule(
        entry.id, kind, entry.source.file, entry.source.line, actor_kinds=frozenset(entry.actor),
        recipient_kinds=frozenset(entry.recipient), unless=frozenset(entry.unless), needs=frozenset(entry.needs_),
        unless_sentence=frozenset(entry.unless_sentence), needs_sentence=frozenset(entry.needs_sentence),
        modes=entry.modes, contexts=entry.contexts, strength=entry.strength, weak=entry.weak, also=entry.also,
        keep=entry.keep, factuality=entry.factuality, passive=entry.passive, negated=entry.negated,
        match=entry.match, no_match=entry.no_match, kind=_kind(entry, kind, types),
    )  # fmt: skip


def _kind(entry: FrameEntry, name: str, types: Mapping[str, EventType] | None) -> EventType:
    """The event type of a rule."""
    if name == NOTHING.id:
        return NOTHING
    if types is None:
        return EventType(name, 0, 0.0)
    if name not in types:
        hint = "" if entry.type else ", which is the name of the file; name another one with 'type'"
        raise entry.fail(f"the ontology has no event type {name!r}{hint}")
    return types[name]


def _patterns(
    entry: FrameEntry, rule: Rule, sets: Mapping[str, frozenset[str]]
) -> Iterator[tuple[frozenset[str], Pattern]]:
    """The patterns of a rule, each with the lemmas under which it is filed."""
    given: tuple[tuple[Part, tuple[Written, ...]], ...] = (
        ("verb", entry.verbs), ("noun", entry.nouns), ("adjective", entry.adjectives),
    )  # fmt: skip
    for part, texts in given:
        for text in (t for written in texts for t in _alternatives(written.pattern)):
            heads, before, steps = _parse_pattern(entry, text, sets)
            said = entry.noun_roles if part == "noun" else entry.roles
            roles = _roles(entry, said) if said else _default_roles(part, steps)
            weight = len(before) + sum(0.5 if s.words == ANY else 1.0 for s in steps) + rule.strength / 2
            weight += 0.1 * bool(rule.recipient_kinds | rule.actor_kinds | rule.needs | rule.needs_sentence)
            weight += 1.5 * bool(rule.negated) + OWN * bool(entry.source.layer)
            undergoing = _undergoing(part, heads, steps, roles)
            for lemmas, read in ((heads - undergoing, roles), (undergoing, Roles(("by", "from", "of"), ("subj",)))):
                for joined, last in _cut(lemmas).items():
                    rank = weight - 5 * rule.weak + len(joined)
                    yield last, Pattern(rule, part, text, (*before, *joined), steps, read, rank)


def _cut(lemmas: frozenset[str]) -> dict[tuple[frozenset[str], ...], frozenset[str]]:
    """Head lemmas by what is written together with them: the parser cuts "court-martial" at its hyphen."""
    found: dict[tuple[frozenset[str], ...], set[str]] = {}
    for lemma in sorted(lemmas):
        *first, last = lemma.split("-")
        found.setdefault(tuple(frozenset({f"{word}-"}) for word in first), set()).add(last)
    return {joined: frozenset(last) for joined, last in found.items()}


def _undergoing(part: Part, heads: frozenset[str], steps: tuple[Step, ...], roles: Roles) -> frozenset[str]:
    """Heads whose subject undergoes the act, whatever the rule says: "come under fire from", "draw criticism from"."""
    if part != "verb" or "subj" not in roles.actor or not any(s.kind == "object" for s in steps):
        return frozenset()
    under = any(s.kind == "word" and "under" in s.words for s in steps)
    return heads & ({"come", "fall", "be"} if under else {"draw", "attract", "incur", "suffer", "sustain"})


def _alternatives(text: str) -> list[str]:
    """``air_strike|air_raid on`` is two patterns; ``air|drone_strike on`` is one with a choice of modifiers."""
    head, *rest = text.split(" ", 1)
    options = head.split("|")
    if sum("_" in o for o in options) < 2:
        return [text]
    return [" ".join([o, *rest]) for o in options]


def _parse_pattern(
    entry: Kind, text: str, sets: Mapping[str, frozenset[str]]
) -> tuple[frozenset[str], tuple[frozenset[str], ...], tuple[Step, ...]]:
    """Head lemmas, words before the head, and steps of a pattern such as ``express [support|backing] for``."""
    first, *rest = text.split()
    *before, head = first.split("_")
    steps = []
    for word in rest:
        clause = re.fullmatch(r"\+(inf|ing|that)(?:\[(.+)\])?", word)
        if clause:
            kind: StepKind = clause[1]  # type: ignore[assignment]
            steps.append(Step(kind, _words(entry, clause[2] or "*", sets)))
        elif word.startswith("[") and word.endswith("]"):
            steps.append(Step("object", _words(entry, word[1:-1], sets)))
        elif word[0] in "+[":
            raise entry.fail(f"pattern {text!r}: {word!r} is neither +inf, +ing, +that nor [words]")
        else:
            steps.append(Step("word", _words(entry, word, sets)))
    return _words(entry, head, sets), tuple(_words(entry, b, sets) for b in before), tuple(steps)


def _words(entry: Kind, text: str, sets: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The lemmas that ``a|b|<set>`` stands for."""
    found: set[str] = set()
    for word in text.split("|"):
        if word.startswith("<"):
            name = word.strip("<>")
            if name not in sets:
                raise entry.fail(f"no word set {name!r} in frames/sets.yaml")
            found |= sets[name]
        else:
            found.add(word.lower())
    return frozenset(found)


def _roles(entry: Kind, text: str) -> Roles:
    """Read ``subj > obj|against``, ``subj & with``, or ``subj > by|-``, which is closed."""
    sides = re.split(r"\s*([>&])\s*", text.strip())
    if len(sides) != 3:
        raise entry.fail(f"roles {text!r} must read 'actor slots > recipient slots' or 'slots & slots'")
    actor, sign, recipient = sides
    slots = [tuple(s for s in side.split("|") if s and s != "-") for side in (actor, recipient)]
    if bad := [s for side in slots for s in side if not SLOT.match(s)]:
        raise entry.fail(f"roles {text!r}: no such slot: {', '.join(bad)}")
    return Roles(slots[0], slots[1], sign == "&", recipient.endswith("-"))


def _default_roles(part: Part, steps: tuple[Step, ...]) -> Roles:
    """Roles where a rule gives none: the object, or what the last free preposition of the pattern governs."""
    free = [
        s for n, s in enumerate(steps)
        if s.kind == "word" and (n + 1 == len(steps) or steps[n + 1].kind not in {"object", "ing"})
    ]  # fmt: skip
    last = tuple(sorted(free[-1].words)) if free else ()
    if part == "noun":
        return Roles(("poss", "by", "nat", "from", "sup"), (*last, "against", "on", "of", "at", "to", "with"))
    has_object = any(s.kind == "object" for s in steps)
    clause = any(s.kind in {"inf", "ing", "that"} for s in steps)
    inner = ("comp.subj", "comp.obj", "comp.with", "comp.from", "comp.to", "comp.on") if clause else ()
    bare = () if has_object else ("obj",)
    after = ("against", "on", "with", "to", "of") if has_object else ("against",)
    return Roles(("subj",), (*last, *bare, *inner, *after))
