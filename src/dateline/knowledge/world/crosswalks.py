"""The section ``crosswalk`` of the knowledge: PLOVER's types and modes as CAMEO codes, and back.

CAMEO is the older ontology of political events (Schrodt 2012, *CAMEO: Conflict and Mediation Event Observations, event
and actor codebook*), a tree of codes: two digits are a root, three and four its branches.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.errors import KnowledgeError
from dateline.knowledge import ontology
from dateline.knowledge.files import Layers
from dateline.knowledge.kinds.events import CameoEntry, FromCameoEntry
from dateline.knowledge.kinds.files import read, read_all

FILES = "crosswalks/cameo.yaml"


@dataclass(frozen=True)
class Crosswalk:
    """Both directions.

    Attributes:
        codes: (event type, mode, or empty for the bare type) -> CAMEO code.
        types: CAMEO code -> (event type, mode or None); None where PLOVER has no counterpart.
    """

    codes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    types: Mapping[str, tuple[str, str | None] | None] = field(default_factory=dict)

    def to_cameo(self, event_type: str, modes: Sequence[str] = ()) -> str | None:
        """The code of the first mode that has one, else of the type; None for types that have none."""
        return next((c for m in (*modes, "") if (c := self.codes.get((event_type, m)))), None)

    def from_cameo(self, code: str) -> tuple[str, str | None] | None:
        """Type and mode (or None) of a code of two to four digits; None for no code and for codes without a type."""
        return self.types.get(code)


def load(layers: Layers) -> Crosswalk:
    """Read ``crosswalks/cameo.yaml``.

    Raises:
        KnowledgeError: an entry breaks its kind.
    """
    codes: dict[tuple[str, str], str] = {}
    types: dict[str, tuple[str, str | None] | None] = {}
    for entry in read_all(layers, FILES):
        if isinstance(entry, FromCameoEntry):
            types.update(dict.fromkeys(entry.codes, (entry.type, entry.mode) if entry.type else None))
        elif isinstance(entry, CameoEntry):
            codes[entry.type, entry.mode or ""] = entry.cameo
    return Crosswalk(codes, types)


def check(layers: Layers) -> Iterator[KnowledgeError]:
    """Types and modes that the ontology doesn't know, codes that stand twice, and codes that lead nowhere."""
    types = ontology.load(layers).types
    entries = read_all(layers, FILES)
    known: dict[str, FromCameoEntry] = {}
    for entry in entries:
        if not isinstance(entry, CameoEntry | FromCameoEntry):
            continue
        if entry.type and entry.type not in types:
            yield entry.fail(f"the ontology has no event type {entry.type!r}")
        elif entry.type and entry.mode and entry.mode not in types[entry.type].modes:
            yield entry.fail(f"{entry.type} has no mode {entry.mode!r}")
        if isinstance(entry, FromCameoEntry):
            for code in entry.codes:
                if code in known and known[code].source.file == entry.source.file:
                    yield entry.fail(f"code {code} stands in line {known[code].source.line} too")
                known[code] = entry
    for made in read(layers, FILES, CameoEntry):
        if made.cameo not in known:
            yield made.fail(f"CAMEO has no code {made.cameo!r}")
