"""How well records tell what an annotation tells.

Rows are counted as they are for hand-annotated stories: required rows are wanted, what meets any row costs nothing,
the rest is invented. ``event`` is an accepted type at the quote with a trigger of six words at most; ``+who`` has every
slot met and nobody else named; ``+factuality`` and ``+source`` (the innermost statement) likewise; ``whole`` is all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dateline.corpus.align import Alignment
from dateline.corpus.names import is_named, overlap
from dateline.corpus.types import Annotation, Said, Slot, Telling
from dateline.knowledge.ontology import Ontology
from dateline.record import Event, Statement, StoryRecord
from dateline.spans import Span

TRIGGER_WORDS = 6
SHARED = 0.5  # least overlap of words between a statement's content and the annotated one


@dataclass(slots=True)
class Row:
    """Hits, rows wanted and rows offered."""

    hit: int = 0
    wanted: int = 0
    offered: int = 0

    @property
    def precision(self) -> float:
        """Share of what was offered that is right."""
        return self.hit / self.offered if self.offered else 0.0

    @property
    def recall(self) -> float:
        """Share of what was wanted that was found."""
        return self.hit / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass
class Tally:
    """Rows by name, and what was wrong in words."""

    rows: dict[str, Row] = field(default_factory=lambda: defaultdict(Row))
    errors: list[str] = field(default_factory=list)

    def add(self, name: str, hit: int, wanted: int, offered: int) -> None:
        """Add counts to a row."""
        row = self.rows[name]
        row.hit, row.wanted, row.offered = row.hit + hit, row.wanted + wanted, row.offered + offered


class Story:
    """A record beside the annotation of its document, which points into the same text afterwards."""

    def __init__(self, gold: Annotation, text: str, record: StoryRecord) -> None:
        self.gold, self.text, self.record = gold, text, record
        self.to_record = Alignment(text, record.text)
        self._names = {a.id: [a.name, *(m.of(record.text) for m in a.mentions)] for a in record.actors}
        self._groups = [set(group) for group in gold.identities]

    def accepted(self, slot: Slot) -> set[str]:
        """Every name that meets a slot: its own, and those of the identities that it belongs to."""
        mates = {s for group in self._groups if any(x.touches(y) for x in group for y in slot) for s in group}
        return {span.of(self.text) for span in {*slot, *mates}}

    def names(self, actor: str) -> list[str]:
        """The names under which a record's actor is known."""
        return self._names.get(actor, [])

    def meets(self, actors: Sequence[str], slots: Sequence[Slot]) -> bool:
        """Whether every slot is met and, where anybody is annotated, nobody else is named."""
        sides = [self.names(a) for a in actors]
        wanted = [self.accepted(s) for s in slots]
        return all(any(is_named(n, w) for n in sides) for w in wanted) and (
            not wanted or all(any(is_named(n, w) for w in wanted) for n in sides)
        )


def score(tally: Tally, story: Story, ontology: Ontology) -> None:
    """Add a story's counts to a tally: statements, events, dates, places, identities."""
    said = _score_statements(tally, story)
    _score_events(tally, story, said, ontology)
    _score_identities(tally, story)


def _score_statements(tally: Tally, story: Story) -> dict[str, str]:
    """Match statements one to one, most words shared first; give annotated id > record's id."""
    golds, found = story.gold.statements, story.record.statements
    pairs = sorted(
        (
            (overlap(s.content.of(story.record.text), g.content.of(story.text)), g.required, n, i)
            for n, g in enumerate(golds) for i, s in enumerate(found)
        ), reverse=True,
    )  # fmt: skip
    matched: dict[int, int] = {}
    for share, _, n, i in pairs:
        if share >= SHARED and n not in matched and i not in matched.values():
            matched[n] = i
    hits = [n for n in matched if golds[n].required]
    offered = len(hits) + len(found) - len(matched)
    wanted = sum(g.required for g in golds)
    right = {n: _chain_meets(story, found[matched[n]], golds[n]) for n in hits}
    stance = {n: found[matched[n]].stance == golds[n].stance for n in hits}
    for name, count in (
        ("statement", len(hits)),
        ("statement+chain", sum(right.values())),
        ("statement+stance", sum(stance.values())),
    ):
        tally.add(name, count, wanted, offered)
    for n, g in enumerate(golds):
        if g.required and g.stance != "asserts":
            tally.add("stance other", int(stance.get(n, False)), 1, int(n in matched))
        if g.required and not (right.get(n) and stance.get(n)):
            tally.errors.append(
                f"statement {g.id}: found {n in matched}, chain {right.get(n, False)}: {g.content.of(story.text)[:70]}"
            )
    return {golds[n].id: found[i].id for n, i in matched.items()}


