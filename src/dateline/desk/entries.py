"""The desk: entries of a file beside the store, never changed, and what they come to when they are read in order.

An entry holds what it is about besides its id (the words, the place, the names), so that it keeps its meaning when the
pages are coded again. To take something back is an entry too, so that who did what stays on record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from urllib.parse import urlsplit

from dateline.desk.appended import Appended, BrokenLine

# What an entry of a kind must say, and what it may say.
KINDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    kind: (frozenset(needed.split()), frozenset(other.split()))
    for kind, needed, other in (
        # of: event, story, incident or actor. star: "1" or nothing. A later mark of the same thing replaces this one.
        ("mark", "of ref star note", "story start end event_type who whom words text headline outlet day"),
        ("search", "name address", ""),
        # what: actor, place or type.
        ("watch", "what value name", ""),
        # entry: id of a search or of something watched; run: the last run that had been seen.
        ("seen", "entry run", ""),
        ("merge", "keep keep_name other other_name", "country kind note"),
        ("split", "actor actor_name spelling name", "country kind note"),
        ("person", "name", "country post alias actor"),
        ("undo", "entry", ""),
    )
}
# What a value may be where not everything will do: a page's address, or one of these.
AMONG: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("mark", "of"): ("event", "story", "incident", "actor"), ("watch", "what"): ("actor", "place", "type"),
}  # fmt: skip
SEARCHED = ("/", "/events", "/incidents", "/claims", "/map", "/doubtful")
# Values that are numbers: (kind, what it is of) > their names.
NUMBERS: Mapping[tuple[str, str], tuple[str, ...]] = {("seen", ""): ("run",), ("mark", "event"): ("start", "end")}
LASTING = ("search", "watch", "merge", "split", "person")
LONGEST = 2_000  # characters of a value


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that somebody did.

    Attributes:
        id: unique in the file.
        time: ISO 8601 in UTC.
        reader: who, or nothing.
        kind: a key of ``KINDS``.
        says: what, by the names in ``KINDS``.
    """

    id: str
    time: str
    reader: str
    kind: str
    says: Mapping[str, str]

    def get(self, name: str) -> str:
        """One of the things that it says; nothing where it doesn't."""
        return self.says.get(name, "")


class DeskFile(Appended):
    """The file of a desk."""

    ending = "desk.jsonl"

    def add(self, entry: Entry) -> None:
        """Append an entry.

        Raises:
            StoreError: the file can't be written.
        """
        self.append(asdict(entry))

    def read(self) -> Desk:
        """What all entries come to.

        Raises:
            StoreError: the file can't be read.
        """
        entries, broken = self.parse(read_entry)
        return desk_of(entries, broken)


@dataclass(frozen=True)
class Desk:
    """What is on the desk.

    Attributes:
        marks: stars and notes, the latest of each thing, the newest first.
        lasting: kind > searches, things watched, merges, splits and persons that were not taken back, the oldest first.
        seen: id of a search or of something watched > the last run that had been seen.
        history: all entries on who is who, taken back or not, with whether they hold.
        broken: lines of the file that are no entries.
    """

    marks: tuple[Entry, ...] = ()
    lasting: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    seen: Mapping[str, int] = field(default_factory=dict)
    history: tuple[tuple[Entry, bool], ...] = ()
    broken: tuple[BrokenLine, ...] = ()

    def of(self, kind: str) -> tuple[Entry, ...]:
        """What holds of one kind."""
        return self.lasting.get(kind, ())

    def mark_of(self, of: str, ref: str) -> Entry | None:
        """The star and note of a story, an incident or an actor."""
        return next((m for m in self.marks if (m.get("of"), m.get("ref")) == (of, ref)), None)

    def mark_at(self, story: str, start: int, end: int, event_type: str) -> Entry | None:
        """The star and note of an event, by its place and type: its id may be another one's after coding again."""
        thing = ("event", story, event_type)
        return next((m for m in self.marks if _thing(m) == thing and _overlaps(m, start, end)), None)


