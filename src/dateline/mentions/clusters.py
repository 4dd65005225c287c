"""The clusters that coreference grows: all mentions of one thing in the story, with what is known of it so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.knowledge.register import Known
from dateline.mentions.types import Form
from dateline.record import Decision
from dateline.spans import Span


@dataclass(slots=True)
class Cluster:
    """One thing of the story.

    Attributes:
        names: name keys (words) under which it was named, as tuples of word keys.
        labels: word sets of the descriptions that were used ("foreign", "ministry").
        heads: head words of descriptions and roles.
        gender: ``he``, ``she``, ``it``, ``they`` or empty where unknown.
        last, subject: token of the latest mention, and whether that was a subject.
    """

    number: int
    name: str
    kind: str
    is_actor: bool
    plural: bool = False
    known: Known | None = None
    key: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    gender: str = ""
    named: bool = False
    names: list[tuple[str, ...]] = field(default_factory=list)
    raw: list[tuple[str, ...]] = field(default_factory=list)
    labels: list[frozenset[str]] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    spans: list[Span] = field(default_factory=list)
    mentions: list[tuple[Span, int, Form]] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    last: int = -1
    sentence: int = -1
    subject: bool = False
    count: int = 0

    @property
    def human(self) -> bool:
        """Whether it is one person."""
        return self.kind in {"person", "anonymous"} and not self.plural

    def see(self, token: int, sentence: int, subject: bool) -> None:
        """Note a mention for the recency of later pronouns."""
        if token >= self.last:
            self.subject = subject or self.subject and self.sentence == sentence
            self.last = token
            self.sentence = sentence
        self.count += 1
