"""The section ``reporting``: verbs, nouns and phrases that say who says what, and what makes a hedge or a denial."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dateline.knowledge.files import Entry, Layers

TAKES = frozenset(
    {"clause", "quote", "to", "objto", "ing", "object", "rest", "small", "charge", "quoted", "passive", "of"}
)
STANCES = frozenset({"asserts", "denies", "hedges"})
SCOPES = frozenset({"head", "lemma", "any", "start", "negated", "subject"})


@dataclass(frozen=True, slots=True)
class Verb:
    """One use of a reporting verb or noun.

    Attributes:
        id: of the entry in the file.
        after: words that must follow the lemma, such as a particle; often none.
        takes: what can hold the content, see ``verbs.yaml``.
        kind: ``speech``, ``belief``, ``wish`` or ``showing``.
        stance: what the word itself says of its content.
        addressee: True where the object is who is told.
        said_only: True where a bare object must itself be something said.
    """

    id: str
    after: tuple[str, ...]
    takes: frozenset[str]
    kind: str
    stance: str
    addressee: bool
    said_only: bool


@dataclass(frozen=True, slots=True)
class StanceCue:
    """Words in a content that set its stance; ``words`` are lower case, phrases allowed in scope ``any``."""

    id: str
    stance: str
    scope: str
    words: frozenset[str]
    subjects: frozenset[str]


@dataclass(frozen=True)
class Reporting:
    """Compiled knowledge of this section.

    Attributes:
        verbs, nouns: lemma -> its uses, those with more words first.
        phrases: first word -> (id, all words) of phrases that stand before a source.
        stances: cues in file order.
        words: kinds of short word lists that the rules look up, by name.
    """

    verbs: dict[str, tuple[Verb, ...]] = field(default_factory=dict)
    nouns: dict[str, tuple[Verb, ...]] = field(default_factory=dict)
    phrases: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = field(default_factory=dict)
    stances: tuple[StanceCue, ...] = ()
    words: dict[str, frozenset[str]] = field(default_factory=dict)


def load(layers: Layers) -> Reporting:
    """Read and compile ``reporting/*.yaml``.

    Raises:
        KnowledgeError: an entry lacks a field or holds a value that is not known.
    """
    phrases: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for entry in layers.entries("reporting/phrases.yaml"):
        for phrase in _words(entry, "words"):
            words = tuple(phrase.split())
            phrases.setdefault(words[0], []).append((_id(entry), words))
    return Reporting(
        verbs=_lexicon(layers, "reporting/verbs.yaml"),
        nouns=_lexicon(layers, "reporting/nouns.yaml"),
        phrases={k: tuple(v) for k, v in phrases.items()},
        stances=tuple(_stances(layers)),
        words={_id(e): frozenset(_words(e, "words")) for e in layers.entries("reporting/words.yaml")},
    )


def _lexicon(layers: Layers, pattern: str) -> dict[str, tuple[Verb, ...]]:
    found: dict[str, list[Verb]] = {}
    for entry in layers.entries(pattern):
        takes = frozenset(_words(entry, "takes"))
        if not takes <= TAKES:
            raise entry.fail(f"unknown value of `takes`: {', '.join(sorted(takes - TAKES))}")
        stance = entry.data.get("stance", "asserts")
        if stance not in STANCES:
            raise entry.fail(f"unknown stance: {stance}")
        for lemma in dict.fromkeys(_words(entry, "lemmas")):
            first, *after = lemma.split()
            verb = Verb(
                _id(entry), tuple(after), takes, str(entry.data.get("kind", "speech")), stance,
                entry.data.get("addressee") == "object", entry.data.get("object") == "said",
            )  # fmt: skip
            held = found.setdefault(first, [])
            # Of uses with as many words the first that fits counts: a user's goes before ours.
            held.insert(0 if entry.layer else len(held), verb)
    return {k: tuple(sorted(v, key=lambda verb: -len(verb.after))) for k, v in found.items()}


def _stances(layers: Layers) -> Iterator[StanceCue]:
    for entry in layers.entries("reporting/stance.yaml"):
        stance, scope = entry.data.get("stance"), entry.data.get("scope")
        if stance not in STANCES or scope not in SCOPES:
            raise entry.fail(f"unknown stance or scope: {stance}, {scope}")
        subjects = frozenset(entry.data.get("subjects", ()))
        yield StanceCue(_id(entry), str(stance), str(scope), frozenset(_words(entry, "words")), subjects)


def _id(entry: Entry) -> str:
    if "id" not in entry.data:
        raise entry.fail("`id` is missing")
    return str(entry.data["id"])


def _words(entry: Entry, key: str) -> list[str]:
    value: Any = entry.data.get(key)
    if not isinstance(value, list) or not value:
        raise entry.fail(f"`{key}` must be a list of words")
    return [str(v) for v in value]
