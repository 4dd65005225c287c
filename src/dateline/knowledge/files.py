"""Read the knowledge files: YAML lists and CSV tables, several folders laid one over another.

A folder is laid over another by file content, not by file: entries with the same ``id`` replace the earlier one, an
entry ``{id: x, remove: true}`` takes it away, new ones are added.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from dateline.errors import KnowledgeError

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML without libyaml: slower, the same answers
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

SHIPPED = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a knowledge file, with where it stands."""

    data: dict[str, Any]
    file: str
    line: int

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
        for path in self.paths(pattern):
            for entry in read_entries(path):
                key = str(entry.data.get("id", f"{path}:{entry.line}"))
                found.pop(key, None) if entry.data.get("remove") else found.__setitem__(key, entry)
        return list(found.values())

    def rows(self, pattern: str) -> Iterator[tuple[dict[str, str], str, int]]:
        """All rows of CSV files with a header, each with its file and line."""
        for path in self.paths(pattern):
            with path.open(encoding="utf-8", newline="") as file:
                reader = csv.DictReader(file)
                for row in reader:
                    yield row, str(path), reader.line_num

    def version(self) -> str:
        """Twelve hexadecimal digits that change whenever a knowledge file does."""
        digest = hashlib.sha256()
        for folder in self.folders:
            for path in sorted(p for p in folder.rglob("*") if p.suffix in {".yaml", ".csv", ".tsv", ".sqlite"}):
                digest.update(path.relative_to(folder).as_posix().encode())
                digest.update(path.read_bytes())
        return digest.hexdigest()[:12]


def read_entries(path: Path) -> list[Entry]:
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
        out.append(Entry(data, str(path), item.start_mark.line + 1))
    return out
