"""Read the knowledge files: YAML lists and CSV tables, several folders laid one over another.

A folder is laid over another by file content, not by file: entries with the same ``id`` replace the earlier one, an
entry ``{id: x, remove: true}`` takes it away, new ones are added. Of tables, a row with an ``id`` replaces that of the
same table and id in an earlier folder.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from dateline.errors import KnowledgeError, UsageError

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML without libyaml: slower, the same answers
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

SHIPPED = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a knowledge file, with where it stands. ``layer``: 0 for shipped ones, above for a user's."""

    data: dict[str, Any]
    file: str
    line: int
    layer: int = 0

    def fail(self, reason: str) -> KnowledgeError:
        """The error to raise for this entry."""
        return KnowledgeError(self.file, self.line, reason)


@dataclass(frozen=True)
class Layers:
    """Folders of knowledge, the shipped one first, each later one laid over those before."""

    folders: tuple[Path, ...]

    def paths(self, pattern: str) -> list[Path]:
        """Files that match a glob below any of the folders, in a fixed order."""
        return [p for folder in self.folders for p in sorted(folder.glob(pattern)) if p.is_file()]

    def entries(self, pattern: str) -> list[Entry]:
        """All entries of YAML files that hold a list of mappings.

        Raises:
            KnowledgeError: a file is no YAML, no list, or holds something else than mappings.
        """
        found: dict[str, Entry] = {}
        for layer, folder in enumerate(self.folders):
            for path in Layers((folder,)).paths(pattern):
                for entry in self.read(path, layer):
                    key = str(entry.data.get("id", f"{path}:{entry.line}"))
                    found.pop(key, None) if entry.data.get("remove") else found.__setitem__(key, entry)
        return list(found.values())

    def read(self, path: Path, layer: int) -> list[Entry]:
        """The entries of one file of a layer."""
        return read_entries(path, layer)

    def rows(self, pattern: str) -> Iterator[tuple[dict[str, str], str, int]]:
        """All rows of CSV files with a header, each with its file and line; the earliest folder's first.

        Raises:
            KnowledgeError: a file is no readable table.
        """
        held = [(folder, path) for folder in self.folders for path in Layers((folder,)).paths(pattern)]
        replaced: dict[tuple[str, str], Path] = {}
        for folder, path in held:
            if folder != self.folders[0]:
                replaced.update(((path.name, row["id"]), folder) for row, _, _ in self.table(path) if row.get("id"))
        for folder, path in held:
            for row, file, line in self.table(path):
                if replaced.get((path.name, row.get("id") or ""), folder) == folder:
                    yield row, file, line

    def table(self, path: Path) -> Iterator[tuple[dict[str, str], str, int]]:
        """The rows of one file; cells that a short row lacks are empty."""
        yield from read_table(path)

    def version(self) -> str:
        """Twelve hexadecimal digits that change whenever a knowledge file does."""
        digest = hashlib.sha256()
        for folder in self.folders:
            for path in sorted(p for p in folder.rglob("*") if p.suffix in {".yaml", ".csv", ".tsv", ".sqlite"}):
                digest.update(path.relative_to(folder).as_posix().encode())
                digest.update(path.read_bytes())
        return digest.hexdigest()[:12]


def layers_over(folders: tuple[Path, ...]) -> Layers:
    """The shipped knowledge with these folders laid over it.

    Raises:
        UsageError: a folder doesn't exist.
    """
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"--knowledge {folder}: no such folder")
    return Layers((SHIPPED, *folders))


def read_table(path: Path) -> Iterator[tuple[dict[str, str], str, int]]:
    """The rows of a CSV file with a header, each with its file and line.

    Raises:
        KnowledgeError: the file can't be read as UTF-8 CSV.
    """
    line = 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            for row in reader:
                line = reader.line_num
                yield row, str(path), line
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise KnowledgeError(str(path), line, f"no readable CSV: {error}") from error


def read_entries(path: Path, layer: int = 0) -> list[Entry]:
    """The entries of one YAML file, with their lines.

    Raises:
        KnowledgeError: the file can't be read or isn't a list of mappings.
    """
    try:
        loader = _Loader(path.read_text(encoding="utf-8"))
        node = loader.get_single_node()
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        raise KnowledgeError(str(path), mark.line + 1 if mark else 0, f"no readable YAML: {error}") from error
    if node is None:
        return []
    if not isinstance(node, yaml.SequenceNode):
        raise KnowledgeError(str(path), node.start_mark.line + 1, "a list of entries is wanted")
    out = []
    for item in node.value:
        data = loader.construct_document(item)
        if not isinstance(data, dict):
            raise KnowledgeError(str(path), item.start_mark.line + 1, "an entry must be a mapping")
        out.append(Entry(data, str(path), item.start_mark.line + 1, layer))
    return out
