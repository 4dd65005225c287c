"""How numbers of people are written, and beside which words they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.knowledge.files import Layers
from dateline.knowledge.kinds.events import BoundEntry, CountedEntry, NumberEntry
from dateline.knowledge.kinds.files import read


@dataclass(frozen=True)
class Counting:
    """Words of numbers, and words of what is counted.

    Attributes:
        numbers, scales, vague, single: a word -> its number.
        bounds: words in front of a number, as a tuple -> least, more, most, fewer or about.
        undergo, act, state, nouns, units: a lemma (of ``state`` a word) -> what is counted beside it.
        gatherings: nouns for many people.
        nobody: nouns for what is no person.
    """

    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    vague: Mapping[str, int]
    single: Mapping[str, int]
    bounds: Mapping[tuple[str, ...], str]
    undergo: Mapping[str, str]
    act: Mapping[str, str]
    state: Mapping[str, str]
    nouns: Mapping[str, str]
    units: Mapping[str, str]
    gatherings: frozenset[str]
    nobody: frozenset[str]


def load(layers: Layers) -> Counting:
    """Read ``counting/*.yaml``.

    Raises:
        KnowledgeError: an entry breaks its kind.
    """
    values = {e.id: e.values for e in read(layers, "counting/numbers.yaml", NumberEntry)}
    people = {e.id: e for e in read(layers, "counting/people.yaml", CountedEntry)}
    lists = {name: people.pop(name).nouns for name in ("gatherings", "nobody")}
    bounds = {tuple(w.split()): e.bound for e in read(layers, "counting/bounds.yaml", BoundEntry) for w in e.words}
    return Counting(
        numbers=values["number.words"],
        scales=values["number.scales"],
        vague=values["number.vague"],
        single=values["number.single"],
        bounds=bounds,
        undergo={w: e.id for e in people.values() for w in e.undergo},
        act={w: e.id for e in people.values() for w in e.act},
        state={w: e.id for e in people.values() for w in e.state},
        nouns={w: e.id for e in people.values() for w in e.nouns},
        units={w: e.id for e in people.values() for w in e.units},
        gatherings=frozenset(lists["gatherings"]),
        nobody=frozenset(lists["nobody"]),
    )
