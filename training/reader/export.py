"""Write a trained reader as int8 ONNX with its tokenizer and card.

python training/reader/export.py READER.pt FOLDER READ.jsonl...

``READ.jsonl`` is what ``questions.py`` wrote: on these texts the look half-way up the encoder is fitted (``halfway``).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

import onnx
import torch
from halfway import fitted
from labels import FACTUALITY, TYPES
from model import BASE, BELOW, Reader
from onnxruntime.quantization import QuantType, quantize_dynamic
from shipped import Lower, Markers, Upper
from torch import nn
from train import tokenizer
from transformers import BertModel

from data import MAX_PIECES
from dateline.coding.reader.model import SEEN
from dateline.coding.reader.party_question import MARKS, MENTION_FEATURES

READ_AGAIN = 26  # pieces of the sentence before; less than in training, for time (training/experiments/reader.md)
SPECIAL = ("[UNK]", "[CLS]", "[SEP]")
LATIN, SIGNS = 0x250, (0x2010, 0x20C0)  # code points: letters below, signs between


def write(
    network: nn.Module, given: dict[str, torch.Tensor], names: list[str], axes: dict[str, dict[int, str]], out: Path
) -> None:
    """Write a network with 8-bit weights."""
    network.eval()
    with tempfile.TemporaryDirectory() as scratch:
        full = str(Path(scratch) / "full.onnx")
        torch.onnx.export(
            network, tuple(given.values()), full, input_names=list(given), output_names=names, dynamic_axes=axes,
            opset_version=17, dynamo=False,
        )  # fmt: skip
        onnx.checker.check_model(full)
        quantize_dynamic(full, str(out), weight_type=QuantType.QInt8, per_channel=True)


def trimmed(tokenizer: dict[str, Any]) -> tuple[dict[str, Any], list[int]]:
    """The tokenizer without pieces of other scripts and places that are held free, and the numbers of those that are kept."""
    vocabulary = tokenizer["model"]["vocab"]
    kept = [
        w for w in sorted(vocabulary, key=vocabulary.get) if w in SPECIAL or (w[0] != "[" or len(w) == 1) and latin(w)
    ]
    number = {w: n for n, w in enumerate(kept)}
    added = [t | {"id": number[t["content"]]} for t in tokenizer["added_tokens"] if t["content"] in number]
    made = tokenizer | {
        "model": tokenizer["model"] | {"vocab": number}, "added_tokens": added, "post_processor": None, "padding": None,
        "truncation": None,
    }  # fmt: skip
    return made, [vocabulary[w] for w in kept]


def latin(piece: str) -> bool:
    """Whether a piece has nothing but letters of the Latin script, digits and signs."""
    return all(ord(c) < LATIN or SIGNS[0] <= ord(c) < SIGNS[1] for c in piece)


def below_size(encoder: BertModel, kept: list[int]) -> None:
    """Leave out pieces and positions that are never met."""
    tables = encoder.embeddings
    words, places = tables.word_embeddings.weight[kept], tables.position_embeddings.weight[:MAX_PIECES]
    tables.word_embeddings = nn.Embedding.from_pretrained(words.detach())
    tables.position_embeddings = nn.Embedding.from_pretrained(places.detach())
    tables.position_ids = tables.position_ids[:, :MAX_PIECES]
    tables.token_type_ids = tables.token_type_ids[:, :MAX_PIECES]


def export(reader: Reader, folder: Path, halfway: torch.Tensor) -> None:
    """Write the three networks, the tokenizer and the card."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer, kept = trimmed(json.loads((BASE / "tokenizer.json").read_text(encoding="utf-8")))
    (folder / "reader.tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")
    below_size(reader.encoder, kept)
    reader.eval()
    lower, upper = Lower(reader, halfway), Upper(reader)
    ids = torch.tensor([2, 323, 303, 137, 331, 3])
    axes = {name: {0: "t"} for name in ("ids", "states", "acts", "types", "status")}
    write(lower, {"ids": ids}, ["states", "acts"], axes, folder / "reader.lower.onnx")
    with torch.no_grad():
        states, _ = lower(ids)
        seen = dict(zip(SEEN, upper(states)[2:], strict=True))
    axes |= {name: {1: "t"} for name in seen}
    write(upper, {"states": states}, ["types", "status", *seen], axes, folder / "reader.upper.onnx")
    given = {
        "first": states[[2, 0, 1, 4]], "kind": torch.tensor([3]), "marks": torch.tensor([1, 4]),
        "features": torch.zeros(2, len(MENTION_FEATURES)), **seen,
    }  # fmt: skip
    axes |= {name: {0: "m"} for name in ("marks", "features", "parties")} | {"first": {0: "n"}}
    write(Markers(reader.parties), given, ["parties", "judged"], axes, folder / "reader.parties.onnx")
    card = {
        "encoder": f"all-MiniLM-L6-v2, markers upon {BELOW} layers", "types": TYPES, "factuality": FACTUALITY,
        "max_pieces": MAX_PIECES, "context_pieces": READ_AGAIN, "marks": MARKS, "mention_features": MENTION_FEATURES,
        "combination": {},
    }  # fmt: skip
    (folder / "reader.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("reader", type=Path)
    ask.add_argument("folder", type=Path)
    ask.add_argument("read", type=Path, nargs="+", help="documents of training, as questions.py wrote them")
    args = ask.parse_args()
    reader = Reader()
    reader.load_state_dict(torch.load(args.reader))
    export(reader, args.folder, fitted(reader, args.read, tokenizer()))


if __name__ == "__main__":
    main()
