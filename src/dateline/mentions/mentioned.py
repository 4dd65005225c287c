"""The value of the mentions stage: Parse > Mentions. Who, where and when are named in a story."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from dateline.language.tokens import Parse
from dateline.record import Actor, Date, Place
from dateline.spans import Span

Form = Literal["name", "title", "nominal", "pronoun", "demonym", "metonym"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase or pronoun that stands for an entity.

    Attributes:
        span: the phrase with its modifiers, without relative clauses and trailing participles.
        head: token index of its syntactic head.
        entity: index into ``Mentions.entities``.
        form: how it is said. ``demonym`` also holds nations inside a noun phrase ("Israeli" in "Israeli jets").
        members: the entities for which a plural stands ("the two leaders"), none where the text doesn't tell.
    """

    span: Span
    head: int
    entity: int
    form: Form
    members: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """All mentions of one thing in the story.

    Attributes:
        actor: what the record says of it; ``actor.mentions`` are its spans.
        is_actor: True for whoever can act in politics (people, groups, bodies, states), False for things and matters
            ("oil fields", "the letter"), which still may be recipients.
        plural: True for groups and plural noun phrases.
        joint: all its mentions stand for other entities: no actor beside them.
    """

    actor: Actor
    is_actor: bool
    plural: bool = False
    joint: bool = False


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place in the text. ``form``: ``name`` ("Iraq"), ``demonym`` ("Iraqi") or ``nominal`` ("the Iraqi capital")."""

    span: Span
    head: int
    place: Place
    form: Literal["name", "demonym", "nominal"] = "name"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A time expression. ``type`` as in TIMEX3; ``date.span`` equals ``span``.

    ``governs`` are the tokens of the verbs and nouns that it dates, each with its distance (0 where the expression
    hangs on the word itself, more where the date comes by way of other words). ``stretch``: the whole of which it is
    one end ("from Monday to Friday").
    """

    span: Span
    head: int
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    date: Date
    rule: str
    governs: tuple[tuple[int, int], ...] = ()
    stretch: Date | None = None

    @property
    def dates(self) -> Date:
        """When something is that it dates: the stretch of which it is an end, else the time itself."""
        return self.stretch or self.date


@dataclass(frozen=True)
class Mentions:
    """A parse with everybody, every place and every time named in it. All lists are in text order."""

    parse: Parse
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    places: tuple[PlaceMention, ...] = ()
    dates: tuple[DateMention, ...] = ()

    @cached_property
    def by_head(self) -> dict[int, Mention]:
        """Head token -> the widest mention with this head."""
        found: dict[int, Mention] = {}
        for m in self.mentions:
            if m.head not in found or len(m.span) > len(found[m.head].span):
                found[m.head] = m
        return found

    @cached_property
    def persons(self) -> frozenset[int]:
        """Head tokens of the names and descriptions of one person whose name is known."""
        entities = self.entities
        return frozenset(
            m.head for m in self.mentions
            if m.form in {"name", "title", "nominal"} and entities[m.entity].actor.kind == "person" and not m.members
        )  # fmt: skip

    @cached_property
    def by_dated(self) -> dict[int, list[tuple[int, DateMention]]]:
        """Token -> the time expressions that date it, each with its distance."""
        found: dict[int, list[tuple[int, DateMention]]] = {}
        for m in self.dates:
            for token, distance in m.governs:
                found.setdefault(token, []).append((distance, m))
        return found

    @cached_property
    def by_actor(self) -> dict[str, Entity]:
        """Actor id -> entity."""
        return {e.actor.id: e for e in self.entities}

    @cached_property
    def places_by_sentence(self) -> dict[int, list[PlaceMention]]:
        """Number of a sentence -> the places named in it, in text order."""
        found: dict[int, list[PlaceMention]] = {}
        for p in self.places:
            found.setdefault(self.parse.tokens[p.head].sent, []).append(p)
        return found

    def at(self, token: int) -> Mention | None:
        """The widest mention whose head is this token."""
        return self.by_head.get(token)

    def entity(self, mention: Mention) -> Entity:
        """The entity that a mention stands for."""
        return self.entities[mention.entity]

    def within(self, span: Span) -> list[Mention]:
        """Mentions that lie wholly inside a span, nested ones included."""
        # They stand in text order, so that those before and behind needn't be looked at.
        first = bisect_left(self.mentions, span.start, key=lambda m: m.span.start)
        last = bisect_right(self.mentions, span.end, key=lambda m: m.span.start)
        return [m for m in self.mentions[first:last] if span.holds(m.span)]
