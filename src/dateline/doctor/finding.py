"""What one look gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "note", "fault"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        what: the thing.
        state: ``ok``; ``note`` for what is worth knowing and stops nothing; ``fault`` for what must be mended.
        says: what was found.
        do: what to do about it, empty where there is nothing to do.
    """

    what: str
    state: State
    says: str
    do: str = ""
