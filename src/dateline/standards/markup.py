"""An annotation as marks on a text, ties between them and what they are said to be: what tools for annotation hold.

What such tools can't hold (further types that are right as well, TIMEX3 values, numbers of people) stands in a note of
its mark, as JSON. Where somebody has changed a tie since, the tie holds and not the note.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from dateline.corpus.annotation import Annotation, Count, Said, Slot, Telling, When
from dateline.corpus.texts import Text, digest
from dateline.errors import InputError
from dateline.spans import Span

NAME, PLACE, DATE, CUE, STATEMENT = "Name", "Place", "Date", "Cue", "Statement"
# Labels of marks that are neither events nor statements.
PLAIN = (NAME, PLACE, DATE, CUE)
ACTOR, RECIPIENT, SOURCE, ADDRESSEE, IN, RETELLS = "Actor", "Recipient", "Source", "Addressee", "In", "Retells"
# Ties of an event and of a statement, with the label of what they lead to.
EVENT_TIES = {ACTOR: NAME, RECIPIENT: NAME, PLACE: PLACE, DATE: DATE, IN: STATEMENT, RETELLS: "event"}
STATEMENT_TIES = {SOURCE: NAME, CUE: CUE, ADDRESSEE: NAME}
FACTUALITY, MODE, STANCE, DIRECTNESS = "Factuality", "Mode", "Stance", "Directness"


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled stretch of the text.

    Attributes:
        key: its id within the document.
        traits: what it is said to be, (name, value) pairs.
        note: what the tool can't hold, as JSON has it.
    """

    key: str
    label: str
    span: Span
    traits: tuple[tuple[str, str], ...] = ()
    note: Mapping[str, Any] = field(default_factory=dict)

    def trait(self, name: str, other: str) -> str:
        """The value of a trait, another where it has none."""
        return next((value for known, value in self.traits if known == name), other)


@dataclass(frozen=True, slots=True)
class Tie:
    """A labelled tie from one mark to another."""

    label: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Markup:
    """A document with its marks, its ties in order, and the groups of marks that name one actor."""

    text: Text
    marks: tuple[Mark, ...]
    ties: tuple[Tie, ...]
    groups: tuple[tuple[str, ...], ...]


def markup_of(row: Annotation, text: Text) -> Markup:
    """An annotation as marks and ties."""
    made = _Maker()
    groups = tuple(tuple(made.plain(NAME, span) for span in group) for group in row.identities)
    keys = {said.id: made.statement(said) for said in row.statements}
    keys |= {telling.id: made.event(telling) for telling in row.events}
    for telling in row.events:
        key = keys[telling.id]
        made.tie(IN, key, keys.get(telling.statement or ""))
        made.tie(RETELLS, key, keys.get(telling.same_as or ""))
    return Markup(text, tuple(made.marks), tuple(made.ties), groups)


