"""The section ``gazetteer`` of the knowledge: places by name, countries by code, distances.

Two parts: the built file of towns and administrative units (``towns.py``), asked name by name, and CSV tables that
people edit (countries, provinces, seas, disputed areas, demonyms), held in memory. In a user's folder every table
``places/*.csv`` with the columns name, type, lat, lon (and, where wanted, aliases, country, admin1, feature,
population, geonameid, demonyms, abbreviations; several values parted by ``|``) adds places. Demonyms of countries are
shared with the actors, ``actors/nations.csv``, and so are the names of those that ``countries.csv`` has no names for,
``actors/country_names.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from dateline.errors import KnowledgeError
from dateline.knowledge.files import Layers
from dateline.knowledge.kinds.files import read
from dateline.knowledge.kinds.places import PLACE_TYPES
from dateline.knowledge.kinds.words import WordListEntry
from dateline.knowledge.world.states import names
from dateline.knowledge.world.towns import BUILT, Candidate, Towns, kilometres, normal

__all__ = ["Candidate", "Gazetteer", "Outlet", "kilometres", "load", "normal"]

# Tables of the folder that hold something else than places, and those whose order matters.
OTHER = frozenset({"demonyms", "surnames", "outlets", "telephone"})
FIRST = ("countries", "admin1", "regions")
MEMORY = 50_000


@dataclass(frozen=True, slots=True)
class Outlet:
    """Where a paper or station is at home."""

    lat: float
    lon: float
    country: str
    admin1: str | None


@dataclass(frozen=True)
class Gazetteer:
    """Places by name.

    Attributes:
        towns: the built file.
        written: places of the CSV tables by normalised name.
        countries: ISO 3166-1 alpha-3 -> the country.
        demonyms: lower-case demonym -> the place that it stands for.
        states: abbreviation of a province ("Texas", "TX", "Tex.", "Ont.") -> the province.
        given_names, surnames: names of people, lower case.
        cues: words that tell a place name from other names, by kind.
        outlets: domain or outlet name, lower case -> the place that it writes for.
        codes: North American telephone area code -> the province.
        exact: names of the CSV tables that begin with "the", lower case.
        false_starts: first words of the names that are known to be no places.
        capital_names: ISO 3166-1 alpha-3 -> name of the capital.
        domains: ending of internet addresses ("uk") -> ISO 3166-1 alpha-3.
        capitals_only: names that are only names where they are written in capitals ("US", "CAR").
    """

    towns: Towns
    written: Mapping[str, tuple[Candidate, ...]]
    countries: Mapping[str, Candidate]
    demonyms: Mapping[str, Candidate]
    states: Mapping[str, Candidate]
    given_names: frozenset[str]
    surnames: frozenset[str]
    cues: Mapping[str, frozenset[str]]
    outlets: Mapping[str, Outlet]
    codes: Mapping[str, tuple[str, str]]
    exact: frozenset[str]
    capitals_only: frozenset[str]
    false_starts: frozenset[str]
    capital_names: Mapping[str, str]
    domains: Mapping[str, str]
    _memory: dict[str, tuple[tuple[Candidate, ...], bool]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def capitals(self) -> dict[str, Candidate]:
        """ISO 3166-1 alpha-3 -> the country's capital."""
        found = {}
        for iso3, name in self.capital_names.items():
            here = [c for c in self.lookup(name) if c.country == iso3 and c.type == "city"]
            if here:
                found[iso3] = here[0]
        return found

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """All places of this name, those of the CSV tables first, then by population."""
        return self.find(normal(name))[0]

    def find(self, key: str) -> tuple[tuple[Candidate, ...], bool]:
        """Like ``lookup`` for a normalised name; also says whether the name is a common English word."""
        found = self._memory.get(key)
        if found is None:
            towns, word = self.towns.ask(key)
            written = self.written.get(key, ())
            # A hand-written place replaces the built one that it describes better.
            known = {(c.type, c.country, normal(c.name)) for c in written} | {
                ("id", None, str(c.geonameid)) for c in written
            }
            rest = [
                t for t in towns
                if (t.type, t.country, normal(t.name)) not in known and ("id", None, str(t.geonameid)) not in known
            ]  # fmt: skip
            # "Mexico" is the country; that its capital is also called so matters to nobody.
            nations = {c.country for c in written if c.type == "country"}
            rest = [t for t in rest if t.country not in nations]
            # Nor is a town's old or lesser name asked for where a town of that very name is written down: Ariel.
            if any(c.type == "city" and not c.alias for c in written):
                rest = [t for t in rest if not t.alias]
            rest.sort(key=lambda t: (-t.population, t.geonameid or 0, t.name))
            found = ((*written, *rest), word)
            if len(self._memory) > MEMORY:
                self._memory.clear()
            self._memory[key] = found
        return found


