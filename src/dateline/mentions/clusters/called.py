"""The names that a thing was called by, and whether another name may be one of its."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field

from rapidfuzz.distance import JaroWinkler

from dateline.knowledge.world.spelling import plain, word_key

TYPO = 0.94  # likeness of two spellings of one surname that is all we have
SPELLING = 0.8  # the same where other words agree
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A name as keys, which are the same for all spellings, and as plain words."""

    keys: Words
    plain: Words


def name_of(words: list[str]) -> Name:
    """A name from its words."""
    return Name(tuple(word_key(w) for w in words), tuple(plain(w) for w in words))


def name_marks(text: str, generations: Container[str]) -> set[str]:
    """What tells namesakes apart: middle initials ("w.") and generational marks ("jr")."""
    last = [w.rstrip(".").lower() for w in text.replace(",", " ").split()[-1:]]
    return middle_initials(text) | {w for w in last if w in generations}


def middle_initials(text: str) -> set[str]:
    """The single letters between the first and the last word of a name, with a full stop."""
    parts = text.replace(",", " ").split()
    return {w.rstrip(".").lower() + "." for w in parts[1:-1] if len(w.rstrip(".")) == 1}


@dataclass(slots=True)
class Called:
    """All names of a thing, with the marks that tell it from namesakes."""

    names: list[Name] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)

    def add(self, words: list[str]) -> Words:
        """Note a name; the keys under which it is to be found, none if it was known."""
        told = [w for w in words if word_key(w)]
        name = name_of(told)
        if not name.keys or any(name.keys == held.keys for held in self.names):
            return ()
        self.names.append(name)
        return tuple(sorted(set(name.keys)))

    def by_one_word(self) -> bool:
        """Whether no name has more than one word."""
        return all(len(name.keys) == 1 for name in self.names)

    def clashes(self, marks: set[str]) -> bool:
        """Whether marks say that a name is a namesake's: "Jr." against "Sr.", "H. W." against "W."."""
        for kind in (True, False):
            mine, held = ({m for m in found if m.endswith(".") is kind} for found in (marks, self.marks))
            if mine and held and mine != held:
                return True
        return False

    def fits(self, name: Name) -> bool:
        """Whether a name means this: the shorter's words stand in the longer one, and nothing contradicts."""
        keys, full = name.keys, max((held.keys for held in self.names), key=len)
        if len(keys) > 1 and len(full) > 1 and keys[-1] in full and keys[0] not in full and full[0] not in keys:
            return False
        return any(_fits(name, held) for held in self.names)

    def ends_like(self, word: str) -> bool:
        """Whether a word is a spelling of the last word of a name."""
        return any(JaroWinkler.similarity(word, held.plain[-1]) >= TYPO for held in self.names)


def _fits(name: Name, held: Name) -> bool:
    """Whether one of two names is the other's beginning, end or middle."""
    short, long = (name, held) if len(name.keys) <= len(held.keys) else (held, name)
    if len(short.keys) == 1:
        return _is_part(short, long, lone=len(name.keys) == 1)
    last = short.keys[-1]
    if last not in long.keys or not _alike(short.plain[-1], long.plain[long.keys.index(last)]):
        return False
    return all(w in long.keys for w in short.keys[:-1])


def _is_part(word: Name, long: Name, lone: bool) -> bool:
    """Whether a single word stands in a name: not as the first of many, unless the new name is that word alone."""
    key, size = word.keys[0], len(long.keys)
    at = size - 1 - long.keys[::-1].index(key) if key in long.keys else -1
    return at >= 0 and (at > 0 or size == 1 or (size == 2 and lone)) and _alike(word.plain[0], long.plain[at])


def _alike(a: str, b: str) -> bool:
    """Whether two words may be spellings of one."""
    return a == b or JaroWinkler.similarity(a, b) >= SPELLING
