"""``dateline corpus agree``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.common import given_path
from dateline.cli.corpus.common import AsJson, KnowledgeFolders, Texts, print_table, rows_of


def agree(
    first: Annotated[list[Path], typer.Argument(metavar="FIRST... SECOND", parser=given_path, show_default=False)],
    texts: Texts = None,
    knowledge: KnowledgeFolders = None,
    form: AsJson = False,
) -> None:
    """Say how far two independent annotations of the same documents agree: F1 of events, parties, statements, chains.

    The last file is the second annotation, those before it the first. Only documents that both hold count.

    Example: dateline corpus agree corpus/train.jsonl corpus/test.jsonl corpus/second.jsonl --texts articles.jsonl
    """
    from dateline.corpus.scoring.agree import AGREED
    from dateline.corpus.scoring.agree import agree as add
    from dateline.corpus.scoring.tally import Tally
    from dateline.corpus.texts import read_texts, text_of
    from dateline.errors import UsageError
    from dateline.knowledge.load import load as load_knowledge

    if len(first) < 2:
        raise UsageError("two annotations are wanted: the first and, last, the second")
    found, ontology = read_texts(texts or []), load_knowledge(tuple(knowledge or ())).ontology
    ones, others = ({row.id: row for row in rows_of(files)} for files in (first[:-1], first[-1:]))
    both, tally = [key for key in ones if key in others], Tally()
    if not both:
        raise UsageError("the two annotations have no document in common")
    for key in both:
        text_of(others[key], found)  # both readings must be of the same text
        add(tally, ones[key], others[key], text_of(ones[key], found).text, ontology)
    rows = [(name, tally.rows[name]) for name in AGREED]
    if form:
        print(json.dumps({"documents": len(both), **{name: round(row.f1, 4) for name, row in rows}}))
        return
    print(f"{len(both)} documents annotated twice")
    print_table(
        ("agreement", "F1", "agreed", "of the first", "of the second"),
        [(name, f"{row.f1:.3f}", row.hit, row.wanted, row.offered) for name, row in rows],
    )
