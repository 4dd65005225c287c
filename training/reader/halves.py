"""The reader's network in three parts: the lower layers, which both uses share, those for acts, and those for parties."""

from __future__ import annotations

import copy

import torch
from model import Reader
from torch import nn

from data import TYPES
from dateline.coding.reader.party_question import MARKS, MENTION_FEATURES

SHARED = 3  # layers that both uses share
HIDDEN = 256


def through(layers: nn.ModuleList, states: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
    """States after some layers; ``mask`` [B,T] is 1 for pieces, or None where all are."""
    seen = None if mask is None else ((1.0 - mask.float()) * -1e4)[:, None, None, :]
    for layer in layers:
        out = layer(states, seen)
        states = out[0] if isinstance(out, tuple) else out
    return states


class Lower(nn.Module):
    """Numbers of pieces [B,T] > states [B,T,width]."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.embeddings = reader.encoder.embeddings
        self.layers = reader.encoder.encoder.layer[:SHARED]

    def forward(self, ids: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
        return through(self.layers, self.embeddings(ids), mask)


class Acts(nn.Module):
    """States of a window > log-odds of types and status of each piece."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.layers, self.types, self.status = reader.encoder.encoder.layer[SHARED:], reader.types, reader.status

    def forward(self, states: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        states = through(self.layers, states, None)
        return self.types(states), self.status(states)


class Parties(nn.Module):
    """One act of one type, with the mentions around it: who is its actor, who its recipient, and is there such an act.

    The act's type and the marks (of the act, of whoever is named, of the frame's choice) are added to the states of the
    lower layers, as markers of entities are to the input of Baldini Soares et al. (2019), "Matching the Blanks".
    """

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.layers = copy.deepcopy(reader.encoder.encoder.layer[SHARED:])
        width = reader.encoder.config.hidden_size
        self.mark, self.kind = nn.Embedding(len(MARKS), width), nn.Embedding(len(TYPES), width)
        for table in (self.mark, self.kind):
            nn.init.normal_(table.weight, std=0.05)
        with torch.no_grad():
            self.mark.weight[0] = 0
        self.drop = nn.Dropout(0.15)
        self.hidden = nn.Linear(4 * width + len(MENTION_FEATURES), HIDDEN)
        self.party = nn.Linear(HIDDEN, 2)
        self.deed, self.judged = nn.Linear(2 * width, HIDDEN // 2), nn.Linear(HIDDEN // 2, 2)
        with torch.no_grad():
            self.party.bias.fill_(-1.5)

    def forward(
        self, states: torch.Tensor, marks: torch.Tensor, piece: torch.Tensor, kind: torch.Tensor, words: torch.Tensor,
        heads: torch.Tensor, features: torch.Tensor, acts: torch.Tensor | None = None, mask: torch.Tensor | None = None,
    ) -> tuple[torch.Tensor, torch.Tensor]:  # fmt: skip
        """B acts, M mentions in all.

        Args:
            states: of the lower layers [B,T,width]; ``marks`` [B,T]; ``piece`` and ``kind`` of each act [B].
            words, heads: what each piece of the batch counts in a mention, in its head [M,B*T].
            features: of mentions [M,features].
            acts: the act of each mention [M]; None where there is one act.
            mask: 1 for pieces [B,T].

        Returns:
            Log-odds of mentions as actor and recipient [M,2], of acts as required and existing [B,2].
        """
        size, long, width = states.shape
        at = torch.arange(long)[None, :] == piece[:, None]
        states = states + self.mark(marks) + at.unsqueeze(-1).to(states.dtype) * self.kind(kind)[:, None, :]
        states = through(self.layers, states, mask)
        flat = states.reshape(size * long, width)
        deed = (at.unsqueeze(1).to(states.dtype) @ states).squeeze(1)
        own = deed if acts is None else deed[acts]
        named, head = words.to(flat.dtype) @ flat, heads.to(flat.dtype) @ flat
        if acts is None:
            own = own.expand(named.shape[0], width)
        joined = torch.cat([named, head, own, head * own, features.to(flat.dtype)], -1)
        parties = self.party(self.drop(nn.functional.gelu(self.hidden(self.drop(joined)))))
        judged = self.judged(self.drop(nn.functional.gelu(self.deed(torch.cat([deed, states[:, 0]], -1)))))
        return parties, judged
