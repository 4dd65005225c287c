"""Documents to train on: annotations of the corpus with the texts that they point into."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from data import Document, Telling

from dateline.corpus.annotation import Annotation, Slot
from dateline.corpus.jsonl import read_annotations
from dateline.corpus.lines.sentences import sentences
from dateline.corpus.texts import Text, read_texts, text_of
from dateline.spans import Span

JUDGED = "candidates"  # the part whose rows are judged candidates: places that nobody judged are not asked about


def load(files: Iterable[Path], texts: Iterable[Path]) -> list[tuple[Annotation, Text]]:
    """The rows of annotation files with their texts.

    Raises:
        ValueError: a file holds the test part, which is never trained on.
    """
    held, found = read_texts(texts), []
    for file in files:
        for row in read_annotations(file):
            if row.part == "test":
                raise ValueError(f"{file}: {row.id} belongs to the test part")
            found.append((row, text_of(row, held)))
    return found


def document_of(row: Annotation, text: Text) -> Document:
    """An annotation and its text > a document."""
    plain = lambda slots: tuple(tuple((s.start, s.end) for s in slot) for slot in slots)  # noqa: E731
    judged = row.part == JUDGED
    tellings = tuple(
        Telling((e.trigger.start, e.trigger.end), e.types, e.factuality, e.required,
                None if judged else e.same_as is not None, plain(e.actors), plain(e.recipients))
        for e in row.events
    )  # fmt: skip
    cut = tuple((s.start, s.end) for s in sentences(text.text))
    alike = plain(_same_names(row, text.text) if judged else row.identities)
    return Document(row.id, text.text, cut, tellings, alike)


def _same_names(row: Annotation, text: str) -> Iterator[Slot]:
    """For each party named by a proper name all places with the same words: judges point at the nearest alone."""
    names = {s.of(text) for e in row.events for slot in (*e.actors, *e.recipients) for s in slot}
    for name in sorted(n for n in names if any(c.isupper() for c in n)):
        yield tuple(Span(m.start(), m.end()) for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def in_part(document: str, part: str) -> bool:
    """Whether a document belongs to the part ``K/N`` of the training documents, which is left out for development."""
    k, n = map(int, part.split("/"))
    return int(hashlib.sha256(("fold" + document).encode()).hexdigest(), 16) % n == k
