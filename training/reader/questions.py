"""The questions that the party network learns from: each act that frames or reader propose in the training documents.

python training/reader/questions.py READER_FOLDER OUT.jsonl FILE.jsonl... --texts FILE... [--share K/N]

Every annotated telling is asked for as well under its own type. Needs the lower and the acts network; the party network
itself isn't read.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from collect import Looked, fits, look

from dateline.coding.reader.model import ReaderModel
from dateline.coding.reader.party_question import Question
from dateline.coding.reader.proposals import Proposal
from dateline.corpus.jsonl import read_annotations
from dateline.corpus.texts import read_texts, text_of
from dateline.corpus.annotation import Telling
from dateline.settings import Settings
from dateline.tools import make_tools

LEAST = 0.05  # low, so that words which only look like acts are asked for too


def questions_of(document: str, looked: Looked) -> Iterator[dict[str, Any]]:
    """Each proposal under each of its types, and under those of the annotation;"""
    for proposal, here in looked.met:
        for kind in dict.fromkeys((*proposal.types, *(e.types[0] for e in here))):
            question = looked.reader.question(proposal, kind)
            if question is not None:
                label = fits(kind, here)
                yield {"document": document, "kind": kind, "label": label, **_shown(question),
                       "parties": _parties(question, proposal, kind, here, looked) if label else []}  # fmt: skip


def _shown(question: Question) -> dict[str, Any]:
    """A question as numbers."""
    return {
        "ids": question.window.ids, "marks": question.marks, "piece": question.piece,
        "asked": [[a.mention.entity, *a.pieces, *a.head, [round(f, 3) for f in a.features]] for a in question.asked],
    }  # fmt: skip


def _parties(question: Question, proposal: Proposal, kind: str, here: list[Telling], looked: Looked) -> list[list[int]]:
    """For each mention asked: whether its entity is an actor, a recipient; -1 where only its name says so."""
    gold = min((e for e in here if kind in e.types), key=lambda e: not e.required)
    strict = [set().union(*map(looked.sides.strict, slots)) for slots in (gold.actors, gold.recipients)]
    loose = [set().union(*map(looked.sides.loose, slots)) for slots in (gold.actors, gold.recipients)]
    return [
        [1 if a.mention.entity in s else -1 if a.mention.entity in w else 0 for s, w in zip(strict, loose, strict=True)]
        for a in question.asked
    ]


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("reader", type=Path)
    ask.add_argument("out", type=Path)
    ask.add_argument("files", type=Path, nargs="+")
    ask.add_argument("--texts", type=Path, nargs="+", required=True)
    ask.add_argument("--share", default="0/1", help="K/N: every Nth document, from the Kth on, to share the work")
    args = ask.parse_args()
    k, n = map(int, args.share.split("/"))
    texts, model, tools = read_texts(args.texts), ReaderModel.load(args.reader), make_tools(Settings(opinion=False))
    assert model is not None
    rows = [row for file in args.files for row in read_annotations(file) if row.part != "test"]
    with args.out.open("w") as out:
        for gold in rows[k::n]:
            looked = look(gold, text_of(gold, texts), model, tools, LEAST)
            for row in questions_of(gold.id, looked):
                out.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
