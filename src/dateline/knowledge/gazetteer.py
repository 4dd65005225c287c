"""The section ``gazetteer`` of the knowledge: places by name, countries by code, distances.

Two parts: a built, read-only SQLite file of towns and administrative units (GeoNames, CC BY 4.0; made by
``scripts/build_gazetteer.py``) that is asked name by name, and small CSV tables that people edit (countries, provinces,
seas, disputed areas, demonyms), held in memory. A user's folder adds tables of the same columns.
"""

from __future__ import annotations

import csv
import math
import os
import re
import sqlite3
import threading
import unicodedata
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from dateline.errors import KnowledgeError
from dateline.knowledge.files import SHIPPED, Layers

BUILT = SHIPPED / "places" / "gazetteer.sqlite"
TYPES = frozenset({"country", "admin1", "admin2", "city", "region", "other"})
EARTH_KM = 6371.0088
FILTER_BITS = 1 << 22
KINDS = {"ADM1": "admin1", "ADM2": "admin2"}
SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "pt": "point"}
NOT_NAME = re.compile(r"[^a-z0-9& ]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean.

    Attributes:
        geonameid: GeoNames id, None where it isn't known for sure.
        name: its usual English name.
        lat, lon: degrees, WGS 84; of an area its middle.
        country: ISO 3166-1 alpha-3, None for seas, continents and the like.
        admin1: name of the first-level unit that holds it.
        feature: GeoNames feature code.
        population: inhabitants, 0 where unknown.
        type: ``country``, ``admin1``, ``admin2``, ``city``, ``region`` or ``other``.
        alias: True where the name looked up is only an alternate name of the place.
    """

    geonameid: int | None
    name: str
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    feature: str
    population: int
    type: str
    alias: bool = False


@lru_cache(maxsize=100_000)
def normal(name: str) -> str:
    """The form under which a name is looked up: no accents, no marks, lower case, St. and Mt. written out."""
    text = name.replace("’", "'").replace("'s ", " ").replace("'", "").replace("-", " ").replace("/", " ")
    if not text.isascii():
        text = text.replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("Ł", "L").replace("ß", "ss")
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = NOT_NAME.sub("", text.lower()).split()
    return " ".join(SHORT.get(w, w) for w in words)


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points given as (lat, lon) in degrees."""
    p, q, r, s = math.radians(a[0]), math.radians(a[1]), math.radians(b[0]), math.radians(b[1])
    h = math.sin((r - p) / 2) ** 2 + math.cos(p) * math.cos(r) * math.sin((s - q) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def filter_bits(key: str) -> tuple[int, int, int]:
    """The bits of the Bloom filter that a name sets."""
    data = key.encode()
    one, two = zlib.crc32(data), zlib.adler32(data) * 2654435761
    return one % FILTER_BITS, (one ^ two) % FILTER_BITS, (one + (two >> 7)) % FILTER_BITS


class Towns:
    """The built file, opened on first use, once a thread and process; it is never written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._bits = b""

    def __reduce__(self) -> tuple[type[Towns], tuple[Path]]:
        return type(self), (self.path,)

    def ask(self, key: str) -> tuple[tuple[Candidate, ...], bool]:
        """Places of a normalised name, and whether the name is also a common English word."""
        if not self._bits:
            self._bits = self._connection().execute("SELECT bits FROM filter").fetchone()[0]
        bits = self._bits
        for bit in filter_bits(key):
            if not bits[bit >> 3] >> (bit & 7) & 1:
                return (), False
        query = "SELECT lines FROM blocks WHERE first <= ? ORDER BY first DESC LIMIT 1"
        block = self._connection().execute(query, (key,)).fetchone()
        if block is None:
            return (), False
        text = b"\n" + zlib.decompress(block[0])
        wanted = b"\n" + key.encode() + b"\t"
        found = []
        at = text.find(wanted)
        while at >= 0:
            end = text.index(b"\n", at + 1)
            found.append(text[at + 1 : end].decode().split("\t"))
            at = text.find(wanted, end)
        return tuple(_town(cells) for cells in found), any("w" in cells[1] for cells in found)

    def _connection(self) -> sqlite3.Connection:
        # A connection must not cross a fork or a thread, so each has its own.
        if getattr(self._local, "pid", None) != os.getpid():
            uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            self._local.connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._local.pid = os.getpid()
        connection: sqlite3.Connection = self._local.connection
        return connection


def _town(cells: list[str]) -> Candidate:
    _, marks, number, name, lat, lon, country, admin1, feature, population = cells
    return Candidate(
        int(number) or None, name, int(lat) / 1e4, int(lon) / 1e4, country, admin1 or None, feature, int(population),
        KINDS.get(feature, "city"), "*" in marks,
    )  # fmt: skip


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
    outlets: Mapping[str, tuple[float, float, str, str | None]]
    codes: Mapping[str, tuple[str, str]]
    exact: frozenset[str]
    capitals_only: frozenset[str]
    false_starts: frozenset[str]
    capital_names: Mapping[str, str]
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
            rest.sort(key=lambda t: (-t.population, t.geonameid or 0, t.name))
            found = ((*written, *rest), word)
            if len(self._memory) > 50_000:
                self._memory.clear()
            self._memory[key] = found
        return found


def load(layers: Layers) -> Gazetteer:
    """Read the CSV tables and point to the built file.

    Raises:
        KnowledgeError: a row of a table lacks a name or has a wrong type or point.
    """
    written: dict[str, list[Candidate]] = {}
    countries: dict[str, Candidate] = {}
    states: dict[str, Candidate] = {}
    seats: dict[str, str] = {}
    exact: set[str] = set()
    capitals: set[str] = set()
    nations: dict[str, Candidate] = {}
    for table in ("countries", "admin1", "regions", "more*"):
        for row, file, line in layers.rows(f"places/{table}.csv"):
            place = _read(row, file, line)
            names = [place.name, *filter(None, row.get("aliases", "").split("|"))]
            for n, key in enumerate(dict.fromkeys(map(normal, names))):
                kept = [c for c in written.get(key, []) if (c.type, c.country) != (place.type, place.country)]
                written[key] = [*kept, place if n == 0 or place.type != "city" else _as_alias(place)]
            exact.update(n.lower() for n in names if n[:4].lower() == "the ")
            capitals.update(normal(n) for n in names if n.replace(".", "").isupper() and len(n.replace(".", "")) < 6)
            if place.type == "country" and place.country:
                countries[place.country] = place
                seats[place.country] = row.get("capital") or place.name
            for short in filter(None, (row.get("abbreviations") or "").split("|")):
                states[short] = place
            for word in filter(None, (row.get("demonyms") or "").split("|")):
                nations.setdefault(word.lower(), place)
    for row, file, line in layers.rows("places/demonyms.csv"):
        holders = written.get(normal(row["place"]))
        if not holders:
            raise KnowledgeError(file, line, f"no place {row['place']!r} in the tables")
        for word in row["words"].split("|"):
            nations[word.lower()] = holders[0]
    for found in written.values():
        for c in found:
            if c.type == "admin1" and c.country in {"USA", "CAN", "AUS"}:
                states.setdefault(c.name, c)
    cues = _cues(layers)
    starts = frozenset(re.split(r"[ -]", w)[0].lower() for w in cues["not_places"])
    return Gazetteer(
        Towns(BUILT), {k: tuple(v) for k, v in written.items()}, countries, nations, states,
        _people(layers, "given_names"), _people(layers, "surnames"), cues, _outlets(layers), _codes(layers),
        frozenset(exact), frozenset(capitals), starts, seats,
    )  # fmt: skip


def _read(row: dict[str, str], file: str, line: int) -> Candidate:
    kind = (row.get("type") or "").strip()
    if not (row.get("name") or "").strip() or kind not in TYPES:
        raise KnowledgeError(file, line, f"a name and one of the types {', '.join(sorted(TYPES))} are wanted")
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


def _as_alias(c: Candidate) -> Candidate:
    return Candidate(c.geonameid, c.name, c.lat, c.lon, c.country, c.admin1, c.feature, c.population, c.type, True)


def _people(layers: Layers, table: str) -> frozenset[str]:
    return frozenset(w for row, _, _ in layers.rows(f"places/{table}.csv") for w in row["names"].lower().split())


def _cues(layers: Layers) -> dict[str, frozenset[str]]:
    return {
        e.data["id"]: frozenset(map(str, e.data["words"]))
        for name in ("cues", "where")
        for e in layers.entries(f"places/{name}.yaml")
    }


def _outlets(layers: Layers) -> dict[str, tuple[float, float, str, str | None]]:
    return {
        row["outlet"].lower(): (float(row["lat"]), float(row["lon"]), row["country"], row["admin1"] or None)
        for row, _, _ in layers.rows("places/outlets.csv")
    }


def _codes(layers: Layers) -> dict[str, tuple[str, str]]:
    return {
        code: (row["country"], row["admin1"])
        for row, _, _ in layers.rows("places/telephone.csv") for code in row["codes"].split()
    }  # fmt: skip


def tables(folder: Path) -> Iterator[dict[str, str]]:
    """All rows of the CSV tables of one folder: what ``dateline check`` walks through."""
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
