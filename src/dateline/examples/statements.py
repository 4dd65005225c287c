"""Judge the examples of reporting: who says what, by which words, and how firmly."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.attribution.statements import Statements
from dateline.examples.bench import Bench
from dateline.examples.marks import Marked, unmark
from dateline.knowledge.kinds.base.entry import Kind
from dateline.knowledge.kinds.reporting import PhraseEntry, ReportingEntry, StanceEntry
from dateline.record import Statement


def judge_reporting(entry: Kind, bench: Bench) -> Iterator[tuple[str, str]]:
    """Each example of a reporting word, and what is wrong with it."""
    assert isinstance(entry, ReportingEntry | PhraseEntry)
    stance = entry.stance if isinstance(entry, ReportingEntry) else "asserts"
    for example in entry.match:
        marked = unmark(example)
        statements = bench.statements(marked.text)
        mine = [s for s in statements.statements if s.rule == entry.id]
        got, wanted = sorted(s.content.of(marked.text) for s in mine), sorted(marked.words("content"))
        faults = [f"content must be {wanted}, is {got}"] if got != wanted or not mine else []
        faults += [fault for s in mine if (fault := _fault(s, marked, stance, statements))]
        yield example, "; ".join(faults)
    for example in entry.no_match:
        yield example, "nothing may be said here" if bench.statements(unmark(example).text).statements else ""


def _fault(said: Statement, marked: Marked, stance: str, statements: Statements) -> str:
    """What a statement has otherwise than the example marks it."""
    sources = marked.words("source")
    links = said.chain[-len(sources) :] if sources else ()
    got = [link.mention.of(marked.text) for link in links if link.mention]
    if got != sources:
        return f"source must be {sources}, is {got}"
    cue = next((d.span for d in said.decisions if d.field == "chain"), None)
    if cue not in marked.spans("cue"):
        return f"cue must be {marked.words('cue')}, is {cue.of(marked.text) if cue else None!r}"
    if said.stance != stance:
        return f"stance must be {stance}, is {said.stance}"
    told = statements.mentions.by_actor.get(said.addressee or "")
    if any(told is None or not any(m.touches(s) for m in told.actor.mentions) for s in marked.spans("addressee")):
        return f"addressee must be {marked.words('addressee')}, is {told.actor.name if told else None!r}"
    return ""


def judge_stance(entry: Kind, bench: Bench) -> Iterator[tuple[str, str]]:
    """Each example of a cue of stance, and what is wrong with it."""
    assert isinstance(entry, StanceEntry)
    for example in entry.match:
        marked = unmark(example)
        said = bench.statements(marked.text).statements
        spans = [
            d.span for s in said if s.stance == entry.stance for d in s.decisions
            if d.field == "stance" and d.rule == entry.id
        ]  # fmt: skip
        hit = any(span is not None and span.touches(cue) for span in spans for cue in marked.spans("cue"))
        got = ", ".join(s.stance for s in said) or "no statement"
        yield example, "" if hit else f"{marked.words('cue')} must make it {entry.stance!r}; it is {got}"
    for example in entry.no_match:
        said = bench.statements(unmark(example).text).statements
        good = said and all(s.stance == "asserts" for s in said)
        yield example, "" if good else "a statement that is asserted is wanted"
