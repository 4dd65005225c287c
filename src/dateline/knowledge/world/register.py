"""The register of known actors: states, their organs, organisations, parties and persons with their posts by date.

Files (``knowledge/data/world/actors/``): ``countr*.csv``, ``nations.csv`` and the tables of bodies are indexed when
they are loaded; ``persons*.csv`` (27,000 rows) when the first name is looked up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, cast

from dateline.errors import KnowledgeError
from dateline.knowledge.files import Layers
from dateline.knowledge.kinds.actors import BODY_KINDS
from dateline.knowledge.world.actor_checks import check
from dateline.knowledge.world.persons import Known, Persons, Post
from dateline.knowledge.world.spelling import plain
from dateline.knowledge.world.states import names
from dateline.record import Kind

__all__ = ["Alias", "Known", "Persons", "Post", "Register", "alias_words", "check", "load"]

Form = Literal["name", "metonym", "loaded", "adjective", "people", "region"]
BODIES = ("organs", "armed_groups", "organisations", "media", "companies")
LONGEST_ABBREVIATION = 6
# Marks that a name may carry or leave out.
# Last words of names that texts also write small: "the Democratic party".
SMALL = frozenset({"party", "movement", "group", "government", "parliament", "army", "ministry"})
MIXED = re.compile(r"(?=.{2,5}$)[A-Z]+[a-z]+[A-Z]+")
MARKS = frozenset({"-", "–", "'", "’", "'s", "’s", "s"})


@dataclass(frozen=True, slots=True)
class Alias:
    """One way to name a known actor. ``caps``: only where it is written in capitals ("US", "WHO"); ``upper`` and
    ``closed``: the first, the last word begins with a capital letter. ``article``: only behind "The" ("The Times").
    ``exact``: the one spelling that counts, for short names of mixed letters ("LeT"), else empty.
    """

    words: tuple[str, ...]
    actor: str
    form: Form
    caps: bool
    upper: bool
    closed: bool = False
    article: bool = False
    exact: str = ""


def alias_words(name: str) -> tuple[str, ...]:
    """The words of a name as the index holds them: without accents, marks, possessive endings and a leading "the"."""
    for mark in ("'s ", "’s ", "' ", "’ "):
        name = name.replace(mark, " ")
    parts = [w for p in name.replace("-", " ").replace("–", " ").replace("/", " / ").split() if (w := plain(p) or p)]
    return tuple(parts[1:] if len(parts) > 1 and parts[0] == "the" else parts)


@dataclass(frozen=True)
class Register:
    """Known actors by id and by name."""

    actors: Mapping[str, Known]
    index: Mapping[str, tuple[Alias, ...]]
    layers: Layers = field(repr=False)

    @cached_property
    def persons(self) -> Persons:
        """Persons, read when first asked for."""
        return Persons(self.layers)

    def named(self, name: str) -> list[Known]:
        """All bodies and states of a name, in the order of the files."""
        words = alias_words(name)
        found = [a for a in self.index.get(words[0], ()) if a.words == words] if words else []
        caps = name.replace(".", "").isupper()
        return list(dict.fromkeys(self.actors[a.actor] for a in found if caps or not a.caps))

    def country_of(self, name: str) -> str | None:
        """The country that a name means, or in which the region of that name lies."""
        words = alias_words(name)
        found = [a for a in self.index.get(words[0], ()) if a.words == words] if words else []
        # "Valley" alone is not the town of The Valley.
        bare = not name.startswith("The ")
        found = [a for a in found if not (a.article and a.form == "metonym" and bare)]
        known = [(a, self.actors[a.actor]) for a in found]
        return next((k.country for a, k in known if k.id == k.country or a.form == "region"), None)

    def resolve(self, name: str, date: str | None = None, country: str | None = None) -> list[Known]:
        """Who a name may be, the likeliest first: states, bodies, then persons in office at the date."""
        bodies = [k for k in self.named(name) if country in (None, k.country)] or self.named(name)
        return bodies + [p for p in self.persons.find(name, date, country) if p not in bodies]


def load(layers: Layers) -> Register:
    """Read the actor tables.

    Raises:
        KnowledgeError: a row has an unknown kind.
    """
    build = _Builder({}, {})
    build.states(layers)
    for row, _, _ in layers.rows("actors/peoples.csv"):
        build.actors[row["id"]] = Known(row["id"], row["name"], "population", row.get("country") or None, ("CVL",))
        build.add(row["id"], row["people"].split("|"), "people")
        build.add(row["id"], row["adjectives"].split("|"), "adjective")
    for table in BODIES:
        for row, file, line in layers.rows(f"actors/{table}.csv"):
            build.actors[row["id"]] = _body(row, file, line)
            build.add(row["id"], [row["name"], *row["aliases"].split("|")], "name")
    for row, _, _ in layers.rows("actors/parties.csv"):
        build.party(row["name"], row["country"])
    for row, _, _ in layers.rows("actors/groups.csv"):
        build.group(row)
    for row, _, _ in layers.rows("actors/regions.csv"):
        build.region(row)
    index = {word: tuple(sorted(held, key=lambda a: -len(a.words))) for word, held in build.index.items()}
    return Register(build.actors, index, layers)


@dataclass(slots=True)
class _Builder:
    """The actors and the index while the tables are read."""

    actors: dict[str, Known]
    index: dict[str, list[Alias]]

    def add(self, actor: str, names: list[str], form: Form) -> None:
        """Index an actor under names; empty ones are passed over."""
        for name in names:
            words = alias_words(name)
            if not words:
                continue
            letters = name.replace(".", "").removeprefix("the ")
            alias = Alias(
                words, actor, form, letters.isupper() and len(letters) <= LONGEST_ABBREVIATION, name[0].isupper(),
                name.split()[-1][0].isupper() and words[-1] not in SMALL, name.startswith("The ") and len(words) == 1,
                name if MIXED.fullmatch(name) else "",
            )  # fmt: skip
            held = self.index.setdefault(words[0], [])
            if not any(
                a.words == words and a.actor == actor and a.caps <= alias.caps and a.closed <= alias.closed
                for a in held
            ):
                held.append(alias)

    def states(self, layers: Layers) -> None:
        """The states: the hand-made table first, the Factbook's for those that it lacks."""
        forms: tuple[tuple[str, Form], ...] = (("metonyms", "metonym"), ("loaded", "loaded"))
        nations, called = _nations(layers), names(layers, "actor")
        for row, _, _ in layers.rows("actors/countries_hand.csv"):
            self._state(row, called)
            for column, form in forms:
                self.add(row["iso3"], row[column].split("|"), form)
            self._people(row, nations)
        by_hand = frozenset(self.actors)
        for row, _, _ in layers.rows("actors/countries.csv"):
            if row["iso3"] not in by_hand:
                self._state(row, called)
                self._people(row, nations)
                self.add(row["iso3"], [row["capital"]], "metonym")

    def _people(self, row: dict[str, str], nations: Mapping[tuple[str, str], list[str]]) -> None:
        """The words for a state's people: those of the table of nations, and those of a user's row itself."""
        forms: tuple[tuple[str, Form], ...] = (("adjectives", "adjective"), ("people", "people"))
        for column, form in forms:
            self.add(row["iso3"], [*nations.get((row["iso3"], form), ()), *row.get(column, "").split("|")], form)

    def _state(self, row: Mapping[str, str], called: Mapping[str, tuple[str, ...]]) -> None:
        """A state under its names: those that a user's row itself has, else those of the table of names."""
        iso3, own = row["iso3"], [row.get(c) or "" for c in ("names", "name", "long_name")]
        held = [n for cell in own for n in cell.split("|") if n] or [*called.get(iso3, ())]
        usual = _usual(held) if held else iso3
        self.actors[iso3] = Known(iso3, usual, "government", iso3, ("GOV",), row.get("wikidata") or None)
        self.add(iso3, held, "name")

    def party(self, name: str, country: str) -> None:
        """A party of several words that no other table names in its country."""
        words = alias_words(name)
        held = self.index.get(words[0], ()) if words else ()
        if len(words) > 1 and not any(a.words == words and self.actors[a.actor].country == country for a in held):
            key = f"party-{country.lower()}-{'-'.join(words)}"
            self.actors[key] = Known(key, name, "party", country, ("PTY",))
            self.add(key, [name], "name")

    def group(self, row: dict[str, str]) -> None:
        """An armed group; one of several countries has none of its own."""
        countries = row["countries"].split("|")
        country = countries[0] if len(countries) == 1 else None
        self.actors[row["id"]] = Known(row["id"], row["name"], "armed_group", country, ("REB",))
        self.add(row["id"], [row["name"], *row["aliases"].split("|")], "name")

    def region(self, row: dict[str, str]) -> None:
        """A state of a federation, a province or a breakaway territory, whose government acts under its name."""
        self.actors[row["id"]] = Known(row["id"], row["name"], "government", row["country"], ("GOV",))
        self.add(row["id"], [row["name"], *row["aliases"].split("|")], "region")
        self.add(row["id"], row["adjectives"].split("|"), "adjective")


def _nations(layers: Layers) -> dict[tuple[str, str], list[str]]:
    """Words for the people of countries that say who acts, by country and form."""
    found: dict[tuple[str, str], list[str]] = {}
    for row, _, _ in layers.rows("actors/nations.csv"):
        if row.get("only") != "place":
            found.setdefault((row["country"], row["form"]), []).append(row["word"])
    return found


def _usual(held: list[str]) -> str:
    """A state's usual name: the first that isn't an abbreviation."""
    return next((n for n in held if not n.replace(".", "").isupper()), held[0])


def _body(row: dict[str, str], file: str, line: int) -> Known:
    if row["kind"] not in BODY_KINDS:
        raise KnowledgeError(file, line, f"kind {row['kind']!r} is unknown")
    sectors = tuple(s for s in row["sectors"].split("|") if s)
    kind = cast(Kind, row["kind"])
    return Known(row["id"], row["name"], kind, row["country"] or None, sectors, row["wikidata"] or None)
