"""The event ontology: types with quad, score and modes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.knowledge.files import Layers
from dateline.knowledge.kinds.events import EventTypeEntry
from dateline.knowledge.kinds.files import read


@dataclass(frozen=True, slots=True)
class EventType:
    """One event type. ``modes`` maps a mode to its score, None where the mode keeps the type's score."""

    id: str
    quad: int
    score: float
    recipient_needed: bool
    symmetric: bool
    label: str
    modes: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Ontology:
    """All event types by id."""

    types: Mapping[str, EventType]

    def score(self, event_type: str, modes: tuple[str, ...]) -> float:
        """The intensity of an event, -10 to 10: of its modes the one farthest from zero, else of its type."""
        kind = self.types[event_type]
        known = [s for m in modes if (s := kind.modes.get(m)) is not None]
        return max(known, key=abs, default=kind.score)


def load(layers: Layers) -> Ontology:
    """Read ``ontology/*.yaml``.

    Raises:
        KnowledgeError: an entry breaks its kind.
    """
    return Ontology({e.id: _event_type(e) for e in read(layers, "ontology/*.yaml", EventTypeEntry)})


def _event_type(entry: EventTypeEntry) -> EventType:
    return EventType(
        entry.id, entry.quad, entry.score, entry.recipient == "needed", entry.symmetric, entry.label, entry.modes
    )
