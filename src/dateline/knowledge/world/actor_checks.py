"""Faults of the actor tables that loading lets pass: impossible dates, doubled names, unknown codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.errors import KnowledgeError
from dateline.knowledge.files import Layers
from dateline.knowledge.kinds.base.codes import SECTORS
from dateline.knowledge.world.spelling import name_key

# PLOVER codes for actors that belong to no country.
BEYOND = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
BODIES = ("organs", "armed_groups", "organisations", "media", "companies")


def check(layers: Layers) -> Iterator[KnowledgeError]:
    """All faults of the actor tables."""
    states = {
        row["iso3"] for table in ("countries", "countries_hand") for row, _, _ in layers.rows(f"actors/{table}.csv")
    }
    countries = states | BEYOND
    yield from _nations(layers, states)
    yield from _names(layers, states | {row["iso3"] for row, _, _ in layers.rows("actors/codes.csv")})
    yield from _bodies(layers, countries)
    yield from _persons(layers, states)
    for table in ("parties", "regions", "groups"):
        for row, file, line in layers.rows(f"actors/{table}.csv"):
            for country in row.get("countries", row.get("country", "")).split("|"):
                if country not in countries:
                    yield KnowledgeError(file, line, f"country {country!r} is unknown")


def _once(layers: Layers, table: str, column: str, states: set[str]) -> Iterator[KnowledgeError]:
    """Faults of a table that gives countries words: a country that is unknown, a word that it has twice in one file."""
    seen: dict[tuple[str, str, str], int] = {}
    for row, file, line in layers.rows(f"actors/{table}.csv"):
        if row["country"] not in states:
            yield KnowledgeError(file, line, f"country {row['country']!r} is unknown")
        key = (file, row["country"], row[column])
        if seen.setdefault(key, line) != line:
            yield KnowledgeError(file, line, f"{row[column]!r} stands in line {seen[key]} too")


def _nations(layers: Layers, states: set[str]) -> Iterator[KnowledgeError]:
    """Faults of the words for a country's people: whose, or twice."""
    return _once(layers, "nations", "word", states)


def _names(layers: Layers, states: set[str]) -> Iterator[KnowledgeError]:
    """Faults of the names of countries: whose, twice, or for one side alone without a reason."""
    yield from _once(layers, "country_names", "name", states)
    for row, file, line in layers.rows("actors/country_names.csv"):
        if row.get("only") and not row.get("why"):
            yield KnowledgeError(
                file, line, f"why is {row['name']!r} for {row['only']}s only? A word in `why` is wanted"
            )


def _bodies(layers: Layers, countries: set[str]) -> Iterator[KnowledgeError]:
    ids: dict[str, str] = {}
    names: dict[tuple[str, str], str] = {}
    for table in BODIES:
        for row, file, line in layers.rows(f"actors/{table}.csv"):
            key = row["id"]
            if not key or not row["name"]:
                yield KnowledgeError(file, line, "id and name are wanted")
            if ids.setdefault(key, file) != file:
                yield KnowledgeError(file, line, f"id {key!r} stands in {ids[key]} too")
            yield from _codes(row, file, line, countries)
            for name in dict.fromkeys(n for n in (row["name"], *row["aliases"].split("|")) if n):
                holder = names.setdefault((name, row["country"]), key)
                if holder != key:
                    yield KnowledgeError(file, line, f"name {name!r} is that of {holder!r} too")


def _codes(row: dict[str, str], file: str, line: int, countries: set[str]) -> Iterator[KnowledgeError]:
    if row["country"] and row["country"] not in countries:
        yield KnowledgeError(file, line, f"country {row['country']!r} is unknown")
    for sector in row["sectors"].split("|"):
        if sector and sector not in SECTORS:
            yield KnowledgeError(file, line, f"sector {sector!r} is unknown")
    if row.get("wikidata") and not re.fullmatch(r"Q\d+", row["wikidata"]):
        yield KnowledgeError(file, line, f"{row['wikidata']!r} is no Wikidata id")


def _persons(layers: Layers, states: set[str]) -> Iterator[KnowledgeError]:
    """Faults of the tables of persons: of a user's alone where there are some, since the test suite checks ours."""
    checked = layers.own if len(layers.folders) > 1 else layers
    for table in ("persons_hand", "persons"):
        seen: dict[tuple[str, str, str], int] = {}
        for row, file, line in _rows(layers, checked, f"actors/{table}.csv"):
            if not row["name"]:
                yield KnowledgeError(file, line, "a person needs a name")
            if row["country"] and row["country"] not in states:
                yield KnowledgeError(file, line, f"country {row['country']!r} is unknown")
            if table == "persons_hand":
                key = (file, name_key(row["name"]), row["country"])
                if seen.setdefault(key, line) != line:
                    yield KnowledgeError(file, line, f"{row['name']!r} stands in line {seen[key]} too")
            for sector in (row.get("sectors") or "").split("|"):
                if sector and sector not in SECTORS:
                    yield KnowledgeError(file, line, f"sector {sector!r} is unknown")
            for post in row["posts"].split("; "):
                reason = post_fault(post)
                if reason:
                    yield KnowledgeError(file, line, f"{row['name']}: post {post!r} {reason}")


def _rows(layers: Layers, checked: Layers, pattern: str) -> Iterator[tuple[dict[str, str], str, int]]:
    """The rows of tables that stand in the folders to be checked."""
    for path in checked.paths(pattern):
        yield from layers.table(path)


def post_fault(post: str) -> str | None:
    """What is wrong with a post as the tables write it, or None."""
    if not post:
        return None
    times, _, role = post.partition(" ")
    start, dots, end = times.partition("..")
    end = end.removeprefix("?")
    if not dots or not role:
        return "isn't written FROM..UNTIL ROLE"
    if any(d and not DATE.fullmatch(d) for d in (start, end)):
        return "has an impossible date"
    if start and end and end[: len(start)] < start[: len(end)]:
        return "ends before it starts"
    return None
