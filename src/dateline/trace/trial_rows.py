"""What ``dateline try`` tells of a text: plain rows of text and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal[
    "event",
    "excludes",
    "refused",
    "outdone",
    "part of another",
    "no act of its own",
    "no standing",
    "left out by model",
]


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A word with what the parser reads it as; ``head`` is the number of the word that it hangs on."""

    number: int
    text: str
    lemma: str
    part_of_speech: str
    relation: str
    head: int


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A verb with whoever does it and whom it is done to, logically: in a passive, ``subject`` is the by-phrase."""

    verb: str
    subject: str | None
    object: str | None
    passive: bool
    negated: bool
    words: str


@dataclass(frozen=True, slots=True)
class SentenceRow:
    """A sentence with its words and clauses."""

    text: str
    tokens: tuple[TokenRow, ...]
    clauses: tuple[ClauseRow, ...]


@dataclass(frozen=True, slots=True)
class MentionRow:
    """Words that name somebody or something. ``acts``: False for things and matters, which can't be actors."""

    words: str
    form: str
    id: str
    name: str
    kind: str
    country: str | None
    sectors: tuple[str, ...]
    acts: bool
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """What somebody is reported to have said; ``said_by`` is outermost first."""

    content: str
    said_by: tuple[str, ...]
    stance: str
    rule: str
    where: str


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A rule whose pattern holds on a word, and what became of it."""

    rule: str
    type: str
    where: str
    pattern: str
    word: str
    words: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    outcome: Outcome
    why: str


@dataclass(frozen=True, slots=True)
class LearnedRow:
    """What the learned part says of an event; ``rule`` is what found it."""

    words: str
    rule: str
    says: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as it is coded."""

    type: str
    modes: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    factuality: str
    said_by: tuple[str, ...]
    date: str | None
    place: str | None
    confidence: float
    rule: str
    words: str


@dataclass(frozen=True, slots=True)
class StopRow:
    """Where one pattern of a rule stops. ``word`` is where it was tried, None where the text has no word for it."""

    pattern: str
    word: str | None
    why: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule that was asked about, with its patterns, the one that comes furthest first."""

    rule: str
    type: str
    where: str
    verdict: str
    stops: tuple[StopRow, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """All that is told of a text."""

    text: str
    knowledge: str
    sentences: tuple[SentenceRow, ...]
    mentions: tuple[MentionRow, ...]
    statements: tuple[StatementRow, ...]
    candidates: tuple[CandidateRow, ...]
    learned: tuple[LearnedRow, ...]
    events: tuple[EventRow, ...]
    rules: tuple[RuleRow, ...]
    asked: bool
