"""Judge the examples of words for actors: nouns, titles, group nouns, portfolios, genders, offices."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dateline.examples.bench import Bench
from dateline.examples.marks import unmark
from dateline.knowledge.kinds.actors import OfficeEntry
from dateline.knowledge.kinds.base.entry import Kind
from dateline.knowledge.kinds.words import (
    ActorNounEntry,
    GenderEntry,
    GroupNounEntry,
    PortfolioEntry,
    RoleFamilyEntry,
    TitleEntry,
)
from dateline.knowledge.world.offices import Offices
from dateline.knowledge.world.spelling import plain
from dateline.mentions.mentioned import Entity, Mentions
from dateline.spans import Span


def judge_actor(entry: Kind, bench: Bench) -> Iterator[tuple[str, str]]:
    """Each example of a noun or title, and what is wrong with it."""
    assert isinstance(entry, ActorNounEntry | TitleEntry)
    for example in entry.match:
        yield example, _actor_fault(example, bench)
    for example in entry.no_match:
        yield example, "" if _actor_fault(example, bench) else "the marked words must come out otherwise"


def _actor_fault(example: str, bench: Bench) -> str:
    """What comes out otherwise than marked: ``[Riot police](government COP)``."""
    marked = unmark(example)
    if not any(mark for _, mark in marked.marks):
        return "nothing is marked: [words](kind SECTOR) is wanted"
    mentions = bench.mentions(marked.text)
    for span, mark in marked.marks:
        kind, *sectors = mark.split()
        entity = _widest(mentions, span)
        got = _told(entity)
        if entity is None or got[0] != kind or (sectors and sectors[:1] != got[1:2]):
            return f"{span.of(marked.text)!r} must be {mark}, is {' '.join(got) or 'nobody'}"
    return ""


def _told(entity: Entity | None) -> list[str]:
    """Kind and sectors of an entity, as an example marks them."""
    if entity is None:
        return []
    return [entity.actor.kind, *entity.actor.sectors] if entity.is_actor else ["thing"]


def _widest(mentions: Mentions, span: Span) -> Entity | None:
    """Whom the widest mention at a stretch means."""
    inside = sorted((m for m in mentions.mentions if m.span.touches(span)), key=lambda m: (-len(m.span), m.head))
    return mentions.entities[inside[0].entity] if inside else None


def judge_group(entry: Kind, bench: Bench) -> Iterator[tuple[str, str]]:
    """Each example of a group noun or a wide noun, and what is wrong with it: are the two marked phrases one actor?"""
    assert isinstance(entry, GroupNounEntry | RoleFamilyEntry)
    for examples, wanted in ((entry.match, True), (entry.no_match, False)):
        for example in examples:
            marked = unmark(example)
            found = [_widest(bench.mentions(marked.text), span) for span, _ in marked.marks]
            if len(found) != 2:
                yield example, "two phrases must be marked"
                continue
            ids = [e.actor.id if e else "nobody" for e in found]
            good = (ids[0] == ids[1]) is wanted
            yield example, "" if good else f"the phrases must be {'one actor' if wanted else 'two'}, are {ids}"


def judge_portfolio(entry: Kind, bench: Bench) -> Iterator[tuple[str, str]]:
    """Each example of a portfolio: is it the one of a ministry's name?"""
    assert isinstance(entry, PortfolioEntry)
    portfolios = bench.knowledge.words.portfolios

    def says(name: str) -> bool:
        return next((portfolios[w] for w in name.lower().split() if w in portfolios), None) == entry.id

    yield from _named(entry.match, entry.no_match, says, f"the portfolio {entry.id}")


def judge_gender(entry: Kind, bench: Bench) -> Iterator[tuple[str, str]]:
    """Each example of a gender: does the first name take the pronoun?"""
    assert isinstance(entry, GenderEntry)
    names = bench.knowledge.words.gender_names

    def says(name: str) -> bool:
        return names.get(plain(name.split()[0])) == entry.pronoun

    yield from _named(entry.match, entry.no_match, says, f"{entry.pronoun!r}")


def judge_office(entry: Kind, bench: Bench) -> Iterator[tuple[str, str]]:
    """Each example of an office: does the role say what the entry says?"""
    assert isinstance(entry, OfficeEntry)
    offices = bench.knowledge.register.persons.offices
    yield from _named(entry.match, entry.no_match, lambda role: _office_says(entry, role, offices), entry.id)


def _office_says(entry: OfficeEntry, role: str, offices: Offices) -> bool:
    if entry.rank is not None:
        return offices.weigh(role)[0] == entry.rank
    if entry.sector:
        return offices.weigh(role)[1] == (entry.sector,)
    if entry.country:
        return offices.serving(role) == entry.country
    patterns = [offices.pattern(name, entry.body) for name in entry.office]
    return all(pattern is not None and pattern.fullmatch(role) for pattern in patterns)


def _named(
    match: tuple[str, ...], no_match: tuple[str, ...], says: Callable[[str], bool], what: str
) -> Iterator[tuple[str, str]]:
    """Verdicts on names that must, and that must not, say something."""
    for name in match:
        yield name, "" if says(name) else f"must say {what}"
    for name in no_match:
        yield name, f"must not say {what}" if says(name) else ""
