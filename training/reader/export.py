"""Write a trained reader as int8 ONNX with its tokenizer and card.

python training/reader/export.py READER.pt FOLDER [--parties PARTIES.pt]

Without a party network one of random weights is written, with which ``questions.py`` can be run.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import onnx
import torch
from halves import SHARED, Acts, Lower, Parties
from model import BASE, Reader
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import nn

from data import FACTUALITY, MAX_PIECES, TYPES
from dateline.coding.reader.party_question import MARKS, MENTION_FEATURES

PARTY_PIECES = 104  # the longest window around an act whose parties are asked for
LAYERS = 6


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


def export(reader: Reader, parties: Parties, folder: Path) -> None:
    """Write the three networks, the tokenizer and the card."""
    folder.mkdir(parents=True, exist_ok=True)
    ids = torch.tensor([[101, 2023, 2003, 1037, 3231, 102]])
    lower = Lower(reader)
    write(lower, {"ids": ids}, ["states"], {"ids": {1: "t"}, "states": {1: "t"}}, folder / "reader.lower.onnx")
    with torch.no_grad():
        states = lower(ids)
    axes = {name: {1: "t"} for name in ("states", "types", "status")}
    write(Acts(reader), {"states": states}, ["types", "status"], axes, folder / "reader.acts.onnx")
    given = {
        "states": states, "marks": torch.tensor([[0, 6, 1, 0, 7, 0]]), "piece": torch.tensor([2]), "kind": torch.tensor([3]),
        "words": torch.eye(6)[[1, 4]], "heads": torch.eye(6)[[1, 4]], "features": torch.zeros(2, len(MENTION_FEATURES)),
    }  # fmt: skip
    axes = {"states": {1: "t"}, "marks": {1: "t"}, "words": {0: "m", 1: "t"}, "heads": {0: "m", 1: "t"}, "features": {0: "m"},
            "parties": {0: "m"}}  # fmt: skip
    write(parties, given, ["parties", "judged"], axes, folder / "reader.parties.onnx")
    pieces = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    pieces.no_padding()
    pieces.no_truncation()
    pieces.save(str(folder / "reader.tokenizer.json"), pretty=False)
    card = {
        "encoder": f"all-MiniLM-L6-v2, {LAYERS} layers, of which {SHARED} are shared", "types": TYPES, "factuality": FACTUALITY,
        "max_pieces": MAX_PIECES, "party_pieces": PARTY_PIECES, "marks": MARKS, "mention_features": MENTION_FEATURES,
        "combination": {},
    }  # fmt: skip
    (folder / "reader.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("reader", type=Path)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--parties", type=Path)
    args = ask.parse_args()
    reader = Reader(LAYERS)
    reader.load_state_dict(torch.load(args.reader))
    parties = Parties(reader)
    if args.parties:
        parties.load_state_dict(torch.load(args.parties))
    export(reader, parties, args.folder)


if __name__ == "__main__":
    main()
