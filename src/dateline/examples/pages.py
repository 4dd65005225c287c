"""Judge the examples of page furniture, captions and credits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.examples.bench import Bench
from dateline.knowledge.kinds.base.entry import Kind
from dateline.knowledge.kinds.pages import CaptionEntry, CreditEntry, FurnitureEntry

MARKED = re.compile(r"\[([^\]]+)\]")


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


def judge_credit(entry: Kind, bench: Bench) -> Iterator[tuple[str, str]]:
    """Each text of an entry: does the pattern find the agency that is marked in it?"""
    assert isinstance(entry, CreditEntry)
    pattern = next((c.pattern for c in bench.knowledge.linking.credits if c.id == entry.id), re.compile(r"(?!)"))
    for text in entry.match:
        found = pattern.search(MARKED.sub(r"\1", text))
        wanted = MARKED.search(text)
        right = found is not None and (wanted is None or found["agency"] == wanted[1])
        yield text, "" if right else "the pattern must find the name that is marked"
    for text in entry.no_match:
        yield text, "the pattern must not be found in the text" if pattern.search(text) else ""
