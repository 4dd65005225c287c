"""Words for actors: agent nouns, titles, words that make a capitalised name a body, nouns for nameless sources.

Every entry carries examples (``match``) with the words marked that must come out and the kind and sectors wanted:
``[Riot police](government COP) cleared the square.``
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from dateline.knowledge.files import Layers
from dateline.knowledge.kinds.files import read
from dateline.knowledge.kinds.words import (
    ActorNounEntry,
    GenderEntry,
    GroupNounEntry,
    PortfolioEntry,
    RoleFamilyEntry,
    ShapeEntry,
    TitleEntry,
)  # fmt: skip

Unit = Literal["person", "group", "people"]


@dataclass(frozen=True, slots=True)
class Noun:
    """What a noun says of whoever it names. ``thing`` as kind takes the name out of the actors."""

    id: str
    kind: str
    sectors: tuple[str, ...]
    unit: Unit = "group"


@dataclass(frozen=True, slots=True)
class Title:
    """A title or office. ``post`` marks offices of one holder at a time; ``gender`` is ``he``, ``she`` or empty;
    ``country`` is the one country that has it, or None.
    """

    id: str
    sectors: tuple[str, ...]
    post: bool = False
    gender: str = ""
    country: str | None = None


@dataclass(frozen=True)
class Words:
    """All word lists, looked up by lower-case words with single blanks between them.

    ``longest`` maps the first word of a title to the number of words of the longest title that begins with it,
    ``portfolios`` a word of a ministry's name to its short form, ``gender_words`` and ``gender_names`` a description
    and a first name to ``he`` or ``she``, ``group_nouns`` a noun to the kinds of bodies that it may stand for,
    ``role_families`` a noun to the words of the offices whose holder it may mean again.
    ``shapes`` are the small word lists of ``words/shapes.yaml`` by id.
    """

    agents: Mapping[str, Noun]
    anonymous: Mapping[str, Noun]
    bodies: Mapping[str, Noun]
    titles: Mapping[str, Title]
    longest: Mapping[str, int]
    portfolios: Mapping[str, str]
    gender_words: Mapping[str, str]
    gender_names: Mapping[str, str]
    group_nouns: Mapping[str, frozenset[str]]
    role_families: Mapping[str, frozenset[str]]
    shapes: Mapping[str, frozenset[str]]


def load(layers: Layers) -> Words:
    """Read ``words/*.yaml``.

    Raises:
        KnowledgeError: an entry breaks its kind.
    """
    titles: dict[str, Title] = {}
    for entry in read(layers, "words/titles.yaml", TitleEntry):
        title = Title(entry.id, entry.sectors, entry.post, entry.gender, entry.country or None)
        titles.update({word.lower(): title for word in entry.words})
    groups = {
        noun: frozenset(e.kinds) for e in read(layers, "words/group_nouns.yaml", GroupNounEntry) for noun in e.nouns
    }
    portfolios = {w: e.id for e in read(layers, "words/portfolios.yaml", PortfolioEntry) for w in e.words}
    genders = read(layers, "words/gender.yaml", GenderEntry)
    return Words(
        agents=_nouns(layers, "words/agents.yaml"),
        anonymous=_nouns(layers, "words/anonymous.yaml"),
        bodies=_nouns(layers, "words/organisations.yaml"),
        titles=titles,
        longest=_longest(titles),
        portfolios=portfolios,
        gender_words={word: e.pronoun for e in genders for word in e.words},
        gender_names={name: e.pronoun for e in genders for name in e.names},
        group_nouns=groups,
        role_families={
            noun: frozenset(e.offices)
            for e in read(layers, "words/role_families.yaml", RoleFamilyEntry)
            for noun in e.nouns
        },
        shapes={e.id: frozenset(e.words) for e in read(layers, "words/shapes.yaml", ShapeEntry)},
    )


def _nouns(layers: Layers, pattern: str) -> dict[str, Noun]:
    """The nouns of a file, lower case."""
    found: dict[str, Noun] = {}
    for entry in read(layers, pattern, ActorNounEntry):
        noun = Noun(entry.id, entry.kind, entry.sectors, cast(Unit, entry.unit))
        found.update({word.lower(): noun for word in entry.nouns})
    return found


def _longest(table: Mapping[str, object]) -> dict[str, int]:
    out: dict[str, int] = {}
    for words in table:
        parts = words.split()
        out[parts[0]] = max(out.get(parts[0], 0), len(parts))
    return out
