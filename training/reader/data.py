"""Annotated documents > training windows: sentences that follow each other, their word pieces labelled.

Labels stand on word pieces: a type on the words of a trigger, and for each trigger which of the window's words are its
actors and recipients. Offsets are code points into the document's text. Windows are those of
``dateline.coding.reader.windows``, but that the first of a document ends early, at another place in every epoch.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

TYPES = (
    "NONE", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
FACTUALITY = ("asserted", "negated", "possible", "future", "hypothetical")
MAX_PIECES = 128
IGNORE = -100
SMALL = frozenset(
    {"the", "a", "an", "of", "to", "in", "on", "for", "with", "by", "at", "from", "into", "out", "up", "off", "over",
     "and", "its", "their", "his", "her", "be", "been", "was", "were", "is", "are", "has", "have", "had", "will", "would",
     "that"}
)  # fmt: skip
Span = tuple[int, int]


@dataclass(frozen=True)
class Telling:
    """One annotated event: its trigger, acceptable types (best first), and where its parties are named.

    ``repeated`` is None where nobody said whether the text has told it before.
    """

    trigger: Span
    types: tuple[str, ...]
    factuality: tuple[str, ...]
    required: bool
    repeated: bool | None
    actors: tuple[tuple[Span, ...], ...]
    recipients: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True)
class Document:
    """A text with its sentences (spans) and tellings; ``identities`` are groups of spans of one actor."""

    id: str
    text: str
    sentences: tuple[Span, ...]
    tellings: tuple[Telling, ...]
    identities: tuple[tuple[Span, ...], ...]


@dataclass
class Window:
    """Word pieces of a stretch of sentences with labels.

    Attributes:
        ids: numbers of the pieces.
        segments: 1 for words, 0 for the marks at the ends.
        spans: where each piece stands, (0, 0) for marks.
        type_sets: for each piece the acceptable types (numbers), empty where it is not scored.
        weights: what a piece counts in the loss.
        triggers: (piece, factuality number, repeated 1 or 0 or IGNORE, {piece: 1 actor | 2 recipient | IGNORE}).
    """

    document: str
    ids: list[int]
    segments: list[int]
    spans: list[Span]
    type_sets: list[tuple[int, ...]] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    triggers: list[tuple[int, int, int, dict[int, int]]] = field(default_factory=list)


def windows(document: Document, tokenizer: Any, rng: random.Random | None = None) -> Iterator[Window]:
    """The windows of a document: sentences that follow each other, as many as fit.

    With ``rng`` the first window ends early, so that sentences meet other neighbours in every epoch.
    """
    room = MAX_PIECES - 2 if rng is None else rng.randint(20, MAX_PIECES - 2)
    ids: list[int] = []
    spans: list[Span] = []
    for sentence in document.sentences:
        more, at = encode(document.text, sentence, tokenizer)
        more, at = more[: MAX_PIECES - 2], at[: MAX_PIECES - 2]
        if ids and len(ids) + len(more) > room:
            yield window_of(document, ids, spans, tokenizer)
            ids, spans, room = [], [], MAX_PIECES - 2
        ids, spans = ids + more, spans + at
    if ids:
        yield window_of(document, ids, spans, tokenizer)


def window_of(document: Document, ids: list[int], spans: list[Span], tokenizer: Any) -> Window:
    """A labelled window of word pieces."""
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    window = Window(document.id, [cls, *ids, sep], [0, *[1] * len(ids), 0], [(0, 0), *spans, (0, 0)])
    label(window, document)
    return window


def encode(text: str, span: Span, tokenizer: Any) -> tuple[list[int], list[Span]]:
    """Word pieces of a stretch of text with their code points in the whole text."""
    made = tokenizer.encode(text[span[0] : span[1]], add_special_tokens=False)
    return list(made.ids), [(a + span[0], b + span[0]) for a, b in made.offsets]


def label(window: Window, document: Document) -> None:
    """Put types, factuality and parties on the pieces."""
    size = len(window.ids)
    types: list[set[int]] = [set() for _ in range(size)]
    weights = [1.0 if s and b > a else 0.0 for s, (a, b) in zip(window.segments, window.spans, strict=True)]
    own = [i for i in range(size) if weights[i]]
    for telling in document.tellings:
        inside = [i for i in own if touches(window.spans[i], telling.trigger)]
        if not inside:
            continue
        core = [i for i in inside if document.text[slice(*window.spans[i])].lower() not in SMALL] or inside
        accepted = {TYPES.index(t) for t in telling.types}
        for i in inside:
            if i not in core:
                weights[i] = 0.0
        for i in core:
            types[i] |= accepted
            weights[i] = 1.0 if telling.required else 0.6
        facts = FACTUALITY.index(telling.factuality[0])
        repeated = IGNORE if telling.repeated is None else int(telling.repeated)
        window.triggers.append((core[0], facts, repeated, parties(window, telling, document)))
    window.type_sets = [tuple(sorted(t)) or (0,) for t in types]
    window.weights = weights


def parties(window: Window, telling: Telling, document: Document) -> dict[int, int]:
    """Which pieces of the window name an actor (1) or recipient (2); other names of the same actor are not scored."""
    marks: dict[int, int] = {}
    for number, slots in ((1, telling.actors), (2, telling.recipients)):
        named = {s for slot in slots for s in slot}
        mates = {m for group in document.identities if set(group) & named for m in group}
        for i, span in enumerate(window.spans):
            if span == (0, 0):
                continue
            if any(touches(span, s) for s in named):
                marks[i] = number
            elif i not in marks and any(touches(span, s) for s in mates):
                marks[i] = IGNORE
    return marks


def touches(a: Span, b: Span) -> bool:
    """Whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]
