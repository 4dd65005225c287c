"""Write a trained reader as int8 ONNX with its tokenizer and card: ``python training/reader/export.py READER.pt FOLDER``."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

import onnx
import torch
from labels import FACTUALITY, TYPES
from model import BASE, BELOW, Reader
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from transformers import BertModel

from data import MAX_PIECES
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


class Encoder(nn.Module):
    """Numbers of pieces [1,T] > states below the markers' layers [L,1,T,width], log-odds of types and status."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        return self.reader(ids)


class Memory(nn.Module):
    """States below the markers' layers > keys and values of the window's words [L,1,heads,T,size]."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.parties = reader.parties

    def forward(self, below: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return self.parties.memory(below)


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


def export(reader: Reader, folder: Path) -> None:
    """Write the three networks, the tokenizer and the card."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer, kept = trimmed(json.loads((BASE / "tokenizer.json").read_text(encoding="utf-8")))
    (folder / "reader.tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")
    below_size(reader.encoder, kept)
    reader.eval()
    ids = torch.tensor([[2, 323, 303, 137, 331, 3]])
    axes = {"ids": {1: "t"}, "below": {2: "t"}, "types": {1: "t"}, "status": {1: "t"}}
    write(Encoder(reader), {"ids": ids}, ["below", "types", "status"], axes, folder / "reader.encoder.onnx")
    with torch.no_grad():
        below = reader(ids)[0]
        keys, values = reader.parties.memory(below)
    axes = {"below": {2: "t"}, "keys": {3: "t"}, "values": {3: "t"}}
    write(Memory(reader), {"below": below}, ["keys", "values"], axes, folder / "reader.memory.onnx")
    given = {
        "keys": keys, "values": values, "first": below[0][:, [2, 0, 1, 4]], "kind": torch.tensor([3]),
        "marks": torch.tensor([[1, 4]]), "features": torch.zeros(1, 2, len(MENTION_FEATURES)),
    }  # fmt: skip
    axes |= {name: {1: "m"} for name in ("marks", "features", "parties")} | {"first": {1: "n"}}
    write(reader.parties, given, ["parties", "judged"], axes, folder / "reader.parties.onnx")
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
    args = ask.parse_args()
    reader = Reader()
    reader.load_state_dict(torch.load(args.reader))
    export(reader, args.folder)


if __name__ == "__main__":
    main()
