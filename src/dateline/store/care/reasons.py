"""Failures by kind: what differs from one to the next is left out of their reasons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

# Numbers and quoted words.
VARIES = re.compile(r"\d[\d,.]*|'[^']*'")


def kind_of(reason: str | None) -> str:
    """The kind of a failure: its reason without numbers, quoted words and details."""
    return ": ".join(VARIES.sub("…", reason or "unknown").split(": ")[:2])


def kinds(reasons: Iterable[str | None]) -> list[tuple[str, int]]:
    """The kinds of failures, each with their number, most first."""
    found = Counter(map(kind_of, reasons))
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
