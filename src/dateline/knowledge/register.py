"""The register of known actors: states, their organs, organisations, parties and persons with their posts by date.

Files (``knowledge/data/actors/``): ``countries*.csv`` and the tables of bodies are indexed when they are loaded;
``persons*.csv`` (27,000 rows) when the first name is looked up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, cast

from dateline.errors import KnowledgeError
from dateline.knowledge.files import Layers
from dateline.knowledge.persons import Known, Persons, Post
from dateline.knowledge.spelling import plain
from dateline.record import Kind

__all__ = ["Alias", "Known", "Persons", "Post", "Register", "alias_words", "load"]

Form = Literal["name", "metonym", "loaded", "adjective", "people"]
BODIES = ("organs", "armed_groups", "organisations", "media", "companies")
# Too common a word, or too many bodies of that name, to mean the party where nothing else points at it.
MARKS = frozenset({"-", "–", "'", "’", "'s", "’s", "s"})


@dataclass(frozen=True, slots=True)
class Alias:
    """One way to name a known actor. ``caps``: only where it is written in capitals ("US", "WHO"); ``upper`` and
    ``closed``: the first, the last word begins with a capital letter."""

    words: tuple[str, ...]
    actor: str
    form: Form
    caps: bool
    upper: bool
    closed: bool = False


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

    def resolve(self, name: str, date: str | None = None, country: str | None = None) -> list[Known]:
        """Who a name may be, the likeliest first: states, bodies, then persons in office at the date."""
        bodies = [k for k in self.named(name) if country in (None, k.country)] or self.named(name)
        return bodies + [p for p in self.persons.find(name, date, country) if p not in bodies]


def load(layers: Layers) -> Register:
    """Read the actor tables.

    Raises:
        KnowledgeError: a row has an unknown kind.
    """
    actors: dict[str, Known] = {}
    index: dict[str, list[Alias]] = {}

    def add(actor: str, names: Iterator[str] | list[str], form: Form) -> None:
        for name in names:
            words = alias_words(name)
            if words:
                letters = name.replace(".", "").replace("the ", "")
                short = letters.isupper() and len(letters) <= 6 or letters in {"US", "UK"}
                alias = Alias(words, actor, form, short, name[0].isupper(), name.split()[-1][0].isupper())
                held = index.setdefault(words[0], [])
                if not any(a.words == words and a.actor == actor for a in held):
                    held.append(alias)

    for row, _, _ in layers.rows("actors/countries_hand.csv"):
        actors[row["iso3"]] = Known(
            row["iso3"], row["names"].split("|")[_long(row["names"])], "government", row["iso3"], ("GOV",), row["wikidata"] or None
        )  # fmt: skip
        for column, form in (("names", "name"), ("metonyms", "metonym"), ("loaded", "loaded"), ("adjectives", "adjective"), ("people", "people")):
            add(row["iso3"], [n for n in row[column].split("|") if n], cast(Form, form))
    by_hand = frozenset(actors)
    for row, _, _ in layers.rows("actors/peoples.csv"):
        actors[row["id"]] = Known(row["id"], row["name"], "population", None, ("CVL",))
        add(row["id"], [n for n in row["people"].split("|") if n], "people")
        add(row["id"], [n for n in row["adjectives"].split("|") if n], "adjective")
    for row, _, _ in layers.rows("actors/countries.csv"):
        actors.setdefault(row["iso3"], Known(row["iso3"], row["name"], "government", row["iso3"], ("GOV",)))
        if row["iso3"] not in by_hand:
            add(row["iso3"], [row["name"]], "name")
            add(row["iso3"], [n for n in row["adjectives"].split("|") if n], "adjective")
            add(row["iso3"], [n for n in row["people"].split("|") if n and "(" not in n], "people")
            add(row["iso3"], [row["capital"]] if row["capital"] else [], "metonym")
        add(row["iso3"], [row["long_name"]] if row["long_name"] else [], "name")
    for table in BODIES:
        for row, file, line in layers.rows(f"actors/{table}.csv"):
            actors[row["id"]] = _body(row, file, line)
            add(row["id"], [row["name"], *(a for a in row["aliases"].split("|") if a)], "name")
    for row, _, _ in layers.rows("actors/parties.csv"):
        if len(row["name"].split()) > 1 and not any(a.words == alias_words(row["name"]) for a in index.get(alias_words(row["name"])[0], ())
                                                    if actors[a.actor].country == row["country"]):
            key = f"party-{row['country'].lower()}-{'-'.join(alias_words(row['name']))}"
            actors[key] = Known(key, row["name"], "party", row["country"], ("PTY",))
            add(key, [row["name"]], "name")
    return Register(actors, {k: tuple(sorted(v, key=lambda a: -len(a.words))) for k, v in index.items()}, layers)


def _long(names: str) -> int:
    """Which of a state's names is its usual one: the first that isn't an abbreviation."""
    return next((i for i, n in enumerate(names.split("|")) if not n.replace(".", "").isupper()), 0)


def _body(row: dict[str, str], file: str, line: int) -> Known:
    kinds = ("government", "military", "armed_group", "party", "igo", "ngo", "media", "company", "population", "other")
    if row["kind"] not in kinds:
        raise KnowledgeError(file, line, f"kind {row['kind']!r} is unknown")
    sectors = tuple(s for s in row["sectors"].split("|") if s)
    return Known(row["id"], row["name"], cast(Kind, row["kind"]), row["country"] or None, sectors, row["wikidata"] or None)
