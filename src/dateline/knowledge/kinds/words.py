"""Kinds of the word files: plain word lists, nouns for actors, titles, genders, group nouns, portfolios."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from dateline.knowledge.kinds.base import table as t
from dateline.knowledge.kinds.base.codes import ASKED, KIND, SECTOR_LIST
from dateline.knowledge.kinds.base.entry import Named, Wanted, needed, other
from dateline.knowledge.kinds.base.table import Column, Table
from dateline.knowledge.kinds.base.values import FLAG, TEXT, TEXTS, WORDS, listed, one_of

UNITS = ("person", "group", "people")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordListEntry(Named):
    """A list of words that is looked up by its id."""

    words: tuple[str, ...] = needed(WORDS, "the words")
    match: tuple[str, ...] = other(TEXTS, "examples", ())
    no_match: tuple[str, ...] = other(TEXTS, "examples of what it must leave alone", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeEntry(WordListEntry):
    """A small word list by which names are told from other capitalised words, and descriptions are compared."""

    needs: ClassVar[Mapping[str, Wanted]] = {
        name: {} for name in (
            "abstract_endings", "address", "aiming", "ambiguous_bodies", "ambiguous_particles", "any_one",
            "approximate", "backed", "belonging", "bounding", "calendar", "chambers", "classing", "classing_media",
            "collectives", "compounding", "counterparts", "day_halves", "definite", "deputies", "directions",
            "forces_of_nature", "generations", "generic", "governing", "held", "impersonal", "issued_texts", "issuing",
            "joining", "joint_persons", "joint_sides", "joint_states", "jointly", "journeys", "kin", "lesser",
            "liberating", "local", "locative", "mass", "matters", "ministers", "ministries", "month_surnames",
            "municipal", "named_behind_of", "nameless", "not_now", "numbers", "of_states", "officers", "one_each",
            "organs", "organs_army", "organs_government", "over", "particles", "partisan", "past", "portfolio_ends",
            "portfolio_holders", "portfolio_joints", "portfolio_links", "ranking", "rebellious", "same_number",
            "serving", "siding", "single", "sourcing", "speech", "standalone", "stating", "strangers", "those_who",
            "whole",
        )
    }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioEntry(WordListEntry):
    """Words of a ministry's name, and the short form (the id) of what it is for."""

    examples: ClassVar[str] = "portfolio"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorNounEntry(Named):
    """Nouns with what they say of whoever they name."""

    examples: ClassVar[str] = "actor"
    nouns: tuple[str, ...] = needed(WORDS, "lemmas, of several words where wanted")
    kind: str = needed(KIND, "kind of actor; `thing` takes the name out of the actors")
    sectors: tuple[str, ...] = needed(SECTOR_LIST, "PLOVER sectors, the primary one first")
    unit: str = other(one_of(*UNITS), "`person` one human being, `group` a body, `people` a plural of persons", "group")
    match: tuple[str, ...] = other(TEXTS, "sentences with the words marked: `[Riot police](government COP)`", ())
    no_match: tuple[str, ...] = other(TEXTS, "sentences whose marked words must come out otherwise", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleEntry(Named):
    """Titles and offices before or behind a name."""

    examples: ClassVar[str] = "actor"
    needs: ClassVar[Mapping[str, Wanted]] = {
        "title.civil": {"kind": "person"}, "title.party": {"kind": "person"}, "title.parliament": {"kind": "person"},
        "title.military": {"kind": "person", "sectors": ("MIL",)},
    }  # fmt: skip
    words: tuple[str, ...] = needed(WORDS, "the titles, lower case")
    kind: str = needed(KIND, "kind of actor")
    sectors: tuple[str, ...] = needed(SECTOR_LIST, "PLOVER sectors, the primary one first")
    post: bool = other(FLAG, "an office of one holder at a time", False)
    gender: str = other(one_of("he", "she"), "the pronoun of whoever bears it", "")
    country: str = other(TEXT, "the one country that has such an office; counts where the story names no other", "")
    match: tuple[str, ...] = other(TEXTS, "sentences with the words marked: `[General Ada Brunn](person MIL)`", ())
    no_match: tuple[str, ...] = other(TEXTS, "sentences whose marked words must come out otherwise", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class GenderEntry(Named):
    """Words and first names that take a pronoun."""

    examples: ClassVar[str] = "gender"
    pronoun: str = needed(one_of("he", "she"), "the pronoun")
    words: tuple[str, ...] = needed(WORDS, "nouns for people")
    names: tuple[str, ...] = needed(WORDS, "first names, lower case, without accents")
    match: tuple[str, ...] = other(TEXTS, "names of people that take it", ())
    no_match: tuple[str, ...] = other(TEXTS, "names of people that don't", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupNounEntry(Named):
    """Nouns that may stand for a named body without a word of its name: "the movement"."""

    examples: ClassVar[str] = "group"
    nouns: tuple[str, ...] = needed(WORDS, "the nouns")
    kinds: tuple[str, ...] = needed(
        listed(one_of(*sorted(ASKED)), 1, "a list of kinds of actors"), "kinds of the bodies; `state` is a country"
    )
    match: tuple[str, ...] = other(TEXTS, "sentences in which the two marked phrases are one actor", ())
    no_match: tuple[str, ...] = other(TEXTS, "sentences in which they are two", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleFamilyEntry(Named):
    """Nouns by which a text means somebody again whom it gave a narrower office: "the diplomat" of an ambassador."""

    examples: ClassVar[str] = "group"
    nouns: tuple[str, ...] = needed(WORDS, "the wide nouns")
    offices: tuple[str, ...] = needed(WORDS, "words of the offices and ranks that they may stand for")
    match: tuple[str, ...] = other(TEXTS, "sentences in which the two marked phrases are one actor", ())
    no_match: tuple[str, ...] = other(TEXTS, "sentences in which they are two", ())


WORD_TABLES: Mapping[str, Table] = {
    "words/rates.csv": Table(
        "a word with the share of news stories that hold it, by which stories are compared",
        {"word": Column(t.FILLED, "the word, lower case"), "share": Column(t.FILLED, "from 0 to 1")},
    ),
}
