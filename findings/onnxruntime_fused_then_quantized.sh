#!/usr/bin/env bash
# ONNX Runtime's own optimizer for transformers writes models that ONNX Runtime's own dynamic quantizer refuses: a fused operator
# (here BiasGelu) is of the domain com.microsoft, through which the quantizer's shape inference can't see, so that it knows no
# type for the product behind it and stops with "Unable to find data type". The order that a pipeline suggests (fuse, then
# quantize) works with a type given by hand (extra_options DefaultTensorType).
# Seen with onnxruntime 1.32.0, onnx 1.23.1: "fused: 1", "quantized as it is: refused", "with a default type: done".
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/python" -m pip install -q onnxruntime==1.32.0 onnx==1.23.1 sympy==1.14.0 2>/dev/null
cat > "$work/look.py" <<'PY'
import logging
import sys
import numpy as np
import onnx
from onnx import TensorProto, helper as h, numpy_helper
from onnxruntime.quantization import quantize_dynamic
from onnxruntime.transformers import optimizer

logging.disable(logging.CRITICAL)
folder = sys.argv[1]
table = lambda name, *shape: numpy_helper.from_array(np.full(shape, 0.1, np.float32), name)
one = lambda name, value: numpy_helper.from_array(np.array(value, np.float32), name)
nodes = [
    h.make_node("MatMul", ["x", "w"], ["a"]), h.make_node("Add", ["a", "b"], ["c"]), h.make_node("Div", ["c", "root"], ["d"]),
    h.make_node("Erf", ["d"], ["e"]), h.make_node("Add", ["e", "one"], ["f"]), h.make_node("Mul", ["c", "f"], ["g"]),
    h.make_node("Mul", ["g", "half"], ["i"]), h.make_node("MatMul", ["i", "v"], ["k"]), h.make_node("Add", ["k", "u"], ["y"]),
]
graph = h.make_graph(
    nodes, "gelu", [h.make_tensor_value_info("x", TensorProto.FLOAT, [1, "t", 8])],
    [h.make_tensor_value_info("y", TensorProto.FLOAT, [1, "t", 8])],
    [table("w", 8, 16), table("b", 16), one("root", 2**0.5), one("one", 1.0), one("half", 0.5), table("v", 16, 8), table("u", 8)],
)
onnx.save(h.make_model(graph, opset_imports=[h.make_opsetid("", 17)]), f"{folder}/plain.onnx")
fused = optimizer.optimize_model(f"{folder}/plain.onnx", model_type="bert", num_heads=2, hidden_size=8, opt_level=0)
fused.save_model_to_file(f"{folder}/fused.onnx")
print("fused:", fused.get_fused_operator_statistics()["BiasGelu"])
for words, options in (("as it is", {}), ("with a default type", {"DefaultTensorType": TensorProto.FLOAT})):
    try:
        quantize_dynamic(f"{folder}/fused.onnx", f"{folder}/small.onnx", extra_options=options)
        print(f"quantized {words}: done" if not options else f"{words}: done")
    except RuntimeError as error:
        print(f"quantized {words}: refused" if "Unable to find data type" in str(error) else f"{words}: {error}")
PY
said=$("$work/env/bin/python" "$work/look.py" "$work" 2>/dev/null); echo "$said"
[ "$said" = "fused: 1
quantized as it is: refused
with a default type: done" ]
