"""What several papers print alike, once: positions and numbers of one source in the same words."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from dateline.linking.positions.positions import Position


class Printed(Protocol):
    """Something that stands in a story of an outlet."""

    @property
    def story(self) -> str:
        """The story's id."""

    @property
    def outlet(self) -> str | None:
        """Its outlet."""


T = TypeVar("T", bound=Printed)


@dataclass(frozen=True, slots=True)
class Gathered(Generic[T]):
    """One thing that is said.

    Attributes:
        first: where it stood first.
        also: names of the other outlets that print it, each once, in order of print.
    """

    first: T
    also: tuple[str, ...]


def gathered(items: Iterable[T], same: Callable[[T], Hashable]) -> list[Gathered[T]]:
    """Items that are the same, as one, in the order of their first ones.

    Args:
        items: in order of print.
        same: what makes two of them the same.
    """
    groups: dict[Hashable, list[T]] = {}
    for item in items:
        groups.setdefault(same(item), []).append(item)
    return [Gathered(group[0], _others(group)) for group in groups.values()]


def _others(group: Sequence[T]) -> tuple[str, ...]:
    """The outlets behind the first one."""
    names = dict.fromkeys(item.outlet or item.story for item in group)
    return tuple(names)[1:]


def once(positions: Iterable[Position]) -> list[Gathered[Position]]:
    """Positions that a source takes in the same words."""
    return gathered(positions, lambda p: (p.kind, p.who, p.whom, p.chain, p.quote))
