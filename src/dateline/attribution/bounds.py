"""How much a story may hold: statements within statements, links of a chain, statements in all.

Real pages nest three or four deep. A page made to grow (or broken by a machine) could hold every statement in every one
before it; what is stored of it would grow with the square of its length.
"""

from __future__ import annotations

from collections import Counter
from heapq import heappop, heappush

from dateline.attribution.chains import MAX_LINKS, Chained
from dateline.attribution.parts.said import Said
from dateline.record import MOST_ROWS, Limit

# So many contents may hold the same words.
MAX_NESTED = 12


def not_too_nested(found: list[Said], cut: Counter[str]) -> list[Said]:
    """Leave out contents that begin inside too many others, outer ones first; ``cut`` counts what is left out.

    Args:
        found: attributions in text order of their content.
        cut: reason > number.
    """
    ends: list[int] = []
    kept = []
    for said in found:
        while ends and ends[0] <= said.content.start:
            heappop(ends)
        if len(ends) >= MAX_NESTED:
            cut[f"more than {MAX_NESTED} hold the same words"] += 1
            continue
        heappush(ends, said.content.end)
        kept.append(said)
    return kept


def not_too_long(chained: list[Chained], cut: Counter[str]) -> list[Chained]:
    """Leave out statements whose chain has too many links, and those above the number that a story may have."""
    kept = [c for c in chained if len(c.links) <= MAX_LINKS]
    for reason, number in (
        (f"a chain of more than {MAX_LINKS} sources", len(chained) - len(kept)),
        (f"more than {MOST_ROWS:,} in the story", len(kept) - MOST_ROWS),
    ):
        if number > 0:
            cut[reason] = number
    return kept[:MOST_ROWS]


def told(cut: Counter[str]) -> tuple[Limit, ...]:
    """What was left out, for the record."""
    return tuple(Limit("statements", number, reason) for reason, number in sorted(cut.items()))
