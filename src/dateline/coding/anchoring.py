"""When and where: an event's own date and place among the mentions. Interim: none."""

from __future__ import annotations

from dateline.mentions.types import Mentions
from dateline.record import Date, Decision, Place
from dateline.spans import Span


def date_of(mentions: Mentions, trigger: int, evidence: Span) -> tuple[Date | None, Decision]:
    """The date of the event that token ``trigger`` names: the expression that governs it, or None."""
    return None, Decision("date", "interim")


def place_of(mentions: Mentions, trigger: int, evidence: Span) -> tuple[Place | None, Decision]:
    """The place of the event that token ``trigger`` names: of its clause, else the nearest governing one, or None."""
    return None, Decision("place", "interim")
