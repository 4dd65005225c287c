"""Figures of a comparison: by type, confusion, parties, and what thresholds of confidence keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dateline.evaluation.compare import Pair
from dateline.web.judgements import wilson

# How a row or column of the confusion is called that stands for no event.
NOTHING = "none"
STEPS = tuple(n / 20 for n in range(20))
# Precisions that somebody may want, and the number of events below which a threshold isn't advised.
WANTED = (0.7, 0.8, 0.9)
FEW = 20


@dataclass(frozen=True, slots=True)
class ByType:
    """How well one type is found.

    Attributes:
        event_type: a type, or ``all``.
        asked, found, hits: events of the coder, of Dateline, of both.
        precision, recall, f1: shares; None where there is nothing to divide by.
        precision_low, precision_high, recall_low, recall_high: Wilson's 95 % intervals.
    """

    event_type: str
    asked: int
    found: int
    hits: int
    precision: float | None
    recall: float | None
    f1: float | None
    precision_low: float
    precision_high: float
    recall_low: float
    recall_high: float


@dataclass(frozen=True, slots=True)
class Share:
    """Of how many events of one type a field was asked for, and how often it is right."""

    what: str
    asked: int
    right: int


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a least confidence keeps.

    Attributes:
        least: the threshold.
        kept: events of Dateline that pass it; ``share``: of all that have such a confidence.
        right: those of them that are right; ``precision``, ``low``, ``high``: their share, with Wilson's 95 % interval.
        recall: share of the coder's events that are still found; None where nobody looked for what is missing.
    """

    least: float
    kept: int
    share: float
    right: int
    precision: float | None
    low: float
    high: float
    recall: float | None


@dataclass(frozen=True, slots=True)
class Advice:
    """The lowest threshold that gives a wanted precision; None where none does on events enough."""

    wanted: float
    threshold: Threshold | None


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures. ``complete``: somebody looked for events that are missing, so that recall means something."""

    types: tuple[ByType, ...]
    confusion: tuple[tuple[str, str, int], ...]
    fields: tuple[Share, ...]
    sure: tuple[Threshold, ...]
    parties: tuple[Threshold, ...]
    advice: tuple[Advice, ...]
    advice_parties: tuple[Advice, ...]
    complete: bool


def measure(pairs: Sequence[Pair], *, complete: bool = True) -> Figures:
    """The figures of a comparison."""
    sure = _thresholds(pairs, "confidence", lambda p: p.hit, complete)
    parties = _thresholds(pairs, "confidence_parties", lambda p: p.hit and p.parties is not False, complete)
    asked = any(p.parties is not None for p in pairs)
    return Figures(
        _by_type(pairs, complete), _confusion(pairs), tuple(_fields(pairs)), sure, parties if asked else (),
        _advise(sure), _advise(parties) if asked else (), complete,
    )  # fmt: skip


def _by_type(pairs: Sequence[Pair], complete: bool) -> tuple[ByType, ...]:
    asked = Counter(p.asked.event_type for p in pairs if p.asked)
    found = Counter(p.found.event_type for p in pairs if p.found)
    hits = Counter(p.found.event_type for p in pairs if p.hit and p.found)
    rows = [_row(t, asked[t], found[t], hits[t], complete) for t in sorted({*asked, *found})]
    return (*rows, _row("all", asked.total(), found.total(), hits.total(), complete))


def _row(name: str, asked: int, found: int, hits: int, complete: bool) -> ByType:
    precision = hits / found if found else None
    recall = hits / asked if asked and complete else None
    f1 = 2 * hits / (asked + found) if complete and asked + found else None
    return ByType(name, asked, found, hits, precision, recall, f1, *wilson(hits, found), *wilson(hits, asked))


def _confusion(pairs: Sequence[Pair]) -> tuple[tuple[str, str, int], ...]:
    """(the coder's type, Dateline's type, number), most first."""
    counts = Counter(
        (p.asked.event_type if p.asked else NOTHING, p.found.event_type if p.found else NOTHING) for p in pairs
    )
    return tuple((a, f, n) for (a, f), n in sorted(counts.items(), key=lambda c: (-c[1], c[0])))


def _fields(pairs: Sequence[Pair]) -> list[Share]:
    hits = [p for p in pairs if p.hit]
    rows = []
    for what in ("actor", "recipient", "parties", "date", "place"):
        said = [v for p in hits if (v := getattr(p, what)) is not None]
        if said:
            rows.append(Share("actor and recipient" if what == "parties" else what, len(said), sum(said)))
    return rows


def _thresholds(
    pairs: Sequence[Pair], field: str, right: Callable[[Pair], bool], complete: bool
) -> tuple[Threshold, ...]:
    rated = [(v, right(p)) for p in pairs if p.found and (v := getattr(p.found, field)) is not None]
    wanted = sum(p.asked is not None for p in pairs)
    rows: list[Threshold] = []
    for least in STEPS if rated else ():
        kept = [r for v, r in rated if v >= least]
        good = sum(kept)
        recall = good / wanted if complete and wanted else None
        share = len(kept) / len(rated)
        precision = good / len(kept) if kept else None
        if not rows or rows[-1].kept != len(kept):
            rows.append(Threshold(least, len(kept), share, good, precision, *wilson(good, len(kept)), recall))
    return tuple(rows)


def _advise(rows: Sequence[Threshold]) -> tuple[Advice, ...]:
    """For each wanted precision the lowest threshold that gives it, on events enough to say so."""
    enough = [r for r in rows if r.kept >= FEW and r.precision is not None]
    return tuple(
        Advice(wanted, next((r for r in enough if r.precision is not None and r.precision >= wanted), None))
        for wanted in (WANTED if rows else ())
    )
