"""``dateline corpus check``."""

from __future__ import annotations

import sys
from collections import Counter

import typer

from dateline.cli.common import out_text
from dateline.cli.corpus.common import Files, KnowledgeFolders, Texts, rows_of


def check(files: Files, texts: Texts = None, knowledge: KnowledgeFolders = None) -> None:
    """Check offsets against the texts, names against the ontology, rows against each other.

    Example: dateline corpus check corpus/train.jsonl --texts articles.jsonl
    """
    from dateline.corpus.check import faults
    from dateline.corpus.texts import read_texts, text_of
    from dateline.errors import InputError
    from dateline.knowledge.load import load as load_knowledge

    ontology, found = load_knowledge(tuple(knowledge or ())).ontology, read_texts(texts or [])
    rows, missing = rows_of(files), 0
    twice = Counter((row.part, row.id) for row in rows)
    wrong = [f"{key}: the document stands {n} times in part {part}" for (part, key), n in twice.items() if n > 1]
    for row in rows:
        try:
            text = text_of(row, found)
        except InputError as error:
            missing += 1
            print(f"{error}", file=sys.stderr)
            continue
        wrong += [f"{row.id}: {fault}" for fault in faults(row, text.text, ontology)]
    for line in wrong:
        out_text(line)
    print(f"{len(rows)} documents, {len(wrong)} faults, {missing} without their text")
    raise typer.Exit(1 if wrong or missing else 0)
