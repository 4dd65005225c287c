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
from model import BASE, BELOW, Reader
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


OF_LAYER = {
    "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
    "out": "attention.output.dense", "norm": "attention.output.LayerNorm", "wide": "intermediate.dense",
    "narrow": "output.dense", "last": "output.LayerNorm",
}  # fmt: skip
TABLES = {
    "words.weight": "word_embeddings.weight", "places": "position_embeddings.weight", "norm.weight": "LayerNorm.weight",
    "norm.bias": "LayerNorm.bias",
}  # fmt: skip


def _paths(found: dict[str, torch.Tensor], below: int) -> dict[str, torch.Tensor]:
    """Weights of a half of the encoder by where they stand in the reader; the markers' stand in their own file.

    Args:
        found: by their names in the file.
        below: layers below this half.
    """
    made = {}
    for name, weight in found.items():
        _, _, inner = name.partition("layers.")
        number, _, rest = inner.partition(".")
        part, _, what = rest.rpartition(".")
        if part in OF_LAYER:
            made[f"encoder.encoder.layer.{int(number) + below}.{OF_LAYER[part]}.{what}"] = weight
        elif name in TABLES:
            made[f"encoder.embeddings.{TABLES[name]}"] = weight
        elif name.startswith(("types.", "status.")):
            made[name] = weight
    return made


def main() -> None:
    """Write the weights."""
    folder, reader = Path(sys.argv[1]), Reader()
    own = reader.state_dict()
    found = _paths(weights(folder / "reader.lower.onnx"), 0) | _paths(weights(folder / "reader.upper.onnx"), BELOW)
    found |= {f"parties.{k}": v for k, v in weights(folder / "reader.parties.onnx").items()}
    _, kept = trimmed(json.loads((BASE / "tokenizer.json").read_text(encoding="utf-8")))
    words, places = "encoder.embeddings.word_embeddings.weight", "encoder.embeddings.position_embeddings.weight"
    own[words][kept] = found.pop(words)
    given = found.pop(places)
    own[places][: len(given)] = given
    own["encoder.embeddings.token_type_embeddings.weight"][:] = 0.0  # shipped as part of the places
    unknown = [k for k in found if k not in own]
    print("read back:", len(found) + 2, "of", len(own), "unknown:", unknown)
    reader.load_state_dict(own | {k: v for k, v in found.items() if k in own})
    torch.save(reader.state_dict(), sys.argv[2])


if __name__ == "__main__":
    main()
