"""The networks as they are shipped: the same sums as in training in fewer steps, and the encoder in two halves.

One window at a time is read, so that no dimension stands for a batch, and none is read off a tensor.
Between the halves a weighted sum looks whether any word may name an act: a window without one is not read on.
"""

from __future__ import annotations

import math

import torch
from markers import ACT, OWN, Marked, Parties
from model import BELOW, Reader
from torch import nn


class Layer(nn.Module):
    """A layer of a transformer over states [N,width].

    Args:
        layer: its products.
        markers: the markers' layer that looks at the same states: its keys and values are given too.
    """

    def __init__(self, layer: Marked, markers: Marked | None = None) -> None:
        super().__init__()
        self.query, self.key, self.value = layer.query, layer.key, layer.value
        self.markers = nn.ModuleList((markers.key, markers.value) if markers is not None else ())
        self.out, self.norm = layer.out, layer.norm
        self.wide, self.narrow, self.last = layer.wide, layer.narrow, layer.last
        self.heads, self.width = layer.heads, layer.query.out_features

    def split(self, states: torch.Tensor) -> torch.Tensor:
        """[N,width] > [heads,N,size]."""
        return states.view(-1, self.heads, self.width // self.heads).transpose(0, 1)

    def forward(self, states: torch.Tensor, *seen: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """States, and keys and values [heads,T,size] of what is looked at besides > states, the markers' keys and values."""
        query, key, value = (self.split(part(states)) for part in (self.query, self.key, self.value))
        if seen:
            key, value = torch.cat([seen[0], key], 1), torch.cat([seen[1], value], 1)
        shares = torch.softmax(query @ key.transpose(1, 2) / math.sqrt(self.width // self.heads), -1)
        found = (shares @ value).transpose(0, 1).reshape(-1, self.width)
        given = [self.split(side(states)) for side in self.markers]
        states = self.norm(self.out(found) + states)
        return self.last(self.narrow(nn.functional.gelu(self.wide(states))) + states), *given


class Lower(nn.Module):
    """Numbers of pieces [T] > states below the markers' layers [T,width], log-odds that a piece may name an act [T].

    Args:
        reader: the trained reader.
        weights: of the states, the bias last; see ``halfway``.
    """

    def __init__(self, reader: Reader, weights: torch.Tensor) -> None:
        super().__init__()
        tables = reader.encoder.embeddings
        self.words, self.norm = tables.word_embeddings, tables.LayerNorm
        places = tables.position_embeddings.weight + tables.token_type_embeddings.weight[0]
        self.places = nn.Parameter(places.detach())
        self.layers = nn.ModuleList(Layer(Marked(layer)) for layer in reader.encoder.encoder.layer[:BELOW])
        self.looked, self.bias = nn.Parameter(weights[:-1]), nn.Parameter(weights[-1:])

    def forward(self, ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        states = self.norm(self.words(ids) + self.places[: ids.shape[0]])
        for layer in self.layers:
            (states,) = layer(states)
        # No matrix product: it would be rounded to 8 bits.
        return states, (states * self.looked).sum(-1) + self.bias


class Upper(nn.Module):
    """States of the lower half > log-odds of types and status [T,...], for each layer of the markers keys and values."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        both = zip(reader.encoder.encoder.layer[BELOW:], reader.parties.layers, strict=True)
        self.layers = nn.ModuleList(Layer(Marked(layer), markers) for layer, markers in both)
        self.types, self.status = reader.types, reader.status

    def forward(self, states: torch.Tensor) -> tuple[torch.Tensor, ...]:
        seen: list[torch.Tensor] = []
        for layer in self.layers:
            states, *sides = layer(states)
            seen += sides
        return self.types(states), self.status(states), *seen


class Markers(nn.Module):
    """One question of M mentions > as ``markers.Parties``, without the dimension of questions."""

    def __init__(self, parties: Parties) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(layer) for layer in parties.layers)
        self.mark, self.kind, self.trait = parties.mark, parties.kind, parties.trait
        self.hidden, self.party, self.deed, self.judged = parties.hidden, parties.party, parties.deed, parties.judged

    def forward(
        self, first: torch.Tensor, kind: torch.Tensor, marks: torch.Tensor, features: torch.Tensor, *seen: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """First states [OWN+M,width], the type [1], marks [M], features [M,...], keys and values by layer > [M,2], [1,2]."""
        act = self.mark.weight[ACT : ACT + 1] + self.kind(kind)
        added = torch.cat([act, torch.zeros_like(act), self.mark(marks) + self.trait(features)])
        markers = first + added
        for n, layer in enumerate(self.layers):
            (markers,) = layer(markers, *seen[2 * n : 2 * n + 2])
        deed, whole, named = markers[:1], markers[1:OWN], markers[OWN:]
        rows = torch.cat([named, first[OWN:], deed.expand_as(named), named * deed, features], -1)
        parties = self.party(nn.functional.gelu(self.hidden(rows)))
        return parties, self.judged(nn.functional.gelu(self.deed(torch.cat([deed, whole], -1))))
