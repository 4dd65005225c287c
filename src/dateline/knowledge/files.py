"""Read the knowledge files: YAML lists and CSV tables, several folders laid one over another.

A folder is laid over another by file content, not by file: entries with the same ``id`` replace the earlier one, an
entry ``{id: x, remove: true}`` takes it away, new ones are added. Of tables, a row with an ``id`` replaces that of the
same table and id in an earlier folder.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import Any

import yaml

from dateline import plugins
from dateline.errors import KnowledgeError, UsageError

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML without libyaml: slower, the same answers
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

SHIPPED = Path(__file__).parent / "data"
WORLD, LANGUAGE = "world", "en"
LANGUAGE_CODE = 2  # letters
# Fields that an entry doesn't take over from the one that it extends.
OWN_ONLY = frozenset({"id", "extends", "remove", "note", "match", "no_match", "examples"})
DEEPEST = 100
DEEP = re.compile(rf"(?:[\[{{][^\[\]{{}}]{{0,80}}){{{DEEPEST}}}|(?:- ){{{DEEPEST}}}")


class _StrictLoader(_Loader):
    """A loader for which a key that stands twice is a fault, where YAML silently takes the last one."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key for key, _ in node.value]
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        if len(mapping) < len(keys):
            seen = set()
            for key in keys:
                name = self.construct_object(key, deep=True)
                if name in seen:
                    raise yaml.constructor.ConstructorError(None, None, f"key {name!r} stands twice", key.start_mark)
                seen.add(name)
        return mapping


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a knowledge file, with where it stands.

    Attributes:
        layer: 0 for shipped ones, above for a user's.
        over: the entry of an earlier layer that this one replaces.
    """

    data: dict[str, Any]
    file: str
    line: int
    layer: int = 0
    over: Entry | None = None

    def fail(self, reason: str) -> KnowledgeError:
        """The error to raise for this entry."""
        return KnowledgeError(self.file, self.line, reason)


@dataclass(frozen=True)
class Layers:
    """Folders of knowledge, the shipped one first, each later one laid over those before.

    A folder holds its sections ("frames/") at its top, or parted into ``world/`` for what holds in any language
    (ontology, actors, places, crosswalks) and a folder a language ("en/").
    """

    folders: tuple[Path, ...]
    language: str = LANGUAGE

    def paths(self, pattern: str) -> list[Path]:
        """Files of a kind in any of the folders, in a fixed order."""
        return [path for folder in self.folders for path in self.paths_in(folder, pattern)]

    def paths_in(self, folder: Path, pattern: str) -> list[Path]:
        """Files of a kind in one folder: at its top, in its ``world/``, and in the folder of the language."""
        roots = (folder, folder / WORLD, folder / self.language)
        return list(dict.fromkeys(p for root in roots for p in sorted(root.glob(pattern)) if p.is_file()))

    def below(self, path: Path) -> Path | None:
        """A file's section and name ("frames/accuse.yaml"); None for what belongs to another language."""
        folder = next(f for f in reversed(self.folders) if path.is_relative_to(f))
        first, *rest = path.relative_to(folder).parts
        if rest and first in (WORLD, self.language):
            return Path(*rest)
        return None if rest and len(first) == LANGUAGE_CODE else Path(first, *rest)

    @property
    def shipped_language(self) -> bool:
        """Whether we ship a folder of the language; of another, all that it needs must be in the folders above."""
        return (SHIPPED / self.language).is_dir()

    @property
    def own(self) -> Layers:
        """The folders above the shipped one."""
        return Layers(self.folders[1:], self.language)

    def entries(self, pattern: str) -> list[Entry]:
        """All entries of YAML files that hold a list of mappings.

        Raises:
            KnowledgeError: a file is no YAML, no list, or holds something else than mappings.
        """
        return extended(self._merged(pattern)[0])

    def removed(self, pattern: str) -> dict[str, Entry]:
        """The entries that take one away, by the id that is gone."""
        return self._merged(pattern)[1]

    def _merged(self, pattern: str) -> tuple[list[Entry], dict[str, Entry]]:
        """The entries of all layers with the later ones laid over the earlier, and what was taken away by which."""
        found: dict[str, Entry] = {}
        gone: dict[str, Entry] = {}
        for layer, folder in enumerate(self.folders):
            for path in self.paths_in(folder, pattern):
                for entry in self.read(path, layer):
                    key = str(entry.data.get("id", f"{path}:{entry.line}"))
                    if entry.data.get("remove"):
                        found.pop(key, None)
                        gone[key] = entry
                    else:
                        below = found.get(key)
                        replaces = below is not None and below.layer < layer
                        found[key] = replace(entry, over=below) if replaces else entry
                        gone.pop(key, None)
        return list(found.values()), gone

    def read(self, path: Path, layer: int) -> list[Entry]:
        """The entries of one file of a layer."""
        return read_entries(path, layer)

    def rows(self, pattern: str) -> Iterator[tuple[dict[str, str], str, int]]:
        """All rows of CSV files with a header, each with its file and line; the earliest folder's first.

        Raises:
            KnowledgeError: a file is no readable table.
        """
        held = [(folder, path) for folder in self.folders for path in self.paths_in(folder, pattern)]
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
            # Only the shipped folder has a database that knowledge is read from. One beside a user's knowledge may be a
            # store that is open, and a handle of ours would take its locks from SQLite.
            kinds = {".yaml", ".csv", ".tsv", *([".sqlite"] if folder == SHIPPED else [])}
            for path in sorted(p for p in folder.rglob("*") if p.suffix in kinds):
                digest.update(path.relative_to(folder).as_posix().encode())
                digest.update(path.read_bytes())
        return digest.hexdigest()[:12]


