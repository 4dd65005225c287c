"""Every example of every frame does what it says: one parse for all, one test for each rule."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pytest

from dateline.knowledge.frames import Rule
from dateline.knowledge.load import load
from dateline.pages.types import Story
from dateline.pipeline import code_text
from dateline.record import Document, Event
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


@cache
def coded() -> dict[str, tuple[list[Event], dict[str, tuple[Span, ...]], frozenset[str]]]:
    """All examples coded, each as a story of its own text: text -> events, mentions of all
    entities, ids of those that are things."""
    tools = make_tools(Settings(opinion=False))
    out = {}
    for text in dict.fromkeys(read_example(m).text for r in RULES for m in (*r.match, *r.no_match)):
        story = Story(
            "x", Document("x", None, "text/plain", 0), None, None, None, None, (), None, None, None, "en", text
        )
        events = code_text(story, tools)
        spans = {e.actor.id: e.actor.mentions for e in events.statements.mentions.entities}
        things = frozenset(e.actor.id for e in events.statements.mentions.entities if not e.is_actor)
        out[text] = (list(events.events), spans, things)
    return out


def fits(event: Event, example: Example, spans: dict[str, tuple[Span, ...]], things: frozenset[str]) -> str:
    """Empty where an event has what an example marks, else what is wrong. Things may be recipients without a mark."""
    for side in ("actor", "recipient"):
        ids, wanted = getattr(event, side + "s"), getattr(example, side)
        missing = [s.of(example.text) for s in wanted if not any(s.touches(m) for i in ids for m in spans[i])]
        extra = [i for i in ids if i not in things and not any(s.touches(m) for s in wanted for m in spans[i])]
        if missing or extra:
            found = [m.of(example.text) for i in ids for m in spans[i]]
            return f"{side}: marked {[s.of(example.text) for s in wanted]}, found {found}"
    if not all(event.trigger.touches(t) for t in example.trigger):
        return f"trigger is {event.trigger.of(example.text)!r}"
    return ""


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_examples(rule: Rule) -> None:
    wrong = []
    for marked in rule.match:
        example = read_example(marked)
        events, spans, things = coded()[example.text]
        mine = [e for e in events if e.rule == rule.id]
        faults = [fits(e, example, spans, things) for e in mine]
        if not mine:
            wrong.append(f"{marked}\n    no event; others: {[(e.rule, e.trigger.of(example.text)) for e in events]}")
        elif all(faults):
            wrong.append(f"{marked}\n    {'; '.join(faults)}")
    for marked in rule.no_match:
        example = read_example(marked)
        if any(e.rule == rule.id for e in coded()[example.text][0]):
            wrong.append(f"must not match: {marked}")
    assert not wrong, f"{rule.file}:{rule.line} {rule.id}\n  " + "\n  ".join(wrong)
