"""Kinds of the ontology, of modes and contexts, and of the crosswalk to CAMEO."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from dateline.knowledge.kinds.base import table as t
from dateline.knowledge.kinds.base.entry import Named, Wanted, needed, other
from dateline.knowledge.kinds.base.table import Column, Table
from dateline.knowledge.kinds.base.values import (
    FLAG,
    TEXT,
    TEXTS,
    WORDS,
    Value,
    between,
    listed,
    mapped,
    one_of,
    or_null,
    with_fault,
)  # fmt: skip

HIGHEST = 10
SCORE = between(-HIGHEST, HIGHEST)
CODE = re.compile(r"(?:0[1-9]|1\d|20)\d{0,2}")
# The types of PLOVER, which the learned parts and the rules of coding know by name, with their quads.
PLOVER = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2, "REQUEST": 3,
    "ACCUSE": 3, "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip


def _type_name(value: Any) -> str | None:
    good = value == value.upper() and value != "NONE"
    return None if good else f"is {value!r}; an event type must be in capitals, and not NONE"


def _cameo(value: Any) -> str | None:
    good = isinstance(value, str) and CODE.fullmatch(value)
    return None if good else "is no CAMEO code: two to four digits in quotes, from 01 to 20, are wanted"


TYPE_NAME = with_fault(TEXT, _type_name, "text in capitals")
CAMEO = Value("a CAMEO code in quotes", _cameo, {"type": "string", "pattern": CODE.pattern})


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTypeEntry(Named):
    """An event type of the ontology."""

    needs: ClassVar[Mapping[str, Wanted]] = {name: {"quad": quad} for name, quad in PLOVER.items()}
    id: str = needed(TYPE_NAME, "name of the type, in capitals")
    quad: int = needed(
        between(1, 4, whole=True),
        "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
    )
    score: float = needed(SCORE, "intensity of the type")
    label: str = needed(TEXT, "what the type is, in a few words")
    recipient: str = other(one_of("needed", "optional"), "whether the type makes sense without a recipient", "optional")
    symmetric: bool = other(FLAG, "sides that can't be told apart are all actors", False)
    modes: Mapping[str, float | None] = other(
        mapped(TEXT, or_null(SCORE), "a mapping of modes to scores"),
        "the type's modes with their scores; `null` keeps the score of the type", made=dict,
    )  # fmt: skip
    verbal: bool | None = other(
        FLAG,
        "an act of saying or willing: without anybody who says or wills it (an imperative) a verb of it is no event, "
        'and who "claims" one makes no statement of it; left out: quads 1 and 3',
    )
    placed: bool | None = other(
        FLAG, 'the place is the recipient where nobody else is ("a ceasefire in Tripoli"); left out: quad 4'
    )
    absorbs: bool = other(FLAG, 'the act of its clause is part of it ("agree to meet")', False)
    asks: bool = other(FLAG, 'what it asks for is no event of its own ("called for cutting exports")', False)
    inherent: bool = other(FLAG, "stands without any party in the text: a bombing, a demonstration", False)
    political: bool = other(FLAG, "matters to politics whoever does it", False)
    not_to: tuple[str, ...] = other(
        listed(one_of("things", "own", "object")),
        "to whom it isn't done: `things`; `own`, whoever is the actor's own (\"its fighters\"); `object`, whoever its "
        "verb has as an object, states aside, for it is they who are sent",
        (),
    )
    becomes: Mapping[str, str] = other(
        mapped(one_of("future", "negated"), TEXT, "a mapping of future and negated to event types"),
        "the type that counts where a pair of actors is asked about and the act is planned (`future`) or refused "
        "(`negated`); left out: AGREE and REJECT for quad 1, AGREE and SANCTION for 2, itself and AGREE for 3, "
        "THREATEN and CONCEDE for 4",
        made=dict,
    )
    root: str | None = other(TEXT, "the type with which it is one in sets of 15 roots; left out: itself")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeEntry(Named):
    """Words at the trigger that show a mode, beside those that a rule names itself."""

    type: str = needed(TEXT, "the event type")
    mode: str = needed(TEXT, "one of its modes")
    words: tuple[str, ...] = needed(WORDS, "lemmas at the trigger that show the mode")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextEntry(Named):
    """A context, or a topic without politics, by the words of a paragraph."""

    id: str = needed(TEXT, "the context (or the topic)")
    words: tuple[str, ...] = needed(WORDS, "lemmas, or two in a row, one of which is enough")
    hints: tuple[str, ...] = other(TEXTS, "lemmas of which two different ones are needed", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberEntry(Named):
    """Words for numbers of people: exact ones, what multiplies them, and what vague ones stand for."""

    needs: ClassVar[Mapping[str, Wanted]] = {
        name: {} for name in ("number.words", "number.scales", "number.vague", "number.single")
    }
    values: Mapping[str, int] = needed(
        mapped(TEXT, between(0, 10**9, whole=True), "a mapping of words to whole numbers"),
        "the words, lower case, with their numbers; of a vague one the least that it stands for",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundEntry(Named):
    """Words in front of a number that make it a bound or a rough figure."""

    bound: str = needed(
        one_of("least", "more", "most", "fewer", "about"),
        "`least` so many, `more` than so many, at `most` so many, `fewer` than so many, or `about` so many",
    )
    words: tuple[str, ...] = needed(WORDS, "the words, lower case")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedEntry(Named):
    """What happens to people whose number the text gives, by the words beside which it stands."""

    needs: ClassVar[Mapping[str, Wanted]] = {
        name: {} for name in (
            "killed", "injured", "detained", "displaced", "kidnapped", "participants", "gatherings", "nobody"
        )
    }  # fmt: skip
    undergo: tuple[str, ...] = other(TEXTS, "lemmas of verbs that are done to those counted", ())
    act: tuple[str, ...] = other(TEXTS, "lemmas of verbs that those counted do", ())
    state: tuple[str, ...] = other(TEXTS, 'words for the state they are left in ("left 12 dead")', ())
    nouns: tuple[str, ...] = other(TEXTS, 'lemmas of nouns for it ("the arrest of 12 people")', ())
    units: tuple[str, ...] = other(TEXTS, 'lemmas of nouns whose own number it is ("12 arrests")', ())


@dataclass(frozen=True, slots=True, kw_only=True)
class CameoEntry(Named):
    """The CAMEO code of a type or mode: from PLOVER to CAMEO."""

    type: str = needed(TEXT, "the event type")
    cameo: str = needed(CAMEO, "its code")
    mode: str | None = other(TEXT, "the mode; the bare type where it is left out")


@dataclass(frozen=True, slots=True, kw_only=True)
class FromCameoEntry(Named):
    """What codes mean: from CAMEO to PLOVER."""

    mark: ClassVar[str] = "codes"
    type: str | None = needed(or_null(TEXT), "the event type, `null` where PLOVER has no counterpart")
    codes: tuple[str, ...] = needed(listed(CAMEO, 1, "a list of codes"), "CAMEO codes")
    mode: str | None = other(TEXT, "the mode")


EVENT_TABLES: Mapping[str, Table] = {
    "crosswalks/acled.csv": Table(
        "a PLOVER type, or a mode of it, as ACLED has it",
        {
            "type": Column(t.FILLED, "PLOVER type"),
            "mode": Column(t.TEXT, "mode of it; empty for the type with any other mode, or none"),
            "whom": Column(t.among("armed", "unarmed", ""), "what the recipients are; empty for anybody"),
            "disorder_type": Column(t.FILLED, "ACLED's disorder type"),
            "event_type": Column(t.TEXT, "ACLED's event type, where PLOVER tells it"),
            "sub_event_type": Column(t.TEXT, "ACLED's sub-event type, where PLOVER tells it"),
        },
    ),
}