# Columns of several values, with what parts them in one cell.
SEVERAL = dict.fromkeys(
    ("aliases", "names", "metonyms", "loaded", "adjectives", "people", "countries", "sectors", "demonyms"), "|"
) | {"posts": "; "}


def layers_over(folders: tuple[Path, ...], language: str = LANGUAGE) -> Layers:
    """The shipped knowledge of a language with these folders laid over it.

    Of a language that we don't ship, what another package brings of it lies between.

    Raises:
        UsageError: a folder doesn't exist.
    """
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"--knowledge {folder}: no such folder")
    return Layers((SHIPPED, *_brought(language), *folders), language)


def _brought(language: str) -> tuple[Path, ...]:
    """The folder of a language that another package brings; none for one that we ship, which nobody changes unasked.

    Raises:
        UsageError: what it names is no folder.
    """
    if (SHIPPED / language).is_dir():
        return ()
    named: PathLike[str] | None = plugins.load("knowledge", language, PathLike)
    if named is not None and not Path(named).is_dir():
        raise UsageError(f"knowledge of {language}, {plugins.version_of('knowledge', language)}: no folder {named}")
    return (Path(named),) if named is not None else ()


def read_table(path: Path) -> Iterator[tuple[dict[str, str], str, int]]:
    """The rows of a CSV file with a header, each with its file and the line where it begins.

    A row without a name of its own goes on with the row above it: what it has in a column of several values is one more
    of them, so that a table may tell a fact a line.

    Raises:
        KnowledgeError: the file can't be read as UTF-8 CSV, or a row that goes on tells otherwise what has one value.
    """
    begun: tuple[dict[str, str], str, int] | None = None
    for row, name, line in _lines_of(path):
        if begun and _goes_on(begun[0], row):
            _add_facts(begun[0], row, name, line)
            continue
        if begun:
            yield begun
        begun = row, name, line
    if begun:
        yield begun


def _goes_on(begun: Mapping[str, str], row: Mapping[str, str]) -> bool:
    """Whether a row is about what the row above it is about."""
    if None in row:  # more cells than columns: a fault of its own
        return False
    if "iso3" in row:
        return row["iso3"] == begun["iso3"]
    return not row.get("name", "-") and any(row.values()) and row.get("id", "") in {"", begun.get("id")}


