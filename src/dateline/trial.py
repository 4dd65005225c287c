"""Run the examples that stand beside the rules of the knowledge: does each rule do what it says?

The words of an example that matter are marked: ``[The army](actor) [shelled](trigger) the [town](recipient).``
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.attribution.find_statements import find_statements
from dateline.coding.factuality.event_factuality import factuality_of
from dateline.coding.frames.candidates import find_candidates, trigger_span
from dateline.knowledge.files import Entry, layers_over
from dateline.knowledge.frames import Rule
from dateline.language.grammar import Clauses
from dateline.language.parse import parse
from dateline.mentions.dates.find_dates import find_dates
from dateline.mentions.find_mentions import find_mentions
from dateline.mentions.mentioned import Mentions
from dateline.pages.types import Story
from dateline.record import Document
from dateline.spans import Span
from dateline.tools import Tools

MARK = re.compile(r"\[([^\]]+)\]\(([^)]*)\)")
Spans = dict[str, list[Span]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one example. ``reason`` is empty where the rule does what it says."""

    rule: str
    file: str
    line: int
    example: str
    reason: str


def unmark(marked: str) -> tuple[str, Spans]:
    """The text of an example, and where each kind of mark stands in it."""
    text, spans, last = "", Spans(), 0
    for m in MARK.finditer(marked):
        text += marked[last : m.start()]
        spans.setdefault(m[2], []).append(Span(len(text), len(text) + len(m[1])))
        text += m[1]
        last = m.end()
    return text + marked[last:], spans


def run_examples(tools: Tools) -> Iterator[Verdict]:
    """The verdicts on all examples of frames, of the reporting words, of factuality and of dates.

    Whether an event matters to politics is not asked, since an example is one sentence without a story around it.
    """
    for rule in tools.knowledge.frames.rules.values():
        for marked in rule.match:
            yield Verdict(rule.id, rule.file, rule.line, marked, _frame_fault(rule, marked, tools))
        for marked in rule.no_match:
            hit = any(f.rule == rule.id for f in _found(_mentions(unmark(marked)[0], tools), tools))
            yield Verdict(rule.id, rule.file, rule.line, marked, "the rule must not match here" if hit else "")
    layers = layers_over(tools.settings.knowledge)
    for name in ("verbs", "nouns", "phrases"):
        for entry in layers.entries(f"reporting/{name}.yaml"):
            yield from _reporting(entry, tools)
    for entry in layers.entries("factuality/*.yaml"):
        for marked, wanted in (entry.data.get("examples") or {}).items():
            yield _verdict(entry, marked, _status_fault(marked, wanted, tools))
    for entry in layers.entries("dates/*.yaml"):
        for example in entry.data.get("examples", ()):
            yield _verdict(entry, example["text"], _date_fault(entry, example, tools))


@dataclass(frozen=True, slots=True)
class _Found:
    """A candidate event: its rule, its trigger, and the mentions of each party."""

    rule: str
    trigger: Span
    actor: tuple[tuple[Span, ...], ...]
    recipient: tuple[tuple[Span, ...], ...]


def _story(text: str, published: str | None = None) -> Story:
    document = Document("example", None, "text/plain", 0)
    return Story("example", document, None, None, None, None, (), None, published, "given" if published else None, "en",
                 text)  # fmt: skip


def _mentions(text: str, tools: Tools) -> Mentions:
    return find_mentions(parse(_story(text), tools.settings.model), tools.knowledge)


def _found(mentions: Mentions, tools: Tools) -> list[_Found]:
    clauses = Clauses(mentions.parse, tools.knowledge.frames.sets)
    return [
        _Found(
            c.rule.id,
            trigger_span(c.match, clauses),
            tuple(mentions.entities[n].actor.mentions for n in c.filled.actors),
            tuple(mentions.entities[n].actor.mentions for n in c.filled.recipients),
        )
        for c in find_candidates(mentions, tools.knowledge.frames)
    ]


def _frame_fault(rule: Rule, marked: str, tools: Tools) -> str:
    text, spans = unmark(marked)
    mentions = _mentions(text, tools)
    things = tuple(e.actor.mentions for e in mentions.entities if not e.is_actor)
    found = _found(mentions, tools)
    if rule.event_type == "NONE":
        hits = [f for f in found if any(f.trigger.touches(t) for t in spans.get("trigger", [Span(0, len(text))]))]
        return f"still an event of {hits[0].rule}" if hits else ""
    faults = [_difference(f, text, spans, things) for f in found if f.rule == rule.id]
    if not faults:
        others = ", ".join(f"{f.rule} on {f.trigger.of(text)!r}" for f in found)
        return "the rule finds nothing" + (f"; found instead: {others}" if others else "")
    return "" if "" in faults else "; ".join(faults)


def _difference(found: _Found, text: str, spans: Spans, things: tuple[tuple[Span, ...], ...]) -> str:
    """What a candidate has otherwise than the example marks it. Things may go unmarked."""
    sides: tuple[tuple[str, tuple[tuple[Span, ...], ...]], ...] = (
        ("actor", found.actor), ("recipient", found.recipient),
    )  # fmt: skip
    for side, parties in sides:
        wanted = spans.get(side, [])
        missing = [s for s in wanted if not any(s.touches(m) for p in parties for m in p)]
        extra = [p for p in parties if p not in things and not any(s.touches(m) for s in wanted for m in p)]
        if missing or extra:
            names = [m.of(text) for p in parties for m in p]
            return f"{side} must be {[s.of(text) for s in wanted]}, is {names}"
    if not all(found.trigger.touches(t) for t in spans.get("trigger", [])):
        return f"trigger is {found.trigger.of(text)!r}"
    return ""


def _reporting(entry: Entry, tools: Tools) -> Iterator[Verdict]:
    for marked in entry.data.get("match", ()):
        text, spans = unmark(marked)
        said = find_statements(_mentions(text, tools), tools.knowledge).statements
        got = sorted(s.content.of(text) for s in said if s.rule == entry.data["id"])
        wanted = sorted(s.of(text) for s in spans.get("content", []))
        yield _verdict(entry, marked, "" if got == wanted else f"content must be {wanted}, is {got}")
    for marked in entry.data.get("no_match", ()):
        said = find_statements(_mentions(unmark(marked)[0], tools), tools.knowledge).statements
        yield _verdict(entry, marked, "nothing may be said here" if said else "")


def _status_fault(marked: str, wanted: str, tools: Tools) -> str:
    start = marked.index("{")
    parsed = parse(_story(marked.replace("{", "").replace("}", "")), tools.settings.model)
    got, why = factuality_of(parsed, parsed.token_at(start), tools.knowledge)
    return "" if got == wanted else f"must be {wanted}, is {got} by {why.rule}"


def _date_fault(entry: Entry, example: dict[str, object], tools: Tools) -> str:
    text, published = str(example["text"]), example.get("published")
    parsed = parse(_story(text, str(published) if published else None), tools.settings.model)
    found = find_dates(parsed, tools.knowledge)
    if example.get("span") is None:
        return "the rule must not match here" if entry.data["id"] in {m.rule for m in found} else ""
    wanted = (example["span"], example.get("type", entry.data["type"]), str(example.get("value")))
    got = [(m.span.of(text), m.type, m.date.value) for m in found]
    return "" if wanted in got else f"must be {wanted}, is {got}"


def _verdict(entry: Entry, example: str, reason: str) -> Verdict:
    return Verdict(str(entry.data["id"]), entry.file, entry.line, example, reason)
