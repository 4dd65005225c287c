"""Train the party network on questions, upon the lower half of a trained reader, which stays as it is.

    python training/reader/train_parties.py READER.pt OUT.pt QUESTIONS.jsonl... [--seed S]

One document in eight is left out (``--fold``), for ``weigh.py``.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from pathlib import Path
from typing import Any

import torch
from halves import Lower, Parties
from model import Reader
from source import in_part
from torch.nn import functional

from data import TYPES

OPTIONAL = 0.6  # what an act that a coder may leave out counts
SHARP = 2.0  # of the smooth maximum over the mentions of an entity


def padded(rows: list[list[int]]) -> torch.Tensor:
    width = max(map(len, rows))
    return torch.tensor([r + [0] * (width - len(r)) for r in rows])


class Lows:
    """States of the lower layers, each window read once: they are not trained here."""

    def __init__(self, lower: Lower) -> None:
        self._lower = lower
        self._read: dict[tuple[int, ...], torch.Tensor] = {}

    def of(self, batch: list[dict[str, Any]]) -> torch.Tensor:
        """States of a batch, padded [B,T,width]."""
        rows = [tuple(r["ids"]) for r in batch]
        for row in rows:
            if row not in self._read:
                with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
                    self._read[row] = self._lower(torch.tensor([row]))[0].to(torch.bfloat16)
        return torch.nn.utils.rnn.pad_sequence([self._read[row] for row in rows], batch_first=True)


def answers(lows: Lows, parties: Parties, batch: list[dict[str, Any]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Log-odds of the mentions and acts of a batch."""
    ids = padded([r["ids"] for r in batch])
    mask = padded([[1] * len(r["ids"]) for r in batch])
    long = ids.shape[1]
    asked = [(b, a) for b, r in enumerate(batch) for a in r["asked"]]
    words, heads = torch.zeros(len(asked), ids.numel()), torch.zeros(len(asked), ids.numel())
    for n, (b, a) in enumerate(asked):
        words[n, b * long + a[1] : b * long + a[2]] = 1 / (a[2] - a[1])
        heads[n, b * long + a[3] : b * long + a[4]] = 1 / (a[4] - a[3])
    states = lows.of(batch).float()
    features = torch.tensor([a[5] for _, a in asked])
    acts = torch.tensor([b for b, _ in asked])
    piece, kind = torch.tensor([r["piece"] for r in batch]), torch.tensor([TYPES.index(r["kind"]) for r in batch])
    marks = padded([list(r["marks"]) for r in batch])
    return parties(states, marks, piece, kind, words, heads, features, acts, mask)


