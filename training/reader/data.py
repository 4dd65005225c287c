"""Read documents (the lines of ``questions.py``) > training windows: word pieces of neighbouring sentences, labelled, with questions.

Labels stand on word pieces: a type on the words of a trigger. Offsets are code points into the text as the tool read it.
Windows are those of ``dateline.coding.reader.windows``, but that the first of a document ends early, at another place in every
epoch, and that the countries named may be exchanged for others, the same throughout a document.
"""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import torch
from labels import FACTUALITY, TYPES
from swap import exchanged, others

from dateline.coding.reader.party_question import MENTION_FEATURES

MAX_PIECES = 160
CONTEXT = 44  # pieces that the sentence before may have, to be read once more as context
IGNORE = -100
SMALL = frozenset(
    {"the", "a", "an", "of", "to", "in", "on", "for", "with", "by", "at", "from", "into", "out", "up", "off", "over",
     "and", "its", "their", "his", "her", "be", "been", "was", "were", "is", "are", "has", "have", "had", "will", "would",
     "that"}
)  # fmt: skip
Span = tuple[int, int]
Row = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """A question as numbers: one act of one type, and M mentions of the window.

    Attributes:
        piece: the piece that names the act; ``kind`` the number of the type.
        label: 2 a required act of the type, 1 an optional one, 0 none.
        entities: number of each mention's entity; ``heads`` first and last piece but one of its head.
        marks, features: see ``party_question``; features [M,features] in 8 bits, which hold them.
        parties: of each mention whether it is actor, recipient (1), or not scored (-1); empty where there is no act.
    """

    piece: int
    kind: int
    label: int
    entities: list[int]
    heads: list[tuple[int, int]]
    marks: list[int]
    features: torch.Tensor
    parties: list[list[int]]


@dataclass
class Window:
    """Word pieces of a stretch of sentences with labels.

    Attributes:
        ids: numbers of the pieces; ``spans`` where each stands, (0, 0) for the marks at the ends.
        begins: where the sentences begin that are read here; those before are context.
        type_sets: for each piece the acceptable types (numbers); ``weights`` what it counts in the loss.
        triggers: (piece, factuality number, repeated 1 or 0 or IGNORE).
        asked: its questions.
    """

    ids: list[int]
    spans: list[Span]
    begins: int
    type_sets: list[tuple[int, ...]] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    triggers: list[tuple[int, int, int]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    @cached_property
    def edges(self) -> tuple[list[int], list[int]]:
        """Where the pieces between the marks start and end; they stand in text order."""
        inner = self.spans[1:-1]
        return [a for a, _ in inner], [b for _, b in inner]


def compact(row: Row) -> Row:
    """A document with the features of its questions as tensors: lists of them would take a hundred times the memory."""
    for question in row["questions"]:
        question["features"] = torch.tensor([m.pop() for m in question["asked"]], dtype=torch.int8).reshape(
            -1, len(MENTION_FEATURES)
        )
    return row


def windows(row: Row, tokenizer: Any, rng: random.Random | None = None, swap: float = 0.0) -> Iterator[Window]:
    """The windows of a document: sentences that follow each other, as many as fit, each with the one before as context.

    With ``rng`` the first window ends early, so that sentences meet other neighbours in every epoch.
    """
    change = others(rng) if rng is not None and rng.random() < swap else None
    room = MAX_PIECES - 2 if rng is None else rng.randint(40, MAX_PIECES - 2)
    held: list[tuple[list[int], list[Span]]] = []
    before: tuple[list[int], list[Span]] = ([], [])
    begins = size = 0
    for sentence in row["sentences"]:
        ids, at = encode(row["text"], sentence, tokenizer, change)
        piece = ids[: MAX_PIECES - 2], at[: MAX_PIECES - 2]
        if held and size + len(piece[0]) > room:
            yield window_of(row, held, begins, tokenizer)
            before, room = held[-1], MAX_PIECES - 2
            fits = len(before[0]) <= CONTEXT and len(before[0]) + len(piece[0]) <= room
            held, begins = [before] if fits else [], sentence[0]
            size = len(before[0]) if fits else 0
        held.append(piece)
        size += len(piece[0])
    if any(ids for ids, _ in held):
        yield window_of(row, held, begins, tokenizer)


def encode(text: str, span: Sequence[int], tokenizer: Any, change: Any) -> tuple[list[int], list[Span]]:
    """Word pieces of a stretch of text with their code points in the whole text, countries exchanged for others."""
    words, back = text[span[0] : span[1]], None
    if change is not None:
        words, back = exchanged(words, change)
    made = tokenizer.encode(words, add_special_tokens=False)
    at = [back.edges(a, b) for a, b in made.offsets] if back is not None else made.offsets
    return list(made.ids), [(a + span[0], b + span[0]) for a, b in at]


def window_of(row: Row, held: list[tuple[list[int], list[Span]]], begins: int, tokenizer: Any) -> Window:
    """A labelled window of word pieces."""
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    ids = [cls, *(i for own, _ in held for i in own), sep]
    window = Window(ids, [(0, 0), *(s for _, own in held for s in own), (0, 0)], begins)
    label(window, row)
    end = window.spans[-2][1]
    for question in row["questions"]:
        if begins <= question["head"][0] < end and (asked := asked_in(window, question)):
            window.asked.append(asked)
    return window


def label(window: Window, row: Row) -> None:
    """Put types and factuality on the pieces; those of the context aren't scored a second time."""
    size, text = len(window.ids), row["text"]
    types: list[set[int]] = [set() for _ in range(size)]
    weights = [1.0 if b > a >= window.begins else 0.0 for a, b in window.spans]
    for trigger, kinds, factuality, required, repeated in row["tellings"]:
        inside = [i for i in pieces(window, trigger) if weights[i]]
        if not inside:
            continue
        core = [i for i in inside if text[slice(*window.spans[i])].lower() not in SMALL] or inside
        for i in inside:
            if i not in core:
                weights[i] = 0.0
        for i in core:
            types[i] |= {TYPES.index(t) for t in kinds}
            weights[i] = 1.0 if required else 0.6
        window.triggers.append((core[0], FACTUALITY.index(factuality[0]), repeated))
    window.type_sets = [tuple(sorted(t)) or (0,) for t in types]
    window.weights = weights


def asked_in(window: Window, question: Row) -> Asked | None:
    """A question with the mentions that stand in the window; None where its act doesn't."""
    head = pieces(window, question["head"]) or pieces(window, question["trigger"])
    if not head:
        return None
    rows = [(n, m, pieces(window, m[1:3])) for n, m in enumerate(question["asked"])]
    rows = [(n, m, words) for n, m, words in rows if words]
    heads = [pieces(window, m[3:5]) or words for _, m, words in rows]
    return Asked(
        head[0], TYPES.index(question["kind"]), question["label"], [m[0] for _, m, _ in rows],
        [(h[0], h[-1] + 1) for h in heads], [m[5] for _, m, _ in rows],
        question["features"][[n for n, _, _ in rows]],
        [question["parties"][n] for n, _, _ in rows] if question["parties"] else [],
    )  # fmt: skip


def pieces(window: Window, span: Sequence[int]) -> range:
    """Numbers of the pieces that share a character with a span."""
    starts, ends = window.edges
    return range(1 + bisect_right(ends, span[0]), 1 + bisect_left(starts, span[1]))
