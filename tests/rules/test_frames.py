"""Every example of every frame does what it says: one parse for all, one test for each rule."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pytest

from dateline.coding.frames.candidates import find_candidates, trigger_span
from dateline.knowledge.frames import Rule
from dateline.knowledge.load import load
from dateline.language.grammar import Clauses
from dateline.language.parse import parse
from dateline.mentions.find_mentions import find_mentions
from dateline.pages.types import Story
from dateline.record import Document
from dateline.settings import Settings
from dateline.spans import Span
from dateline.tools import make_tools

MARK = re.compile(r"\[([^\]]+)\]\((actor|recipient|trigger)\)")
RULES = [r for r in load().frames.rules.values() if r.match or r.no_match]


@dataclass(frozen=True)
class Example:
    text: str
    actor: tuple[Span, ...]
    recipient: tuple[Span, ...]
    trigger: tuple[Span, ...]


def read_example(marked: str) -> Example:
    """Take the marks out of an example; remember where they stood."""
    text, spans, last = "", {"actor": [], "recipient": [], "trigger": []}, 0
    for m in MARK.finditer(marked):
        text += marked[last : m.start()]
        spans[m[2]].append(Span(len(text), len(text) + len(m[1])))
        text += m[1]
        last = m.end()
    text += marked[last:]
    return Example(text, *(tuple(spans[k]) for k in ("actor", "recipient", "trigger")))


@dataclass(frozen=True)
class Found:
    """A candidate event: its rule, trigger, and the mentions of each party; things may go unmarked."""

    rule: str
    trigger: Span
    actor: tuple[tuple[Span, ...], ...]
    recipient: tuple[tuple[Span, ...], ...]
    things: tuple[tuple[Span, ...], ...]


@cache
def coded() -> dict[str, list[Found]]:
    """What the frames find in all examples, each a story of its own. Whether it matters to politics is not asked."""
    tools = make_tools(Settings(opinion=False))
    out = {}
    for text in dict.fromkeys(read_example(m).text for r in RULES for m in (*r.match, *r.no_match)):
        document = Document("x", None, "text/plain", 0)
        story = Story("x", document, None, None, None, None, (), None, None, None, "en", text)
        mentions = find_mentions(parse(story, tools.settings.model), tools.knowledge)
        clauses = Clauses(mentions.parse, tools.knowledge.frames.sets)
        out[text] = [
            Found(
                c.rule.id,
                trigger_span(c.match, clauses),
                tuple(mentions.entities[n].actor.mentions for n in c.filled.actors),
                tuple(mentions.entities[n].actor.mentions for n in c.filled.recipients),
                tuple(e.actor.mentions for e in mentions.entities if not e.is_actor),
            )
            for c in find_candidates(mentions, tools.knowledge.frames)
        ]
    return out


def fits(found: Found, example: Example) -> str:
    """Empty where a candidate has what an example marks, else what is wrong. Marked things needn't be found."""
    for side in ("actor", "recipient"):
        parties, wanted = getattr(found, side), getattr(example, side)
        missing = [s.of(example.text) for s in wanted if not any(s.touches(m) for p in parties for m in p)]
        extra = [p for p in parties if p not in found.things and not any(s.touches(m) for s in wanted for m in p)]
        if missing or extra:
            names = [m.of(example.text) for p in parties for m in p]
            return f"{side}: marked {[s.of(example.text) for s in wanted]}, found {names}"
    if not all(found.trigger.touches(t) for t in example.trigger):
        return f"trigger is {found.trigger.of(example.text)!r}"
    return ""


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_examples(rule: Rule) -> None:
    wrong = []
    for marked in rule.match:
        example = read_example(marked)
        found = coded()[example.text]
        mine = [f for f in found if f.rule == rule.id]
        faults = [fits(f, example) for f in mine]
        if not mine:
            wrong.append(f"{marked}\n    not found; others: {[(f.rule, f.trigger.of(example.text)) for f in found]}")
        elif all(faults):
            wrong.append(f"{marked}\n    {'; '.join(faults)}")
    wrong.extend(
        f"must not match: {marked}"
        for marked in rule.no_match
        if any(f.rule == rule.id for f in coded()[read_example(marked).text])
    )
    assert not wrong, f"{rule.file}:{rule.line} {rule.id}\n  " + "\n  ".join(wrong)
