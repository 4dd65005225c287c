"""Is every file of a folder of a known kind, and every entry and row in the shape of its kind?

A field that no kind has is a fault (a typo would else be passed over in silence), and so is a file that nothing reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.errors import KnowledgeError
from dateline.knowledge.files import Entry, Layers, read_entries
from dateline.knowledge.kinds.base.entry import Kind
from dateline.knowledge.kinds.base.values import FLAG, TEXT
from dateline.knowledge.kinds.files import TABLES, YAML, fits, folders, kind_of, unmarked

READ = {".yaml", ".yml", ".csv", ".tsv"}


def shape_faults(layers: Layers, *, shipped: bool = False) -> Iterator[KnowledgeError]:
    """Files that can't be read or that nothing reads, and entries and rows whose fields are not as they must be.

    Args:
        layers: the folders; the first is the shipped one.
        shipped: look at the shipped folder too, whose files the test suite keeps sound.
    """
    for folder in layers.folders[0 if shipped else 1 :]:
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix in READ):
            name = layers.below(path)
            if name is not None and not any(part.startswith(".") for part in name.parts):
                yield from _file_faults(path, name, layers)


def _file_faults(path: Path, name: Path, layers: Layers) -> Iterator[KnowledgeError]:
    table = next((t for pattern, t in TABLES.items() if fits(name, pattern)), None)
    pattern = next((pattern for pattern in YAML if fits(name, pattern)), None)
    if table:
        yield from table.faults(path)
    elif pattern is None:
        known = sorted(p for p in (*YAML, *TABLES) if p.split("/")[0] == name.parts[0])
        there = f"in this folder {', '.join(known)} are" if known else f"folders are {', '.join(folders())}"
        yield KnowledgeError(str(path), 0, f"nothing reads a file {name.as_posix()}; {there}")
    else:
        yield from _yaml_faults(path, pattern, layers)


def _yaml_faults(path: Path, pattern: str, layers: Layers) -> Iterator[KnowledgeError]:
    try:
        entries = read_entries(path)
        if any("extends" in e.data for e in entries):
            whole = {(e.file, e.line): e for e in layers.entries(pattern)}
            entries = [whole.get((e.file, e.line), e) if "extends" in e.data else e for e in entries]
    except KnowledgeError as fault:
        yield fault
        return
    for entry in entries:
        yield from _entry_faults(entry, YAML[pattern])


def _entry_faults(entry: Entry, kinds: tuple[type[Kind], ...]) -> Iterator[KnowledgeError]:
    if "remove" in entry.data:
        reason = FLAG.fault(entry.data["remove"]) or TEXT.fault(entry.data.get("id"))
        if reason:
            yield entry.fail(f"'remove: true' and the 'id' of what is to go are wanted: {reason}")
        if reason or entry.data["remove"]:
            return
    yield from list(unmarked(entry, kinds)) or kind_of(entry, kinds).faults(entry)
