"""Write a trained reader as int8 ONNX with its tokenizer and card: ``python training/reader/export.py TRAINED FOLDER``."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import onnx
import torch
from data import FACTUALITY, MAX_PIECES, TYPES
from model import ARC, BASE, Reader
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import nn


class Plain(nn.Module):
    """One window without padding: ids > logits of types and status, vectors of parties."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: torch.Tensor) -> tuple[torch.Tensor, ...]:
        return self.reader(ids, torch.ones_like(ids))


def export(trained: Path, folder: Path) -> None:
    state = torch.load(trained / "reader.pt")
    layers = 1 + max(int(n.split(".")[3]) for n in state if n.startswith("encoder.encoder.layer."))
    reader = Reader(layers)
    reader.load_state_dict(state)
    reader.eval()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        full = str(Path(scratch) / "full.onnx")
        names = ["types", "status", "heads", "tails"]
        torch.onnx.export(
            Plain(reader), (torch.tensor([[101, 2023, 2003, 1037, 3231, 102]]),), full, input_names=["ids"],
            output_names=names, dynamic_axes={"ids": {1: "n"}, **{n: {1: "n"} for n in names}}, opset_version=17,
            dynamo=False,
        )  # fmt: skip
        onnx.checker.check_model(full)
        quantize_dynamic(full, str(folder / "reader.onnx"), weight_type=QuantType.QInt8, per_channel=True)
    pieces = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    pieces.no_padding()
    pieces.no_truncation()
    pieces.save(str(folder / "reader.tokenizer.json"), pretty=False)
    card = {
        "encoder": f"all-MiniLM-L6-v2, {layers} layers", "types": TYPES, "factuality": FACTUALITY, "arc": ARC,
        "party_bias": reader.bias.tolist(),
        "distance": [[round(v, 4) for v in row] for row in reader.near.tolist()], "max_pieces": MAX_PIECES, "combination": {},
    }  # fmt: skip
    (folder / "reader.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    export(Path(sys.argv[1]), Path(sys.argv[2]))
