"""Rows for the combination: what frames and reader say of each place, beside what the annotation says.

python training/reader/collect.py READER_FOLDER OUT.jsonl FILE.jsonl... --texts FILE [--fold K/N]
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from source import JUDGED

from dateline.attribution.find_statements import find_statements
from dateline.coding.duplicates import distinct
from dateline.coding.frames.candidates import find_candidates
from dateline.coding.frames.speakers import speakers
from dateline.coding.reader.combine import joined_in
from dateline.coding.reader.features import first_features, party_features, type_features
from dateline.coding.reader.model import ReaderModel
from dateline.coding.reader.parties import PartyReader
from dateline.coding.reader.places_in_grammar import Surroundings
from dateline.coding.reader.proposals import LEAST, Proposal, proposals
from dateline.coding.scene import look_at
from dateline.corpus.align import Alignment
from dateline.corpus.annotation import Annotation, Slot, Telling
from dateline.corpus.jsonl import read_annotations
from dateline.corpus.names import is_named
from dateline.corpus.texts import Text, read_texts, text_of
from dateline.language.parse import parse
from dateline.language.truecase import truecase
from dateline.mentions.find_mentions import find_mentions
from dateline.pages.read import read_stories
from dateline.pages.source_and_story import Source
from dateline.settings import Settings
from dateline.tools import Tools, make_tools


@dataclass
class Looked:
    """An annotated story with what the tool sees there: proposals, each with the annotated events that it meets.

    Of an article of which candidates were judged, those that were.
    """

    text: str
    scene: Any
    met: list[tuple[Proposal, list[Telling]]]
    sides: Sides
    reader: PartyReader


@dataclass
class Seen:
    """A story with what the tool sees there, before any annotation is laid beside it."""

    text: str
    scene: Any
    reading: Any
    proposals: list[Proposal]


def seen_in(text: Text, model: ReaderModel, tools: Tools, least: float = LEAST) -> Seen:
    """Read a story up to the proposals."""
    knowledge = tools.knowledge
    row = {"title": text.headline, "text": text.text, "published": text.published}
    data = (json.dumps({k: v for k, v in row.items() if v}) + "\n").encode()
    story = next(iter(read_stories(data, Source(f"{text.id}.jsonl"), tools.settings, knowledge.pages)))
    parsed = parse(truecase(story, knowledge, tools.parser), tools.parser)
    statements = find_statements(find_mentions(parsed, knowledge), knowledge)
    scene = look_at(statements, knowledge)
    candidates = find_candidates(scene.mentions, knowledge.frames, speakers=speakers(statements))
    reading = model.read(parsed)
    return Seen(
        story.text, scene, reading, proposals(distinct(candidates, scene.clauses, knowledge), scene, reading, least)
    )


def look(gold: Annotation, text: Text, model: ReaderModel, tools: Tools, least: float = LEAST) -> Looked:
    """Read an annotated story up to the proposals."""
    seen = seen_in(text, model, tools, least)
    scene, reading, found = seen.scene, seen.reading, seen.proposals
    to_record = Alignment(text.text, seen.text)
    quotes = [(to_record(e.quote), to_record(e.trigger), e) for e in gold.events]
    groups = [set(g) for g in gold.identities]

    def accepted(slot: Slot) -> set[str]:
        mates = {s for g in groups if any(x.touches(y) for x in g for y in slot) for s in g}
        return {s.of(text.text) for s in {*slot, *mates}}

    names = [[e.actor.name, *(m.of(seen.text) for m in e.actor.mentions)] for e in scene.mentions.entities]
    sides = Sides(accepted, names, scene, _owners(scene), to_record, groups)

    def here(p: Proposal) -> list[Telling]:
        return [
            e
            for q, t, e in quotes
            if (t and t.touches(p.trigger))
            or (q and q.touches(p.trigger) and len(p.trigger.of(seen.text).split()) <= 6)
        ]

    reader = PartyReader(model, reading, scene, sides.around)
    none = {s for r in gold.rejected if (s := to_record(r))}
    met = [(p, here(p)) for p in found]
    told = [(p, events) for p, events in met if events or p.trigger in none] if gold.part == JUDGED else met
    return Looked(seen.text, scene, told, sides, reader)


def rows_of(gold: Annotation, text: Text, model: ReaderModel, tools: Tools) -> Iterator[dict[str, Any]]:
    """One row a proposal."""
    looked = look(gold, text, model, tools)
    reader = looked.reader
    for p, here in looked.met:
        types = {
            k: [type_features(first_features(p, k, looked.scene), reader.answer(p, k)), fits(k, here)] for k in p.types
        }
        yield {"document": gold.id, "judged": gold.part == JUDGED, "words": p.trigger.of(looked.text), "framed": p.frame is not None,
               "types": types, "parties": _parties(p, here, looked.sides, reader)}  # fmt: skip


def fits(kind: str, here: list[Telling]) -> int:
    """2: required and of this type. 1: optional. 0: no such act."""
    fits = [e for e in here if kind in e.types]
    return 2 if any(e.required for e in fits) else int(bool(fits))


class Sides:
    """Which entities the annotation means by a slot: strictly by place, loosely by name."""

    def __init__(
        self, accepted: Any, names: list[list[str]], scene: Any, owners: Any, to_record: Any, groups: Any
    ) -> None:
        self.accepted, self.names, self.scene, self.around = accepted, names, scene, Surroundings(scene)
        self.owners, self.to_record, self.groups = owners, to_record, groups

    def strict(self, slot: Slot) -> set[int]:
        """Entities of which a mention stands where the slot, or its identity, is annotated."""
        spans = {*slot, *(s for g in self.groups if any(x.touches(y) for x in g for y in slot) for s in g)}
        return {n for s in spans if (t := self.to_record(s)) for n in self.owners(t)}

    def loose(self, slot: Slot) -> set[int]:
        """Entities with a name that the scorer accepts."""
        wanted = self.accepted(slot)
        return {n for n, own in enumerate(self.names) if is_named(own, wanted)}


def _owners(scene: Any) -> Any:
    """A function from an annotated span to the entities named there: the head inside, the extents much alike."""
    tokens, mentions = scene.parse.tokens, scene.mentions.mentions

    def find(span: Any) -> set[int]:
        found = set()
        for m in mentions:
            if m.span.touches(span) and span.holds(tokens[m.head].span):
                shared = min(m.span.end, span.end) - max(m.span.start, span.start)
                if m.span.holds(span) or shared >= 0.5 * max(len(m.span), len(span)):
                    found.add(m.entity)
        return found

    return find


def _parties(p: Proposal, here: list[Telling], sides: Sides, reader: PartyReader) -> list[Any]:
    """For the annotated event of the proposal: kind, required, slots of each side, and a row an entity."""
    for kind in p.types:
        fits = [e for e in here if kind in e.types]
        if not fits:
            continue
        gold = min(fits, key=lambda e: not e.required)
        strict = [set().union(*map(sides.strict, slots)) for slots in (gold.actors, gold.recipients)]
        loose = [[sides.loose(s) for s in slots] for slots in (gold.actors, gold.recipients)]
        answer = reader.answer(p, kind)
        shown = party_features(p, kind, answer, sides.scene, sides.around)
        at, joined = {n: k for k, n in enumerate(shown)}, joined_in(answer, sides.around)
        rows = [
            [features, [int(n in s) for s in strict], [[i for i, slot in enumerate(side) if n in slot] for side in loose],
             sorted(at[m] for m in joined.get(n, ()) if m in at)]
            for n, features in shown.items()
        ]  # fmt: skip
        return [kind, gold.required, [len(gold.actors), len(gold.recipients)], rows]
    return []


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("reader", type=Path)
    ask.add_argument("out", type=Path)
    ask.add_argument("files", type=Path, nargs="+")
    ask.add_argument("--texts", type=Path, nargs="+", required=True)
    ask.add_argument("--fold", default="0/8")
    args = ask.parse_args()
    k, n = map(int, args.fold.split("/"))
    card = (
        args.reader / "reader.json"
    )  # a combination that was fitted before is of no use here, and may be of other features
    card.write_text(json.dumps({**json.loads(card.read_text()), "combination": {}}, indent=1) + "\n")
    texts, model, tools = read_texts(args.texts), ReaderModel.load(args.reader), make_tools(Settings(opinion=False))
    assert model is not None
    with args.out.open("w") as out:
        for file in args.files:
            for gold in read_annotations(file):
                if int(hashlib.sha256(("fold" + gold.id).encode()).hexdigest(), 16) % n == k and gold.part != "test":
                    for row in rows_of(gold, text_of(gold, texts), model, tools):
                        out.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
