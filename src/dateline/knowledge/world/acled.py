"""PLOVER's types and modes as event types of ACLED, which tells acts of violence by what the other side is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dateline.knowledge.files import Layers

FILES = "crosswalks/acled.csv"
Types = tuple[str, str, str]


@dataclass(frozen=True)
class AcledTypes:
    """Types of ACLED.

    Attributes:
        types: (PLOVER type, mode or empty, whom: ``armed``, ``unarmed`` or empty for anybody) -> disorder type, event
            type and sub-event type, this one empty where PLOVER doesn't tell.
    """

    types: Mapping[tuple[str, str, str], Types] = field(default_factory=dict)

    def of(self, event_type: str, modes: Sequence[str], whom: str) -> Types | None:
        """The types of an event: by the first mode that has a row, else by the type alone; None where there are none.

        Args:
            event_type, modes: as PLOVER has them.
            whom: what the recipients are: ``armed``, ``unarmed``, or empty where that isn't known.
        """
        keys = ((event_type, mode, side) for mode in (*modes, "") for side in (whom, ""))
        return next((found for key in keys if (found := self.types.get(key))), None)


def load(layers: Layers) -> AcledTypes:
    """Read ``crosswalks/acled.csv``.

    Raises:
        KnowledgeError: it is no readable table.
    """
    rows = [row for row, _, _ in layers.rows(FILES)]
    return AcledTypes({
        (r["type"], r["mode"], r["whom"]): (r["disorder_type"], r["event_type"], r["sub_event_type"]) for r in rows
    })  # fmt: skip
