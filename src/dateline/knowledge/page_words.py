"""The word lists of the reading stage: furniture, captions, class names that tell, common words: ``pages/``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from dateline.knowledge.files import Layers
from dateline.knowledge.kinds.files import read
from dateline.knowledge.kinds.pages import CaptionEntry, CommonWordsEntry, FurnitureEntry, MarkupEntry

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def word_set(*lines: str) -> frozenset[str]:
    """The words of some lines."""
    return frozenset(word for line in lines for word in line.split())


@dataclass(frozen=True)
class Rule:
    """One pattern with the lines that it must and must not meet."""

    id: str
    kind: str
    pattern: re.Pattern[str]
    match: tuple[str, ...]
    no_match: tuple[str, ...]


@dataclass(frozen=True)
class PageWords:
    """Compiled lists.

    Attributes:
        markup: a word or pair of words of a class name -> its role.
        language: the language whose stories are wanted, ISO 639-1.
        common: its commonest words.
    """

    furniture: tuple[Rule, ...]
    captions: tuple[Rule, ...]
    markup: dict[str, str]
    language: str
    common: frozenset[str]

    def furniture_kind(self, line: str) -> str | None:
        """The kind of furniture that a line is, or None."""
        if len(line) > 400:
            return None
        return next((rule.kind for rule in self.furniture if rule.pattern.fullmatch(line)), None)

    def is_caption(self, line: str) -> bool:
        """Whether a line says by itself that it goes with a picture."""
        return len(line) < 600 and any(rule.pattern.search(line) for rule in self.captions)

    def role(self, names: str) -> str | None:
        """The role of an element by its class and id: the first telling word."""
        words = [w for w in re.split(r"[^a-z0-9]+", _CAMEL.sub("-", names[:300]).lower()) if w]
        for word, after in pairwise([*words, ""]):
            role = self.markup.get(f"{word}-{after}") or self.markup.get(word)
            if role:
                return role
        return None


def _rule(entry: FurnitureEntry | CaptionEntry) -> Rule:
    return Rule(entry.id, entry.kind, re.compile(entry.pattern, re.IGNORECASE), entry.match, entry.no_match)


def load(layers: Layers) -> PageWords:
    """Read ``pages/*.yaml``.

    Raises:
        KnowledgeError: a file breaks its schema.
    """
    return PageWords(
        tuple(_rule(e) for e in read(layers, "pages/furniture.yaml", FurnitureEntry)),
        tuple(_rule(e) for e in read(layers, "pages/captions.yaml", CaptionEntry)),
        {word: e.role for e in read(layers, "pages/markup.yaml", MarkupEntry) for word in e.words},
        layers.language,
        frozenset(word for e in read(layers, "pages/common.yaml", CommonWordsEntry) for word in e.words),
    )
