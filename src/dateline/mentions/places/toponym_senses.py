"""Which place each name means: one sense a name and story, by size, by what the story says and by its company.

In: toponyms with their candidates. Out: one candidate for each. One sense a story and minimal distance are the ideas
of Leidner (2007, Toponym Resolution in Text); beliefs are passed round a few times instead of searching all readings.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.knowledge.world.gazetteer import Candidate, normal
from dateline.mentions.places.toponyms import Toponym, contains

ROUNDS = 3
# Names that are counted in one cell: more say no more, and a gazetteer given as a story must not take forever.
CROWD = 30


@dataclass(frozen=True, slots=True)
class Hint:
    """Where the story's paper or a telephone number in it points: a point, a country, a province."""

    country: str | None = None
    admin1: str | None = None
    point: tuple[float, float] | None = None
    weight: float = 1.0
    host: str = ""


Key = tuple[str, str]


def choose(found: Sequence[Toponym], hints: Sequence[Hint]) -> list[Candidate]:
    """The place that each toponym means."""
    groups: dict[Key, list[int]] = defaultdict(list)
    for n, t in enumerate(found):
        groups[(t.key, t.inside.key if t.inside else "")].append(n)
    sets = {k: _candidates(found, members) for k, members in groups.items()}
    _share_containers(groups, sets)
    hosts = "".join(h.host for h in hints)
    base = {k: _prior(k[0], sets[k], len(k[0]) > 4 and k[0].replace(" ", "") in hosts) for k in sets}
    belief = {k: _softmax(base[k]) for k in sets}
    for _ in range(ROUNDS):
        context = _context(groups, sets, belief)
        belief = {
            k: _softmax(
                [b + _support(c, k, len(groups[k]), context, hints) for c, b in zip(sets[k], base[k], strict=True)]
            )
            for k in sets
        }
    chosen: list[Candidate] = [found[0].candidates[0]] * len(found) if found else []
    for k, members in groups.items():
        best = max(range(len(sets[k])), key=lambda n: (belief[k][n], -n))
        for n in members:
            chosen[n] = sets[k][best]
    return chosen


def _candidates(found: Sequence[Toponym], members: list[int]) -> tuple[Candidate, ...]:
    """What a group may mean: of a name with its container only places inside it."""
    t = found[members[0]]
    if t.inside is not None:
        held = tuple(c for c in t.candidates if any(contains(o, c) for o in t.inside.candidates))
        if held:
            return held
    return t.candidates


def _share_containers(groups: dict[Key, list[int]], sets: dict[Key, tuple[Candidate, ...]]) -> None:
    """A bare "Paris" takes the sense of the story's "Paris, Texas"."""
    narrowed: dict[str, list[Key]] = defaultdict(list)
    for k in groups:
        if k[1]:
            narrowed[k[0]].append(k)
    for key, (first, *others) in narrowed.items():
        if (key, "") in sets and not others and len(sets[first]) < len(sets[(key, "")]):
            sets[(key, "")] = sets[first]


def _prior(key: str, candidates: tuple[Candidate, ...], own_town: bool) -> list[float]:
    """What speaks for each place of a name before the story is read."""
    scores = [_base(c, own_town) for c in candidates]
    provinces = max((c.population for c in candidates if c.type == "admin1"), default=0)
    for n, c in enumerate(candidates):
        if c.alias:
            # "Kiev" is a spelling of Kyiv; "Berea" is a name that Aleppo had once.
            scores[n] -= 1.0 if key[:1] == normal(c.name)[:1] else 2.0
        if c.type == "country" and 0 < c.population < provinces:
            # "Georgia" is as often the larger state.
            scores[n] -= 1.5
    return scores


def _base(c: Candidate, own_town: bool = False) -> float:
    """What speaks for a place before the story is read. A paper's own town need not be famous, nor a country."""
    if own_town:
        return (
            {"city": 4.5, "admin2": 3.5}.get(c.type, 4.0)
            - (1.5 if c.alias else 0.0)
            + 0.1 * math.log10(c.population + 10)
        )
    if c.type == "country":
        return 6.5
    if c.type in {"region", "other"}:
        return 4.5
    if c.type == "admin1":
        return 4.1 if c.population else 1.6
    if c.type == "admin2":
        return 1.5
    value = 0.75 * math.log10(c.population + 10)
    return value + (1.5 if c.feature == "PPLC" else 0.0)


