"""Kinds of the actor files: offices, and tables of states, bodies and persons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from dateline.errors import KnowledgeError
from dateline.knowledge.files import Entry
from dateline.knowledge.kinds.base import table as t
from dateline.knowledge.kinds.base.codes import SECTOR
from dateline.knowledge.kinds.base.entry import Named, needed, other
from dateline.knowledge.kinds.base.table import Cell, Column, Table
from dateline.knowledge.kinds.base.values import REGEX, TEXT, TEXTS, WORDS, between

BODY_KINDS = (
    "government", "military", "armed_group", "party", "igo", "ngo", "media", "company", "population", "other",
)  # fmt: skip
SAYS = ("rank", "sector", "country", "office")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeEntry(Named):
    """What the name of an office says: its rank, its sector, its country, or how texts call it."""

    examples: ClassVar[str] = "office"
    pattern: str = needed(REGEX, "the role as the tables write it, in any letter case")
    rank: int | None = other(between(1, 7, whole=True), "7 (heads of state) to 1; the first that fits counts")
    sector: str | None = other(SECTOR, "PLOVER sector of its holders")
    country: str | None = other(TEXT, "the organisation that its holders serve")
    office: tuple[str, ...] = other(WORDS, "how texts call the office", ())
    body: str = other(TEXT, "the organisation or the one country whose office it is", "")
    match: tuple[str, ...] = other(TEXTS, "roles that it means", ())
    no_match: tuple[str, ...] = other(TEXTS, "roles that it doesn't mean", ())

    @classmethod
    def faults(cls, entry: Entry) -> Iterator[KnowledgeError]:
        """What is wrong with an entry; it must say something."""
        yield from super(OfficeEntry, cls).faults(entry)
        if not set(SAYS) & set(entry.data):
            yield entry.fail(f"one of {', '.join(SAYS)} is wanted")


OWN_NAMES = "names, the usual one first: for older tables of your own; empty: those of `country_names.csv`"
OWN_WORDS = "as in `nations.csv`, for the actors alone: for older tables of your own"
WIKIDATA = Column(t.TEXT, "Wikidata id, `Q` and digits")
BODY_TABLE = Table(
    "a body: an organ of a state, a group, an organisation",
    {
        "id": Column(t.FILLED, "unique id, which ends up in the records"),
        "name": Column(t.FILLED, "its usual name"),
        "aliases": Column(t.SEVERAL, "other names"),
        "kind": Column(t.among(*BODY_KINDS), "kind of actor"),
        "country": Column(t.COUNTRY, "its country"),
        "sectors": Column(t.SEVERAL, "PLOVER sectors, the primary one first"),
        "wikidata": WIKIDATA,
    },
)
_PERSON = {
    "id": Column(t.TEXT, "Wikidata id, or an id of your own, or nothing"),
    "name": Column(t.FILLED, "usual name"),
    "aliases": Column(t.SEVERAL, "other names and spellings"),
    "country": Column(t.COUNTRY, "country"),
    "posts": Column(t.TEXT, "offices: `2020-01-05..2024-03-01 Prime Minister; 2024-03-01.. Speaker`"),
}
ACTOR_TABLES: Mapping[str, Table] = {
    **{f"actors/{name}.csv": BODY_TABLE for name in ("organs", "armed_groups", "organisations", "media", "companies")},
    "actors/countries.csv": Table(
        "a state, from the Factbook",
        {
            "iso3": Column(t.ISO3, "code"),
            "name": Column(t.TEXT, OWN_NAMES, needed=False),
            "long_name": Column(t.TEXT, "full name, as above", needed=False),
            "capital": Column(t.TEXT, "capital, which stands for its government"),
            "adjectives": Column(t.SEVERAL, OWN_WORDS, needed=False),
            "people": Column(t.SEVERAL, OWN_WORDS, needed=False),
        },
    ),
    "actors/countries_hand.csv": Table(
        "a state whose metonyms were written by hand",
        {
            "iso3": Column(t.ISO3, "code"),
            "wikidata": WIKIDATA,
            "names": Column(t.SEVERAL, OWN_NAMES, needed=False),
            "metonyms": Column(t.SEVERAL, "capitals and the like that stand for its government"),
            "loaded": Column(t.SEVERAL, "names that take sides"),
            "adjectives": Column(t.SEVERAL, OWN_WORDS, needed=False),
            "people": Column(t.SEVERAL, OWN_WORDS, needed=False),
            "comment": Column(t.TEXT, "a line for the reader", needed=False),
        },
    ),
    "actors/country_names.csv": Table(
        "a name of a country or territory, for actors and places",
        {
            "country": Column(t.ISO3, "the country"),
            "name": Column(t.FILLED, "the name as it is written; a country's first is the usual one"),
            "only": Column(
                Cell("`actor`, `place` or nothing", "(?:actor|place)?"),
                "`actor`: it says who acts; `place`: it says where; empty: both",
                needed=False,
            ),
            "why": Column(t.TEXT, "why it counts for one side only; wanted where it does", needed=False),
        },
    ),
    "actors/nations.csv": Table(
        "a word for a country's people: an adjective or a noun",
        {
            "country": Column(t.ISO3, "the country"),
            "word": Column(t.FILLED, "the word as it is written"),
            "form": Column(t.among("adjective", "people"), "what it is; a word that is both is an adjective"),
            "only": Column(
                Cell("`actor`, `place` or nothing", "(?:actor|place)?"),
                "`actor`: it says who acts; `place`: it says which country is meant; empty: both",
                needed=False,
            ),
        },
    ),
    "actors/codes.csv": Table(
        "what other collections call a state or territory: layouts of exchange are filled from it",
        {
            "iso3": Column(t.ISO3, "code"),
            "name": Column(t.TEXT, "usual name; empty: that of `country_names.csv`", needed=False),
            "cow": Column(t.COUNT, "number in the state system of the Correlates of War project; empty for no member"),
            "numeric": Column(t.COUNT, "ISO 3166-1 number with its zeros"),
            "fips": Column(t.TEXT, "FIPS 10-4 code, which GDELT writes"),
            "region": Column(t.TEXT, "region as ACLED parts the world"),
            "wikipedia": Column(t.TEXT, "title of the article in the English Wikipedia"),
        },
    ),
    "actors/groups.csv": Table(
        "an armed group",
        {
            "id": Column(t.FILLED, "unique id"),
            "name": Column(t.FILLED, "usual name"),
            "aliases": Column(t.SEVERAL, "other names"),
            "countries": Column(t.SEVERAL, "countries where it is active"),
        },
    ),
    "actors/regions.csv": Table(
        "a state of a federation, a province, a breakaway territory",
        {
            "id": Column(t.FILLED, "unique id"),
            "name": Column(t.FILLED, "usual name"),
            "aliases": Column(t.SEVERAL, "other names"),
            "adjectives": Column(t.SEVERAL, "adjectives"),
            "country": Column(t.COUNTRY, "country"),
        },
    ),
    "actors/given_names.csv": Table(
        "a given name",
        {
            "name": Column(t.FILLED, "as it is written, lower case"),
            "only": Column(
                Cell("`person`, `place` or nothing", "(?:person|place)?"),
                "`person`: it shows a person; `place`: it keeps a name from being a place; empty: both",
                needed=False,
            ),
        },
    ),
    "actors/parties.csv": Table(
        "a party",
        {
            "country": Column(t.ISO3, "country"),
            "name": Column(t.FILLED, "name"),
            "abbreviations": Column(t.SEVERAL, "short forms", needed=False),
        },
    ),
    "actors/peoples.csv": Table(
        "a people without a state of its name",
        {
            "id": Column(t.FILLED, "unique id"),
            "name": Column(t.FILLED, "usual name"),
            "people": Column(t.SEVERAL, "words for them"),
            "adjectives": Column(t.SEVERAL, "adjectives"),
            "country": Column(t.COUNTRY, "the country in which nearly all of them live", needed=False),
        },
    ),
    "actors/persons.csv": Table(
        "a person, from the sources of the register",
        {**_PERSON, "keys": Column(t.TEXT, "keys of the spelling")},
    ),
    "actors/persons_hand.csv": Table(
        "a person written by hand; also made by `dateline actors add`",
        {**_PERSON, "sectors": Column(t.SEVERAL, "PLOVER sectors, where the posts don't say")},
    ),
}
