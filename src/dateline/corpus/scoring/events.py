"""Events of a record against annotated ones: type, parties, factuality, source, date, place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.corpus.annotation import Telling
from dateline.corpus.check import TRIGGER_WORDS
from dateline.corpus.names import is_named, overlap
from dateline.corpus.scoring.statements import SHARED
from dateline.corpus.scoring.story import Story
from dateline.corpus.scoring.tally import Tally
from dateline.knowledge.ontology import Ontology
from dateline.record import Event
from dateline.spans import Span


@dataclass(frozen=True, slots=True)
class Judged:
    """What is right about an event that meets an annotated one."""

    who: bool
    factuality: bool
    source: bool

    @property
    def right(self) -> int:
        """How much of it is right."""
        return self.who + self.factuality + self.source

    @property
    def whole(self) -> bool:
        """Whether all is."""
        return self.who and self.factuality and self.source


def score_events(tally: Tally, story: Story, said: Mapping[str, str], ontology: Ontology) -> None:
    """Count events, and parties by type.

    Args:
        tally: what the counts are added to.
        story: the record beside the annotation.
        said: ids of annotated statements > those of the record's that meet them.
        ontology: says which types have sides that can't be told apart.
    """
    golds, found = story.gold.events, story.events
    matched = _matched(story, said, ontology)
    invented = [e for i, e in enumerate(found) if i not in matched.values()]
    hits = {n: _judged(story, found[i], golds[n], said, ontology) for n, i in matched.items() if golds[n].required}
    _count(tally, list(hits.values()), sum(g.required for g in golds), len(hits) + len(invented))
    for n, gold in enumerate(golds):
        if gold.required:
            event = found[matched[n]] if n in matched else None
            _score_fields(tally, story, gold, event, hits.get(n))
    for e in invented:
        tally.add(f"type {e.event_type}", 0, 0, 1)
        tally.errors.append(f"{story.gold.id} event invented: {e.event_type}: {e.evidence.of(story.record_text)[:80]}")


def judgements(story: Story, said: Mapping[str, str], ontology: Ontology) -> list[tuple[Telling, Judged | None]]:
    """Each annotated event with what is right about the record's event that meets it; None where none does."""
    matched = _matched(story, said, ontology)
    return [
        (gold, _judged(story, story.events[matched[n]], gold, said, ontology) if n in matched else None)
        for n, gold in enumerate(story.gold.events)
    ]


def _count(tally: Tally, hits: list[Judged], wanted: int, offered: int) -> None:
    """The rows of all events."""
    for name, count in (
        ("event", len(hits)),
        ("event+who", sum(h.who for h in hits)),
        ("event+factuality", sum(h.factuality for h in hits)),
        ("event+source", sum(h.source for h in hits)),
        ("event whole", sum(h.whole for h in hits)),
    ):
        tally.add(name, count, wanted, offered)


def _judged(story: Story, event: Event, gold: Telling, said: Mapping[str, str], ontology: Ontology) -> Judged:
    """What is right about a record's event beside an annotated one."""
    kind = ontology.types.get(gold.types[0])
    if kind is not None and kind.symmetric:
        who = story.meets((*event.actors, *event.recipients), (*gold.actors, *gold.recipients))
    else:
        who = story.meets(event.actors, gold.actors) and story.meets(event.recipients, gold.recipients)
    must = {s.id for s in story.gold.statements if s.required}
    if gold.statement is not None and gold.statement in said:
        source = event.statement == said[gold.statement]
    else:
        source = event.statement is None and gold.statement not in must
    return Judged(who, event.factuality in gold.factuality, source)


def _matched(story: Story, said: Mapping[str, str], ontology: Ontology) -> dict[int, int]:
    """Match events one to one, required rows and those with more right first: annotated > record's, by position."""
    quotes = [story.to_record(g.quote) for g in story.gold.events]
    pairs = []
    for n, (g, quote) in enumerate(zip(story.gold.events, quotes, strict=True)):
        for i, e in enumerate(story.events):
            if quote and e.event_type in g.types and e.trigger.touches(quote) and _short(e.trigger, story):
                pairs.append((not g.required, -_judged(story, e, g, said, ontology).right, n, i))
    matched: dict[int, int] = {}
    for _, _, n, i in sorted(pairs):
        if n not in matched and i not in matched.values():
            matched[n] = i
    return matched


def _short(trigger: Span, story: Story) -> bool:
    """Whether a trigger names an act and is no whole clause."""
    return len(trigger.of(story.record_text).split()) <= TRIGGER_WORDS


def _score_fields(tally: Tally, story: Story, gold: Telling, event: Event | None, judged: Judged | None) -> None:
    """One required row: parties by type, factuality that is not plain fact, date, place."""
    tally.add(f"type {gold.types[0]}", int(bool(judged and judged.who)), 1, int(judged is not None))
    if "asserted" not in gold.factuality:
        tally.add("not asserted", int(bool(judged and judged.factuality)), 1, int(event is not None))
    if gold.date is not None:
        tally.add("event date", int(_date_meets(story, gold, event)), 1, int(bool(event and event.date)))
    if gold.place:
        tally.add("event place", int(_place_meets(story, gold, event)), 1, int(bool(event and event.place)))
    if not (judged and judged.whole):
        what = (
            f"who {judged.who} factuality {judged.factuality} source {judged.source}"
            if judged is not None
            else "missed"
        )
        tally.errors.append(f"{story.gold.id} {gold.id} {gold.types[0]}: {what}: {gold.quote.of(story.text)}")


def _date_meets(story: Story, gold: Telling, event: Event | None) -> bool:
    """Whether the value is the annotated one or, where none can be known, the words are."""
    date = event.date if event else None
    if date is None or gold.date is None:
        return False
    if gold.date.value:
        return date.value == gold.date.value
    words = date.span.of(story.record_text) if date.span else ""
    return overlap(words, gold.date.span.of(story.text)) >= SHARED


def _place_meets(story: Story, gold: Telling, event: Event | None) -> bool:
    """Whether the place has one of the annotated names."""
    place = event.place if event else None
    if place is None:
        return False
    names = [place.name, *([place.span.of(story.record_text)] if place.span else [])]
    return is_named(names, {p.of(story.text) for p in gold.place})
