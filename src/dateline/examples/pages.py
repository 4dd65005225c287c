"""Judge the examples of page furniture and captions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.examples.bench import Bench
from dateline.knowledge.kinds.base.entry import Kind
from dateline.knowledge.kinds.pages import CaptionEntry, FurnitureEntry


def judge_furniture(entry: Kind, bench: Bench) -> Iterator[tuple[str, str]]:
    """Each line of an entry: must the pattern cover it, or may it be no furniture at all?"""
    assert isinstance(entry, FurnitureEntry)
    pattern = re.compile(entry.pattern, re.IGNORECASE)
    for line in entry.match:
        yield line, "" if pattern.fullmatch(line) else "the pattern must cover the line"
    for line in entry.no_match:
        kind = bench.knowledge.pages.furniture_kind(line)
        yield line, f"must be no furniture, is {kind}" if kind else ""


def judge_caption(entry: Kind, bench: Bench) -> Iterator[tuple[str, str]]:
    """Each line of an entry: is the pattern found in it?"""
    assert isinstance(entry, CaptionEntry)
    pattern = re.compile(entry.pattern, re.IGNORECASE)
    for line in entry.match:
        yield line, "" if pattern.search(line) else "the pattern must be found in the line"
    for line in entry.no_match:
        yield line, "the pattern must not be found in the line" if pattern.search(line) else ""
