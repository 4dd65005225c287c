"""Annotated documents in the form of the gold stories, so that the shared scorer judges both alike.

The body's paragraphs are the numbered sentences, so that the scorer's row of paragraphs means nothing; a slot holds the
names of its span and of its identity. And beside the scorer's figures: rows a thousand words next to those of the gold
stories (a thin annotation flatters), types, outlets.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dateline.cli.corpus.score import print_outlets, print_tally
from dateline.corpus.annotation import Annotation, Slot, Telling
from dateline.corpus.jsonl import read_annotations
from dateline.corpus.lines.sentences import sentences
from dateline.corpus.parties import Parties
from dateline.corpus.scoring.records import coded
from dateline.corpus.scoring.score import score
from dateline.corpus.scoring.story import Story
from dateline.corpus.scoring.tally import Tally, total
from dateline.corpus.texts import Text, read_texts, text_of
from dateline.errors import InputError
from dateline.record import StoryRecord
from dateline.spans import Span
from dateline.tools import Tools

# Names of an identity that the scorer would find in the wrong place: short words that aren't acronyms.
SHORT = 3
Pair = tuple[Annotation, Text]


def documents(folder: Path, part: str, texts: Iterable[Path]) -> list[Pair]:
    """The annotations of a part with their texts.

    Raises:
        InputError: a text is missing, or another one than was annotated.
    """
    found = read_texts(texts)
    return [(row, text_of(row, found)) for row in read_annotations(folder / f"{part}.jsonl")]


def write_all(pairs: list[Pair], out: Path, tools: Tools) -> dict[str, StoryRecord]:
    """Write each document's gold and predictions below ``out``; give the records by document."""
    records = {}
    for name in ("gold", "found"):
        (out / name).mkdir(parents=True, exist_ok=True)
    for row, text in pairs:
        name = f"{row.id}.json"
        (out / "gold" / name).write_text(json.dumps(gold(row, text), ensure_ascii=False), encoding="utf-8")
        try:
            records[row.id] = coded(text, tools)
        except InputError as error:
            print(f"{error}; all of its rows count as missed")
            continue
        (out / "found" / f"{name}l").write_text(records[row.id].to_json() + "\n", encoding="utf-8")
    return records


def gold(row: Annotation, text: Text) -> dict[str, Any]:
    """A document as a gold file."""
    whole, body = text.text, sentences(text.text)
    accepted = Parties(row, whole).accepted

    def slots(given: tuple[Slot, ...]) -> list[list[str]]:
        return [sorted(accepted(slot)) for slot in given]

    def paragraph(span: Span) -> int:
        return next(n for n, s in enumerate(body) if s.start <= span.start < s.end)

    groups = [[n for s in group if len(n := s.of(whole)) > SHORT or n.isupper()] for group in row.identities]
    story = {
        "headline": text.headline or "", "captions": [], "byline": None, "published": text.published, "language": "en",
        "body": [s.of(whole) for s in body], "furniture": [], "identities": [g for g in groups if g],
    }  # fmt: skip
    statements = [
        {"id": s.id, "story": 0, "paragraph": paragraph(s.content), "content": s.content.of(whole),
         "chain": slots(s.chain), "cue": s.cue.of(whole) if s.cue else "", "stance": s.stance,
         "directness": s.directness, "addressee": None, "required": s.required} for s in row.statements
    ]  # fmt: skip
    events = [
        {"id": e.id, "story": 0, "paragraph": paragraph(e.quote), "quote": e.quote.of(whole), "event_type": e.types,
         "mode": (*e.modes, None)[0], "actors": slots(e.actors), "recipients": slots(e.recipients),
         "factuality": e.factuality, "statement": e.statement, "date": _date(e, whole),
         "place": [p.of(whole) for p in e.place] or None, "required": e.required} for e in row.events
    ]  # fmt: skip
    return {"document": row.id, "stories": [story], "statements": statements, "events": events}


def _date(telling: Telling, whole: str) -> dict[str, str] | None:
    """The words of a date, and its value where it can be known."""
    if telling.date is None:
        return None
    words = {"text": telling.date.span.of(whole)}
    return {**words, "value": telling.date.value} if telling.date.value else words


def print_density(pairs: list[Pair], stories: Path) -> None:
    """Required rows a thousand words, beside those of the gold stories."""
    golds = [json.loads(f.read_text(encoding="utf-8")) for f in sorted(stories.glob("*.json"))]
    bodies = [p for g in golds for s in g["stories"] for p in s["body"]]
    words = sum(len(p.split()) for p in bodies)
    _print_rates("gold stories", words, _required(golds, "events"), _required(golds, "statements"))
    rows = [row for row, _ in pairs]
    _print_rates(
        "this part", sum(r.words for r in rows),
        sum(e.required for r in rows for e in r.events), sum(s.required for r in rows for s in r.statements),
    )  # fmt: skip


def _print_rates(name: str, words: int, events: int, statements: int) -> None:
    """Rows a thousand words; nothing where there are no words."""
    if words:
        rates = f"required events {1000 * events / words:.1f}, required statements {1000 * statements / words:.1f}"
        print(f"{name}: {rates} a thousand words")


def _required(golds: list[dict[str, Any]], what: str) -> int:
    """How many rows of the gold stories are required."""
    return sum(row["required"] for g in golds for row in g[what])


def print_tables(pairs: list[Pair], records: dict[str, StoryRecord], tools: Tools) -> None:
    """By field, type and outlet, as ``dateline corpus score`` prints them."""
    outlets: dict[str, Tally] = {}
    for row, text in pairs:
        story = Story(row, text.text, records.get(row.id))
        score(outlets.setdefault(row.outlet or "-", Tally()), story, tools.knowledge.ontology)
    print_tally(total(outlets.values()))
    print_outlets(outlets)


def texts_of(shared: Path) -> Iterator[Path]:
    """Where the texts lie by default."""
    for folder in ("open", "news"):
        yield from sorted((shared / "data" / folder).glob("*.jsonl"))
