"""What code needs of the knowledge: ids that it asks for by name, which a user's folder may fill but not take away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dateline.errors import KnowledgeError
from dateline.knowledge.files import Entry, Layers
from dateline.knowledge.kinds.base.entry import Kind
from dateline.knowledge.kinds.files import YAML, kind_of

# Words that an entry must hold are those of English, which its code asks for; another language has its own.
COUNTING = "counting"


def required_faults(layers: Layers, *, touched: bool = False) -> Iterator[KnowledgeError]:
    """Entries that code needs and that are gone, or that say something else than code understands by them.

    Args:
        layers: the folders; the first is the shipped one.
        touched: look only at the kinds of files that the folders above the shipped one have.
    """
    for pattern, kinds in YAML.items():
        if any(kind.needs for kind in kinds) and (not touched or layers.own.paths(pattern)):
            yield from _faults(layers, pattern, kinds)


def _faults(layers: Layers, pattern: str, kinds: tuple[type[Kind], ...]) -> Iterator[KnowledgeError]:
    """The ids of some kinds that code asks for and that are gone, missing, or changed in what is read of them."""
    held: dict[tuple[type[Kind], str], list[Kind]] = {}
    others: dict[str, Kind] = {}
    for entry in layers.entries(pattern):
        kind = kind_of(entry, kinds)
        if next(kind.faults(entry), None) is None:
            read = kind.read(entry)
            held.setdefault((kind, read.name), []).append(read)
            others[read.name] = read
    gone = layers.removed(pattern)
    for kind in kinds:
        for name, wanted in kind.needs.items():
            found = held.get((kind, name), [])
            if not found and name in others:
                yield others[name].fail(f"{name!r} is asked for by name and must stay one of: {kind.__doc__}")
            elif not found:
                taken = _taker(gone, kind, name)
                where = (taken.file, taken.line) if taken else (pattern, 0)
                wrong = "can't be taken away; replace it" if taken or layers.shipped_language else "must be brought"
                yield KnowledgeError(*where, f"{name!r} is asked for by name and {wrong}")
            else:
                meant = {k: v for k, v in wanted.items() if k != COUNTING or layers.shipped_language}
                yield from (e.fail(f"{name!r} is asked for by name: its {r}") for e in found if (r := e.lacks(meant)))


def _taker(gone: Mapping[str, Entry], kind: type[Kind], name: str) -> Entry | None:
    """The entry of a user's folder that took away what code asks for."""
    return gone.get(name) or (next(iter(gone.values()), None) if kind.key != "id" else None)
