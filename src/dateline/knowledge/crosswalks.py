"""The section ``crosswalk`` of the knowledge: PLOVER's types and modes as CAMEO codes, and back.

CAMEO is the older ontology of political events (Schrodt 2012, *CAMEO: Conflict and Mediation Event Observations, event
and actor codebook*), a tree of codes: two digits are a root, three and four its branches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.errors import KnowledgeError
from dateline.knowledge import ontology
from dateline.knowledge.files import Entry, Layers

CODE = re.compile(r"(?:0[1-9]|1\d|20)\d{0,2}")
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
        KnowledgeError: an entry has neither ``cameo`` nor ``codes``, or a code is none.
    """
    codes: dict[tuple[str, str], str] = {}
    types: dict[str, tuple[str, str | None] | None] = {}
    for entry in layers.entries(FILES):
        kind, mode = entry.data.get("type"), entry.data.get("mode")
        if "codes" in entry.data:
            for code in _codes(entry):
                types[code] = (str(kind), str(mode) if mode else None) if kind else None
        elif kind:
            codes[str(kind), str(mode or "")] = _code(entry, entry.data.get("cameo"))
        else:
            raise entry.fail("a type with 'cameo', or a list 'codes' is wanted")
    return Crosswalk(codes, types)


def check(layers: Layers) -> Iterator[KnowledgeError]:
    """Types and modes that the ontology doesn't know, codes that stand twice, and codes that lead nowhere."""
    types = ontology.load(layers).types
    entries = layers.entries(FILES)
    known: dict[str, Entry] = {}
    for entry in entries:
        kind, mode = entry.data.get("type"), entry.data.get("mode")
        if kind and kind not in types:
            yield entry.fail(f"the ontology has no event type {kind!r}")
        elif mode and mode not in types[str(kind)].modes:
            yield entry.fail(f"{kind} has no mode {mode!r}")
        for code in _codes(entry) if "codes" in entry.data else ():
            if code in known and known[code].file == entry.file:
                yield entry.fail(f"code {code} stands in line {known[code].line} too")
            known[code] = entry
    for entry in entries:
        if "cameo" in entry.data and entry.data["cameo"] not in known:
            yield entry.fail(f"CAMEO has no code {entry.data['cameo']!r}")


def _codes(entry: Entry) -> list[str]:
    given = entry.data["codes"]
    if not isinstance(given, list) or not given:
        raise entry.fail("field 'codes' must be a list of codes")
    return [_code(entry, code) for code in given]


def _code(entry: Entry, code: object) -> str:
    if not isinstance(code, str) or not CODE.fullmatch(code):
        raise entry.fail(f"{code!r} is no CAMEO code: two to four digits in quotes, from 01 to 20, are wanted")
    return code