class _Maker:
    """Marks and ties while they are collected: one mark for each place that is named, however often it is."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self.ties: list[Tie] = []
        self._plain: dict[tuple[str, Span], str] = {}

    def plain(self, label: str, span: Span) -> str:
        """The mark of a name, a place, a date or a cue."""
        if (label, span) not in self._plain:
            self._plain[label, span] = self._add(label, span)
        return self._plain[label, span]

    def _add(
        self, label: str, span: Span, traits: Iterable[tuple[str, str]] = (), note: Mapping[str, Any] | None = None
    ) -> str:
        key = f"m{len(self.marks) + 1}"
        kept = {name: value for name, value in (note or {}).items() if value is False or value}
        self.marks.append(Mark(key, label, span, tuple(traits), kept))
        return key

    def tie(self, label: str, source: str, target: str | None) -> None:
        """Tie two marks, where there is a second one."""
        if target is not None:
            self.ties.append(Tie(label, source, target))

    def statement(self, said: Said) -> str:
        """The mark of what is said, tied to who says it, by which words, to whom."""
        note = {"id": said.id, "required": None if said.required else False, "chain": _further(said.chain)}
        key = self._add(STATEMENT, said.content, [(STANCE, said.stance), (DIRECTNESS, said.directness)], note)
        for slot in said.chain:
            self.tie(SOURCE, key, self.plain(NAME, slot[0]))
        self.tie(CUE, key, self.plain(CUE, said.cue) if said.cue else None)
        self.tie(ADDRESSEE, key, self.plain(NAME, said.addressee) if said.addressee else None)
        return key

    def event(self, told: Telling) -> str:
        """The mark of an act, tied to its parties, place and date."""
        note = {
            "id": told.id, "required": None if told.required else False, "types": list(told.types[1:]),
            "factuality": list(told.factuality[1:]), "quote": _pair(told.quote) if told.quote != told.trigger else None,
            "actors": _further(told.actors), "recipients": _further(told.recipients),
            "place": _further((told.place,)) if told.place else None, "date": told.date.value if told.date else None,
            "counts": [[c.what, c.low, c.high] for c in told.counts],
        }  # fmt: skip
        traits = [(FACTUALITY, told.factuality[0]), *((MODE, mode) for mode in told.modes)]
        key = self._add(told.types[0], told.trigger, traits, note)
        for label, slots in ((ACTOR, told.actors), (RECIPIENT, told.recipients)):
            for slot in slots:
                self.tie(label, key, self.plain(NAME, slot[0]))
        self.tie(PLACE, key, self.plain(PLACE, told.place[0]) if told.place else None)
        self.tie(DATE, key, self.plain(DATE, told.date.span) if told.date else None)
        return key


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _further(slots: Sequence[Slot]) -> list[list[list[int]]] | None:
    """All names of each party, where one has several that are right."""
    return [[_pair(span) for span in slot] for slot in slots] if any(len(slot) > 1 for slot in slots) else None


def annotation_of_markup(markup: Markup, part: str, annotator: str) -> Annotation:
    """Marks and ties as an annotation of the corpus, with the text.

    Raises:
        InputError: a note can't be read, or a tie leads to nothing.
    """
    text = markup.text
    reader = _Reader(markup)
    return Annotation(
        text.id, text.outlet, text.url, text.published, text.license, digest(text.text), len(text.text.split()), part,
        annotator,
        tuple(tuple(reader.marks[key].span for key in group) for group in markup.groups),
        tuple(reader.said(mark) for mark in markup.marks if mark.label == STATEMENT),
        tuple(reader.telling(mark) for mark in markup.marks if mark.label not in (*PLAIN, STATEMENT)),
        text.headline, text.text,
    )  # fmt: skip


class _Reader:
    """Marks and ties while they are read back."""

    def __init__(self, markup: Markup) -> None:
        self.where = markup.text.id
        self.marks = {mark.key: mark for mark in markup.marks}
        self._ties: dict[tuple[str, str], list[Mark]] = defaultdict(list)
        for tie in markup.ties:
            if tie.source not in self.marks or tie.target not in self.marks:
                raise InputError(self.where, f"a tie {tie.label} leads from or to a mark that is not there")
            self._ties[tie.source, tie.label].append(self.marks[tie.target])
        self._ids = self._names(markup)

    def _names(self, markup: Markup) -> dict[str, str]:
        """An id for each statement and event: the one of its note, else the next that is free."""
        named = {m.key: str(m.note["id"]) for m in markup.marks if m.note.get("id")}
        taken = set(named.values())
        names: dict[str, str] = {}
        for mark in markup.marks:
            if mark.label in PLAIN:
                continue
            letter = "s" if mark.label == STATEMENT else "e"
            own = named.get(mark.key) if named.get(mark.key) not in names.values() else None
            names[mark.key] = own or next(f"{letter}{n}" for n in range(1, 10**6) if f"{letter}{n}" not in taken)
            taken.add(names[mark.key])
        return names

    def _spans(self, mark: Mark, label: str) -> list[Span]:
        return [other.span for other in self._ties[mark.key, label]]

    def _one(self, mark: Mark, label: str) -> Span | None:
        return next(iter(self._spans(mark, label)), None)

    def _id(self, mark: Mark, label: str) -> str | None:
        return next((self._ids[other.key] for other in self._ties[mark.key, label] if other.key in self._ids), None)

    def _slots(self, mark: Mark, label: str, noted: str) -> tuple[Slot, ...]:
        """The parties that ties lead to; with the further names of the note where it begins with the same."""
        tied = self._spans(mark, label)
        further = [tuple(Span(int(a), int(b)) for a, b in slot) for slot in mark.note.get(noted) or []]
        if [slot[0] for slot in further if slot] == tied:
            return tuple(further)
        return tuple((span,) for span in tied)

    def said(self, mark: Mark) -> Said:
        """A mark of what is said, as a statement."""
        with _clear(self.where, mark):
            return Said(
                self._ids[mark.key], mark.span, self._slots(mark, SOURCE, "chain"), self._one(mark, CUE),
                mark.trait(STANCE, "asserts"), mark.trait(DIRECTNESS, "indirect"), self._one(mark, ADDRESSEE),
                bool(mark.note.get("required", True)),
            )  # fmt: skip

    def telling(self, mark: Mark) -> Telling:
        """A mark of an act, as an event."""
        note = mark.note
        with _clear(self.where, mark):
            quote = Span(*note.get("quote", _pair(mark.span)))
            date, place = self._one(mark, DATE), self._slots(mark, PLACE, "place")
            return Telling(
                self._ids[mark.key], quote if quote.holds(mark.span) else mark.span, mark.span,
                (mark.label, *note.get("types", ())), tuple(v for name, v in mark.traits if name == MODE),
                self._slots(mark, ACTOR, "actors"), self._slots(mark, RECIPIENT, "recipients"),
                (mark.trait(FACTUALITY, "asserted"), *note.get("factuality", ())), self._id(mark, IN),
                When(date, note.get("date")) if date else None, place[0] if place else (),
                tuple(Count(*count) for count in note.get("counts", ())), self._id(mark, RETELLS),
                bool(note.get("required", True)),
            )  # fmt: skip


@contextmanager
def _clear(where: str, mark: Mark) -> Iterator[None]:
    """Say of what is wrong with a note in which document and at which mark."""
    try:
        yield
    except (TypeError, ValueError) as error:
        raise InputError(where, f"the note of {mark.label} {mark.key} can't be read: {error}") from error


def note_text(mark: Mark) -> str:
    """The note of a mark on one line, empty for none."""
    return json.dumps(mark.note, ensure_ascii=False) if mark.note else ""


def note_of(text: str) -> Mapping[str, Any]:
    """A note that was written so; one that a person wrote in words holds nothing."""
    try:
        held = json.loads(text)
    except ValueError:
        return {}
    return held if isinstance(held, dict) else {}
