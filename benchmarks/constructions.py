"""How much is found by the construction that an act is told in: sums over required rows of a part of the corpus.

    python benchmarks/constructions.py corpus PREDICTIONS [--part test]

PREDICTIONS is the folder that `score.py corpus corpus --part test --out PREDICTIONS` wrote. A row's construction is
that of the head of its annotated trigger in our parse: so it says how the parser reads it. It prints sums alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import corpus_gold
from dateline.corpus.annotation import Telling
from dateline.corpus.scoring.events import Judged, judgements
from dateline.corpus.scoring.records import read_records
from dateline.corpus.scoring.statements import score_statements
from dateline.corpus.scoring.story import Story
from dateline.corpus.scoring.tally import Tally
from dateline.corpus.texts import Text
from dateline.language.grammar.voice import passive
from dateline.language.parse import parse
from dateline.language.tokens import Parse
from dateline.pages.source_and_story import Story as Page
from dateline.record import Document
from dateline.settings import Settings
from dateline.tools import Tools, make_tools
from score import SHARED

Row = tuple[str, Judged | None]


def parsed(text: Text, tools: Tools) -> Parse:
    """The text of a document as the pipeline parses it."""
    none = Document(None, None, "text/plain", 0)
    page = Page("x", none, None, None, None, None, (), None, None, None, tools.language.code, text.text)
    return parse(page, tools.parser)


def form_of(parse: Parse, telling: Telling) -> str:
    """The construction that a trigger stands in."""
    inside = [t for t in parse.tokens if t.start < telling.trigger.end and t.end > telling.trigger.start]
    places = {t.i for t in inside}
    head = next((t for t in inside if t.head == t.i or t.head not in places), None)
    if head is None:
        return "other word"
    if head.pos in {"VERB", "AUX"}:
        return "verb, passive" if passive(parse, head.i) else "verb, active"
    return {"NOUN": "noun", "PROPN": "noun"}.get(head.pos, "other word")


def parties_of(telling: Telling) -> str:
    """How many parties are annotated on both sides."""
    sides = (len(telling.actors), len(telling.recipients))
    if max(sides) > 1:
        return "several actors or recipients"
    return {2: "one actor, one recipient", 1: "one side only", 0: "nobody named"}[sum(sides)]


def rows_of(story: Story, told: Parse, tools: Tools) -> Iterator[Row]:
    """Each required row under the groups that it belongs to."""
    said = score_statements(Tally(), story)
    directness = {s.id: s.directness for s in story.gold.statements}
    for telling, judged in judgements(story, said, tools.knowledge.ontology):
        if telling.required:
            within = directness.get(telling.statement or "")
            yield form_of(told, telling), judged
            yield f"within {within} speech" if within else "told by the outlet itself", judged
            yield parties_of(telling), judged
            yield telling.factuality[0], judged
            yield "told again in the story" if telling.same_as else "first telling", judged


def main() -> None:
    """Print a table a group."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("corpus", type=Path)
    ask.add_argument("predictions", type=Path)
    ask.add_argument("--part", default="test")
    ask.add_argument("--shared", type=Path, default=SHARED)
    given = ask.parse_args()
    tools = make_tools(Settings(opinion=False))
    found: dict[str, list[Judged | None]] = {}
    for annotation, text in corpus_gold.documents(given.corpus, given.part, corpus_gold.texts_of(given.shared)):
        file = given.predictions / "found" / f"{annotation.id}.jsonl"
        record = read_records(file)[0] if file.exists() else None
        for group, judged in rows_of(Story(annotation, text.text, record), parsed(text, tools), tools):
            found.setdefault(group, []).append(judged)
    print("| construction | wanted | found | all parties right | everything right |\n| --- | --- | --- | --- | --- |")
    for group, rows in found.items():
        met = [j for j in rows if j is not None]
        shares = (len(met), sum(j.who for j in met), sum(j.whole for j in met))
        print(f"| {group} | {len(rows)} | " + " | ".join(f"{n / len(rows):.2f}" for n in shares) + " |")


if __name__ == "__main__":
    main()
