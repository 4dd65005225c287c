"""Parse > Mentions: who, where and when a story names.

In: a parse. Out: ``Mentions``. Names come from the register, from titles and from capital letters, never from a statistical
recogniser; phrases become mentions, mentions become actors by coreference.
"""

from __future__ import annotations

from dateline.knowledge.load import Knowledge
from dateline.language.types import Parse
from dateline.mentions.coreference import Resolver, form_of
from dateline.mentions.dates import find_dates
from dateline.mentions.identity import identify
from dateline.mentions.names import spot
from dateline.mentions.phrases import Phrase, find_phrases
from dateline.mentions.places import find_places
from dateline.mentions.types import Entity, Mention, Mentions
from dateline.spans import Span

MAX_NAME = 12


def find_mentions(parse: Parse, knowledge: Knowledge) -> Mentions:
    """Find who, where and when a story names."""
    entities, mentions = find_actors(parse, knowledge)
    return Mentions(parse, entities, mentions, find_places(parse, knowledge), find_dates(parse, knowledge))


def find_actors(parse: Parse, knowledge: Knowledge) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Entities and their mentions in text order."""
    phrases = find_phrases(parse, spot(parse, knowledge), knowledge)
    resolver = Resolver(parse, phrases, knowledge)
    clusters = resolver.run()
    spans: list[list[Span]] = [[] for _ in clusters]
    mentions = []
    for n, phrase in enumerate(phrases):
        cluster = resolver.of[n]
        if cluster is None:
            continue
        span = _extent(parse, phrases, phrase)
        spans[cluster.number].append(_shown(parse, phrase, span))
        form = form_of(phrase, cluster)
        mentions += [Mention(span, head, cluster.number, form) for head in phrase.heads]
    used: set[str] = set()
    entities = []
    for cluster in clusters:
        entity = identify(parse, cluster, spans[cluster.number])
        if entity.actor.id in used:
            # Two clusters of one name stay two: the later one gets an id of this story.
            cluster.key, cluster.named = None, False
            entity = identify(parse, cluster, spans[cluster.number])
        used.add(entity.actor.id)
        entities.append(entity)
    mentions.sort(key=lambda m: (m.span.start, -m.span.end, m.head))
    return tuple(entities), tuple(mentions)


def _extent(parse: Parse, phrases: list[Phrase], phrase: Phrase) -> Span:
    """The phrase with its modifiers and, for agent nouns, its "of" phrase."""
    last = phrase.last
    if phrase.of is not None and phrases[phrase.of].last > last:
        last = phrases[phrase.of].last
    return parse.span(phrase.first, last)


def _shown(parse: Parse, phrase: Phrase, span: Span) -> Span:
    """The span for the record: a person's name without the nation or possessor before it."""
    if phrase.name is not None and not phrase.alias:
        first = phrase.title[0] if phrase.title and phrase.noun is None and phrase.owner is None else phrase.name.first
        return parse.span(max(first, phrase.name.first if phrase.title is None else first), phrase.last)
    return span
