"""A story as linking sees it: what is compared with other stories, small enough to be kept beside the record."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dateline.linking.texts import Weights


@dataclass(frozen=True, slots=True)
class Where:
    """A place of a scene. ``wide``: a country or a first-level unit, which holds other places."""

    name: str
    id: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody who is quoted. ``key``: who it is in any story, None for one who can't be told from others."""

    name: str
    key: str | None
    kind: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of people as one telling has it; the fields are those of ``record.Count``, ``words`` as written."""

    what: str
    low: int | None
    high: int | None
    exact: bool
    words: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One event as one story tells it.

    Attributes:
        actors, recipients: names as the story has them; ``who``: the actors in any story, as in ``Scene.actors``.
        said_by: the chain, outermost first; empty where the outlet says it itself.
        accuser: of an accusation, who makes it.
        cue: the words that say that the innermost source speaks.
        quote: the content of the innermost statement, or the evidence where nobody is quoted.
        start: where the trigger stands in the text.
    """

    id: str
    event_type: str
    modes: tuple[str, ...]
    factuality: str
    trigger: str
    start: int
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    who: tuple[str, ...]
    said_by: tuple[Source, ...]
    accuser: Source | None
    stance: str | None
    cue: str
    quote: str
    figures: tuple[Figure, ...]

    @property
    def speaker(self) -> Source | None:
        """The innermost of the chain: who is said to say so."""
        return self.said_by[-1] if self.said_by else None


@dataclass(frozen=True, slots=True)
class Scene:
    """Events of one story that tell of one happening.

    Attributes:
        id: of its first event.
        tellings: its events, in text order.
        types: their event types; ``conflict``: whether they are of quads 3 and 4.
        actors, recipients: who they are in any story: ids of the register, names of others in lower case.
        parties: the words of their names.
        days: first and last day (ordinals) that the events' own dates allow, None where none has a date.
        places: where the text puts them.
        counts: numbers of people, as ``killed 12``.
        words: weights of the words of its sentences.
        lead: whether it is what the story is about.
        ahead: whether some of it is yet to come.
    """

    id: str
    tellings: tuple[Telling, ...]
    types: tuple[str, ...]
    conflict: bool
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    parties: tuple[str, ...]
    days: tuple[int, int] | None
    places: tuple[Where, ...]
    counts: tuple[str, ...]
    words: Weights
    lead: bool
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class LinkedStory:
    """A story with its scenes.

    Attributes:
        day: of publication (ordinal), None where it isn't known.
        agency: whom it credits with its text, and ``credit``: the rule that found the credit.
        words: weights of the whole text.
        keys: words that it is looked up by.
        cast: the words of the names of everybody in it.
    """

    id: str
    day: int | None
    outlet: str | None
    published: str | None
    headline: str | None
    agency: str | None
    credit: str | None
    words: Weights
    keys: tuple[str, ...]
    cast: frozenset[str]
    scenes: tuple[Scene, ...]

    def to_plain(self) -> dict[str, Any]:
        """As lists and dictionaries."""
        return dataclasses.asdict(self) | {"cast": sorted(self.cast)}

    @classmethod
    def from_plain(cls, row: Mapping[str, Any]) -> LinkedStory:
        """Read back what ``to_plain`` gave."""
        lists = {
            "keys": tuple(row["keys"]),
            "cast": frozenset(row["cast"]),
            "scenes": tuple(map(_scene, row["scenes"])),
        }
        return cls(**{**row, **lists})


def _scene(row: Mapping[str, Any]) -> Scene:
    lists = {name: tuple(row[name]) for name in ("types", "actors", "recipients", "parties", "counts")}
    days = tuple(row["days"]) if row["days"] else None
    places = tuple(Where(**p) for p in row["places"])
    return Scene(**{**row, **lists, "days": days, "places": places, "tellings": tuple(map(_telling, row["tellings"]))})


def _telling(row: Mapping[str, Any]) -> Telling:
    lists = {name: tuple(row[name]) for name in ("modes", "actors", "recipients", "who")}
    made = {
        "said_by": tuple(Source(**s) for s in row["said_by"]),
        "accuser": Source(**row["accuser"]) if row.get("accuser") else None,
        "figures": tuple(Figure(**f) for f in row["figures"]),
    }
    return Telling(**{**row, **lists, **made})
