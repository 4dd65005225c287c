"""What states and territories are called: their names, and what other collections of events call them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dateline.knowledge.files import Layers

FILES = "actors/codes.csv"
NAMES = "actors/country_names.csv"


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory; a code that there is none of is empty.

    Attributes:
        iso3: ISO 3166-1 alpha-3.
        name: usual English name.
        cow: number in the state system of the Correlates of War project (v2016), as it is today.
        numeric: ISO 3166-1 number, with its zeros.
        fips: FIPS 10-4 code.
        region: as ACLED parts the world.
        wikipedia: title of the article in the English Wikipedia.
    """

    iso3: str
    name: str
    cow: str
    numeric: str
    fips: str
    region: str
    wikipedia: str


def names(layers: Layers, side: Literal["actor", "place"]) -> Mapping[str, tuple[str, ...]]:
    """The names that a country has as an actor or as a place, by ISO code, the usual one first.

    Raises:
        KnowledgeError: a table is no readable CSV.
    """
    found: dict[str, list[str]] = {}
    for row, _, _ in layers.rows(NAMES):
        if row.get("only") in {"", None, side}:
            found.setdefault(row["country"], []).append(row["name"])
    return {country: tuple(held) for country, held in found.items()}


def usual_names(layers: Layers) -> dict[str, str]:
    """What a country is called on a map, by ISO code."""
    return {country: held[0] for country, held in names(layers, "place").items()}


def load(layers: Layers) -> Mapping[str, State]:
    """The states by ISO code; a row of a later folder takes the place of an earlier one of its code.

    Raises:
        KnowledgeError: a table is no readable CSV.
    """
    usual = usual_names(layers)
    rows = ({"name": usual.get(row["iso3"], ""), **row} for row, _, _ in layers.rows(FILES))
    return {row["iso3"]: State(**{name: row.get(name) or "" for name in State.__slots__}) for row in rows}
