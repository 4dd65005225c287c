"""Judge the examples of frames: is the act found, by this rule, with the parties that are marked?

Whether an event matters to politics is not asked, since an example is one sentence without a story around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.coding.frames.candidates import find_candidates, trigger_span
from dateline.examples.bench import Bench
from dateline.examples.marks import Marked, unmark
from dateline.knowledge.kinds.base.entry import Kind
from dateline.knowledge.kinds.frames import FrameEntry
from dateline.language.grammar.clauses import Clauses
from dateline.mentions.mentioned import Entity, Mentions
from dateline.spans import Span


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate event: its rule, its trigger, and its parties."""

    rule: str
    trigger: Span
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]


def judge_frame(entry: Kind, bench: Bench) -> Iterator[tuple[str, str]]:
    """Each example of a rule, and what is wrong with it."""
    assert isinstance(entry, FrameEntry)
    for example in entry.match:
        yield example, _fault(entry, unmark(example), bench)
    for example in entry.no_match:
        yield example, _fault_of_other(entry, unmark(example), bench)


def _fault_of_other(entry: FrameEntry, marked: Marked, bench: Bench) -> str:
    """What is wrong with an example that must not match: of a rule that takes events away, that one is gone."""
    found = _found(bench.mentions(marked.text), bench, entry.weak)
    if any(f.rule == entry.id for f in found):
        return "the rule must not match here"
    left = any(f.trigger.touches(s) for f in found for s in marked.spans("trigger"))
    return "" if left or not _takes_away(entry, bench) or not marked.spans("trigger") else "no event is left"


def _takes_away(entry: FrameEntry, bench: Bench) -> bool:
    """Whether the rule says that nothing happened."""
    rule = bench.knowledge.frames.rules.get(entry.id)
    return rule is not None and rule.event_type == "NONE"


def _found(mentions: Mentions, bench: Bench, weak: bool) -> list[Found]:
    """The candidate events of a text; ``weak``: also those of the weak rules, as for a given pair."""
    frames = bench.knowledge.frames
    clauses = Clauses(mentions.parse, frames.sets)
    return [
        Found(
            c.rule.id,
            trigger_span(c.match, clauses),
            tuple(mentions.entities[n] for n in c.filled.actors),
            tuple(mentions.entities[n] for n in c.filled.recipients),
        )
        for c in find_candidates(mentions, frames, weak=weak)
    ]


def _fault(entry: FrameEntry, marked: Marked, bench: Bench) -> str:
    """What is wrong with an example that must match."""
    mentions = bench.mentions(marked.text)
    found = _found(mentions, bench, entry.weak)
    if _takes_away(entry, bench):
        stretches = marked.spans("trigger") or [Span(0, len(marked.text))]
        hits = [f for f in found if f.rule != entry.id and any(f.trigger.touches(s) for s in stretches)]
        return f"still an event of {hits[0].rule}" if hits else ""
    faults = [_difference(f, marked, mentions, bench) for f in found if f.rule == entry.id]
    if not faults:
        others = ", ".join(f"{f.rule} on {f.trigger.of(marked.text)!r}" for f in found)
        return "the rule finds nothing" + (f"; found instead: {others}" if others else "")
    return "" if "" in faults else "; ".join(faults)


def _difference(found: Found, marked: Marked, mentions: Mentions, bench: Bench) -> str:
    """What a candidate has otherwise than the example marks it. Things may go unmarked."""
    for side, parties in (("actor", found.actors), ("recipient", found.recipients)):
        wanted = marked.spans(side)
        missing = [s for s in wanted if not any(_stands_at(p, s, mentions, bench) for p in parties)]
        extra = [
            p for p in parties if p.is_actor and not any(_stands_at(p, s, mentions, bench) for s in wanted)
        ]  # fmt: skip
        if missing or extra:
            names = [m.of(marked.text) for p in parties for m in p.actor.mentions or ()] or [
                p.actor.name for p in parties
            ]
            return f"{side} must be {marked.words(side)}, is {names}"
    if not all(found.trigger.touches(t) for t in marked.spans("trigger")):
        return f"trigger is {found.trigger.of(marked.text)!r}"
    return ""


def _stands_at(party: Entity, span: Span, mentions: Mentions, bench: Bench) -> bool:
    """Whether a party is named at a marked stretch; a nation also by its adjective, or by a place in it."""
    if any(span.touches(m) for m in party.actor.mentions):
        return True
    nation = party.actor.id
    if nation != party.actor.country:
        return False
    named = bench.knowledge.register.named(span.of(mentions.parse.text))
    return any(k.id == nation for k in named) or any(
        p.place.country == nation and p.span.touches(span) for p in mentions.places
    )
