"""JSONL: one record a line, lossless."""

from __future__ import annotations

import json
from pathlib import Path

from dateline.record import StoryRecord
from dateline.sinks.output_files import open_output


class JsonlSink:
    """Writes each record as one line of JSON."""

    def __init__(self, path: Path) -> None:
        self.whole = open_output(path)

    def write(self, record: StoryRecord) -> None:
        """Take one record."""
        with self.whole.errors():
            self.whole.file.write(record.to_json() + "\n")

    def close(self) -> None:
        """Give the file its name."""
        self.whole.close()

    def discard(self) -> None:
        """Leave no file."""
        self.whole.discard()


def event_ids(path: Path) -> list[str]:
    """The ids of the events that a finished file holds, in its order."""
    with path.open(encoding="utf-8") as lines:
        return [event["id"] for line in lines for event in json.loads(line)["events"]]
