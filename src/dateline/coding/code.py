"""Statements > Events. Interim: no events."""

from __future__ import annotations

from dateline.attribution.types import Statements
from dateline.coding.opinion import Opinion
from dateline.coding.types import Events
from dateline.knowledge.load import Knowledge


def code_events(statements: Statements, knowledge: Knowledge, opinion: Opinion | None = None) -> Events:
    """Find what happened in a story: who did what to whom."""
    return Events(statements, ())