def _chain_meets(story: Story, said: Statement, gold: Said) -> bool:
    """Whether a chain has the annotated links and no more."""
    if len(said.chain) != len(gold.chain):
        return False
    links = [
        [*story.names(link.actor), *([link.mention.of(story.record.text)] if link.mention else [])]
        for link in said.chain
    ]
    return all(is_named(n, story.accepted(slot)) for n, slot in zip(links, gold.chain, strict=True))


def _judge(
    story: Story, event: Event, gold: Telling, said: Mapping[str, str], ontology: Ontology
) -> tuple[bool, bool, bool]:
    """(who, factuality, source) of a record's event against an annotated one."""
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
    return who, event.factuality in gold.factuality, source


def _match_events(story: Story, said: Mapping[str, str], ontology: Ontology) -> dict[int, int]:
    """Match events one to one, required rows and those with more right first: annotated > record's, by position."""
    quotes = [story.to_record(g.quote) for g in story.gold.events]
    pairs = []
    for n, (g, quote) in enumerate(zip(story.gold.events, quotes, strict=True)):
        for i, e in enumerate(story.record.events):
            if quote and e.event_type in g.types and e.trigger.touches(quote) and _short(e.trigger, story):
                pairs.append((not g.required, -sum(_judge(story, e, g, said, ontology)), n, i))
    matched: dict[int, int] = {}
    for _, _, n, i in sorted(pairs):
        if n not in matched and i not in matched.values():
            matched[n] = i
    return matched


def _score_events(tally: Tally, story: Story, said: Mapping[str, str], ontology: Ontology) -> None:
    """Count events, and parties by type."""
    golds, found = story.gold.events, story.record.events
    matched = _match_events(story, said, ontology)
    invented = [e for i, e in enumerate(found) if i not in matched.values()]
    hits = {n: _judge(story, found[i], golds[n], said, ontology) for n, i in matched.items() if golds[n].required}
    wanted, offered = sum(g.required for g in golds), len(hits) + len(invented)
    counts = (
        ("event", len(hits)), ("event+who", sum(h[0] for h in hits.values())),
        ("event+factuality", sum(h[1] for h in hits.values())), ("event+source", sum(h[2] for h in hits.values())),
        ("event whole", sum(all(h) for h in hits.values())),
    )  # fmt: skip
    for name, count in counts:
        tally.add(name, count, wanted, offered)
    for n, g in enumerate(golds):
        if g.required:
            event = found[matched[n]] if n in matched else None
            tally.add(f"type {g.types[0]}", int(n in hits and hits[n][0]), 1, int(n in hits))
            _score_fields(tally, story, g, event, hits.get(n))
    for e in invented:
        tally.add(f"type {e.event_type}", 0, 0, 1)
        tally.errors.append(f"event invented: {e.event_type}: {e.evidence.of(story.record.text)[:80]}")


def _short(trigger: Span, story: Story) -> bool:
    return len(trigger.of(story.record.text).split()) <= TRIGGER_WORDS


def _score_fields(
    tally: Tally, story: Story, gold: Telling, event: Event | None, judged: tuple[bool, bool, bool] | None
) -> None:
    """Factuality that is not plain fact, date and place of one required row."""
    if "asserted" not in gold.factuality:
        tally.add("not asserted", int(bool(judged and judged[1])), 1, int(event is not None))
    if gold.date is not None:
        date = event.date if event else None
        if gold.date.value:
            right = date is not None and date.value == gold.date.value
        else:
            words = date.span.of(story.record.text) if date and date.span else ""
            right = overlap(words, gold.date.span.of(story.text)) >= SHARED
        tally.add("event date", int(right), 1, int(date is not None))
    if gold.place:
        place = event.place if event else None
        names = [place.name, *([place.span.of(story.record.text)] if place.span else [])] if place else []
        tally.add(
            "event place", int(is_named(names, {p.of(story.text) for p in gold.place})), 1, int(place is not None)
        )
    if not (judged and all(judged)):
        what = "missed" if judged is None else "who {} factuality {} source {}".format(*judged)
        tally.errors.append(f"event {gold.id} {gold.types[0]}: {what}: {gold.quote.of(story.text)}")


def _score_identities(tally: Tally, story: Story) -> None:
    """One actor must hold all the names of a group and none of another's."""
    owners = []
    for group in story.gold.identities:
        spots = [spot for span in group if (spot := story.to_record(span)) is not None]
        owners.append([{a.id for a in story.record.actors if any(m.touches(s) for m in a.mentions)} for s in spots])
    for n, own in enumerate(owners):
        if not own:
            continue
        others = set().union(*(s for k, o in enumerate(owners) if k != n for s in o)) if len(owners) > 1 else set()
        right = bool(set.intersection(*own) - others)
        tally.add("identities", int(right), 1, 1)
