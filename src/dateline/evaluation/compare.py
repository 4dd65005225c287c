"""What a coder has beside what Dateline has, passage by passage, event by event."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.corpus.names import is_named
from dateline.evaluation.coded import Found, Party
from dateline.evaluation.sheet import Asked, Passage

PARTED = re.compile(r"\s*[;|]\s*")


@dataclass(frozen=True, slots=True)
class Pair:
    """One event of the coder, of Dateline, or of both.

    Attributes:
        passage, text: id and text of the passage.
        asked: the coder's, None where Dateline alone has it.
        found: Dateline's, None where the coder alone has it.
        actor, recipient, date, place: whether Dateline's is the coder's; None where nobody asks.
    """

    passage: str
    text: str
    asked: Asked | None
    found: Found | None
    actor: bool | None = None
    recipient: bool | None = None
    date: bool | None = None
    place: bool | None = None

    @property
    def hit(self) -> bool:
        """Both have an event of one type."""
        return self.asked is not None and self.found is not None and self.asked.event_type == self.found.event_type

    @property
    def parties(self) -> bool | None:
        """Whether all parties that are asked for are right; None where none is."""
        given = [p for p in (self.actor, self.recipient) if p is not None]
        return all(given) if given else None


def compare(passage: Passage, found: Sequence[Found]) -> list[Pair]:
    """The events of a passage: first those of one type, the best parties first; then what is one act under two types.

    Two events of different types are taken for one act where they share a party, or where nothing is said of parties.
    """
    asked, left = list(passage.events), list(found)
    pairs = []
    for least in (10, 1):  # one type; then another type, the same act
        scored = [(-score(a, f), n, m) for n, a in enumerate(asked) for m, f in enumerate(left)]
        taken: dict[int, int] = {}
        for points, n, m in sorted(scored):
            if -points >= least and n not in taken and m not in taken.values():
                taken[n] = m
                pairs.append(_pair(passage, asked[n], left[m]))
        asked = [a for n, a in enumerate(asked) if n not in taken]
        left = [f for m, f in enumerate(left) if m not in taken.values()]
    pairs += [Pair(passage.id, passage.text, a, None) for a in asked]
    return pairs + [Pair(passage.id, passage.text, None, f) for f in left]


def score(asked: Asked, found: Found) -> int:
    """How well two events fit: 10 for the type, 2 for each side that is named and right; 1 where no side is named."""
    sides = ((asked.actor, found.actors), (asked.recipient, found.recipients))
    named = [(text, parties) for text, parties in sides if text]
    points = sum(2 * bool(right_side(text, parties)) for text, parties in named) if named else 1
    return points + 10 * (asked.event_type == found.event_type)


def right_side(asked: str | None, parties: Iterable[Party]) -> bool | None:
    """Whether a side is the coder's: each who is named is there, and nobody else; None where nobody asks.

    An empty cell says that the text names nobody. Several names are parted by ``;`` or ``|``.
    """
    if asked is None:
        return None
    wanted = [name for name in PARTED.split(asked) if name]
    there = list(parties)
    met = all(any(is_named(p.names, [name]) for p in there) for name in wanted)
    return met and all(any(is_named(p.names, [name]) for name in wanted) for p in there)


def _pair(passage: Passage, asked: Asked, found: Found) -> Pair:
    return Pair(
        passage.id, passage.text, asked, found, right_side(asked.actor, found.actors),
        right_side(asked.recipient, found.recipients),
        asked.date in found.days if asked.date else None,
        is_named([found.place or ""], [asked.place]) if asked.place else None,
    )  # fmt: skip
