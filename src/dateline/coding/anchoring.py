"""When and where: an event's own date and place among the mentions. Interim: none."""

from __future__ import annotations

from dateline.coding.where import place_of
from dateline.mentions.types import Mentions
from dateline.record import Date, Decision
from dateline.spans import Span

__all__ = ["date_of", "place_of"]


def date_of(mentions: Mentions, trigger: int, evidence: Span) -> tuple[Date | None, Decision]:
    """The date of the event that token ``trigger`` names: the expression that governs it, or None."""
    return None, Decision("date", "interim")
