"""A record laid beside the annotation of its document."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.corpus.align import Alignment
from dateline.corpus.annotation import Annotation, Slot
from dateline.corpus.names import is_named
from dateline.corpus.parties import Parties
from dateline.record import StoryRecord


class Story:
    """A record beside an annotation. Spans of the annotation point into ``text``, those of the record into its own.

    Args:
        gold: the annotation.
        text: the text that was annotated.
        record: what the system says of it; None where it says nothing.
    """

    def __init__(self, gold: Annotation, text: str, record: StoryRecord | None) -> None:
        self.gold, self.text = gold, text
        self.events = record.events if record else ()
        self.statements = record.statements if record else ()
        self.actors = record.actors if record else ()
        self.record_text = record.text if record else ""
        self.to_record = Alignment(text, self.record_text)
        self.accepted = Parties(gold, text).accepted
        self._names = {a.id: [a.name, *(m.of(self.record_text) for m in a.mentions)] for a in self.actors}

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