def _softmax(scores: list[float]) -> list[float]:
    top = max(scores)
    raised = [math.exp(1.5 * (s - top)) for s in scores]
    total = sum(raised)
    return [r / total for r in raised]


@dataclass
class _Context:
    """How much of the story lies where: by country, by province, by cell of one degree."""

    countries: dict[str, float]
    provinces: dict[tuple[str, str], float]
    own: dict[Key, dict[str | tuple[str, str], float]]
    cells: dict[tuple[int, int], dict[Key, float]]
    total: float


def _weight(n: int) -> float:
    return 1.0 + math.log(n)


def _context(
    groups: dict[Key, list[int]], sets: dict[Key, tuple[Candidate, ...]], belief: dict[Key, list[float]]
) -> _Context:
    """What all names of a story, as they are believed in now, say of its countries, provinces and neighbourhoods."""
    countries: dict[str, float] = defaultdict(float)
    provinces: dict[tuple[str, str], float] = defaultdict(float)
    cells: dict[tuple[int, int], dict[Key, float]] = defaultdict(dict)
    own: dict[Key, dict[str | tuple[str, str], float]] = defaultdict(lambda: defaultdict(float))
    total = 0.0
    for k, members in groups.items():
        weight = _weight(len(members))
        total += weight
        for c, p in zip(sets[k], belief[k], strict=True):
            if p < 0.02:
                continue
            if c.country:
                countries[c.country] += weight * p
                own[k][c.country] += weight * p
                if c.admin1 and c.type != "country":
                    province = (c.country, normal(c.admin1))
                    provinces[province] += weight * p
                    own[k][province] += weight * p
            if c.type in {"city", "admin2", "other"}:
                cell = cells[_cell(c)]
                if k in cell or len(cell) < CROWD:
                    cell[k] = max(cell.get(k, 0.0), p)
    return _Context(countries, provinces, own, cells, total)


def _cell(c: Candidate) -> tuple[int, int]:
    return math.floor(c.lat), math.floor(c.lon)


def _support(c: Candidate, key: Key, size: int, context: _Context, hints: Sequence[Hint]) -> float:
    """What the rest of the story says for a place; the name's own mentions, in any sense, are left out."""
    value = 0.0
    others = max(context.total - _weight(size), 1.0)
    own = context.own[key]
    if c.country:
        value += 1.5 * min(1.0, max(0.0, context.countries.get(c.country, 0.0) - own[c.country]) / others)
        if c.admin1 and c.type != "country":
            province = (c.country, normal(c.admin1))
            there = max(0.0, context.provinces.get(province, 0.0) - own[province])
            value += 5.0 * min(1.0, there / others) + 0.5 * min(1.0, there)
    if c.type in {"city", "admin2", "other"}:
        value += min(1.6, 0.8 * _neighbours(c, key, context))
    return value + sum(_hinted(c, h) for h in hints)


def _neighbours(c: Candidate, key: Key, context: _Context) -> float:
    row, column = _cell(c)
    near: dict[Key, float] = {}
    for r in (row - 1, row, row + 1):
        for q in (column - 1, column, column + 1):
            for k, p in context.cells.get((r, q), {}).items():
                if k[0] != key[0]:
                    near[k] = max(near.get(k, 0.0), p)
    return sum(near.values())


def _hinted(c: Candidate, hint: Hint) -> float:
    value = 0.0
    if hint.country and c.country == hint.country:
        value += 0.6
        if hint.admin1 and c.admin1 and normal(c.admin1) == normal(hint.admin1):
            value += 1.4
    if hint.point and c.type != "country" and abs(c.lat - hint.point[0]) < 1.5 and abs(c.lon - hint.point[1]) < 1.8:
        value += 1.5
    return value * hint.weight


def near(c: Candidate, places: Sequence[Candidate]) -> bool:
    """True where a town or county lies within a day's errand of another one, or in a province that the story names."""
    for p in places:
        if p.country != c.country or p.type in {"country", "region"}:
            continue
        if p.type == "admin1":
            if c.admin1 and normal(c.admin1) == normal(p.admin1 or p.name):
                return True
        elif abs(p.lat - c.lat) < 0.9 and abs(p.lon - c.lon) < 1.2:
            return True
    return False
