"""Ids of incidents, and what becomes of them when stories come and go.

An incident is named after the scene that was printed first. So its id is the same whatever order stories come in, and
stays while later ones join it; where an earlier one turns up, or incidents merge or split, the old id is kept as
history and leads to the new one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

DIGITS = 10
LATE = 1 << 40


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an id: ``renamed``, ``merged`` or ``split`` into ``new``, or ``gone``."""

    old: str
    new: str | None
    how: str


def id_of(scenes: Iterable[tuple[int | None, str]]) -> str:
    """The id of an incident.

    Args:
        scenes: of each scene the day of its story (ordinal) and its id.
    """
    first = min(scenes, key=lambda s: (LATE if s[0] is None else s[0], s[1]))
    return "i" + hashlib.sha256(first[1].encode()).hexdigest()[:DIGITS]


def changes(before: Mapping[str, str | None], after: Mapping[str, str], old: Sequence[str]) -> list[Change]:
    """What became of the ids that scenes had.

    Args:
        before: scene -> incident, None for a new scene.
        after: scene -> incident now.
        old: all ids that there were, also of incidents without scenes.
    """
    found = []
    went: dict[str, list[str]] = {ref: [] for ref in old}
    came: dict[str, set[str]] = {}
    for scene, ref in before.items():
        if ref is not None:
            went.setdefault(ref, []).append(after[scene])
            came.setdefault(after[scene], set()).add(ref)
    for ref, news in sorted(went.items()):
        targets = sorted(set(news))
        if not targets:
            found.append(Change(ref, None, "gone"))
        elif len(targets) > 1:
            found += [Change(ref, new, "split") for new in targets if new != ref]
        elif targets != [ref]:
            found.append(Change(ref, targets[0], "merged" if len(came[targets[0]]) > 1 else "renamed"))
    return found
