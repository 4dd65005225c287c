"""Who is in an act: markers of the act and of everybody named, which look at the words of a window that was read once.

A marker looks at all words and at all markers of its question; no word looks at a marker, so that a window is read once for
all its questions (Zhong and Chen 2021, "A Frustratingly Easy Approach for Entity and Relation Extraction", section 3.3; Ye et
al. 2022, "Packed Levitated Marker"). The layers are a copy of the encoder's upper ones.
"""

from __future__ import annotations

import math

import torch
from labels import TYPES
from torch import nn
from transformers.models.bert.modeling_bert import BertLayer

from dateline.coding.reader.party_question import MARKS, MENTION_FEATURES

HIDDEN = 256
ACT = MARKS.index("act")
OWN = 2  # markers that every question has: of the act, and of the window


class Marked(nn.Module):
    """One layer: markers look at the words' states of the encoder's layer and at each other."""

    def __init__(self, layer: BertLayer) -> None:
        super().__init__()
        own, out = layer.attention.self, layer.attention.output
        self.query, self.key, self.value = own.query, own.key, own.value
        self.out, self.norm = out.dense, out.LayerNorm
        self.wide, self.narrow, self.last = layer.intermediate.dense, layer.output.dense, layer.output.LayerNorm
        self.heads = own.num_attention_heads

    def split(self, states: torch.Tensor) -> torch.Tensor:
        """[..., N, width] > [..., heads, N, size]."""
        return states.unflatten(-1, (self.heads, -1)).transpose(-2, -3)

    def memory(self, words: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Words [...,T,width] > keys and values [...,heads,T,size]."""
        return self.split(self.key(words)), self.split(self.value(words))

    def forward(
        self, markers: torch.Tensor, keys: torch.Tensor, values: torch.Tensor, hidden: torch.Tensor | None
    ) -> torch.Tensor:
        """Markers [Q,N,width], those of words [Q,heads,T,size], what is not seen [Q,1,1,T+N] > markers."""
        own, said = self.memory(markers)
        asked = self.split(self.query(markers)) / math.sqrt(own.shape[-1])
        odds = torch.cat([asked @ keys.transpose(-1, -2), asked @ own.transpose(-1, -2)], -1)
        shares = torch.softmax(odds if hidden is None else odds + hidden, -1)
        seen = shares[..., : keys.shape[-2]] @ values + shares[..., keys.shape[-2] :] @ said
        markers = self.norm(self.out(seen.transpose(-2, -3).flatten(-2)) + markers)
        return self.last(self.narrow(nn.functional.gelu(self.wide(markers))) + markers)


class Parties(nn.Module):
    """Markers of one question > who is actor, who recipient, and is there such an act."""

    def __init__(self, layers: nn.ModuleList, width: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Marked(layer) for layer in layers)
        self.mark, self.kind = nn.Embedding(len(MARKS), width), nn.Embedding(len(TYPES), width)
        for table in (self.mark, self.kind):
            nn.init.normal_(table.weight, std=0.05)
        self.trait = nn.Linear(len(MENTION_FEATURES), width, bias=False)
        nn.init.zeros_(self.trait.weight)
        self.drop = nn.Dropout(0.15)
        self.hidden = nn.Linear(4 * width + len(MENTION_FEATURES), HIDDEN)
        self.party = nn.Linear(HIDDEN, 2)
        self.deed, self.judged = nn.Linear(2 * width, HIDDEN // 2), nn.Linear(HIDDEN // 2, 2)
        with torch.no_grad():
            self.party.bias.fill_(-1.5)

    def memory(self, words: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """States below each of the layers [L,...,T,width] > keys and values of all layers [L,...,heads,T,size]."""
        made = [layer.memory(states) for layer, states in zip(self.layers, words, strict=True)]
        return torch.stack([k for k, _ in made]), torch.stack([v for _, v in made])

    def forward(
        self, keys: torch.Tensor, values: torch.Tensor, first: torch.Tensor, kind: torch.Tensor, marks: torch.Tensor,
        features: torch.Tensor, hidden: torch.Tensor | None = None,
    ) -> tuple[torch.Tensor, torch.Tensor]:  # fmt: skip
        """Q questions of M mentions at most.

        Args:
            keys, values: of the window's words, see ``memory`` [L,Q,heads,T,size].
            first: what the markers begin with [Q,OWN+M,width]: states of the act's piece, of the window's mark, of the
                heads of mentions.
            kind: the act's type [Q]; ``marks`` of mentions [Q,M]; their features [Q,M,features].
            hidden: -1e4 for what isn't there [Q,1,1,T+OWN+M]; None where all is.

        Returns:
            Log-odds of mentions as actor and recipient [Q,M,2], of acts as required and existing [Q,2].
        """
        act = self.mark.weight[ACT] + self.kind(kind)
        named = self.mark(marks) + self.trait(features)
        added = torch.cat([act.unsqueeze(1), torch.zeros_like(act).unsqueeze(1), named], 1)
        markers = first + added
        for n, layer in enumerate(self.layers):
            markers = layer(markers, keys[n], values[n], hidden)
        deed, whole, named = markers[:, 0], markers[:, 1], markers[:, OWN:]
        own = deed.unsqueeze(1).expand_as(named)
        head = first[:, OWN:]
        joined = torch.cat([named, head, own, named * own, features], -1)
        parties = self.party(self.drop(nn.functional.gelu(self.hidden(self.drop(joined)))))
        judged = self.judged(self.drop(nn.functional.gelu(self.deed(torch.cat([deed, whole], -1)))))
        return parties, judged
