"""Readers' judgements of coded events: appended to a JSONL file beside the store, never changing the coding.

A line holds the judgement and what was judged, so that it keeps its meaning when the pages are coded again.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import MISSING, asdict, dataclass, fields
from typing import Any, Literal, get_args

from dateline.desk.appended import Appended, BrokenLine

Verdict = Literal["right", "wrong", "correct"]
NOTE = 2_000  # characters
WIDE = 1.959964  # of the normal distribution, for intervals of 95 %


@dataclass(frozen=True, slots=True)
class Judgement:
    """One reader's word on one event.

    Attributes:
        event, story: ids.
        verdict: ``right``, ``wrong`` (no such event), ``correct`` (there is one, with these corrections).
        reader: who judges.
        time: when, ISO 8601 in UTC.
        event_type, factuality, actors, recipients: what the tool had.
        trigger, start, end: the words that name the act, and where they stand.
        evidence: the sentence.
        rule, version: of the coding.
        to_type, to_actor, to_recipient, to_factuality: corrections, None where it may stay.
        note: free text.
    """

    event: str
    story: str
    verdict: Verdict
    reader: str
    time: str
    event_type: str
    factuality: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    trigger: str
    start: int
    end: int
    evidence: str
    rule: str
    version: str
    to_type: str | None = None
    to_actor: str | None = None
    to_recipient: str | None = None
    to_factuality: str | None = None
    note: str = ""


class Judgements(Appended):
    """The file of judgements."""

    ending = "judgements.jsonl"

    def add(self, judgement: Judgement) -> None:
        """Append one; several readers may do so at once, also in several processes.

        Raises:
            StoreError: the file can't be written.
        """
        self.append(asdict(judgement))

    def read(self) -> list[Judgement]:
        """All judgements in the order in which they were made, without lines that are none.

        Raises:
            StoreError: the file can't be read.
        """
        return self.read_all()[0]

    def read_all(self) -> tuple[list[Judgement], list[BrokenLine]]:
        """All judgements in the order in which they were made, and the lines that are none.

        Raises:
            StoreError: the file can't be read.
        """
        return self.parse(_judgement)


# What a field of a judgement may hold, by its declared type.
FITS: dict[str, Callable[[Any], bool]] = {
    "str": lambda v: isinstance(v, str),
    "str | None": lambda v: v is None or isinstance(v, str),
    "int": lambda v: type(v) is int and 0 <= v < 1 << 53,
    "tuple[str, ...]": lambda v: isinstance(v, tuple) and all(isinstance(x, str) for x in v),
    "Verdict": lambda v: v in get_args(Verdict),
}


def _judgement(line: bytes) -> Judgement:
    """The judgement of a line.

    Raises:
        ValueError: it is none.
    """
    row = json.loads(line.decode("utf-8"))
    if not isinstance(row, dict):
        raise ValueError("no judgement: a JSON object is wanted")
    given: dict[str, Any] = {}
    for f in fields(Judgement):
        if f.name not in row:
            if f.default is MISSING:
                raise ValueError(f"no judgement: {f.name} is missing")
            continue
        value = tuple(row[f.name]) if isinstance(row[f.name], list) else row[f.name]
        if not FITS[str(f.type)](value):
            raise ValueError(f"no judgement: {f.name} can't be {str(value)[:40]!r}")
        given[f.name] = value
    return Judgement(**given)


@dataclass(frozen=True, slots=True)
class Precision:
    """How many of the judged events of a type are right.

    Attributes:
        event_type: a type, or ``all``.
        judged: events with a judgement.
        right: by most of the readers who judged them; a tie is not right.
        low, high: 95 % interval of Wilson for ``right / judged``.
    """

    event_type: str
    judged: int
    right: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """Share of right ones."""
        return self.right / self.judged if self.judged else 0.0


def latest(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The last word of each reader on each event: an event is a place in a story, with a type."""
    held = {(j.reader, j.story, j.start, j.end, j.event_type): j for j in judgements}
    return list(held.values())


def by_event(judgements: Iterable[Judgement]) -> list[list[Judgement]]:
    """The last words on each event, those of one event together, in the order of stories and places."""
    events: dict[tuple[str, int, int, str], list[Judgement]] = defaultdict(list)
    for j in latest(judgements):
        events[j.story, j.start, j.end, j.event_type].append(j)
    return [said for _, said in sorted(events.items())]


def is_right(said: Sequence[Judgement]) -> bool:
    """Whether most of the readers who judged an event call it right; a tie is not right."""
    return 2 * sum(j.verdict == "right" for j in said) > len(said)


def precision(judgements: Iterable[Judgement]) -> list[Precision]:
    """Precision by event type, ``all`` last."""
    by_type: dict[str, list[bool]] = defaultdict(list)
    for said in by_event(judgements):
        by_type[said[0].event_type].append(is_right(said))
    rows = [_precision(t, right) for t, right in sorted(by_type.items())]
    return [*rows, _precision("all", [r for right in by_type.values() for r in right])] if rows else []


def _precision(event_type: str, right: list[bool]) -> Precision:
    low, high = wilson(sum(right), len(right))
    return Precision(event_type, len(right), sum(right), low, high)


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share (E. B. Wilson 1927)."""
    if not n:
        return 0.0, 1.0
    p, z2 = hits / n, WIDE * WIDE
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = WIDE * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, middle - half), min(1.0, middle + half)
