"""The knowledge files can be reviewed: no line runs out of the window of whoever reads a change."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.knowledge.files import SHIPPED

LONGEST = 160
FILES = sorted(path for path in SHIPPED.rglob("*.yaml") if path.parent.name != "frames")


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(SHIPPED).as_posix())
def test_no_line_is_too_long_to_review(path: Path) -> None:
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    assert [number for number, line in lines if len(line) > LONGEST] == []
