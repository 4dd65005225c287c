"""The value that the parts of the factuality engine hand to each other."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.language.labels import Dep
from dateline.record import Factuality

SUBJECTS = Dep.ANY_SUBJECT


@dataclass(frozen=True, slots=True)
class Status:
    """A status with the rule and the cue (token index) that gave it. ``final``: no governor can change it."""

    value: Factuality
    rule: str
    cue: int | None = None
    final: bool = False


ASSERTED = Status("asserted", "default")
