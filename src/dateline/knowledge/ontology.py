"""The event ontology: types with quad, score and modes, and how events of a type behave in a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dateline.knowledge.files import Layers
from dateline.knowledge.kinds.events import EventTypeEntry
from dateline.knowledge.kinds.files import read

# What acts of a quad become where they are planned, and where they are refused; None stands for the type itself.
BECOMES: Mapping[int, tuple[str | None, str]] = {
    1: ("AGREE", "REJECT"), 2: ("AGREE", "SANCTION"), 3: (None, "AGREE"), 4: ("THREATEN", "CONCEDE"),
}  # fmt: skip
VERBAL_CONFLICT = 3  # the quad of blame, demands, refusals and threats: what is done by saying it
VERBAL_QUADS, PLACED_QUADS = (1, VERBAL_CONFLICT), (4,)


@dataclass(frozen=True, slots=True)
class EventType:
    """One event type. What its attributes mean is told by ``EventTypeEntry`` (docs/reference/ontology.md).

    Attributes:
        modes: mode -> score, None where the mode keeps the type's score.
        becomes: ``future`` and ``negated`` -> the type that counts for an act that is planned or refused.
        root: the type with which it is one in sets of 15 roots.
    """

    id: str
    quad: int
    score: float
    label: str = ""
    modes: Mapping[str, float | None] = field(default_factory=dict)
    recipient_needed: bool = False
    symmetric: bool = False
    verbal: bool = False
    placed: bool = False
    absorbs: bool = False
    asks: bool = False
    inherent: bool = False
    political: bool = False
    not_to: frozenset[str] = frozenset()
    becomes: Mapping[str, str] = field(default_factory=dict)
    root: str = ""


# What rules of ``none.yaml`` find: it takes words away, the act of its clause too.
NOTHING = EventType("NONE", 0, 0.0, absorbs=True)


@dataclass(frozen=True, slots=True)
class Ontology:
    """All event types by id."""

    types: Mapping[str, EventType]

    def score(self, event_type: str, modes: tuple[str, ...]) -> float:
        """The intensity of an event, -10 to 10: of its modes the one farthest from zero, else of its type."""
        kind = self.types[event_type]
        known = [s for m in modes if (s := kind.modes.get(m)) is not None]
        return max(known, key=abs, default=kind.score)

    def root(self, event_type: str) -> str:
        """The type with which a type is one in sets of 15 roots."""
        kind = self.types.get(event_type)
        return kind.root if kind is not None else event_type


def load(layers: Layers) -> Ontology:
    """Read ``ontology/*.yaml``.

    Raises:
        KnowledgeError: an entry breaks its kind, or names a type that there is not.
    """
    entries = read(layers, "ontology/*.yaml", EventTypeEntry)
    types = {entry.id: _event_type(entry) for entry in entries}
    for entry in entries:
        for name in (*entry.becomes.values(), *([entry.root] if entry.root else ())):
            if name not in types:
                raise entry.fail(f"the ontology has no event type {name!r}")
    return Ontology(types)


def _event_type(entry: EventTypeEntry) -> EventType:
    """The type, with what its quad says of it where the entry says nothing."""
    planned, refused = BECOMES[entry.quad]
    return EventType(
        entry.id, entry.quad, entry.score, entry.label, entry.modes,
        recipient_needed=entry.recipient == "needed", symmetric=entry.symmetric,
        verbal=entry.quad in VERBAL_QUADS if entry.verbal is None else entry.verbal,
        placed=entry.quad in PLACED_QUADS if entry.placed is None else entry.placed,
        absorbs=entry.absorbs, asks=entry.asks, inherent=entry.inherent, political=entry.political,
        not_to=frozenset(entry.not_to),
        becomes={"future": planned or entry.id, "negated": refused, **entry.becomes}, root=entry.root or entry.id,
    )  # fmt: skip
