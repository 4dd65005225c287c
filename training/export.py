"""Write a trained judge as int8 ONNX with its tokenizer and card: ``python training/export.py JUDGE_DIR [FOLDER]``."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import onnx
import torch
from compose import TYPES
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from train import MARKERS, MAX_TOKENS, Judge, tokenizer

FOLDER = Path(__file__).parents[1] / "src/dateline/models"


class Plain(nn.Module):
    """One sentence, no padding: ids > logits. Marker vectors are folded into the embedding table."""

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self.judge = judge

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Ids of one sentence > its logits."""
        return self.judge(ids, torch.ones_like(ids), embed_markers=False)


def export(trained: Path, folder: Path) -> None:
    """Fold, trace, quantise and write the three files that ``dateline.coding.opinion.learned_opinion`` reads."""
    tok = tokenizer()
    judge = Judge(tok.get_vocab())
    judge.load_state_dict(torch.load(trained / "judge.pt"))
    judge.fold_markers()
    judge.eval()
    ids = torch.tensor(
        [tok.encode("The [unused1] a [unused2] [unused5] met [unused6] the [unused3] b [unused4] .").ids]
    )
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        torch.onnx.export(
            Plain(judge),
            (ids,),
            str(full),
            input_names=["ids"],
            output_names=["logits"],
            dynamic_axes={"ids": {1: "n"}},
            opset_version=17,
            dynamo=False,
        )
        onnx.checker.check_model(str(full))
        quantize_dynamic(
            str(full), str(folder / "opinion.onnx"), weight_type=QuantType.QInt8, per_channel=True, reduce_range=False
        )
    tok.save(str(folder / "opinion.tokenizer.json"), pretty=False)
    heat = json.loads((trained / "temperature.json").read_text())["temperature"]
    card = {"labels": TYPES, "markers": MARKERS, "temperature": heat, "max_tokens": MAX_TOKENS}
    (folder / "opinion.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    export(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else FOLDER)
