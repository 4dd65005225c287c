"""Check all knowledge files: each section loads, and passes whatever further checks it has.

A section module may have ``check(layers) -> Iterable[KnowledgeError]`` for what loading lets pass (impossible dates,
duplicate names, unknown codes).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType

from dateline.errors import KnowledgeError, UsageError
from dateline.knowledge import expressions, factuality, frames, gazetteer, ontology, register, reporting, words
from dateline.knowledge.files import SHIPPED, Layers, read_entries

SECTIONS: tuple[ModuleType, ...] = (
    ontology, frames, reporting, factuality, register, words, expressions, gazetteer,
)  # fmt: skip


def check_all(folders: tuple[Path, ...] = ()) -> list[KnowledgeError]:
    """All faults of the shipped knowledge with these folders laid over it.

    Raises:
        UsageError: a folder doesn't exist.
    """
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"--knowledge {folder}: no such folder")
    layers = Layers((SHIPPED, *folders))
    faults: list[KnowledgeError] = []
    for path in layers.paths("**/*.yaml"):
        try:
            read_entries(path)
        except KnowledgeError as fault:
            faults.append(fault)
    for section in SECTIONS:
        faults += _check(section, layers)
    unique = {(f.file, f.line, f.reason): f for f in faults}
    return [unique[key] for key in sorted(unique)]


def _check(section: ModuleType, layers: Layers) -> list[KnowledgeError]:
    further: Callable[[Layers], Iterable[KnowledgeError]] | None = getattr(section, "check", None)
    try:
        section.load(layers)
        return list(further(layers)) if further else []
    except KnowledgeError as fault:
        return [fault]
