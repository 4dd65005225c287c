"""How good a reader is on documents that it wasn't trained on: triggers, factuality, parties of each act asked about."""

from __future__ import annotations

import torch
from model import Reader
from questions_of import Batch, by_entity

from data import Asked, Row, Window, windows


def best_f1(shares: torch.Tensor, right: torch.Tensor) -> str:
    """The best F1 over shares from which a row counts."""
    best = (0.0, 0.0)
    for step in range(2, 36):
        chosen = shares >= step / 40
        met = float((right[chosen]).sum())
        best = max(best, (2 * met / max(float(chosen.sum() + right.sum()), 1.0), step / 40))
    return f"{best[0]:.3f} at {best[1]:.2f}"


def score(model: Reader, rows: list[Row], tokenizer: object) -> str:
    """Best F1 of pieces as triggers and of entities as parties; the share of triggers with the right factuality."""
    model.eval()
    every = [w for r in rows for w in windows(r, tokenizer)]
    triggers: list[tuple[float, int]] = []
    status, odds, labels, judged, asked = [0, 0], [], [], [], list[Asked]()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for i in range(0, len(every), 8):
            batch = Batch(every[i : i + 8])
            below, types, facts = model(batch.ids, batch.mask)
            for b, window in enumerate(every[i : i + 8]):
                triggers += _triggers(types[b].float().softmax(-1), window)
                status[0] += sum(int(facts[b, p, :-1].argmax()) == f for p, f, _ in window.triggers)
                status[1] += len(window.triggers)
            for part in batch.answers(model, below):
                both = by_entity(part.found, part.asked)
                odds.append(both[0]), labels.append(both[1]), judged.append(part.judged)
                asked += part.asked
    share, label, act = torch.cat(odds).sigmoid(), torch.cat(labels), torch.cat(judged).sigmoid()
    told = torch.tensor([a.label for a in asked])
    who = [best_f1(share[label[:, k] >= 0, k], label[label[:, k] >= 0, k]) for k in (0, 1)]
    words = best_f1(torch.tensor([s for s, _ in triggers]), torch.tensor([float(r) for _, r in triggers]))
    return (
        f"pieces {words} | status {status[0] / max(status[1], 1):.3f} | actor {who[0]} | recipient {who[1]} | "
        f"required {best_f1(act[told != 1, 0], (told[told != 1] == 2).float())}"
    )


def _triggers(shares: torch.Tensor, window: Window) -> list[tuple[float, int]]:
    """Scored pieces: the likeliest type's share, and whether it is right; a piece of no act with a type counts as wrong."""
    made = []
    for i, (kinds, weight) in enumerate(zip(window.type_sets, window.weights, strict=True)):
        if weight:
            best = int(shares[i, 1:].argmax()) + 1
            if kinds == (0,):
                made.append((float(shares[i, best]), 0))
            elif best in kinds:
                made.append((float(shares[i, best]), 1))
            else:
                made += [(float(shares[i, best]), 0), (-1.0, 1)]
    return made
