"""The type of what one actor did to another, both given. Interim: no answer."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.record import Factuality
from dateline.tools import Tools


@dataclass(frozen=True, slots=True)
class PairAnswer:
    """What ``source`` does to ``target`` in a sentence, None where nothing is found."""

    event_type: str | None
    factuality: Factuality
    confidence: float
    rule: str


def type_of_pair(sentence: str, source: str, target: str, tools: Tools) -> PairAnswer:
    """Name the PLOVER type of the event between two given strings of a sentence."""
    return PairAnswer(None, "asserted", 0.0, "interim")
