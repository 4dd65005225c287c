"""Check all knowledge files and name every fault, not only the first.

Four rounds, each over what the rounds before left sound: every file has its shape (``checks/shapes.py``); every section
loads; what code asks for is there (``checks/required.py``); sections fit together. A section module may have
``check(layers) -> Iterable[KnowledgeError]`` for what loading lets pass (impossible dates, doubled names).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from dateline.errors import KnowledgeError
from dateline.knowledge import frames, ontology
from dateline.knowledge.checks import crosschecks
from dateline.knowledge.checks.required import required_faults
from dateline.knowledge.checks.shapes import shape_faults
from dateline.knowledge.files import LANGUAGE, Entry, Layers, layers_over, read_entries
from dateline.knowledge.kinds.files import folders
from dateline.knowledge.lexicon import cues, expressions, factuality, reporting, words
from dateline.knowledge.world import crosswalks, gazetteer, offices, register

# Each section with the folders whose files bear on it.
SECTIONS: tuple[tuple[ModuleType, frozenset[str]], ...] = tuple(
    (module, frozenset(folders.split()))
    for module, folders in (
        (ontology, "ontology"),
        (frames, "frames"),
        (cues, "modes contexts quiet"),
        (reporting, "reporting"),
        (factuality, "factuality"),
        (offices, "actors"),
        (register, "actors"),
        (words, "words"),
        (expressions, "dates"),
        (gazetteer, "places"),
        (crosswalks, "crosswalks ontology"),
        (crosschecks, " ".join(folders())),
    )
)
# Faults that one section may name before its check stops.
MANY = 100


@dataclass(frozen=True)
class Sound(Layers):
    """Layers without what is known to be faulty: places (file, line), line 0 or 1 of a table for the whole file."""

    faulty: frozenset[tuple[str, int]] = frozenset()
    read_before: dict[Path, list[Entry]] = field(default_factory=dict, repr=False, compare=False)

    def read(self, path: Path, layer: int) -> list[Entry]:
        """The entries of a file that are sound so far."""
        if (str(path), 0) in self.faulty:
            return []
        if path not in self.read_before:
            try:
                self.read_before[path] = read_entries(path, layer)
            except KnowledgeError:
                self.read_before[path] = []
        return [e for e in self.read_before[path] if (e.file, e.line) not in self.faulty]

    def table(self, path: Path) -> Iterator[tuple[dict[str, str], str, int]]:
        """The rows of a table that are sound so far."""
        if not {(str(path), 0), (str(path), 1)} & self.faulty:
            yield from (row for row in super().table(path) if row[1:] not in self.faulty)

    def without(self, faults: Iterable[KnowledgeError]) -> Sound:
        """These layers without the places of some faults too."""
        places = self.faulty | {(f.file, f.line) for f in faults}
        return Sound(self.folders, self.language, places, self.read_before)


def check_all(own: tuple[Path, ...] = (), *, language: str = LANGUAGE, loaded: bool = False) -> list[KnowledgeError]:
    """All faults of the shipped knowledge with these folders laid over it, sorted by file and line.

    With folders, only what they bear on is looked at: the shipped files by themselves are kept sound by the test suite.

    Args:
        own: a user's folders.
        language: the language whose knowledge is checked; of one that we don't ship, all is looked at.
        loaded: this knowledge has loaded as a whole, so that its sections need not be loaded to know that they can.

    Raises:
        UsageError: a folder doesn't exist.
    """
    layers = layers_over(own, language)
    part = bool(own) and layers.shipped_language
    faults = list(shape_faults(layers, shipped=not own))
    sound = Sound(layers.folders, language).without(faults)
    touched = {name.parts[0] for path in _files(own) if (name := layers.below(path))} if part else set(folders())
    sections = [module for module, bearing in SECTIONS if bearing & touched]
    if faults or not loaded:
        for section in sections:
            faults += _load_faults(section, sound)
    sound = sound.without(faults)
    faults += required_faults(sound, touched=part)
    sound = sound.without(faults)
    for section in sections:
        further: Callable[[Layers], Iterable[KnowledgeError]] | None = getattr(section, "check", None)
        faults += further(sound) if further else ()
    unique = {(f.file, f.line, f.reason): f for f in faults}
    return [unique[key] for key in sorted(unique)]


def _files(own: tuple[Path, ...]) -> Iterator[Path]:
    """The files of a user's folders."""
    return (path for folder in own for path in folder.rglob("*") if path.is_file())


def _load_faults(section: ModuleType, layers: Sound) -> list[KnowledgeError]:
    """What stops a section from loading: each faulty entry is left out, and the section loaded again."""
    load = getattr(section, "load", None)
    faults: list[KnowledgeError] = []
    while load is not None and len(faults) < MANY:
        try:
            load(layers.without(faults))
            break
        except KnowledgeError as fault:
            again = any((f.file, f.line) == (fault.file, fault.line) for f in faults)
            faults.append(fault)
            if again:
                break
    return faults
