"""Where an event happened: its own place among the mentions. Interim: none."""

from __future__ import annotations

from dateline.mentions.types import Mentions
from dateline.record import Decision, Place
from dateline.spans import Span


def place_of(mentions: Mentions, trigger: int, evidence: Span) -> tuple[Place | None, Decision]:
    """The place of the event that token ``trigger`` names: of its clause, else the nearest governing one, or None."""
    return None, Decision("place", "interim")
