"""What a kind of entry is: a dataclass whose fields say what they may hold and what they are for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from difflib import get_close_matches
from functools import cache
from typing import Any, ClassVar, Self

from dateline.errors import KnowledgeError
from dateline.knowledge.files import Entry
from dateline.knowledge.kinds.base.values import TEXT, Value

# Fields that every entry may have, whatever its kind.
COMMON = {
    "note": "a line for the reader",
    "remove": "`true` takes the entry of this `id` away",
    "extends": "the `id` of an entry of the same files whose fields hold here too, save its examples",
}
NEAR = 0.7
# What the code needs of an entry: field -> the value that it must have, of a list those that it must hold.
Wanted = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Declared:
    """A field of a kind as it is declared. ``name`` is that of the file, ``attribute`` that in Python."""

    name: str
    attribute: str
    value: Value
    doc: str
    needed: bool
    default: Any


def needed(value: Value, doc: str) -> Any:
    """A field that every entry must have."""
    return field(metadata={"value": value, "doc": doc})


def other(value: Value, doc: str, default: Any = None, made: Callable[[], Any] | None = None) -> Any:
    """A field that an entry may leave out; ``made`` makes a default that can't be shared."""
    told = {"value": value, "doc": doc}
    return field(default_factory=made, metadata=told) if made else field(default=default, metadata=told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of entry.

    Attributes:
        source: the entry as it stands in its file.
        mark: the field that tells it from the other kinds of the same file.
        key: the field by which code asks for entries.
        needs: keys that code asks for, with what must hold of them.
        examples: the name of the judge that runs its examples, empty where it has none.
    """

    mark: ClassVar[str] = ""
    key: ClassVar[str] = "id"
    needs: ClassVar[Mapping[str, Wanted]] = {}
    examples: ClassVar[str] = ""
    source: Entry

    @classmethod
    def declared(cls) -> tuple[Declared, ...]:
        """The fields, in the order of the class."""
        kind: Any = cls
        found: tuple[Declared, ...] = _declared(kind)
        return found

    @classmethod
    def faults(cls, entry: Entry) -> Iterator[KnowledgeError]:
        """What is wrong with an entry of this kind."""
        known = {d.name: d for d in cls.declared()}
        yield from unknown_fields(entry, list(known))
        for name, told in known.items():
            if name not in entry.data:
                if told.needed:
                    yield entry.fail(f"field {name!r} is missing")
            elif reason := told.value.fault(entry.data[name]):
                yield entry.fail(f"field {name!r} {reason}")

    @classmethod
    def read(cls, entry: Entry) -> Self:
        """The entry with its fields read.

        Raises:
            KnowledgeError: a field is missing, unknown or holds what it can't.
        """
        for fault in cls.faults(entry):
            raise fault
        data = entry.data
        given = {d.attribute: d.value.read(data[d.name]) for d in cls.declared() if d.name in data}
        return cls(source=entry, **given)

    @property
    def name(self) -> str:
        """What the entry is asked for by."""
        return str(getattr(self, self.key))

    def lacks(self, wanted: Wanted) -> str:
        """What code needs of this entry and doesn't find in it, or nothing."""
        for attribute, value in wanted.items():
            got = getattr(self, attribute)
            if isinstance(value, tuple) and (gone := [v for v in value if v not in got]):
                return f"{attribute} must hold {', '.join(map(repr, gone))}"
            if not isinstance(value, tuple) and got != value:
                return f"{attribute} must be {value!r}, not {got!r}"
        return ""

    def fail(self, reason: str) -> KnowledgeError:
        """The error to raise for this entry."""
        return self.source.fail(reason)


@cache
def _declared(kind: Any) -> tuple[Declared, ...]:
    """The fields of a kind that are declared with ``needed`` or ``other``."""
    found = []
    for f in fields(kind):
        if "value" in f.metadata:
            must = f.default is MISSING and f.default_factory is MISSING
            default = None if must or f.default is MISSING else f.default
            told = f.metadata["value"], f.metadata["doc"]
            found.append(Declared(f.name.rstrip("_"), f.name, *told, must, default))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Kind):
    """An entry with an id."""

    id: str = needed(TEXT, "unique name; a user's entry with the id of ours replaces ours")


def unknown_fields(entry: Entry, known: list[str]) -> Iterator[KnowledgeError]:
    """Fields of an entry that are not among those that are known."""
    for name in map(str, entry.data):
        if name not in known and name not in COMMON:
            yield entry.fail(f"no such field: {name}{meant(name, [*known, *COMMON])}")


def meant(name: str, known: list[str]) -> str:
    """A guess at what a misspelt name should have been, ready to be put behind the fault."""
    near = get_close_matches(name, known, 1, NEAR)
    return f" (is {near[0]} meant?)" if near else ""
