"""Does an event matter to politics? Of its parties, its passage and its story, so that sport and metaphors stay out."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.coding.frames.slots import Filled
from dateline.mentions.mentioned import Entity, Mentions

POLITICAL = {"government", "military", "armed_group", "igo", "party"}
OFFICES = {"GOV", "LEG", "JUD", "MIL", "COP", "SPY", "PRM", "REB", "UAF", "PTY", "OPP", "ELI"}
# Contexts that trade, weather and crime pages share with politics say nothing here.
NEUTRAL = {
    "economic",
    "health",
    "disasters",
    "technology",
    "natural_resource",
    "environment",
    "gender",
    "military",
    "crime",
}
NEEDED = 1.5
ARMED = {"military", "armed_group"}
# A text of so many tokens at most is a sentence or two: too little to show what it is about.
SHORT = 40
# A text of this many tokens that names no more than one state or office is hardly about politics: it must show more.
LONG = 80


@dataclass(frozen=True, slots=True)
class Topic:
    """What a paragraph is about: its PLOVER contexts; ``quiet`` where it is sport, cooking, films and the like."""

    contexts: tuple[str, ...]
    quiet: bool


def weight_of(entity: Entity, ambiguous: frozenset[str]) -> float:
    """How political a party is: 2 for states, forces and bodies, 1.5 for unknown office holders, 1 for people."""
    actor = entity.actor
    if not entity.is_actor:
        return 0.0
    known = bool(actor.country or actor.wikidata)
    if actor.kind in POLITICAL or OFFICES & set(actor.sectors):
        last = actor.name.split()[-1].lower() if actor.name.strip() else ""
        if not known and {last, last.rstrip("s")} & ambiguous:
            return 0.5
        return 1.5 if actor.kind == "person" and not known else 2.0
    if actor.wikidata and actor.kind not in {"company", "other"}:
        return 2.0
    if actor.kind in {"population", "ngo", "media", "person", "anonymous"}:
        return 1.0 if known or actor.sectors else 0.5
    if actor.kind == "company":
        return 1.0 if known else 0.5
    return 1.0 if known else 0.0


def political_names(mentions: Mentions) -> int:
    """How many states, bodies and office holders the story names."""
    return sum(
        1
        for e in mentions.entities
        if e.is_actor
        and (e.actor.country or e.actor.wikidata)
        and (e.actor.kind in POLITICAL or OFFICES & set(e.actor.sectors))
    )


def needed(mentions: Mentions, names: int) -> float:
    """The standing that an event of this story needs."""
    return NEEDED + 0.5 * (names < 2 and len(mentions.parse.tokens) > LONG)


def standing_of(
    filled: Filled,
    mentions: Mentions,
    topic: Topic,
    names: int,
    ambiguous: frozenset[str],
    inherent: bool = False,
) -> float:
    """Standing of a candidate event; below ``NEEDED`` it is left out.

    Args:
        filled: its parties.
        mentions: the story's entities.
        topic: what its paragraph is about.
        names: what ``political_names`` counted in the story.
        inherent: the act is political whoever does it (a demonstration).
        ambiguous: nouns that name a power only in a political text (king, force, judge, cell).
    """
    parties = sorted(
        (weight_of(mentions.entities[n], ambiguous) for n in (*filled.actors, *filled.recipients)), reverse=True
    )
    best, second = (*parties, 0.0, 0.0)[:2]
    political = bool(set(topic.contexts) - NEUTRAL) or (inherent and not topic.quiet)
    if best < 1.5 and not political and (names == 0 or topic.quiet):
        return 0.0
    standing = best + 0.5 * min(second, 1.0) + 1.0 * political + 0.5 * min(names, 2)
    return standing if political or not topic.quiet else standing - 2.0 + min(second, 2.0)
