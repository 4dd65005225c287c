"""The weights of a shipped reader, read back from its 8-bit files, to go on training from: ``read_back.py FOLDER OUT.pt``.

What 8 bits lost stays lost, which costs less than .01 of any figure. Pieces and positions that ``export.py`` left out come from
the base.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import onnx
import torch
from export import trimmed
from model import BASE, Reader
from onnx import numpy_helper

PRODUCTS = {"MatMulInteger", "MatMulIntegerToFloat", "DynamicQuantizeMatMul"}


def weights(file: Path) -> dict[str, torch.Tensor]:
    """The weights of an 8-bit network by the path of their module.

    Products are named by their node ("/layers.0/wide/MatMul_quant"), tables and the rest by themselves.
    """
    network = onnx.load(str(file))
    held = {i.name: numpy_helper.to_array(i) for i in network.graph.initializer}
    found = {
        k: torch.tensor(v)
        for k, v in held.items()
        if "::" not in k and not k.endswith(("_quantized", "_scale", "_zero_point"))
    }
    for node in network.graph.node:
        if node.op_type in PRODUCTS:
            table = next((i for i in node.input if i.endswith("_quantized") and i in held), None)
            if table is not None:
                path = node.name.strip("/").removesuffix("_quant").removesuffix("/MatMul").removesuffix("/Gemm_MatMul")
                found[path.replace("/", ".") + ".weight"] = whole(held, table).T.contiguous()
    tables = (k for k in held if k.endswith("weight_quantized"))
    return found | {k.removesuffix("_quantized"): whole(held, k) for k in tables}


def whole(held: dict[str, Any], table: str) -> torch.Tensor:
    """An 8-bit table with its scale and zero."""
    name = table.removesuffix("_quantized")
    zero, scale = torch.tensor(held[name + "_zero_point"]).float(), torch.tensor(held[name + "_scale"])
    return (torch.tensor(held[table]).float() - zero) * scale


def _path(name: str) -> str:
    """Where a weight of the encoder's file stands in the reader."""
    name = name.removeprefix("reader.")
    return f"encoder.encoder.{name}" if name.startswith("layer.") else name


def main() -> None:
    """Write the weights."""
    folder, reader = Path(sys.argv[1]), Reader()
    own = reader.state_dict()
    found = {_path(k): v for k, v in weights(folder / "reader.encoder.onnx").items()}
    found |= {f"parties.{k}": v for k, v in weights(folder / "reader.parties.onnx").items()}
    _, kept = trimmed(json.loads((BASE / "tokenizer.json").read_text(encoding="utf-8")))
    words, places = "encoder.embeddings.word_embeddings.weight", "encoder.embeddings.position_embeddings.weight"
    own[words][kept] = found.pop(words)
    given = found.pop(places)
    own[places][: len(given)] = given
    unknown = [k for k in found if k not in own]
    print("read back:", len(found) + 2, "of", len(own), "unknown:", unknown)
    reader.load_state_dict(own | {k: v for k, v in found.items() if k in own})
    torch.save(reader.state_dict(), sys.argv[2])


if __name__ == "__main__":
    main()
