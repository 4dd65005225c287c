"""Documents to train on: annotations of the corpus with the texts that they point into."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from data import Document, Telling

from dateline.corpus.annotation import Annotation
from dateline.corpus.jsonl import read_annotations
from dateline.corpus.lines.sentences import sentences
from dateline.corpus.texts import Text, read_texts, text_of


def load(files: Iterable[Path], texts: Iterable[Path]) -> list[Document]:
    """The documents of annotation files.

    Raises:
        ValueError: a file holds the test part, which is never trained on.
    """
    held, found = read_texts(texts), []
    for file in files:
        for row in read_annotations(file):
            if row.part == "test":
                raise ValueError(f"{file}: {row.id} belongs to the test part")
            found.append(document_of(row, text_of(row, held)))
    return found


def document_of(row: Annotation, text: Text) -> Document:
    """An annotation and its text > a document."""
    plain = lambda slots: tuple(tuple((s.start, s.end) for s in slot) for slot in slots)  # noqa: E731
    tellings = tuple(
        Telling((e.trigger.start, e.trigger.end), e.types, e.factuality, e.required, e.same_as is not None,
                plain(e.actors), plain(e.recipients))
        for e in row.events
    )  # fmt: skip
    cut = tuple((s.start, s.end) for s in sentences(text.text))
    return Document(row.id, text.text, cut, tellings, plain(row.identities))


def in_part(document: str, part: str) -> bool:
    """Whether a document belongs to the part ``K/N`` of the training documents, which is left out for development."""
    k, n = map(int, part.split("/"))
    return int(hashlib.sha256(("fold" + document).encode()).hexdigest(), 16) % n == k
