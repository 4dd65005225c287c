"""Run a notebook's cells in this process, and show it as a page with what its cells give.

python scripts/run_notebook.py docs/notebooks/panel.ipynb > panel.md
"""

from __future__ import annotations

import ast
import base64
import contextlib
import html
import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Output = tuple[str, str]


def cells_of(path: Path) -> Iterator[tuple[str, str]]:
    """Kind and text of each cell."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        yield cell["cell_type"], "".join(cell["source"])


def run(path: Path, folder: Path) -> list[tuple[str, str, list[Output]]]:
    """Run the cells in a folder; kind, text and outputs of each, an output being its media type and content.

    Raises:
        Exception: whatever a cell raises, with the cell's number in the traceback.
    """
    names: dict[str, Any] = {"__name__": "__main__"}
    before = Path.cwd()
    os.chdir(folder)
    try:
        return [
            (kind, text, run_cell(text, names, f"{path.name}, cell {n}") if kind == "code" else [])
            for n, (kind, text) in enumerate(cells_of(path), 1)
        ]
    finally:
        os.chdir(before)


def run_cell(text: str, names: dict[str, Any], where: str) -> list[Output]:
    """Run a cell as Jupyter does: the value of a last expression is shown, and figures are."""
    body = ast.parse(text).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    printed, shown = io.StringIO(), None
    with contextlib.redirect_stdout(printed):
        exec(compile(ast.Module(body, []), where, "exec"), names)
        if isinstance(last, ast.Expr):
            shown = eval(compile(ast.Expression(last.value), where, "eval"), names)
    outputs = [("text/plain", printed.getvalue())] if printed.getvalue() else []
    return outputs + figures() + displayed(shown)


def displayed(value: Any) -> list[Output]:
    """A value as Jupyter shows it."""
    rich = getattr(value, "_repr_html_", lambda: None)()
    if rich:
        return [("text/html", rich)]
    return [] if value is None or type(value).__module__.startswith("matplotlib") else [("text/plain", repr(value))]


def figures() -> list[Output]:
    """The figures that a cell drew, which are closed."""
    if "matplotlib.pyplot" not in sys.modules:
        return []
    import matplotlib.pyplot as plt

    found = []
    for number in plt.get_fignums():
        drawn = io.BytesIO()
        plt.figure(number).savefig(drawn, format="png", dpi=90, bbox_inches="tight")
        found.append(("image/png", base64.b64encode(drawn.getvalue()).decode()))
    plt.close("all")
    return found


def notebook_page(path: Path, folder: Path) -> str:
    """The notebook as Markdown, run."""
    os.environ.setdefault("MPLBACKEND", "Agg")
    parts = []
    for kind, text, outputs in run(path, folder):
        parts.append(text if kind == "markdown" else f"```python\n{text}\n```")
        parts += [f'<div class="nb-out">{shown(*output)}</div>' for output in outputs]
    return "\n\n".join(parts) + "\n"


def shown(media: str, content: str) -> str:
    """An output as HTML on one line, as Markdown wants it."""
    if media == "image/png":
        return f'<img alt="figure" src="data:image/png;base64,{content}">'
    if media == "text/html":
        return " ".join(content.split("\n"))
    return "<pre>" + html.escape(content.rstrip()).replace("\n", "&#10;") + "</pre>"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as at:
        print(notebook_page(Path(sys.argv[1]).resolve(), Path(at)))
