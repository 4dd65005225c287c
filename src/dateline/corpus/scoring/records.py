"""Records of annotated documents: coded now from their texts, or looked up among those of a file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from dateline.corpus.names import overlap
from dateline.corpus.texts import Text, lines_of
from dateline.errors import InputError
from dateline.pages.source_and_story import Source
from dateline.pipeline import code_page
from dateline.record import StoryRecord
from dateline.tools import Tools

SAME_TEXT = 0.8  # least overlap of words between a record's text and the document that it is of


def coded(text: Text, tools: Tools) -> StoryRecord:
    """Code one document.

    Raises:
        InputError: the text gives no story, or several.
    """
    row = {
        "title": text.headline,
        "text": text.text,
        "outlet": text.outlet,
        "url": text.url,
        "published": text.published,
    }
    data = json.dumps({k: v for k, v in row.items() if v}, ensure_ascii=False) + "\n"
    records = list(code_page(data.encode(), Source(f"{text.id}.jsonl"), tools))
    if len(records) != 1:
        raise InputError(text.id, f"{len(records)} stories instead of one")
    return records[0]


def read_records(file: Path) -> list[StoryRecord]:
    """The records of a file of JSON Lines.

    Raises:
        InputError: it can't be read, or a line is no record; file and line are named.
    """
    found = []
    for number, line in lines_of(file):
        try:
            found.append(StoryRecord.from_dict(json.loads(line)))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise InputError(f"{file}:{number}", f"no story record: {type(error).__name__} {error}") from error
    return found


class Records:
    """Records asked by document: by the name of their page, by address, else by their words.

    A file of rows gives all its records one path, so that a path that several share names none of them.
    """

    def __init__(self, records: Iterable[StoryRecord]) -> None:
        self._all = list(records)
        self._paths = self._unique((Path(r.document.path).stem, r) for r in self._all if r.document.path)
        self._urls = self._unique((r.url, r) for r in self._all if r.url)

    @staticmethod
    def _unique(pairs: Iterable[tuple[str, StoryRecord]]) -> dict[str, StoryRecord]:
        """Names that only one record has."""
        found: dict[str, list[StoryRecord]] = {}
        for name, record in pairs:
            found.setdefault(name, []).append(record)
        return {name: records[0] for name, records in found.items() if len(records) == 1}

    def of(self, text: Text) -> StoryRecord | None:
        """The record of a document; None where there is none."""
        named = self._paths.get(text.id) or (self._urls.get(text.url) if text.url else None)
        if named is not None:
            return named
        best = max(self._all, key=lambda r: overlap(r.text, text.text), default=None)
        return best if best is not None and overlap(best.text, text.text) >= SAME_TEXT else None
