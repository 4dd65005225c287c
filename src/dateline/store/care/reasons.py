"""Failures by kind: what differs from one to the next is left out of their reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Numbers and quoted words.
VARIES = re.compile(r"\d[\d,.]*|'[^']*'")


def kind_of(reason: str | None) -> str:
    """The kind of a failure: its reason without numbers, quoted words and details."""
    return ": ".join(VARIES.sub("…", reason or "unknown").split(": ")[:2])


def kinds(reasons: Iterable[str | None]) -> list[tuple[str, int]]:
    """The kinds of failures, each with their number, most first."""
    found: dict[str, int] = {}
    for reason in reasons:
        found[kind_of(reason)] = found.get(kind_of(reason), 0) + 1
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
