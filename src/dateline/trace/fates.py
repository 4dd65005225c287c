"""What became of every rule whose pattern holds on a word: the steps of the coding stage, with nothing thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.attribution.statements import Statements
from dateline.coding.build import build_event
from dateline.coding.duplicates import by_head, lapse_of
from dateline.coding.find_events import finding_of, unfit
from dateline.coding.frames.candidates import (
    Candidate,
    Refused,
    is_asked,
    taken_by,
    tried_at,
    winners,
    words_taken,
)
from dateline.coding.frames.slots import Filled, Reader
from dateline.coding.frames.speakers import speakers
from dateline.coding.scene import Scene, look_at
from dateline.knowledge.load import Knowledge
from dateline.language.match import Match
from dateline.record import Event
from dateline.trace import words
from dateline.trace.trial_rows import Outcome

FIRST = 100  # steps of a pattern count from 0; what comes after the pattern from here


@dataclass(frozen=True, slots=True)
class Fate:
    """A pattern that holds on a word, and what became of it.

    Attributes:
        filled: the parties that it found, None where its rule refused before it looked for them.
        far: how far it came, to tell which of several came furthest.
        event: what it found, where it is an event as far as the rules decide.
    """

    match: Match
    filled: Filled | None
    far: int
    outcome: Outcome
    why: str
    event: Event | None = None


@dataclass(frozen=True)
class Followed:
    """A story with the fates of all rules, in text order of their words, the most specific first."""

    scene: Scene
    fates: tuple[Fate, ...]

    @property
    def events(self) -> list[Event]:
        """The events of the rules, before the learned part is asked."""
        return [fate.event for fate in self.fates if fate.event is not None]


def follow(statements: Statements, knowledge: Knowledge) -> Followed:
    """Take the steps of ``code_events`` and note what each decides."""
    scene = look_at(statements, knowledge)
    reader = Reader(scene.mentions, scene.clauses, speakers(statements))
    contests = [tried_at(t.i, reader, knowledge.frames) for t in scene.parse.tokens if is_asked(t)]
    won = [list(winners(tried)) for tried in contests]
    found = [c for candidates in won for c in candidates]
    judge = _Judge(scene, knowledge, found)
    fates = [f for tried, best in zip(contests, won, strict=True) for f in _of_word(tried, best, judge)]
    return Followed(scene, tuple(fates))


class _Judge:
    """What becomes of the rules that won their words."""

    def __init__(self, scene: Scene, knowledge: Knowledge, found: list[Candidate]) -> None:
        self.scene, self.knowledge = scene, knowledge
        self.blocked = words_taken(found, scene.clauses)
        settled = [c for c in found if c.rule.event_type != "NONE" and taken_by(c, self.blocked) is None]
        self.heads = by_head(settled)

    def fate(self, c: Candidate) -> Fate:
        """The fate of a winner, in the order in which the coding stage asks."""
        scene, clauses = self.scene, self.scene.clauses
        if c.rule.event_type == "NONE":
            return self._fate(c, 2, "excludes", words.EXCLUDES)
        outer = taken_by(c, self.blocked)
        if outer is not None:
            return self._fate(c, 2, "part of another", words.taken(outer, clauses))
        lapse = lapse_of(c, self.heads, clauses, self.knowledge)
        if lapse is not None:
            return self._fate(c, 3, "no act of its own", words.lapse(lapse, c, clauses))
        reason = unfit(c, scene)
        if reason == "unspoken":
            return self._fate(c, 4, "no act of its own", words.UNSPOKEN)
        if reason == "standing":
            return self._fate(c, 5, "no standing", words.standing(c, scene))
        event = build_event(finding_of(c, scene), scene)
        return Fate(c.match, c.filled, FIRST + 6, "event", "", event)

    def _fate(self, c: Candidate, far: int, outcome: Outcome, why: str) -> Fate:
        return Fate(c.match, c.filled, FIRST + far, outcome, why)


def _of_word(tried: list[tuple[Match, Filled | Refused]], best: list[Candidate], judge: _Judge) -> Iterator[Fate]:
    """The fates of the patterns that hold on one word."""
    won = {id(c.match): c for c in best}
    for match, filled in tried:
        if isinstance(filled, Refused):
            why = words.refused(filled, match, judge.scene)
            yield Fate(match, filled.filled, FIRST, "refused", why)
        elif id(match) in won:
            yield judge.fate(won[id(match)])
        else:
            winner = next(c for c in best if not c.rule.also)
            yield Fate(match, filled, FIRST + 1, "outdone", words.outdone(match, winner.match))