def desk_of(entries: Iterable[Entry], broken: Iterable[BrokenLine] = ()) -> Desk:
    """What entries come to, in their order."""
    given = list(entries)
    gone = {e.get("entry") for e in given if e.kind == "undo"}
    marks: dict[tuple[str, ...], list[Entry]] = {}
    for e in given:
        if e.kind == "mark":
            older = marks.get(_thing(e), ())
            marks[_thing(e)] = [*(m for m in older if not _same_place(m, e)), e]
    latest = {id(m) for held in marks.values() for m in held if m.get("star") or m.get("note")}
    kept = {kind: tuple(e for e in given if e.kind == kind and e.id not in gone) for kind in LASTING}
    seen = {e.get("entry"): int(e.get("run")) for e in given if e.kind == "seen"}
    history = tuple((e, e.id not in gone) for e in given if e.kind in {"merge", "split", "person"})
    return Desk(tuple(m for m in reversed(given) if id(m) in latest), kept, seen, history, tuple(broken))


def _thing(mark: Entry) -> tuple[str, ...]:
    """What a mark is on; an event by its type, for ``_same_place`` to tell it from others of the story."""
    if mark.get("of") == "event":
        return "event", mark.get("story"), mark.get("event_type")
    return mark.get("of"), mark.get("ref")


def _same_place(mark: Entry, later: Entry) -> bool:
    """Whether marks on one thing stand at one place in its text: coding again may move where an act's words begin."""
    return mark.get("of") != "event" or _overlaps(mark, int(later.get("start")), int(later.get("end")))


def _overlaps(mark: Entry, start: int, end: int) -> bool:
    return int(mark.get("start")) < end and start < int(mark.get("end"))


def read_entry(line: bytes) -> Entry:
    """The entry of a line.

    Raises:
        ValueError: it is none.
    """
    row = json.loads(line.decode("utf-8"))
    if not isinstance(row, dict) or set(row) != {"id", "time", "reader", "kind", "says"}:
        raise ValueError("no entry: an object with id, time, reader, kind and says is wanted")
    says = row.pop("says")
    if not isinstance(says, dict) or not all(isinstance(v, str) for v in (*row.values(), *says.values())):
        raise ValueError("no entry: all that it says are texts")
    try:
        "".join((*row.values(), *says.values())).encode()
    except UnicodeEncodeError:  # JSON can write half of a character; no database takes it
        raise ValueError("no entry: it has half of a character") from None
    entry = Entry(says=says, **row)
    check(entry)
    return entry


def check(entry: Entry) -> None:
    """Is this an entry that can be understood?

    Raises:
        ValueError: it isn't; why.
    """
    if entry.kind not in KINDS:
        raise ValueError(f"no entry: there is no kind {entry.kind[:40]!r}")
    needed, other = KINDS[entry.kind]
    missing, strange = needed - entry.says.keys(), entry.says.keys() - needed - other
    if missing or strange:
        raise ValueError(
            f"no {entry.kind}: {', '.join(sorted(missing or strange))} {'missing' if missing else 'unknown'}"
        )
    check_values(entry.kind, entry.says)
    if entry.kind == "merge" and entry.get("keep") == entry.get("other"):
        raise ValueError(f"no merge: {entry.get('keep')[:40]!r} is one already")
    for name in NUMBERS.get((entry.kind, entry.get("of")), ()):
        value = entry.get(name)
        if not (value.isascii() and value.isdigit() and len(value) < 16):
            raise ValueError(f"no {entry.kind}: {name} can't be {value[:20]!r}")


def check_values(kind: str, says: Mapping[str, str]) -> None:
    """Can these be the values of an entry of a kind, as far as they are there?

    Raises:
        ValueError: they can't; why.
    """
    if any(len(v) > LONGEST for v in says.values()):
        raise ValueError(f"At most {LONGEST:,} characters.")
    for (of, name), among in AMONG.items():
        if of == kind and name in says and says[name] not in among:
            raise ValueError(f"A {kind} has no {name} {says[name][:40]!r}; there is {', '.join(among)}.")
    if kind == "search" and "address" in says and not _is_page(says["address"]):
        raise ValueError("This page can't be kept as a search.")


def _is_page(address: str) -> bool:
    """Whether an address is that of a page here that can be searched."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.path in SEARCHED and not parts.netloc and not parts.scheme
