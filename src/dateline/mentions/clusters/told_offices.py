"""Whom a story itself gives an office: he goes before the one of whom the register thinks that he holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dateline.knowledge.world.persons import WEIGHTY, Known
from dateline.knowledge.world.spelling import name_words, plain, word_key
from dateline.mentions.clusters.called import Called, name_of
from dateline.mentions.clusters.cluster import Cluster, Told
from dateline.mentions.clusters.state import State
from dateline.mentions.phrases.phrase import Phrase

CALLED = frozenset({"person", "other"})


def office_of(state: State, phrase: Phrase) -> str:
    """The words of a phrase's office, in lower case."""
    assert phrase.title is not None
    return " ".join(t.lower for t in state.tokens[phrase.title[0] : phrase.title[1] + 1]).replace(" - ", "-")


def told_offices(state: State, links: Mapping[int, int]) -> tuple[Told, ...]:
    """All whom the story names together with an office, in text order of the words that give it.

    Args:
        state: the story.
        links: describing phrase -> named phrase.
    """
    pairs = ((p, state.phrases[links[n]] if p.name is None and n in links else p) for n, p in enumerate(state.phrases))
    return tuple(_told(state, p, named) for p, named in pairs if _is_told(state, p, named))


def _is_told(state: State, phrase: Phrase, named: Phrase) -> bool:
    """Whether a phrase gives a person an office that is held by one at a time, and now."""
    if named.name is None or named.alias or not phrase.titles or phrase.title is None or phrase.plural:
        return False
    shapes = state.words.shapes
    over = shapes["over"] | shapes["deputies"] | shapes["not_now"]
    told = (state.tokens[k].lower for k in range(phrase.first, phrase.title[1] + 1))
    return phrase.titles[-1].post and over.isdisjoint(told) and len(state.nations_in(phrase)) < 2


def _told(state: State, phrase: Phrase, named: Phrase) -> Told:
    assert named.name is not None
    words = name_words(state.text(named.name.first, named.name.last))
    return Told(office_of(state, phrase), state.homeland(phrase) or _behind(state, named.name.last + 1), tuple(words))


def _behind(state: State, token: int) -> str | None:
    """The country behind a name: "President Ada Brunn of Peru"."""
    if token >= len(state.tokens) or state.tokens[token].lower not in state.parse.words.prepositions.part:
        return None
    behind = (state.phrases[state.at_head[k]] for k in range(token + 1, token + 5) if k in state.at_head)
    alias = next((p.alias for p in behind if p.alias and p.first == token + 1), ())
    return state.register.actors[state.choose(alias).actor].country if alias else None


@dataclass(frozen=True, slots=True)
class Held:
    """What the story says of an office: ``told`` where it names a holder of its own, ``words`` his name if it is one.

    ``cluster``: he himself where the story has named him by now.
    """

    told: bool = False
    words: tuple[str, ...] = ()
    cluster: Cluster | None = None


def held(state: State, office: str, nation: str, known: Known | None) -> Held:
    """Whom the story gives an office of a country, unless it is the one whom the register knows.

    Args:
        state: the story.
        office: "president", "foreign minister", ... in lower case.
        nation: ISO alpha-3.
        known: the holder by the register.
    """
    pattern = state.register.persons.offices.pattern(office, nation)
    if pattern is None or not state.told:
        return Held()
    same = [t for t in state.told if state.register.persons.offices.pattern(t.office, nation) is pattern]
    same = [t for t in same if (t.country or _whose(state, pattern, nation)) == nation and t.words]
    own = [t for t in same if not _is_another(state, t, nation, pattern)]
    if own and known is not None and any(_is_named(known, name) for name in _names(state)):
        return Held()
    names = {word_key(t.words[-1]) for t in own}
    if len(names) != 1:
        return Held(told=bool(names))
    words = max((t.words for t in own), key=len)
    return Held(True, words, next(_named_by_now(state, words), None))


def _whose(state: State, pattern: re.Pattern[str], nation: str) -> str | None:
    """The country of an office that is told without one: the story's, else the only one whose office it names."""
    if state.nations.home is not None:
        return state.nations.home
    bare = (p for p in state.phrases if p.name is None and p.titles and p.title is not None)
    offices = state.register.persons.offices
    others = (c for p in bare if offices.pattern(office_of(state, p), nation) is pattern for c in state.nations_in(p))
    return nation if set(others) <= {nation} else None


def _names(state: State) -> Iterator[tuple[str, ...]]:
    """All names of the story that no state or body of the register has."""
    named = (p.name for p in state.phrases if p.name is not None and not p.alias)
    found = (tuple(name_words(state.text(n.first, n.last))) for n in named)
    return (words for words in found if words)


def _named_by_now(state: State, words: tuple[str, ...]) -> Iterator[Cluster]:
    name = name_of(list(words))
    return (c for c in state.by_word.get(word_key(words[-1]), []) if c.kind in CALLED and c.called.fits(name))


def _is_named(known: Known, words: tuple[str, ...]) -> bool:
    """Whether a name is that of somebody in the register, in any spelling."""
    called = Called()
    for name in (known.name, *known.aliases):
        called.add(name_words(name))
    return bool(called.names) and (called.fits(name_of(list(words))) or called.ends_like(plain(words[-1])))


def _is_another(state: State, told: Told, nation: str, pattern: re.Pattern[str]) -> bool:
    """Whether a name is that of a holder of old, or of another country's official.

    A lone surname with a country ("President Brunn of Peru") is no namesake's.
    """
    sure = told.country is not None and len(told.words) == 1
    for person in state.register.persons.find(" ".join(told.words), state.date, nation):
        if person.country == nation and any(pattern.search(p.role) for p in person.posts):
            return True
        post = person.post_at(state.date)
        if not sure and person.country != nation and post is not None and post.rank >= WEIGHTY:
            return True
    return False


def await_name(state: State, words: tuple[str, ...], cluster: Cluster) -> None:
    """Note that somebody described by an office has a name that the story tells later."""
    if words:
        state.awaited.setdefault(word_key(words[-1]), []).append((words, cluster))


def awaited(state: State, words: list[str]) -> Cluster | None:
    """The one described by an office before whose name this is."""
    for told, cluster in state.awaited.get(word_key(words[-1]), ()):
        called = Called()
        called.add(list(told))
        if not cluster.named and called.names and called.fits(name_of(words)):
            return cluster
    return None
