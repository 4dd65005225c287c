"""What the name of an office says: its weight, its sector, and how texts call it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dateline.knowledge.files import Layers
from dateline.knowledge.kinds.actors import OfficeEntry
from dateline.knowledge.kinds.files import read


@dataclass(frozen=True)
class Offices:
    """Patterns over roles, tried in the order of the file. ``serves``: codes of bodies beyond the countries."""

    ranks: tuple[tuple[int, re.Pattern[str]], ...]
    sectors: tuple[tuple[str, re.Pattern[str]], ...]
    called: dict[tuple[str, str], re.Pattern[str]]
    serves: tuple[tuple[str, re.Pattern[str]], ...] = ()
    _seen: dict[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict, repr=False, compare=False)

    def weigh(self, role: str) -> tuple[int, tuple[str, ...]]:
        """The rank of a role, 7 (heads of state) to 1, and the sectors of its holders."""
        if role not in self._seen:
            rank = next((r for r, pattern in self.ranks if pattern.search(role)), 2)
            sector = next((s for s, pattern in self.sectors if pattern.search(role)), "GOV")
            self._seen[role] = rank, (sector,)
        return self._seen[role]

    def serving(self, role: str) -> str | None:
        """The PLOVER code of the world body for which a role is held (``UNO``, ``EUR``, ``IGO``), or None."""
        return next((code for code, pattern in self.serves if pattern.search(role)), None)

    def pattern(self, office: str, country: str) -> re.Pattern[str] | None:
        """The pattern of the roles that a text means by an office ("foreign minister"), None for lower offices.

        A country's own entry ("secretary of state" of the United States) goes before that of all; the United
        Nations have only theirs.
        """
        own = self.called.get((office.strip(), country))
        return own if own is not None or country == "UNO" else self.called.get((office.strip(), ""))


def load_offices(layers: Layers) -> Offices:
    """Read ``actors/offices.yaml``.

    Raises:
        KnowledgeError: an entry breaks its kind.
    """
    ranks: list[tuple[int, re.Pattern[str]]] = []
    sectors: list[tuple[str, re.Pattern[str]]] = []
    called: dict[tuple[str, str], re.Pattern[str]] = {}
    serves: list[tuple[str, re.Pattern[str]]] = []
    for entry in read(layers, "actors/offices.yaml", OfficeEntry):
        pattern = re.compile(entry.pattern, re.I)
        if entry.rank is not None:
            ranks.append((entry.rank, pattern))
        elif entry.sector:
            sectors.append((entry.sector, pattern))
        elif entry.country:
            serves.append((entry.country, pattern))
        else:
            called.update({(name, entry.body): pattern for name in entry.office})
    return Offices(tuple(ranks), tuple(sectors), called, tuple(serves))


# The name under which the check finds a section's loader.
load = load_offices
