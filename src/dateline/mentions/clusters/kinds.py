"""What kind of thing a cluster is, and whether it can act: decided here and nowhere else.

A mention gives a ``Sign``; ``decide`` says what becomes of the thing's ``Nature`` by it. What the
register or a body's own word tells holds against all later signs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto

from dateline.knowledge.lexicon.words import Noun


class Sign(Enum):
    """What a mention shows of its thing, beyond its name."""

    ADJECTIVE = auto()  # "Iraqi", before anything else was said of Iraqis: it only tells where somebody belongs
    PEOPLE = auto()  # "Iraqis"
    PLACE = auto()  # "in Washington": a name of a government that stands where places do
    REGION = auto()  # "Texas": a part of a country
    BODY = auto()  # capitalised words that end like a body's name
    ACT = auto()  # it does something itself
    IDLE = auto()  # it never acts or owns anything in the whole story
    TITLE = auto()  # "President Brunn"
    PRONOUN = auto()  # "he"
    FULL_NAME = auto()  # a name as people have them, or its last word alone


@dataclass(frozen=True, slots=True)
class Nature:
    """What a thing is.

    Attributes:
        kind: as in the record (``person``, ``government``, ...), ``other`` where unknown.
        is_actor: whether it can act in politics.
        plural: a group, or several.
        single: described by a noun for one of many ("a villager").
        guessed: a name that nothing is known of but its capital letters: it may be a thing's.
        unsure: guessed, and it may be a person's.
        region: a part of a country, an actor only where it acts.
    """

    kind: str
    is_actor: bool = True
    plural: bool = False
    single: bool = False
    guessed: bool = False
    unsure: bool = False
    region: bool = False

    @property
    def human(self) -> bool:
        """Whether it is one person."""
        return (self.single or self.kind in {"person", "anonymous"}) and not self.plural


def decide(nature: Nature, sign: Sign) -> Nature:
    """What a thing is after a sign."""
    match sign:
        case Sign.ADJECTIVE | Sign.PLACE:
            return replace(nature, is_actor=False)
        case Sign.PEOPLE:
            return replace(nature, is_actor=True, plural=True)
        case Sign.REGION:
            return replace(nature, is_actor=False, region=True)
        case Sign.BODY:
            return replace(nature, guessed=True)
        case Sign.ACT:
            return replace(nature, is_actor=True)
    return _of_unknown(nature, sign) if nature.kind == "other" else nature


def _of_unknown(nature: Nature, sign: Sign) -> Nature:
    """The signs that tell something only of a thing whose kind is unknown."""
    match sign:
        case Sign.TITLE:
            return replace(nature, kind="person", guessed=False, is_actor=True)
        case Sign.PRONOUN:
            return replace(nature, kind="person", guessed=False)
        case Sign.FULL_NAME if nature.unsure:
            return replace(nature, kind="person", guessed=False, unsure=False)
        case Sign.IDLE if nature.guessed:
            return replace(nature, is_actor=False)
    return nature


def described(nature: Nature, noun: Noun, plural: bool) -> Nature:
    """What a thing is by a description beside its name ("Ada Brunn, the minister")."""
    kind = "person" if noun.unit != "group" and not plural else noun.kind
    return replace(nature, kind=kind, guessed=False, is_actor=True)


def classed(nature: Nature, noun: Noun) -> Nature:
    """What an unknown name means by the group noun behind it ("the Sword militia")."""
    return replace(nature, kind=noun.kind, is_actor=True, guessed=False)


def member_of(nature: Nature, body: Nature) -> Nature:
    """What several members of a body are: the body itself, in parts ("members of the army")."""
    return replace(nature, kind=body.kind) if body.kind in {"military", "armed_group", "party"} else nature


def counted(nature: Nature, plural: bool, single: bool) -> Nature:
    """One, one of many, or many: as the description says with which a thing is opened."""
    return replace(nature, plural=plural, single=single)
