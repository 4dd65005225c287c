"""The event ontology: types with quad, score and modes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.knowledge.files import Entry, Layers


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
        KnowledgeError: an entry lacks a field or has a wrong one.
    """
    return Ontology({str(e.data.get("id")): _event_type(e) for e in layers.entries("ontology/*.yaml")})


def _event_type(entry: Entry) -> EventType:
    data = entry.data
    for name, kind in (("id", str), ("quad", int), ("score", (int, float)), ("label", str)):
        if not isinstance(data.get(name), kind):
            raise entry.fail(f"field {name!r} is missing or of the wrong kind")
    if data["quad"] not in (1, 2, 3, 4):
        raise entry.fail(f"quad must be 1 to 4, not {data['quad']}")
    modes = data.get("modes") or {}
    if not isinstance(modes, dict):
        raise entry.fail("field 'modes' must map a mode to its score")
    return EventType(
        data["id"], data["quad"], float(data["score"]), data.get("recipient") == "needed",
        bool(data.get("symmetric")), data["label"], {str(k): None if v is None else float(v) for k, v in modes.items()},
    )  # fmt: skip
