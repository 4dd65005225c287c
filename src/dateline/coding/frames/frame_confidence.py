"""How sure an event is: the rule's own strength, the parties that it found, and how near they stand."""

from __future__ import annotations

from dateline.coding.frames.slots import Filled
from dateline.knowledge.frames import Rule


def confidence_of(rule: Rule, filled: Filled, recipient_needed: bool, named: bool) -> float:
    """Confidence from 0 to 1.

    Args:
        rule: the rule that fired.
        filled: the parties found.
        recipient_needed: the type makes no sense without a recipient.
        named: somebody with a name or a country is among the parties.
    """
    sure = rule.strength
    sure *= 1.0 if filled.actors else 0.8
    sure *= 1.0 if filled.recipients or not recipient_needed else 0.85
    sure *= 1.0 if named else 0.85
    return round(max(0.05, min(sure, 0.99)), 3)
