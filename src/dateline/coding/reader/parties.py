"""Whom the reader takes for the actors and recipients of an act, asked once an act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.coding.reader.model import ReaderModel
from dateline.coding.reader.party_question import Asked, Question, ask
from dateline.coding.reader.places_in_grammar import Surroundings
from dateline.coding.reader.proposals import Proposal
from dateline.coding.reader.reading import Memory, Reading
from dateline.coding.scene import Scene
from dateline.mentions.mentioned import Mention

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Seen:
    """An entity near an act: its mention that the network takes most for a party, and what it says of it.

    Attributes:
        entity: number of the entity.
        mention: the mention that was judged.
        actor, recipient: log-odds that it names the act's actor, its recipient.
        nested: it is a part of a longer mention of somebody else ("Iranian" in "Iranian army").
    """

    entity: int
    mention: Mention
    actor: float
    recipient: float
    nested: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What the markers say of one act of one type.

    Attributes:
        seen: entities named near it, one row an entity, by number.
        required: log-odds that a careful coder would code it.
        exists: log-odds that there is such an act.
    """

    seen: tuple[Seen, ...]
    required: float
    exists: float


NOTHING = Answer((), 0.0, 0.0)


class PartyReader:
    """Asks about the acts of one story; what is needed of a window is made ready once for all its acts."""

    def __init__(self, model: ReaderModel, reading: Reading, scene: Scene, surroundings: Surroundings) -> None:
        self._model, self._reading, self._scene, self._surroundings = model, reading, scene, surroundings
        self._memories: dict[int, Memory] = {}

    def question(self, proposal: Proposal, kind: str) -> Question | None:
        """What is asked about a proposal under a type."""
        window = self._reading.looks[self._number(proposal)].window
        return ask(proposal, kind, window, self._surroundings.of(proposal.head), self._scene)

    def answer(self, proposal: Proposal, kind: str) -> Answer:
        """What the reader says of a proposal under a type."""
        question = self.question(proposal, kind)
        if question is None:
            return NOTHING
        parties, judged = self._model.judge(question, kind, self._memory(self._number(proposal)))
        return Answer(_seen(question.asked, parties), float(judged[0]), float(judged[1]))

    def _number(self, proposal: Proposal) -> int:
        """The number of the window that reads the word that names an act."""
        return self._reading.look_at(self._scene.parse.tokens[proposal.head].span)

    def _memory(self, number: int) -> Memory:
        """What markers see of a window."""
        if number not in self._memories:
            self._memories[number] = self._model.memory(self._reading.looks[number])
        return self._memories[number]


def _seen(asked: Sequence[Asked], parties: Floats) -> tuple[Seen, ...]:
    """A row an entity: its surest mention, with what all its mentions together say."""
    by: dict[int, list[int]] = {}
    for n, row in enumerate(asked):
        by.setdefault(row.mention.entity, []).append(n)
    said = parties.tolist()
    made = []
    for entity, rows in sorted(by.items()):
        best = max(rows, key=lambda n: (max(said[n]) - 2.0 * asked[n].nested, -n))
        actor, recipient = said[best] if len(rows) == 1 else _together(parties[rows])
        made.append(Seen(entity, asked[best].mention, actor, recipient, asked[best].nested))
    return tuple(made)


def _together(parties: Floats) -> list[float]:
    """What all mentions of one entity say, [M, 2] > 2: the smooth maximum that the network was trained with."""
    together: list[float] = (np.log(np.exp(2 * parties.clip(-15, 15)).sum(0)) / 2).tolist()
    return together
