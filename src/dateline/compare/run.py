"""Compare two codings story by story."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dateline.compare.changes import EventChange, Summary
from dateline.compare.joined import joined
from dateline.compare.sources import Records, open_records, same_bytes
from dateline.compare.stories import ACTOR_KEYS, STATEMENT_KEYS, event_changes, sums_of
from dateline.compare.views import View
from dateline.record import Document, StoryRecord

# The fields of events, statements and actors that are compared.
FIELDS = frozenset({
    "confidence_parties", "same_as", "counts",
    "event_type", "modes", "contexts", "quad", "score", "actors", "recipients", "trigger", "evidence", "factuality",
    "said_by", "date", "place", "confidence", "rule", "content", "stance", "directness", "addressee", "name", "kind",
    "country", "sectors", "role", "wikidata", "mentions",
})  # fmt: skip


class Comparison:
    """Two codings of the same input: the changes as they are found, and the sums when all were.

    Args:
        old, new: databases or JSONL files.
        renamed: rules that have another id today.
        ignore: fields whose differences don't count.

    Raises:
        UsageError: no such file.
        StoreError: a database that is no store.
        InputError: a line that is no record, met while the changes are walked.
    """

    def __init__(self, old: Path, new: Path, renamed: Mapping[str, str], ignore: frozenset[str] = frozenset()) -> None:
        self.paths, self.renamed, self.ignore = (old, new), renamed, ignore
        self.summary = Summary()

    def changes(self) -> Iterator[EventChange]:
        """The events that are otherwise, by story and place; the summary is whole when they are all taken."""
        old = open_records(self.paths[0])
        try:
            new = open_records(self.paths[1])
            try:
                yield from self._changes(old, new)
            finally:
                new.close()
        finally:
            old.close()

    def _changes(self, old: Records, new: Records) -> Iterator[EventChange]:
        for _, before, after in joined(old, new):
            for row in self._story(old, new, before, after):
                self.summary.add(row)
                yield row

    def _story(self, old: Records, new: Records, before: int | None, after: int | None) -> list[EventChange]:
        """The changed events of a story; its statements and actors are counted."""
        stories = self.summary.stories
        if before is not None and after is not None:
            stories.compared += 1
            if same_bytes(old.raw(before), new.raw(after)):
                self._count_same(old.row(before))
                return []
            return self._differences(old.record(before), new.record(after))
        if before is not None:
            stories.only_old += 1
            record = old.record(before)
            return self._differences(record, _emptied(record))
        assert after is not None
        stories.only_new += 1
        record = new.record(after)
        return self._differences(_emptied(record), record)

    def _count_same(self, row: dict[str, Any]) -> None:
        """Count what two equal records hold."""
        self.summary.events.same += len(row.get("events", ()))
        self.summary.statements.same += len(row.get("statements", ()))
        self.summary.actors.same += len(row.get("actors", ()))

    def _differences(self, old: StoryRecord, new: StoryRecord) -> list[EventChange]:
        same_text = old.text == new.text
        self.summary.stories.text += not same_text
        views = View(old, self.renamed, same_text), View(new, self.renamed, same_text)
        s = self.summary
        sums_of(old.statements, new.statements, views, STATEMENT_KEYS, "statement", self.ignore, s.statements)
        sums_of(old.actors, new.actors, views, ACTOR_KEYS, "actor", self.ignore, s.actors)
        return event_changes(*views, self.ignore, s.events)


def _emptied(record: StoryRecord) -> StoryRecord:
    """The story without anything coded in it: the other side of one that only one coding has."""
    document = Document(None, None, "", 0)
    return StoryRecord(
        record.id, document, None, None, None, None, (), None, None, None, None, record.text
    )  # fmt: skip
