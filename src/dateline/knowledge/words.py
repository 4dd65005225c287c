"""Words for actors: agent nouns, titles, words that make a capitalised name a body, nouns for nameless sources.

Every entry carries examples (``match``) with the words marked that must come out and the kind and sectors wanted:
``[Riot police](government COP) cleared the square.``
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from dateline.knowledge.files import Entry, Layers
from dateline.record import Kind

Unit = Literal["person", "group", "people"]
# fmt: off
SECTORS = frozenset({
    "GOV", "LEG", "JUD", "MIL", "COP", "SPY", "PRM", "REB", "UAF", "PTY", "OPP", "ELI", "CVL", "SOC", "REL", "REF",
    "JRN", "MED", "EDU", "BUS", "LAB", "AGR", "CRM", "PRE", "UNK",
})
# fmt: on
KINDS = frozenset(get_args(Kind)) | {"thing"}


@dataclass(frozen=True, slots=True)
class Noun:
    """What a noun says of whoever it names. ``thing`` as kind takes the name out of the actors."""

    id: str
    kind: str
    sectors: tuple[str, ...]
    unit: Unit = "group"


@dataclass(frozen=True, slots=True)
class Title:
    """A title or office. ``post`` marks offices of one holder at a time; ``gender`` is ``he``, ``she`` or empty."""

    id: str
    sectors: tuple[str, ...]
    post: bool = False
    gender: str = ""


@dataclass(frozen=True)
class Words:
    """All word lists, looked up by lower-case words with single blanks between them.

    ``longest`` maps the first word of a title to the number of words of the longest title that begins with it,
    ``portfolios`` a word of a ministry's name to its short form, ``gender_words`` and ``gender_names`` a description
    and a first name to ``he`` or ``she``, ``group_nouns`` a noun to the kinds of bodies that it may stand for.
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
    shapes: Mapping[str, frozenset[str]]
    examples: tuple[tuple[str, str], ...]


def load(layers: Layers) -> Words:
    """Read ``words/*.yaml``.

    Raises:
        KnowledgeError: an entry lacks a field or has a wrong one.
    """
    agents: dict[str, Noun] = {}
    anonymous: dict[str, Noun] = {}
    bodies: dict[str, Noun] = {}
    titles: dict[str, Title] = {}
    examples = []
    for file, table in (("agents", agents), ("anonymous", anonymous), ("organisations", bodies)):
        for entry in layers.entries(f"words/{file}.yaml"):
            noun = _noun(entry)
            table.update({str(n).lower(): noun for n in entry.data["nouns"]})
            examples += [(noun.id, str(e)) for e in entry.data.get("match", [])]
    for entry in layers.entries("words/titles.yaml"):
        _check(entry, "words")
        data = entry.data
        title = Title(data["id"], tuple(data["sectors"]), bool(data.get("post")), data.get("gender", ""))
        titles.update({str(w).lower(): title for w in data["words"]})
        examples += [(title.id, str(e)) for e in data.get("match", [])]
    groups = {
        str(noun): frozenset(entry.data["kinds"]) for entry in layers.entries("words/group_nouns.yaml")
        for noun in _listed(entry, "nouns") if _listed(entry, "kinds")
    }  # fmt: skip
    shapes = {
        str(e.data.get("id")): frozenset(map(str, _listed(e, "words"))) for e in layers.entries("words/shapes.yaml")
    }
    return Words(
        agents, anonymous, bodies, titles, _longest(titles), _portfolios(layers), *_genders(layers), groups, shapes,
        tuple(examples),
    )  # fmt: skip


def _listed(entry: Entry, field: str) -> list[object]:
    """A field that must be a list with something in it."""
    value = entry.data.get(field)
    if not isinstance(value, list) or not value:
        raise entry.fail(f"field {field!r} must be a list of words")
    return value


def _genders(layers: Layers) -> tuple[dict[str, str], dict[str, str]]:
    """Descriptions, and first names, with the pronoun that they take."""
    words: dict[str, str] = {}
    names: dict[str, str] = {}
    for entry in layers.entries("words/gender.yaml"):
        if entry.data.get("pronoun") not in {"he", "she"}:
            raise entry.fail("field 'pronoun' must be he or she")
        words.update({str(w): entry.data["pronoun"] for w in _listed(entry, "words")})
        names.update({str(w): entry.data["pronoun"] for w in _listed(entry, "names")})
    return words, names


def _portfolios(layers: Layers) -> dict[str, str]:
    """Word of a ministry's name -> short form of what it is for."""
    out: dict[str, str] = {}
    for entry in layers.entries("words/portfolios.yaml"):
        out.update({str(w): str(entry.data["id"]) for w in _listed(entry, "words")})
    return out


def _longest(table: Mapping[str, object]) -> dict[str, int]:
    out: dict[str, int] = {}
    for words in table:
        parts = words.split()
        out[parts[0]] = max(out.get(parts[0], 0), len(parts))
    return out


def _noun(entry: Entry) -> Noun:
    _check(entry, "nouns")
    data = entry.data
    unit = data.get("unit", "group")
    if unit not in get_args(Unit):
        raise entry.fail(f"unit must be one of {', '.join(get_args(Unit))}, not {unit!r}")
    return Noun(data["id"], data["kind"], tuple(data["sectors"]), unit)


def _check(entry: Entry, words: str) -> None:
    data = entry.data
    for name, kind in (("id", str), (words, list), ("kind", str), ("sectors", list)):
        if not isinstance(data.get(name), kind):
            raise entry.fail(f"field {name!r} is missing or of the wrong kind")
    if data["kind"] not in KINDS:
        raise entry.fail(f"kind {data['kind']!r} is unknown")
    unknown = [s for s in data["sectors"] if s not in SECTORS]
    if unknown:
        raise entry.fail(f"sector {unknown[0]!r} is unknown")
