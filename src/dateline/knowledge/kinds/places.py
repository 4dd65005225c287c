"""Kinds of the place files: cues, examples, and tables of places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from dateline.knowledge.kinds.base import table as t
from dateline.knowledge.kinds.base.entry import Named, Wanted, needed, other
from dateline.knowledge.kinds.base.table import Column, Table
from dateline.knowledge.kinds.base.values import TEXT, TEXTS, mapped, or_null
from dateline.knowledge.kinds.words import WordListEntry

PLACE_TYPES = ("country", "admin1", "admin2", "city", "region", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCueEntry(WordListEntry):
    """Words that tell a place name from other names."""

    needs: ClassVar[Mapping[str, Wanted]] = {
        name: {} for name in (
            "between_preposition_and_place", "brands", "company_heads_after", "inside_names", "modifiers_before_name",
            "name_heads_after", "never", "not_places", "place_heads_after", "place_heads_before", "saint_heads_after",
            "speech_verbs", "street_words", "strong_prepositions", "titles", "units", "weak_prepositions",
        )
    }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class WhereCueEntry(WordListEntry):
    """Words that tie a place to an event."""

    needs: ClassVar[Mapping[str, Wanted]] = {
        name: {} for name in (
            "where_country", "where_happenings", "where_moves", "where_named", "where_owned", "where_parts",
            "where_prepositions", "where_province", "where_reaches", "where_scenes", "where_sites", "where_town",
        )
    }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceExampleEntry(Named):
    """What the place rules must find in a text."""

    examples: ClassVar[str] = "place"
    text: str = needed(TEXT, "the text")
    expect: Mapping[str, str] = other(
        mapped(TEXT, TEXT, "a mapping of words to places"),
        "words of the text, and `name, country` of the place (the country alone for a demonym)", made=dict,
    )  # fmt: skip
    not_: tuple[str, ...] = other(TEXTS, "words that are no place here", ())
    url: str | None = other(TEXT, "address of the story, where it matters")


@dataclass(frozen=True, slots=True, kw_only=True)
class WhereExampleEntry(Named):
    """Which place an event gets."""

    examples: ClassVar[str] = "where"
    text: str = needed(TEXT, "the text")
    trigger: str = needed(TEXT, "the word that names the event")
    place: str | None = needed(or_null(TEXT), "name of its place; `null` where the clause gives none")


PLACE_TABLE = Table(
    "a place",
    {
        "name": Column(t.FILLED, "its usual English name"),
        "type": Column(t.among(*PLACE_TYPES), "what it is"),
        "lat": Column(t.LAT, "latitude (WGS 84), of an area its middle"),
        "lon": Column(t.LON, "longitude"),
        "aliases": Column(t.SEVERAL, "other names", needed=False),
        "feature": Column(t.TEXT, "GeoNames feature code", needed=False),
        "country": Column(t.COUNTRY, "the country that it lies in", needed=False),
        "admin1": Column(t.TEXT, "name of the first-level unit that holds it", needed=False),
        "population": Column(t.COUNT, "inhabitants", needed=False),
        "geonameid": Column(t.COUNT, "GeoNames id; empty where it isn't known for sure", needed=False),
        "demonyms": Column(t.SEVERAL, "words for its people; ours for countries are in `nations.csv`", needed=False),
        "abbreviations": Column(t.SEVERAL, "short forms", needed=False),
        "capital": Column(t.TEXT, "capital of a country", needed=False),
        "domain": Column(t.TEXT, "ending of a country's internet addresses", needed=False),
    },
)
PLACE_TABLES: Mapping[str, Table] = {
    "places/demonyms.csv": Table(
        "further demonyms of a place that is no country",
        {"words": Column(t.SEVERAL, "the demonyms"), "place": Column(t.FILLED, "name of the place in another table")},
    ),
    "places/surnames.csv": Table(
        "names of people that begin with a letter",
        {"letter": Column(t.TEXT, "the letter"), "names": Column(t.TEXT, "names, parted by blanks")},
    ),
    "places/outlets.csv": Table(
        "where papers and stations are at home",
        {
            "outlet": Column(t.SEVERAL, "domain or name"),
            "lat": Column(t.LAT, "latitude"),
            "lon": Column(t.LON, "longitude"),
            "country": Column(t.COUNTRY, "country"),
            "admin1": Column(t.TEXT, "first-level unit"),
        },
    ),
    "places/telephone.csv": Table(
        "North American area codes of a state or province",
        {
            "country": Column(t.ISO3, "country"),
            "admin1": Column(t.FILLED, "state or province"),
            "codes": Column(t.TEXT, "codes, parted by blanks"),
        },
    ),
    "places/countries.csv": Table(
        "a country; where the row has no name, its names are those of `country_names.csv` in `actors/`",
        {**PLACE_TABLE.columns, "name": replace(PLACE_TABLE.columns["name"], needed=False)},
    ),
    "places/*.csv": PLACE_TABLE,
}
