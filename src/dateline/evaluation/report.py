"""A report: figures with the events behind them, as JSON has it and as the page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from dateline.evaluation.compare import Pair
from dateline.evaluation.figures import Figures


@dataclass(frozen=True, slots=True)
class Report:
    """What came out.

    Attributes:
        title: of what.
        says: what was compared, in a sentence.
        made: how it was made: columns taken, versions, what was left out.
        figures: all figures.
        pairs: every event of the coder or of Dateline.
        more: further facts for JSON.
    """

    title: str
    says: str
    made: tuple[str, ...]
    figures: Figures
    pairs: tuple[Pair, ...]
    more: Mapping[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "title": self.title, "says": self.says, "made": list(self.made), **self.more,
            "figures": asdict(self.figures), "events": [_pair(p) for p in self.pairs],
        }  # fmt: skip


def _pair(p: Pair) -> dict[str, Any]:
    return {**asdict(p), "hit": p.hit, "parties": p.parties}
