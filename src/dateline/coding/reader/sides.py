"""Who stands on one side of an act: sets of entities are weighed as wholes, since a side is right or wrong as one.

What each entity alone is likely to be comes from ``features``; here the frame's choice, those above a share and the
likeliest few are compared, and the set that is most likely the whole side wins.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import log

Shares = Mapping[int, tuple[float, float]]
"""Entity > how likely it is an actor, and a recipient."""

STEPS = (0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6)
MOST, LOWEST = 4, 0.04  # the likeliest few, and the share below which nobody is asked
BESIDE = 0.8  # an entity whose share here is this part of that on the other side may still stand here


@dataclass(frozen=True)
class Side:
    """One side of an act that is to be filled.

    Attributes:
        shares: everybody asked.
        number: 0 for actors, 1 for recipients.
        framed: whom the frame has here; None where there is no frame.
        symmetric: the type makes no difference between its sides.
        joined: for entities that are members of a coordination, all its members.
    """

    shares: Shares
    number: int
    framed: frozenset[int] | None
    symmetric: bool
    joined: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def whole(self, chosen: frozenset[int]) -> frozenset[int]:
        """A set with everybody who is joined to one of it."""
        every = chosen.union(*(self.joined[n] for n in chosen if n in self.joined)) if self.joined else chosen
        return every.intersection(self.shares)

    @cached_property
    def everybody(self) -> list[tuple[int, float, float, float]]:
        """Everybody asked in the order of their numbers: share, its logarithm, that of the rest; short of certainty."""
        rows = ((n, self.own(n), _kept(self.own(n))) for n in sorted(self.shares))
        return [(n, own, log(kept), log(1 - kept)) for n, own, kept in rows]

    def own(self, entity: int) -> float:
        """How likely an entity stands here."""
        return self.shares[entity][self.number]

    def other(self, entity: int) -> float:
        """How likely it stands on the other side."""
        return self.shares[entity][1 - self.number]


def options(side: Side) -> list[frozenset[int]]:
    """The sets that are compared, nobody among them, in a fixed order."""
    order = sorted(side.shares, key=lambda n: (-side.own(n), n))
    here = [n for n in order if side.own(n) >= side.other(n)]
    free = [(n, side.own(n)) for n in order if side.own(n) >= BESIDE * side.other(n)]
    found = {frozenset[int]()}
    found |= {frozenset(n for n, own in free if own >= step) for step in STEPS}
    for row, most in ((order, MOST), (here, MOST - 1)):
        found |= {frozenset(row[:k]) for k in range(1, min(most, len(row)) + 1) if side.own(row[k - 1]) >= LOWEST}
    if len(order) > 1 and side.own(order[1]) >= 2.5 * LOWEST:
        found.add(frozenset([order[1]]))
    if side.framed is not None:
        found.add(side.framed)
        if side.framed:
            found.add(side.framed | frozenset(n for n in order if side.own(n) >= 0.5))
    found |= {side.whole(chosen) for chosen in found}
    return sorted(found, key=sorted)


def side_features(chosen: frozenset[int], side: Side) -> list[float]:
    """Features of a set's being the whole side, in the order of ``SIDE_FEATURES``."""
    inside = [own for n, own, _, _ in side.everybody if n in chosen]
    outside = [own for n, own, _, _ in side.everybody if n not in chosen]
    framed, some = side.framed, bool(chosen)
    named, closed = bool(framed), side.whole(chosen) == chosen
    every = sum(yes for n, _, yes, _ in side.everybody if n in chosen) + sum(
        no for n, _, _, no in side.everybody if n not in chosen
    )
    return [
        1.0, float(not some), float(len(chosen) == 1), float(len(chosen) == 2), float(len(chosen) > 2),
        _odds(min(inside)) if some else 0.0, _odds(max(outside, default=0.0)),
        _odds(sum(inside) / len(inside)) if some else 0.0, float(some and chosen == framed),
        float(not some and framed is not None and not framed), float(framed is not None and named and chosen < framed),
        float(framed is not None and named and chosen > framed),
        float(framed is not None and named and some and not chosen & framed),
        float(framed is not None and not named and some), float(framed is None and not some),
        float(max((side.other(n) for n in chosen), default=0.0) >= 0.5), float(side.symmetric),
        float(side.symmetric and not some), every, float(len(chosen) > 1 and closed), float(some and not closed),
    ]  # fmt: skip


def _kept(share: float) -> float:
    """A share short of certainty."""
    return min(max(share, 0.01), 0.99)


def _odds(share: float) -> float:
    """Log-odds of a share, short of the infinite."""
    return log(_kept(share) / (1 - _kept(share)))
