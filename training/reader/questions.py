"""What the reader learns from: documents as the tool reads them, with each act that frames or reader propose as a question.

python training/reader/questions.py READER_FOLDER OUT.jsonl FILE.jsonl... --texts FILE... [--share K/N]

Every annotated telling is asked for as well under its own type. Only the encoder's part of the reader is needed: where there is
none yet, that of a folder which ``export.py`` wrote from an untrained one.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from collect import Looked, fits, look
from source import JUDGED

from dateline.coding.reader.model import ReaderModel
from dateline.coding.reader.party_question import Asked, mentions_asked
from dateline.corpus.align import Alignment
from dateline.corpus.annotation import Annotation, Telling
from dateline.corpus.jsonl import read_annotations
from dateline.corpus.texts import Text, read_texts, text_of
from dateline.settings import Settings
from dateline.tools import Tools, make_tools

LEAST = 0.05  # low, so that words which only look like acts are asked for too
UNTOLD = -100  # where nobody said whether the text has told an act before


def read_document(gold: Annotation, text: Text, model: ReaderModel, tools: Tools) -> dict[str, Any]:
    """A line: the text as the tool read it, its sentences, the annotated acts there, and the questions."""
    looked, judged = look(gold, text, model, tools, LEAST), gold.part == JUDGED
    to_record = Alignment(text.text, looked.text)
    placed = [(e, to_record(e.trigger)) for e in gold.events]
    return {
        "document": gold.id, "judged": judged, "text": looked.text,
        "sentences": [[s.span.start, s.span.end] for s in looked.scene.parse.sentences],
        "tellings": [
            [[at.start, at.end], e.types, e.factuality, e.required, UNTOLD if judged else int(e.same_as is not None)]
            for e, at in placed if at is not None
        ],
        "questions": list(questions_of(looked)),
    }  # fmt: skip


def questions_of(looked: Looked) -> Iterator[dict[str, Any]]:
    """Each proposal under each of its types, and under those of the annotation."""
    scene = looked.scene
    for proposal, here in looked.met:
        head = scene.parse.tokens[proposal.head]
        for kind in dict.fromkeys((*proposal.types, *(e.types[0] for e in here))):
            asked = list(mentions_asked(proposal, kind, looked.sides.around.of(proposal.head), scene))
            label = fits(kind, here)
            yield {
                "kind": kind, "label": label, "head": [head.span.start, head.span.end],
                "trigger": [proposal.trigger.start, proposal.trigger.end], "asked": [_shown(a, scene) for a in asked],
                "parties": parties(asked, kind, here, looked) if label else [],
            }  # fmt: skip


def _shown(asked: Asked, scene: Any) -> list[Any]:
    """A mention as numbers: entity, words, head, mark, features."""
    head, words = scene.parse.tokens[asked.mention.head].span, asked.mention.span
    return [
        asked.mention.entity,
        words.start,
        words.end,
        head.start,
        head.end,
        asked.mark,
        [round(f, 3) for f in asked.features],
    ]


def parties(asked: Iterable[Asked], kind: str, here: list[Telling], looked: Looked) -> list[list[int]]:
    """For each mention asked: whether its entity is an actor, a recipient; -1 where only its name says so."""
    gold = min((e for e in here if kind in e.types), key=lambda e: not e.required)
    strict = [set().union(*map(looked.sides.strict, slots)) for slots in (gold.actors, gold.recipients)]
    loose = [set().union(*map(looked.sides.loose, slots)) for slots in (gold.actors, gold.recipients)]
    return [
        [1 if a.mention.entity in s else -1 if a.mention.entity in w else 0 for s, w in zip(strict, loose, strict=True)]
        for a in asked
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
            out.write(json.dumps(read_document(gold, text_of(gold, texts), model, tools)) + "\n")


if __name__ == "__main__":
    main()
