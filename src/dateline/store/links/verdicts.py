"""The points of a judged pair of scenes as a line of text: a pair is kept for good, and most are of no interest."""

from __future__ import annotations

import json
from collections.abc import Sequence

from dateline.linking.incidents.compare import POINTS

# A point is written as the number of its name here, and its value.
NAMES = (*POINTS, "contradicting kind", "contradicting date", "contradicting place", "contradicting parties")


def pack(reasons: Sequence[tuple[str, float]]) -> str:
    """The points as one line."""
    return " ".join(f"{NAMES.index(name)}:{points:g}" for name, points in reasons)


def unpack(line: str) -> list[tuple[str, float]]:
    """Read back what ``pack`` wrote, or the JSON of earlier versions."""
    if line.startswith("["):
        return [(name, points) for name, points in json.loads(line)]
    pairs = (part.split(":") for part in line.split())
    return [(NAMES[int(number)], float(points)) for number, points in pairs]