def _add_facts(begun: dict[str, str], row: Mapping[str, str], name: str, line: int) -> None:
    """Add the facts of a further row to those of the first."""
    for column, cell in row.items():
        if not cell or (column not in SEVERAL and cell == begun[column]):
            continue
        if column not in SEVERAL:
            raise KnowledgeError(
                name, line, f"{column} is {begun[column]!r} in the row that this goes on, and can't be two"
            )
        begun[column] = SEVERAL[column].join(v for v in (begun[column], cell) if v)


def _lines_of(path: Path) -> Iterator[tuple[dict[str, str], str, int]]:
    """The rows of a CSV file as they stand there, each with its file and line."""
    line = 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            for row in reader:
                line = reader.line_num
                yield row, str(path), line
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise KnowledgeError(str(path), line, f"no readable CSV: {error}") from error


def extended(entries: list[Entry]) -> list[Entry]:
    """The entries, those that extend another one with its fields where they have none of their own.

    Raises:
        KnowledgeError: there is no such entry, or entries extend each other.
    """
    if not any("extends" in e.data for e in entries):
        return entries
    by_id = {str(e.data["id"]): e for e in entries if "id" in e.data}
    return [replace(e, data=_with_base(e, by_id, ())) if "extends" in e.data else e for e in entries]


def _with_base(entry: Entry, by_id: Mapping[str, Entry], seen: tuple[str, ...]) -> dict[str, Any]:
    """The fields of an entry over those of the one that it extends."""
    wanted = entry.data.get("extends")
    if wanted is None:
        return entry.data
    if entry.over is not None and wanted == entry.data.get("id"):  # ours, with a few fields changed
        base = _with_base(entry.over, by_id, seen)
    elif not isinstance(wanted, str) or wanted not in by_id:
        raise entry.fail(f"extends {wanted!r}, but these files have no such entry")
    elif wanted in seen:
        raise entry.fail(f"extends {wanted!r}, which extends this one")
    else:
        base = _with_base(by_id[wanted], by_id, (*seen, wanted))
    return {k: _without_examples(v) for k, v in base.items() if k not in OWN_ONLY} | {
        k: v for k, v in entry.data.items() if k != "extends"
    }


def _without_examples(value: Any) -> Any:
    """A field without the examples beside its patterns, which are of the entry that they stand in."""
    if isinstance(value, list):
        return [_without_examples(item) for item in value]
    if isinstance(value, dict):
        return {k: _without_examples(v) for k, v in value.items() if k not in {"match", "no_match"}}
    return value


def read_entries(path: Path, layer: int = 0) -> list[Entry]:
    """The entries of one YAML file, with their lines.

    Raises:
        KnowledgeError: the file can't be read or isn't a list of mappings.
    """
    line = 0
    try:
        text = path.read_text(encoding="utf-8-sig")
        if DEEP.search(text):
            raise KnowledgeError(str(path), 0, f"nested deeper than {DEEPEST} levels")
        loader = _StrictLoader(text)
        node = loader.get_single_node()
        if node is None:
            return []
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.SequenceNode):
            raise KnowledgeError(str(path), line, "a list of entries is wanted")
        out = []
        for item in node.value:
            line = item.start_mark.line + 1
            data = loader.construct_document(item)
            if not isinstance(data, dict):
                raise KnowledgeError(str(path), line, "an entry must be a mapping")
            out.append(Entry(data, str(path), line, layer))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        raise _unreadable(path, line, error) from error
    return out


def _unreadable(path: Path, line: int, error: Exception) -> KnowledgeError:
    """The fault of a file that YAML can't read, in one line."""
    mark = getattr(error, "problem_mark", None)
    reason = str(getattr(error, "problem", None) or error).replace("\n", " ")
    hint = "" if isinstance(error, OSError | yaml.YAMLError) else " (quote what is meant as text)"
    return KnowledgeError(str(path), mark.line + 1 if mark else line, f"no readable YAML: {reason}{hint}")
