"""The section ``reporting``: verbs, nouns and phrases that say who says what, and what makes a hedge or a denial."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.knowledge.files import Layers
from dateline.knowledge.kinds.files import read
from dateline.knowledge.kinds.reporting import PhraseEntry, ReportingEntry, ReportingWordsEntry, StanceEntry


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
        KnowledgeError: an entry breaks its kind.
    """
    phrases: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for entry in read(layers, "reporting/phrases.yaml", PhraseEntry):
        for phrase in entry.words:
            words = tuple(phrase.split())
            phrases.setdefault(words[0], []).append((entry.id, words))
    return Reporting(
        verbs=_lexicon(layers, "reporting/verbs.yaml"),
        nouns=_lexicon(layers, "reporting/nouns.yaml"),
        phrases={k: tuple(v) for k, v in phrases.items()},
        stances=tuple(
            StanceCue(e.id, e.stance, e.scope, frozenset(e.words), frozenset(e.subjects))
            for e in read(layers, "reporting/stance.yaml", StanceEntry)
        ),
        words={e.id: frozenset(e.words) for e in read(layers, "reporting/words.yaml", ReportingWordsEntry)},
    )


def _lexicon(layers: Layers, pattern: str) -> dict[str, tuple[Verb, ...]]:
    """The uses of each lemma, those with more words first."""
    found: dict[str, list[Verb]] = {}
    for entry in read(layers, pattern, ReportingEntry):
        for lemma in dict.fromkeys(entry.lemmas):
            first, *after = lemma.split()
            verb = Verb(
                entry.id, tuple(after), frozenset(entry.takes), entry.kind, entry.stance, entry.addressee == "object",
                entry.object == "said",
            )  # fmt: skip
            held = found.setdefault(first, [])
            # Of uses with as many words the first that fits counts: a user's goes before ours.
            held.insert(0 if entry.source.layer else len(held), verb)
    return {k: tuple(sorted(v, key=lambda verb: -len(verb.after))) for k, v in found.items()}
