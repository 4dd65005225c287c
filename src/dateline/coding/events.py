"""The value of the coding stage: Statements > Events. What happened."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.attribution.statements import Statements
from dateline.record import Event, Limit


@dataclass(frozen=True)
class Events:
    """The statements of a story with the events in it, in text order of their triggers.

    ``limits`` tells what was left out.
    """

    statements: Statements
    events: tuple[Event, ...]
    limits: tuple[Limit, ...] = ()
