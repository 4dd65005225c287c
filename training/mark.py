"""Mark triggers in sentences that ``compose.py`` makes, by the frames: ``.venv/bin/python training/mark.py OUT.jsonl``.

Written as JSONL for ``train.py --marked``, because the frames need spaCy and training needs torch. Where a frame of the
sentence's type fits on the marked pair, its trigger is that type's; frames that fire in sentences without an event,
frames on other actors than the marked ones, and words that no frame knows are NONE.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from compose import Example, examples, read_lines

from dateline.coding.factuality.event_factuality import factuality_of
from dateline.coding.frames.candidates import Candidate, find_candidates, trigger_span
from dateline.coding.opinion.folding import folded
from dateline.knowledge.load import Knowledge
from dateline.language.grammar.clauses import Clauses
from dateline.language.parse import parse
from dateline.mentions.find_mentions import find_mentions
from dateline.mentions.mentioned import Mentions
from dateline.pair import _story
from dateline.settings import Settings
from dateline.spans import Span
from dateline.tools import Tools, make_tools


def marked(example: Example, empty: bool, tools: Tools, rng: random.Random) -> Iterator[Example]:
    """The example with a trigger, two of them at most; ``empty`` where the sentence holds no event at all."""
    knowledge = tools.knowledge
    parsed = parse(_story(example.text), tools.parser)
    mentions = find_mentions(parsed, knowledge)
    clauses = Clauses(parsed, knowledge.frames.sets)
    found = find_candidates(mentions, knowledge.frames)
    spans = [trigger_span(c.match, clauses) for c in found]
    if example.label != "NONE":
        right = [s for c, s in zip(found, spans, strict=True) if example.label in _kinds(c, mentions, knowledge)]
        if len(right) == 1:
            yield _with(example, right[0], rng, sides=True)
    elif found:
        n = rng.randrange(len(found))
        if empty or _others(example, found[n], mentions):
            yield _with(example, spans[n], rng, sides=empty)
    if found and rng.random() < 0.25:
        taken = [*spans, *(Span(*s) for s in (*example.source, *example.target))]
        words = [
            t.span for t in parsed.tokens if t.pos in {"VERB", "NOUN"} and not any(s.touches(t.span) for s in taken)
        ]
        if words:
            yield _with(replace(example, label="NONE"), rng.choice(words), rng, sides=True)


def _kinds(c: Candidate, mentions: Mentions, knowledge: Knowledge) -> set[str | None]:
    status, _ = factuality_of(mentions.parse, c.match.head, knowledge)
    kinds = {c.rule.event_type, folded(c.rule.kind, status)}
    return kinds | {"CONCEDE", "RETREAT", "PLANNED"} if kinds & {"CONCEDE", "RETREAT"} else kinds


def _others(example: Example, c: Candidate, mentions: Mentions) -> bool:
    """Whether the frame's parties are not the marked ones."""
    parties = {*c.filled.actors, *c.filled.recipients}
    spans = [m.span for m in mentions.mentions if m.entity in parties]
    return bool(spans) and not any(s.touches(Span(*m)) for m in (*example.source, *example.target) for s in spans)


def _with(example: Example, at: Span, rng: random.Random, sides: bool) -> Example:
    """With this trigger; with ``sides`` one or both parties may be left out."""
    dice = rng.random() if sides else 0.0
    return replace(
        example, source=example.source if dice < 0.75 else (),
        target=example.target if dice < 0.55 or 0.75 <= dice < 0.9 else (), trigger=((at.start, at.end),),
    )  # fmt: skip


def main() -> None:
    """Write about ``N`` marked sentences."""
    out, per_type, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    tools, rng = make_tools(Settings(opinion=False)), random.Random(seed)
    lines = [line for line in read_lines() if not line.held_out]
    with out.open("w", encoding="utf-8") as file:
        for empty in (True, False):
            pool = [line for line in lines if (line.file == "NONE") == empty]
            for example in examples(pool, per_type * (6 if empty else 1), seed):
                for made in marked(example, empty and example.label == "NONE", tools, rng):
                    file.write(json.dumps(asdict(made)) + "\n")


if __name__ == "__main__":
    main()
