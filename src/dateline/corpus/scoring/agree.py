"""How far two independent annotations of the same documents agree.

``event, all rows``: tellings at the same trigger that share a type. The other rows of events ask for the required ones
of each side among all of the other, both ways: what one reader must have and the other has as optional is agreed.
``statement``: half the words of the content shared; ``+chain``: the same links as well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dateline.corpus.annotation import Annotation, Slot, Telling
from dateline.corpus.names import is_named, overlap
from dateline.corpus.parties import Parties
from dateline.corpus.scoring.statements import SHARED
from dateline.corpus.scoring.tally import Tally
from dateline.knowledge.ontology import Ontology

AGREED = ("event, all rows", "event", "event+factuality", "event+who", "statement", "statement+chain")


@dataclass(frozen=True)
class Reading:
    """One reader's annotation with what its parties may be called."""

    gold: Annotation
    accepted: Callable[[Slot], set[str]]


def agree(tally: Tally, first: Annotation, second: Annotation, text: str, ontology: Ontology) -> None:
    """Add what two annotations of a document have in common to a tally."""
    a, b = (Reading(gold, Parties(gold, text).accepted) for gold in (first, second))
    tally.add("event, all rows", len(_pairs(first.events, second.events)), len(first.events), len(second.events))
    for one, other in ((a, b), (b, a)):
        must = [e for e in one.gold.events if e.required]
        pairs = _pairs(must, other.gold.events)
        for name, count in (
            ("event", len(pairs)),
            ("event+factuality", sum(bool({*e.factuality} & {*g.factuality}) for e, g in pairs)),
            ("event+who", sum(_same_parties(one, e, other, g, ontology) for e, g in pairs)),
        ):
            tally.add(name, count, len(must), len(must))
    _statements(tally, a, b, text)


def _pairs(mine: Sequence[Telling], others: Sequence[Telling]) -> list[tuple[Telling, Telling]]:
    """Tellings that share a type and whose triggers lie in each other's quotes, one to one."""
    taken: set[int] = set()
    pairs = []
    for e in mine:
        for n, g in enumerate(others):
            if n not in taken and {*e.types} & {*g.types} and e.trigger.touches(g.quote) and g.trigger.touches(e.quote):
                taken.add(n)
                pairs.append((e, g))
                break
    return pairs


def _same_parties(one: Reading, e: Telling, other: Reading, g: Telling, ontology: Ontology) -> bool:
    """Whether both name the same parties; on either side where the type's sides can't be told apart."""
    kind = ontology.types.get(e.types[0])
    if kind is not None and kind.symmetric:
        return _meet(one, (*e.actors, *e.recipients), other, (*g.actors, *g.recipients))
    return _meet(one, e.actors, other, g.actors) and _meet(one, e.recipients, other, g.recipients)


def _meet(one: Reading, slots: Sequence[Slot], other: Reading, others: Sequence[Slot]) -> bool:
    """Whether every slot of each side has one of the other's that means the same actor."""
    mine, theirs = [one.accepted(s) for s in slots], [other.accepted(s) for s in others]
    return all(any(_same(x, y) for y in theirs) for x in mine) and all(any(_same(x, y) for x in mine) for y in theirs)


def _same(names: set[str], others: set[str]) -> bool:
    """Whether two sets of names have one that says the other."""
    return is_named(names, others) or is_named(others, names)


def _statements(tally: Tally, a: Reading, b: Reading, text: str) -> None:
    """Statements matched one to one, in the order of the first."""
    taken: set[int] = set()
    chains = 0
    for s in a.gold.statements:
        shares = [
            (overlap(s.content.of(text), t.content.of(text)), n)
            for n, t in enumerate(b.gold.statements)
            if n not in taken
        ]
        share, n = max(shares, default=(0.0, -1))
        if share >= SHARED:
            taken.add(n)
            t = b.gold.statements[n]
            chains += len(s.chain) == len(t.chain) and all(
                _meet(a, [x], b, [y]) for x, y in zip(s.chain, t.chain, strict=True)
            )
    sizes = len(a.gold.statements), len(b.gold.statements)
    tally.add("statement", len(taken), *sizes)
    tally.add("statement+chain", chains, *sizes)
