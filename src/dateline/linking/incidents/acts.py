"""The acts of an incident: tellings of one deed, by the type of event and the beginning of the word that names it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dateline.linking.stories import Telling

# Letters that two words for one deed share: "killed" and "killing", "bombing" and "bombed".
STEM = 4
WORD = re.compile(r"[^\W\d_]{3,}")


def acts_of(tellings: Iterable[Telling]) -> dict[str, int]:
    """Each telling's id with the number of its act, from 0 in the order of the acts' names."""
    named = {t.id: act_name(t) for t in tellings}
    number = {name: n for n, name in enumerate(sorted(set(named.values())))}
    return {telling: number[name] for telling, name in named.items()}


def act_name(telling: Telling) -> tuple[str, str]:
    """What tellings of one act have in common."""
    words = WORD.findall(telling.trigger.lower())
    return telling.event_type, next((w[:STEM] for w in words if len(w) >= STEM), words[0] if words else "")
