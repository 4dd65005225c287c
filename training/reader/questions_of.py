"""The windows of a batch with their questions as tensors, and the answers by entity."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from markers import OWN
from model import Reader

from data import Asked, Window
from dateline.coding.reader.party_question import MENTION_FEATURES

SHARP = 2.0  # of the smooth maximum over the mentions of an entity
PARTS = 3  # of the questions of a batch


@dataclass(frozen=True)
class Answers:
    """Log-odds of the mentions of Q questions [Q,M,2] and of their acts [Q,2]."""

    asked: list[Asked]
    found: torch.Tensor
    judged: torch.Tensor


class Batch:
    """B windows, padded on the right, and the questions asked about them.

    Args:
        windows: them.
        wanted: whether a question is asked.
    """

    def __init__(self, windows: Sequence[Window], wanted: Callable[[Asked], bool] = lambda _: True) -> None:
        size = max(len(w.ids) for w in windows)
        self.ids = torch.tensor([w.ids + [0] * (size - len(w.ids)) for w in windows])
        self.mask = torch.tensor([[1] * len(w.ids) + [0] * (size - len(w.ids)) for w in windows])
        rows = [(b, a) for b, w in enumerate(windows) for a in w.asked if a.heads and wanted(a)]
        # Questions with as many mentions together, so that little is padded.
        rows.sort(key=lambda row: len(row[1].heads))
        step = -(-len(rows) // PARTS) or 1
        self.parts = [rows[i : i + step] for i in range(0, len(rows), step)]

    def answers(self, model: Reader, below: torch.Tensor) -> Iterator[Answers]:
        """States below the markers' layers [L,B,T,width] > the answers, a part of the questions at a time."""
        keys, values = model.parties.memory(below)
        for part in self.parts:
            yield self._part(part, model, below[0], keys, values)

    def _part(
        self,
        part: list[tuple[int, Asked]],
        model: Reader,
        lowest: torch.Tensor,
        keys: torch.Tensor,
        values: torch.Tensor,
    ) -> Answers:
        """The answers to some questions, each with the number of its window."""
        asked, window = [a for _, a in part], torch.tensor([b for b, _ in part])
        most = max(len(a.heads) for a in asked)
        pick = torch.zeros(len(asked), OWN + most, self.ids.shape[1])
        hidden = torch.zeros(len(asked), OWN + most)
        marks = torch.zeros(len(asked), most, dtype=torch.long)
        features = torch.zeros(len(asked), most, len(MENTION_FEATURES))
        for n, a in enumerate(asked):
            pick[n, 0, a.piece] = pick[n, 1, 0] = 1.0
            for m, (first, end) in enumerate(a.heads):
                pick[n, OWN + m, first:end] = 1 / (end - first)
            marks[n, : len(a.heads)] = torch.tensor(a.marks)
            features[n, : len(a.heads)] = a.features
            hidden[n, OWN + len(a.heads) :] = -1e4
        unseen = torch.cat([(1.0 - self.mask[window].float()) * -1e4, hidden], -1)[:, None, None, :]
        begin = pick.to(lowest.dtype) @ lowest[window]
        kind = torch.tensor([a.kind for a in asked])
        found, judged = model.parties(
            keys[:, window], values[:, window], begin, kind, marks, features.to(lowest.dtype), unseen
        )
        return Answers(asked, found.float(), judged.float())


def by_entity(
    found: torch.Tensor, asked: Sequence[Asked], optional: float = 1.0
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:  # fmt: skip
    """Mentions > entities of acts with annotated parties: log-odds, labels (-1: not counted), weights."""
    groups: dict[tuple[int, int], list[int]] = {}
    labels, weights, most = [], [], found.shape[1]
    for n, a in enumerate(asked):
        for m, entity in enumerate(a.entities if a.parties else ()):
            if (n, entity) not in groups:
                labels.append(a.parties[m])
                weights.append(1.0 if a.label == 2 else optional)
            groups.setdefault((n, entity), []).append(n * most + m)
    if not groups:
        return torch.zeros(0, 2), torch.zeros(0, 2), torch.zeros(0)
    rows = torch.tensor([i for own in groups.values() for i in own])
    owner = torch.tensor([g for g, own in enumerate(groups.values()) for _ in own])
    odds = torch.exp(SHARP * found.reshape(-1, 2)[rows].clamp(-15, 15))
    sums = torch.zeros(len(groups), 2).index_add(0, owner, odds)
    return torch.log(sums) / SHARP, torch.tensor(labels).float(), torch.tensor(weights)
