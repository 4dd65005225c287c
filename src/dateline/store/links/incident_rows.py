"""Rows of incidents as lists show them, and what one incident holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dateline.store.rows.typed_rows import bounds


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident in a list.

    Attributes:
        first_day, last_day: of its events, else of publication; None where none is known.
        stories: those that tell of it; ``outlets`` print them; ``texts`` with copies counted once.
        independent: origins that say that it happened: agencies, papers' own reporting, quoted sources.
        disputed: somebody denies what another one says, or two sources blame each other.
        differing: what is counted so that two accounts can't both be right.
        killed, injured: the least and the most that any account gives, as "12", "9-12", "24+".
    """

    id: str
    first_day: str | None
    last_day: str | None
    types: tuple[str, ...]
    who: tuple[str, ...]
    whom: tuple[str, ...]
    place: str | None
    country: str | None
    lat: float | None
    lon: float | None
    headline: str | None
    stories: int
    outlets: int
    texts: int
    independent: int
    disputed: bool
    differing: tuple[str, ...]
    killed: str | None
    injured: str | None

    @property
    def reports(self) -> str:
        """How many independent reports in how many stories; one story may quote several sources, or only expect."""
        told = "report" if self.independent == 1 else "reports"
        return f"{self.independent or 'no'} {told} in {self.stories} {'story' if self.stories == 1 else 'stories'}"

    @property
    def days(self) -> str:
        """Its day, the month where no more is known ("2031-05"), or its first and last day; empty where none is."""
        first, last = self.first_day or "", self.last_day or ""
        if not last or first == last:
            return first
        begun, ended = date.fromisoformat(first), date.fromisoformat(last)
        whole = begun.day == 1 and (ended + timedelta(days=1)).day == 1 and first[:7] == last[:7]
        return first[:7] if whole else f"{first} to {last}"

    @property
    def dispute(self) -> str:
        """What is not agreed on, in a word or two."""
        words = (["disputed"] if self.disputed else []) + [f"{w} differ" for w in self.differing]
        return ", ".join(words)


def span(low: int | None, high: int | None) -> str | None:
    """The least and the most of a count, None where nothing is counted."""
    return None if low is None and high is None else bounds(low, high)
