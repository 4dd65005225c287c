"""Which patterns of frames decide on a word of some example, and which no example asks for.

Weak rules are asked after all others, as second choices for a given pair: one of their patterns counts where it fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.coding.frames.candidates import is_asked, tried_at, winners
from dateline.coding.frames.slots import Filled, Reader
from dateline.examples.bench import Bench
from dateline.examples.marks import unmark
from dateline.knowledge.frames import Pattern
from dateline.knowledge.kinds.frames import FrameEntry
from dateline.language.grammar.clauses import Clauses


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of the patterns of some rules: those that decide in an example, and those that never do."""

    deciding: tuple[Pattern, ...]
    never: tuple[Pattern, ...]


def asked_for(entries: Iterable[FrameEntry], bench: Bench) -> Asked:
    """The patterns of some entries by whether an example of any of these lets them decide on a word."""
    entries = list(entries)
    deciding: set[int] = set()
    for entry in entries:
        for example in (*entry.match, *entry.no_match):
            deciding |= {id(p) for p in _deciding(unmark(example).text, bench)}
    ids = {entry.id for entry in entries}
    patterns = [p for p in bench.knowledge.frames.every_pattern() if p.rule.id in ids]
    found = tuple(p for p in patterns if id(p) in deciding)
    # A pattern is filed once for each way in which its roles are read; one that decides in any way is asked for.
    told = {(p.rule.id, p.part, p.text) for p in found}
    return Asked(found, tuple(p for p in patterns if (p.rule.id, p.part, p.text) not in told))


def _deciding(text: str, bench: Bench) -> Iterator[Pattern]:
    """The patterns that decide on the words of a text, and the weak ones that fit."""
    mentions, frames = bench.mentions(text), bench.knowledge.frames
    reader = Reader(mentions, Clauses(mentions.parse, frames.sets), None)
    for token in mentions.parse.tokens:
        tried = tried_at(token.i, reader, frames, weak=True) if is_asked(token, weak=True) else []
        yield from (m.pattern for m, filled in tried if m.pattern.rule.weak and isinstance(filled, Filled))
        if is_asked(token):
            strong = [(m, filled) for m, filled in tried if not m.pattern.rule.weak]
            yield from (c.match.pattern for c in winners(strong))
