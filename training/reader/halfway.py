"""A look half-way up the encoder: whether any word of a window may name an act, as a weighted sum of its states.

It is taught by the encoder itself: the sum is to say what the whole says in the end, on the texts of training. Moved so that
its log-odds are above 0 in all but one in a hundred windows of which the whole says that a word likely names an act.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from model import Reader
from weigh import fit

from data import windows

DOCUMENTS = 400
NAMES_ONE = 0.5  # share from which a window counts as one with an act
LOST = 0.01


def documents(file: Path) -> Iterator[dict[str, Any]]:
    """The texts of documents with their sentences, without labels; ``file`` is what ``questions.py`` wrote."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line) | {"questions": [], "tellings": []}


def fitted(reader: Reader, files: Iterable[Path], tokenizer: Any) -> torch.Tensor:
    """Weights of the states half-way up, the bias last."""
    reader.eval()
    states, shares = [], []
    rows = islice((row for file in files for row in documents(file)), DOCUMENTS)
    with torch.no_grad():
        for window in (w for row in rows for w in windows(row, tokenizer)):
            below, types, _ = reader(torch.tensor([window.ids]))
            own = torch.tensor([b > a >= window.begins for a, b in window.spans])
            states.append(below[0, 0, own].double().numpy())
            shares.append(1 - types[0, own].double().softmax(-1)[:, 0].numpy())
    x = np.concatenate(states)
    mean, spread = x.mean(0), x.std(0)
    weights = fit(
        np.concatenate([(x - mean) / spread, np.ones((len(x), 1))], 1), np.concatenate(shares), np.ones(len(x))
    )
    weights = np.append(weights[:-1] / spread, weights[-1] - (weights[:-1] * mean / spread).sum())
    looks = np.array([(s @ weights[:-1]).max() + weights[-1] for s in states if len(s)])
    acts = np.array([s.max() >= NAMES_ONE for s in shares if len(s)])
    weights[-1] -= np.quantile(looks[acts], LOST)
    print("windows:", len(looks), "not read on:", round(float((looks < np.quantile(looks[acts], LOST)).mean()), 3))
    return torch.tensor(weights, dtype=torch.float32)
