"""Two invented stories, their annotation as people write it, and the record that a perfect system would give."""

import json
from dataclasses import replace
from pathlib import Path

from dateline.corpus.lines.read import read_lines
from dateline.corpus.parties import Parties
from dateline.corpus.texts import Text
from dateline.record import Actor, Date, Document, Event, Link, Place, Statement, StoryRecord

HARBOUR = (
    "VELMAR, March 5 - Foreign Minister Mara Lindqvist accused the Karsian envoy on Monday of lying about the port. "
    "She said that Karsian gunboats had shelled the harbour of Osk, killing at least 12 fishermen.\n\n"
    "“We will not meet him again,” Lindqvist told Radio Velmar. The Karsian envoy, Ivo Drann, denied that the gunboats "
    "had fired.\n"
    "The two sides may meet in Tarn if the attack is explained."
)
WEATHER = "Rain is expected in Velmar on Tuesday. The Lake Cup goes on."
TEXTS = {
    "harbour": Text(
        "harbour", HARBOUR, "Velmar accuses envoy", "Velmar Post", "https://example.org/harbour", "2024-03-05"
    ),
    "weather": Text("weather", WEATHER, "Rain to come", "Velmar Post", None, "2024-03-05"),
}
LINES = """=== harbour
I Mara Lindqvist = Foreign Minister Mara Lindqvist @1 ; She @2 ; Lindqvist @3
I Ivo Drann = The Karsian envoy @4 ; the Karsian envoy @1
S s1 @2 | Karsian gunboats had shelled ... 12 fishermen | Mara Lindqvist | said | asserts | indirect
S s2 @3 | We will not meet him again | Mara Lindqvist | told | asserts | direct | to: Radio Velmar
S s3 @4 | the gunboats had fired | Ivo Drann | denied | denies | indirect
E e1 @1 | [accused] the Karsian envoy | ACCUSE allege | Lindqvist | Ivo Drann | asserted | - | date: Monday=2024-03-04
E e2 @2 | had [shelled] | ASSAULT heavy-weapons | Karsian gunboats | Osk | asserted | s1 | killed: 12+ | place: Osk
E e3 @3 | We [will not meet] him | REJECT meet | Mara Lindqvist | Ivo Drann | asserted/negated | s2
E e4 @4 | [denied] that | REJECT | Ivo Drann | - | asserted | - | opt
E e5 @4 | the gunboats had [fired] | ASSAULT/THREATEN | the gunboats | - | negated | s3 | same: e2
E e6 @5 | sides [may meet] in | CONSULT/AGREE | The two sides | - | possible/hypothetical | - | place: Tarn | opt
E e7 @5 | if [the attack] is | ASSAULT | Karsian gunboats | Osk | hypothetical/asserted | - | same: e2 | opt

=== weather
N no event
"""


def annotations(lines=LINES, **given):
    made, wrong = read_lines(lines, "mine.ann", TEXTS, **given)
    assert wrong == []
    return made


def harbour():
    return annotations()[0]


def write_texts(path: Path) -> Path:
    rows = [
        {"id": t.id, "title": t.headline, "text": t.text, "outlet": t.outlet, "url": t.url, "published": t.published}
        for t in TEXTS.values()
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


class Perfect:
    """The record that says what an annotation says, of a text that is the annotated one or follows a dropped start."""

    def __init__(self, gold, text, dropped=0):
        self.gold, self.text, self.dropped = gold, text, dropped
        self.accepted = Parties(gold, text).accepted
        self.actors = {}
        for group in gold.identities:
            self.actor(group)

    def at(self, span):
        return replace(span, start=span.start - self.dropped, end=span.end - self.dropped)

    def actor(self, slot):
        key = frozenset(self.accepted(slot))
        known = self.actors.get(key)
        spans = {*(known.mentions if known else ()), *(self.at(s) for s in slot)}
        name = max(key, key=len)
        self.actors[key] = Actor(
            known.id if known else f"a{len(self.actors)}", name, "other", mentions=tuple(sorted(spans))
        )
        return self.actors[key].id

    def said(self, s):
        chain = tuple(Link(self.actor(link), self.at(link[0]), None) for link in s.chain)
        return Statement(s.id, self.at(s.content), chain, s.directness, s.stance)

    def event(self, e):
        date = e.date and Date(self.at(e.date.span), e.date.value)
        place = Place(self.at(e.place[0]), e.place[0].of(self.text)) if e.place else None
        return Event(
            e.id, e.types[0], e.modes, (), 1, 0.0,
            tuple(map(self.actor, e.actors)), tuple(map(self.actor, e.recipients)),
            self.at(e.trigger), self.at(e.quote), e.factuality[0], e.statement, date, place, 1.0, "test",
        )  # fmt: skip

    def record(self):
        statements = tuple(map(self.said, self.gold.statements))
        events = tuple(map(self.event, self.gold.events))
        document = Document(f"{self.gold.id}.txt", None, "text/plain", 0)
        return StoryRecord(
            self.gold.id, document, None, None, None, None, (), None, None, None, "en", self.text[self.dropped :],
            tuple(self.actors.values()), statements, events,
        )  # fmt: skip


def perfect(gold=None, dropped=0):
    return Perfect(gold or harbour(), HARBOUR, dropped).record()
