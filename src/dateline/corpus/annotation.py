"""The annotation of one document. Spans are code points into the document's text."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.spans import Span

Slot = tuple[Span, ...]
"""One party or link of a chain: the places that name it, any of which is a right answer."""

FACTUALITIES = ("asserted", "negated", "possible", "future", "hypothetical")
STANCES = ("asserts", "denies", "hedges")
DIRECTNESS = ("direct", "indirect", "mixed")
COUNTED = ("killed", "injured", "detained", "displaced", "kidnapped", "participants")


@dataclass(frozen=True, slots=True)
class Said:
    """An annotated statement. ``chain`` is outermost first; ``required`` is false where careful readers may differ."""

    id: str
    content: Span
    chain: tuple[Slot, ...]
    cue: Span | None
    stance: str
    directness: str
    addressee: Span | None = None
    required: bool = True


@dataclass(frozen=True, slots=True)
class When:
    """The words of a date and its TIMEX3 value, None where the value can't be known."""

    span: Span
    value: str | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many were killed, injured ...: ``low`` and ``high`` are None where the text sets no bound."""

    what: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Telling:
    """An annotated event: one mention of an act.

    Attributes:
        quote: the trigger and the few words around it.
        trigger: the words that name the act.
        types: acceptable event types, the best first.
        modes: of the first type.
        actors: one slot a party; empty where the text names nobody.
        recipients: likewise.
        factuality: acceptable values, the best first.
        statement: id of the innermost statement that holds the trigger; None where the outlet says it.
        place: the places that are right answers.
        same_as: id of the story's first telling of the same event.
    """

    id: str
    quote: Span
    trigger: Span
    types: tuple[str, ...]
    modes: tuple[str, ...]
    actors: tuple[Slot, ...]
    recipients: tuple[Slot, ...]
    factuality: tuple[str, ...]
    statement: str | None
    date: When | None = None
    place: Slot = ()
    counts: tuple[Count, ...] = ()
    same_as: str | None = None
    required: bool = True


@dataclass(frozen=True, slots=True)
class Annotation:
    """All that was annotated in one document.

    Attributes:
        sha256: of the text in UTF-8, by which ``check`` knows that offsets and text belong together.
        license: of the text.
        part: ``train``, ``test``, ``invented`` or what a user names.
        annotator: who read it, as a letter.
        text: the text itself where its author gave it to the corpus (invented stories), else None.
        identities: for each actor the places that name it.
        rejected: places that were judged to tell no act (candidates that a system proposed).
    """

    id: str
    outlet: str | None
    url: str | None
    published: str | None
    license: str | None
    sha256: str
    words: int
    part: str
    annotator: str
    identities: tuple[Slot, ...] = ()
    statements: tuple[Said, ...] = ()
    events: tuple[Telling, ...] = ()
    headline: str | None = None
    text: str | None = None
    rejected: Slot = ()
