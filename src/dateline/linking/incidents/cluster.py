"""From judged pairs to groups: agglomerative, by average linkage, never across a contradiction.

The pairs are the input and nothing else is, sorted before they are walked: whatever order the stories came in, the same
groups come out.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping

Pair = tuple[str, str]
# Of the pairs between two groups: the sum of their scores, how many were compared, how many contradict each other.
Sum = tuple[float, int, int]
# What a pair counts that was never compared: their texts have little in common.
APART = -0.5
# What a contradicting pair counts in a mean, and the share of them that keeps two groups apart whatever the mean: one
# text among many that has the wrong day is a difference to be shown, not another happening.
AGAINST = -1.0
BARRED = 0.2
# What two scenes of one story count.
TOLD_APART = -1.0
# Mean of all pairs between two groups from which they become one.
MEAN = 0.2


def clusters(items: Iterable[str], scores: Mapping[Pair, float], veto: float) -> list[tuple[str, ...]]:
    """Groups of items, each sorted, in the order of their first items.

    Args:
        items: what is grouped.
        scores: of compared pairs, the smaller item first.
        veto: a score at or below it keeps two groups apart for good.
    """
    members: dict[int, list[str]] = {n: [item] for n, item in enumerate(sorted(set(items)))}
    number = {group[0]: n for n, group in members.items()}
    sums: dict[int, dict[int, Sum]] = defaultdict(dict)
    for (a, b), score in scores.items():
        if a in number and b in number:
            x, y = number[a], number[b]
            sums[x][y] = sums[y][x] = (AGAINST if score <= veto else score, 1, int(score <= veto))
    heap = [_entry(x, y, members, sums) for x in sums for y in sums[x] if x < y and sums[x][y][0] > 0]
    heapq.heapify(heap)
    new = len(members)
    while heap:
        mean, _, _, x, y = heapq.heappop(heap)
        if -mean < MEAN:
            break
        if x not in members or y not in members:
            continue
        if sums[x][y][2] > BARRED * len(members[x]) * len(members[y]):
            continue
        _merge(x, y, new, members, sums)
        for z in sums[new]:
            if sums[new][z][0] > 0:
                heapq.heappush(heap, _entry(new, z, members, sums))
        new += 1
    return sorted(tuple(sorted(group)) for group in members.values())


def _entry(
    x: int, y: int, members: Mapping[int, list[str]], sums: Mapping[int, Mapping[int, Sum]]
) -> tuple[float, str, str, int, int]:
    """An entry of the heap: the highest mean first, then by name."""
    total, compared, _ = sums[x][y]
    pairs = len(members[x]) * len(members[y])
    mean = (total + APART * (pairs - compared)) / pairs
    first, second = sorted((min(members[x]), min(members[y])))
    return -round(mean, 6), first, second, x, y


def _merge(x: int, y: int, new: int, members: dict[int, list[str]], sums: dict[int, dict[int, Sum]]) -> None:
    """Make one group of two, with the sums of its pairs to all others."""
    members[new] = members.pop(x) + members.pop(y)
    for old in (x, y):
        for z, between in sums.pop(old, {}).items():
            sums[z].pop(old, None)
            if z in (x, y):
                continue
            before = sums[new].get(z, (0.0, 0, 0))
            both = (before[0] + between[0], before[1] + between[1], before[2] + between[2])
            sums[new][z] = sums[z][new] = both
    sums.setdefault(new, {})