class _Tables:
    """Places of the CSV tables while they are read."""

    def __init__(self, nations: Mapping[str, list[str]], called: Mapping[str, tuple[str, ...]]) -> None:
        self.nations = nations
        self.called = called
        self.written: dict[str, list[Candidate]] = {}
        self.countries: dict[str, Candidate] = {}
        self.states: dict[str, Candidate] = {}
        self.demonyms: dict[str, Candidate] = {}
        self.seats: dict[str, str] = {}
        self.domains: dict[str, str] = {}
        self.exact: set[str] = set()
        self.capitals_only: set[str] = set()

    def add(self, row: dict[str, str], file: str, line: int) -> None:
        """Take in one row."""
        if row.get("type") == "country" and not row.get("name"):
            usual, *others = self.called.get(row["country"]) or (row["country"],)
            row = row | {"name": usual, "aliases": "|".join(others)}
        place = _read(row, file, line)
        called = [place.name, *_cells(row, "aliases")]
        for n, key in enumerate(dict.fromkeys(map(normal, called))):
            kept = [c for c in self.written.get(key, []) if (c.type, c.country) != (place.type, place.country)]
            alias = n > 0 and place.type == "city"
            self.written[key] = [*kept, replace(place, alias=True) if alias else place]
        self.exact.update(n.lower() for n in called if n[:4].lower() == "the ")
        for name in called:
            bare = name.replace(".", "")
            if bare.isupper() and len(bare) < 6:
                self.capitals_only.add(normal(name))
        self.states.update((short, place) for short in _cells(row, "abbreviations"))
        if place.type == "admin1" and place.country in {"USA", "CAN", "AUS"}:
            self.states.setdefault(place.name, place)
        nation = self.nations.get(place.country or "", ()) if place.type == "country" else ()
        for word in (*nation, *_cells(row, "demonyms")):
            self.demonyms.setdefault(word.lower(), place)
        if place.type == "country" and place.country:
            self.countries[place.country] = place
            self.seats[place.country] = row.get("capital") or place.name
            if row.get("domain"):
                self.domains[row["domain"]] = place.country

    def add_demonyms(self, row: dict[str, str], file: str, line: int) -> None:
        """Take in one row of ``demonyms.csv``."""
        holders = self.written.get(normal(row["place"]))
        if not holders:
            raise KnowledgeError(file, line, f"no place {row['place']!r} in the tables")
        self.demonyms.update((word.lower(), holders[0]) for word in _cells(row, "words"))


def load(layers: Layers) -> Gazetteer:
    """Read the CSV tables and point to the built file.

    Raises:
        KnowledgeError: the built file is missing, or a row of a table lacks a name or has a wrong type or point.
    """
    if not BUILT.is_file():
        raise KnowledgeError(str(BUILT), 0, "the built gazetteer is missing; scripts/build_gazetteer.py makes it")
    tables = _Tables(_nations(layers), names(layers, "place"))
    stems = sorted({p.stem for p in layers.paths("places/*.csv")} - OTHER - set(FIRST))
    for stem in (*FIRST, *stems):
        for row, file, line in layers.rows(f"places/{stem}.csv"):
            tables.add(row, file, line)
    for row, file, line in layers.rows("places/demonyms.csv"):
        tables.add_demonyms(row, file, line)
    cues = {
        entry.id: frozenset(entry.words)
        for name in ("cues", "where")
        for entry in read(layers, f"places/{name}.yaml", WordListEntry)
    }
    return Gazetteer(
        towns=Towns(BUILT),
        written={k: tuple(v) for k, v in tables.written.items()},
        countries=tables.countries,
        demonyms=tables.demonyms,
        states=tables.states,
        given_names=_given_names(layers),
        surnames=_surnames(layers),
        cues=cues,
        outlets=_outlets(layers),
        codes=_codes(layers),
        exact=frozenset(tables.exact),
        capitals_only=frozenset(tables.capitals_only),
        false_starts=frozenset(re.split(r"[ -]", w)[0].lower() for w in cues["not_places"]),
        capital_names=tables.seats,
        domains=tables.domains,
    )


def _cells(row: dict[str, str], column: str) -> list[str]:
    return [c for c in (row.get(column) or "").split("|") if c]


def _read(row: dict[str, str], file: str, line: int) -> Candidate:
    """A place of a row.

    Raises:
        KnowledgeError: a name, type or number that can't be.
    """
    kind = (row.get("type") or "").strip()
    if not (row.get("name") or "").strip() or kind not in PLACE_TYPES:
        raise KnowledgeError(file, line, f"a name and one of the types {', '.join(PLACE_TYPES)} are wanted")
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
        number = int(row["geonameid"]) if row.get("geonameid") else None
        population = int(row.get("population") or 0)
    except (ValueError, KeyError, TypeError) as error:
        raise KnowledgeError(file, line, f"lat, lon, geonameid or population is no number: {error}") from error
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise KnowledgeError(file, line, f"no point on earth: {lat}, {lon}")
    return Candidate(
        number, row["name"].strip(), lat, lon, row.get("country") or None, row.get("admin1") or None,
        row.get("feature") or "RGN", population, kind,
    )  # fmt: skip


def _nations(layers: Layers) -> dict[str, list[str]]:
    """Words for the people of countries that say which country is meant, by country."""
    found: dict[str, list[str]] = {}
    for row, _, _ in layers.rows("actors/nations.csv"):
        if row.get("only") != "actor":
            found.setdefault(row["country"], []).append(row["word"])
    return found


def _given_names(layers: Layers) -> frozenset[str]:
    rows = (row for row, _, _ in layers.rows("actors/given_names.csv"))
    return frozenset(row["name"].lower() for row in rows if row.get("only") != "person")


def _surnames(layers: Layers) -> frozenset[str]:
    return frozenset(w for row, _, _ in layers.rows("places/surnames.csv") for w in row["names"].lower().split())


def _outlets(layers: Layers) -> dict[str, Outlet]:
    return {
        name.lower(): Outlet(float(row["lat"]), float(row["lon"]), row["country"], row["admin1"] or None)
        for row, _, _ in layers.rows("places/outlets.csv")
        for name in row["outlet"].split("|")
    }


def _codes(layers: Layers) -> dict[str, tuple[str, str]]:
    return {
        code: (row["country"], row["admin1"])
        for row, _, _ in layers.rows("places/telephone.csv")
        for code in row["codes"].split()
    }
