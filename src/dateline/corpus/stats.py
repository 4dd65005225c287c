"""How much is annotated: by outlet, type and factuality, and how densely."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.corpus.annotation import Annotation


@dataclass(frozen=True, slots=True)
class Density:
    """What one group of documents holds. Rates are rows per 1,000 words."""

    name: str
    documents: int
    words: int
    tellings: int
    required: int
    statements: int
    identities: int

    @property
    def per_thousand(self) -> float:
        """Tellings per 1,000 words."""
        return 1000 * self.tellings / self.words if self.words else 0.0

    @property
    def required_per_thousand(self) -> float:
        """Required tellings per 1,000 words: a thin annotation shows here."""
        return 1000 * self.required / self.words if self.words else 0.0


def density(name: str, rows: Iterable[Annotation]) -> Density:
    """Count a group of documents."""
    rows = list(rows)
    events = [e for r in rows for e in r.events]
    return Density(
        name, len(rows), sum(r.words for r in rows), len(events), sum(e.required for e in events),
        sum(len(r.statements) for r in rows), sum(len(r.identities) for r in rows),
    )  # fmt: skip


def by_outlet(rows: Iterable[Annotation]) -> list[Density]:
    """One row an outlet, the largest first, and one for all."""
    rows = list(rows)
    names = Counter(r.outlet or "-" for r in rows)
    return [density(n, (r for r in rows if (r.outlet or "-") == n)) for n, _ in names.most_common()] + [
        density("all", rows)
    ]


def shares(rows: Iterable[Annotation]) -> dict[str, Counter[str]]:
    """How often each type, mode, factuality and stance was annotated, and how many tellings repeat an earlier one."""
    found: dict[str, Counter[str]] = {n: Counter() for n in ("type", "mode", "factuality", "stance", "repeats")}
    for row in rows:
        for e in row.events:
            found["type"][e.types[0]] += 1
            found["mode"].update(f"{e.types[0]} {m}" for m in e.modes)
            found["factuality"][e.factuality[0]] += 1
            found["repeats"]["repeats" if e.same_as else "first telling"] += 1
        found["stance"].update(s.stance for s in row.statements)
    return found