def by_entity(found: torch.Tensor, batch: list[dict[str, Any]]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Mentions > entities of acts with annotated parties: log-odds, labels (-1: not counted), weights."""
    groups: dict[tuple[int, int], list[int]] = {}
    labels, weights, n = {}, {}, 0
    for b, r in enumerate(batch):
        for k, a in enumerate(r["asked"]):
            if r["parties"]:
                groups.setdefault((b, a[0]), []).append(n)
                labels[b, a[0]], weights[b, a[0]] = r["parties"][k], 1.0 if r["label"] == 2 else OPTIONAL
            n += 1
    number = {key: i for i, key in enumerate(groups)}
    rows = [(i, number[key]) for key, own in groups.items() for i in own]
    if not rows:
        return torch.zeros(0, 2), torch.zeros(0, 2), torch.zeros(0)
    odds = torch.exp(SHARP * found[torch.tensor([i for i, _ in rows])].float().clamp(-15, 15))
    sums = torch.zeros(len(number), 2).index_add(0, torch.tensor([g for _, g in rows]), odds)
    keys = list(groups)
    return (
        torch.log(sums) / SHARP,
        torch.tensor([labels[k] for k in keys]).float(),
        torch.tensor([weights[k] for k in keys]),
    )


def loss_of(lows: Lows, parties: Parties, batch: list[dict[str, Any]]) -> tuple[torch.Tensor, float, float]:
    """The loss of a batch, and its parts for parties and acts."""
    found, judged = answers(lows, parties, batch)
    odds, label, weight = by_entity(found, batch)
    each = functional.binary_cross_entropy_with_logits(odds, label.clamp(min=0), reduction="none")
    who = (each * (label >= 0) * weight.unsqueeze(-1)).sum() / len(batch)
    told = torch.tensor([r["label"] for r in batch])
    wanted = torch.stack([(told == 2), (told > 0)], -1).float()
    counts = torch.stack([(told != 1), torch.ones_like(told, dtype=torch.bool)], -1).float()
    each = functional.binary_cross_entropy_with_logits(judged.float(), wanted, reduction="none")
    act = (each * counts).sum() / len(batch)
    return who + act, float(who), float(act)


def batches(rows: list[dict[str, Any]], size: int, rng: random.Random) -> list[list[dict[str, Any]]]:
    """Rows of much the same length together, in random order."""
    rows = rows[:]
    rng.shuffle(rows)
    made = []
    for start in range(0, len(rows), 40 * size):
        part = sorted(rows[start : start + 40 * size], key=lambda r: len(r["ids"]))
        made += [part[i : i + size] for i in range(0, len(part), size)]
    rng.shuffle(made)
    return made


def best_f1(shares: torch.Tensor, right: torch.Tensor) -> str:
    """The best F1 over shares from which a row counts."""
    best = (0.0, 0.0)
    for step in range(4, 34):
        chosen = shares >= step / 40
        met = float((right[chosen]).sum())
        best = max(best, (2 * met / max(float(chosen.sum() + right.sum()), 1.0), step / 40))
    return f"{best[0]:.3f} at {best[1]:.2f}"


def score(lows: Lows, parties: Parties, rows: list[dict[str, Any]]) -> str:
    """F1 of actors, recipients and required acts on rows that were not trained on."""
    parties.eval()
    odds, labels, judged, told = [], [], [], []
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for i in range(0, len(rows), 16):
            batch = rows[i : i + 16]
            found, acts = answers(lows, parties, batch)
            o, label, _ = by_entity(found, batch)
            odds.append(o), labels.append(label), judged.append(acts.float())
            told += [r["label"] for r in batch]
    every, label, acts, fits = (
        torch.cat(odds).sigmoid(),
        torch.cat(labels),
        torch.cat(judged).sigmoid(),
        torch.tensor(told),
    )
    who = [best_f1(every[label[:, k] >= 0, k], label[label[:, k] >= 0, k]) for k in (0, 1)]
    return (
        f"actor {who[0]} | recipient {who[1]} | required {best_f1(acts[fits != 1, 0], (fits[fits != 1] == 2).float())}"
    )


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("reader", type=Path)
    ask.add_argument("out", type=Path)
    ask.add_argument("questions", type=Path, nargs="+")
    ask.add_argument("--epochs", type=int, default=4)
    ask.add_argument("--batch", type=int, default=16)
    ask.add_argument("--rate", type=float, default=1.5e-4)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--none", type=float, default=0.5, help="how many of the questions about no act an epoch asks")
    ask.add_argument("--fold", default="0/8", help="K/N: the part of the documents that is left out")
    args = ask.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(1)
    rows = [json.loads(line) for file in args.questions for line in file.open(encoding="utf-8")]
    rows = sorted((r for r in rows if r["asked"]), key=lambda r: (r["document"], r["piece"], r["kind"]))
    train = [r for r in rows if not in_part(r["document"], args.fold)]
    # Invented stories are left out of the score, as they are of the combination.
    dev = [r for r in rows if in_part(r["document"], args.fold) and not r["document"].startswith("inv-")]
    told = [r for r in train if r["label"]]
    print(len(train), "questions to train on,", len(told), "about acts;", len(dev), "to score on", flush=True)
    reader = Reader()
    reader.load_state_dict(torch.load(args.reader))
    lows, parties = Lows(Lower(reader).eval()), Parties(reader)
    fresh = [p for n, p in parties.named_parameters() if not n.startswith("layers")]
    opt = torch.optim.AdamW(
        [{"params": parties.layers.parameters(), "lr": args.rate}, {"params": fresh, "lr": 6 * args.rate}],
        weight_decay=0.01,
    )
    none = [r for r in train if not r["label"]]
    idle = round(args.none * len(none))
    steps = args.epochs * math.ceil((len(told) + idle) / args.batch)
    plan = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min(1.0, s / (0.06 * steps)) * max(0.02, 1 - s / steps))
    rng, begun = random.Random(args.seed), time.time()
    for epoch in range(args.epochs):
        parties.train()
        sums = [0.0, 0.0]
        # Some of the questions about no act in each epoch, others each time.
        made = batches([*told, *rng.sample(none, idle)], args.batch, rng)
        for n, batch in enumerate(made):
            with torch.autocast("cpu", torch.bfloat16):
                total, who, act = loss_of(lows, parties, batch)
            opt.zero_grad()
            total.backward()
            torch.nn.utils.clip_grad_norm_(parties.parameters(), 1.0)
            opt.step()
            plan.step()
            sums = [sums[0] + who / len(made), sums[1] + act / len(made)]
            if n % 100 == 0:
                print(f"   {n} of {len(made)}, {time.time() - begun:.0f}s", flush=True)
        torch.save(parties.state_dict(), args.out)
        note = score(lows, parties, dev) if dev else ""
        print(
            f"epoch {epoch + 1} {time.time() - begun:.0f}s parties {sums[0]:.3f} acts {sums[1]:.3f} {note}", flush=True
        )


if __name__ == "__main__":
    main()
