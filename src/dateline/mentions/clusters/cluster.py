"""One thing of the story, while coreference gathers its facts from mentions: a few, each of its own type."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.knowledge.world.register import Known
from dateline.mentions.clusters.called import Called
from dateline.mentions.clusters.kinds import Nature
from dateline.record import Decision


@dataclass(slots=True)
class Seen:
    """Where the latest mention stands, for the recency of later pronouns.

    Attributes:
        token, sentence: its place. subject, quoted: whether it is a subject, whether it stands in quotation marks.
        spoke: the sentence in which the thing was last the subject of a verb of saying.
        several: whether it is a plural: "the authorities", "the Americans".
        count: all mentions.
    """

    token: int = -1
    sentence: int = -1
    subject: bool = False
    quoted: bool = False
    spoke: int = -9
    several: bool = False
    count: int = 0

    def note(self, token: int, sentence: int, subject: bool, quoted: bool, spoke: bool) -> None:
        """Note a mention. A quoted one doesn't hide one outside the quotation in its sentence."""
        if spoke:
            self.spoke = sentence
        if token >= self.token and not (quoted and not self.quoted and sentence == self.sentence):
            self.quoted = quoted
            self.subject = subject or (self.subject and self.sentence == sentence)
            self.token = token
            self.sentence = sentence
        self.count += 1


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody is, in the words of the text or the register; ``office`` where that is an office's name."""

    text: str
    office: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody to whom a title or an apposition gives an office; ``country`` where it says of which country."""

    office: str
    country: str | None
    words: tuple[str, ...]


@dataclass(slots=True)
class Described:
    """How a thing was described: ``labels`` are the word sets of descriptions, ``heads`` words of roles and nouns."""

    labels: list[frozenset[str]] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)


@dataclass(slots=True, eq=False)
class Cluster:
    """One thing of the story.

    Attributes:
        nature: what kind of thing it is; only ``kinds.py`` makes one.
        known: its entry in the register. key: the id of a known actor, or the stable key of a state's organ.
        named: whether it has a name of its own, by which other stories can know it.
        gender: ``he``, ``she`` or empty where unknown.
    """

    number: int
    name: str
    nature: Nature
    known: Known | None = None
    key: str | None = None
    named: bool = False
    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: Role | None = None
    gender: str = ""
    called: Called = field(default_factory=Called)
    described: Described = field(default_factory=Described)
    seen: Seen = field(default_factory=Seen)
    decisions: list[Decision] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The kind as it is known by now."""
        return self.nature.kind

    @property
    def is_actor(self) -> bool:
        """Whether it can act in politics, as far as is known by now."""
        return self.nature.is_actor

    @property
    def plural(self) -> bool:
        """Whether it is a group, or several."""
        return self.nature.plural

    @property
    def human(self) -> bool:
        """Whether it is one person."""
        return self.nature.human

    @property
    def state(self) -> bool:
        """Whether it is a country."""
        return self.key is not None and self.key == self.country

    def recognise(self, known: Known) -> None:
        """Take a state or body for the register's."""
        self.known, self.named = known, True
        self.belong(known.country, known.sectors)

    def belong(self, country: str | None, sectors: tuple[str, ...]) -> None:
        """Say to which country and walks of life it belongs."""
        self.country, self.sectors = country, sectors
