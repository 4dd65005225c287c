"""What can be wrong with an annotation: spans against the text, names against the ontology, rows against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.corpus.annotation import COUNTED, DIRECTNESS, FACTUALITIES, STANCES, Annotation, Said, Telling
from dateline.knowledge.ontology import Ontology
from dateline.spans import Span

TRIGGER_WORDS = 6
TIMEX = re.compile(
    r"(?:[\dX]{4}(?:-(?:W[\dX]{2}(?:-(?:WE|[1-7]))?|Q\d|H\d|SP|SU|FA|WI|[\dX]{2}(?:-[\dX]{2})?))?(?:T[\w:+-]+)?|[\dX]{2,3}|"
    r"P[\w.]+|PAST_REF|PRESENT_REF|FUTURE_REF|[\dX-]+/[\dX-]+)"
)


def faults(row: Annotation, text: str, ontology: Ontology) -> Iterator[str]:
    """What is wrong with a document's annotation, a line a fault."""
    if row.words != len(text.split()):
        yield f"words: {row.words}, where the text has {len(text.split())}"
    for name, span in _spans(row):
        if span.end > len(text):
            yield f"{name}: {span.start}-{span.end} lies outside the text of {len(text)} characters"
        elif text[span.start : span.end] != text[span.start : span.end].strip():
            yield f"{name}: {span.start}-{span.end} begins or ends with a space"
        elif cuts_a_word(text, span):
            yield f"{name}: {span.start}-{span.end} cuts a word: {span.of(text)[:40]!r}"
    if () in row.identities:
        yield "identities: one has no names"
    for ids in ([s.id for s in row.statements], [e.id for e in row.events]):
        yield from (f"{i}: the id stands twice" for i in sorted({i for i in ids if ids.count(i) > 1}))
    for said in row.statements:
        yield from _said_faults(said)
    for span in sorted({e.trigger for e in row.events} & set(row.rejected), key=lambda s: s.start):
        yield f"rejected: {span.start}-{span.end} is the trigger of an event"
    for telling in row.events:
        yield from _telling_faults(telling, row, text, ontology)


def cuts_a_word(text: str, span: Span) -> bool:
    """Whether an edge of a span lies within a word."""
    edges = (text[max(0, i - 1) : i + 1] for i in (span.start, span.end) if 0 < i < len(text))
    return any(edge.isalnum() for edge in edges)


def _spans(row: Annotation) -> Iterator[tuple[str, Span]]:
    """Every span with the row that it stands in."""
    for n, group in enumerate(row.identities):
        yield from ((f"identity {n}", span) for span in group)
    yield from (("rejected", span) for span in row.rejected)
    for s in row.statements:
        own = [s.content, *(x for x in (s.cue, s.addressee) if x), *(x for link in s.chain for x in link)]
        yield from ((s.id, span) for span in own)
    for e in row.events:
        own = [e.quote, e.trigger, *e.place, *([e.date.span] if e.date else [])]
        yield from ((e.id, span) for span in (*own, *(x for slot in (*e.actors, *e.recipients) for x in slot)))


def _said_faults(said: Said) -> Iterator[str]:
    """Values that no statement can have."""
    if () in said.chain:
        yield f"{said.id}: a link of the chain has no name"
    for value, known in ((said.stance, STANCES), (said.directness, DIRECTNESS)):
        if value not in known:
            yield f"{said.id}: {value!r} is none of {', '.join(known)}"


def _telling_faults(telling: Telling, row: Annotation, text: str, ontology: Ontology) -> Iterator[str]:
    """Unknown types, modes and values; references to nothing; a trigger out of place."""
    for kind in telling.types:
        if kind not in ontology.types:
            yield f"{telling.id}: the ontology has no type {kind!r}"
    first = ontology.types.get(telling.types[0]) if telling.types else None
    for what, values in (("type", telling.types), ("factuality", telling.factuality)):
        if not values:
            yield f"{telling.id}: no {what}"
    if () in (*telling.actors, *telling.recipients):
        yield f"{telling.id}: a party has no name"
    yield from (
        f"{telling.id}: {telling.types[0]} has no mode {m!r}" for m in telling.modes if first and m not in first.modes
    )
    yield from (f"{telling.id}: {f!r} is no factuality" for f in telling.factuality if f not in FACTUALITIES)
    yield from _count_faults(telling)
    if telling.date and telling.date.value and not TIMEX.fullmatch(telling.date.value):
        yield f"{telling.id}: {telling.date.value!r} is no TIMEX3 value"
    if not telling.quote.holds(telling.trigger):
        yield f"{telling.id}: the trigger lies outside its quote"
    if len(telling.trigger.of(text).split()) > TRIGGER_WORDS:
        yield f"{telling.id}: the trigger has more than {TRIGGER_WORDS} words"
    yield from _references(telling, row)


def _count_faults(telling: Telling) -> Iterator[str]:
    """Counts of nothing known, without a number, or with bounds the wrong way round."""
    for count in telling.counts:
        if count.what not in COUNTED:
            yield f"{telling.id}: nothing counts {count.what!r}"
        if count.low is None and count.high is None:
            yield f"{telling.id}: the count of {count.what} has no number"
        elif count.low is not None and count.high is not None and count.low > count.high:
            yield f"{telling.id}: the count of {count.what} is {count.low} to {count.high}"


def _references(telling: Telling, row: Annotation) -> Iterator[str]:
    """The statement must hold the trigger; ``same_as`` must name a first telling."""
    said = {s.id: s for s in row.statements}
    if telling.statement is not None:
        if telling.statement not in said:
            yield f"{telling.id}: there is no statement {telling.statement}"
        elif not said[telling.statement].content.holds(telling.trigger):
            yield f"{telling.id}: the trigger lies outside the content of {telling.statement}"
    others = {e.id: e for e in row.events}
    if telling.same_as is not None:
        if telling.same_as not in others:
            yield f"{telling.id}: there is no event {telling.same_as}"
        elif others[telling.same_as].same_as is not None:
            yield f"{telling.id}: {telling.same_as} is itself a repetition; name the first telling"
