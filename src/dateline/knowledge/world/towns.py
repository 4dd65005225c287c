"""The built gazetteer file: towns and administrative units of GeoNames (https://www.geonames.org, CC BY 4.0) by name.

Made by ``scripts/build_gazetteer.py``: a read-only SQLite file of compressed blocks of sorted lines, with a Bloom
filter that answers at once for words that are no names (Bloom 1970, CACM 13). It opens in milliseconds and is never
written.
"""

from __future__ import annotations

import math
import os
import re
import sqlite3
import threading
import unicodedata
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dateline.knowledge.files import SHIPPED

BUILT = SHIPPED / "world" / "places" / "gazetteer.sqlite"
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
