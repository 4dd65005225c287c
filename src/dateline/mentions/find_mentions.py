"""Parse > Mentions: who, where and when a story names.

In: a parse. Out: ``Mentions``. Names come from the register, from titles and from capital letters, never from a
statistical recogniser; phrases become mentions, mentions become actors by coreference.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.knowledge.lexicon.words import Words
from dateline.knowledge.load import Knowledge
from dateline.language.labels import Dep, Tag
from dateline.language.tokens import Parse
from dateline.mentions.actors.belonging import settle_countries, settle_members
from dateline.mentions.actors.coreference import form_of, resolve
from dateline.mentions.actors.identity import identify
from dateline.mentions.clusters.cluster import Cluster
from dateline.mentions.clusters.kinds import Sign
from dateline.mentions.clusters.state import State
from dateline.mentions.dates.find_dates import find_dates
from dateline.mentions.members.find_members import find_members
from dateline.mentions.members.group_actors import group_actors
from dateline.mentions.mentioned import Entity, Mention, Mentions, PlaceMention
from dateline.mentions.names.name_spans import Spotted, spot
from dateline.mentions.phrases.find_phrases import find_phrases
from dateline.mentions.phrases.phrase import Phrase
from dateline.mentions.places.find_places import find_places
from dateline.spans import Span

ACTING = Dep.SUBJECTS | {Dep.AGENT, Dep.POSSESSOR, Dep.CONJUNCT, Dep.APPOSITION}


def find_mentions(parse: Parse, knowledge: Knowledge) -> Mentions:
    """Find who, where and when a story names."""
    places = find_places(parse, knowledge)
    entities, mentions = find_actors(parse, knowledge, places)
    return Mentions(parse, entities, mentions, places, find_dates(parse, knowledge))


def find_actors(
    parse: Parse, knowledge: Knowledge, places: tuple[PlaceMention, ...] = ()
) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Entities and their mentions in text order.

    Args:
        parse: the parsed story.
        knowledge: register and words.
        places: the story's toponyms; an unknown name that is one is no actor.
    """
    spotted = spot(parse, knowledge)
    phrases = find_phrases(parse, spotted, knowledge)
    named = {
        p.head: p.place.country
        for p in places
        if p.form == "name" and not _is_common_word(parse, p, spotted, knowledge.words)
    }
    regional = (p for p in places if p.form == "demonym" and not (p.place.feature or "").startswith("PCL"))
    origins = {p.head: p.place.country for p in regional}
    state = resolve(parse, phrases, knowledge, named, origins)
    members = find_members(state)
    groups = group_actors(state, members)
    spans: list[list[Span]] = [[] for _ in state.clusters]
    mentions = []
    told = {c.number for c in state.of if c is not None}
    for n, (phrase, cluster) in enumerate(zip(phrases, state.of, strict=True)):
        cluster = groups.get(n, cluster)
        if cluster is None:
            continue
        span = _extent(parse, phrase)
        if not _is_modifier(state, phrase, cluster):
            spans[cluster.number].append(_shown(state, phrase, cluster, span))
        form = form_of(phrase, cluster)
        joint = tuple(c.number for c in members.get(n, ()))
        for number in joint:
            if number not in told:
                spans[number].append(span)  # the plural is all that tells of it
        mentions += [Mention(span, head, cluster.number, form, joint) for head in phrase.heads]
    alone = {m.entity for m in mentions if not m.members or m.entity in m.members}
    alone |= {number for m in mentions for number in m.members if number not in told}
    _demote(state)
    settle_members(state)
    settle_countries(state)
    mentions.sort(key=lambda m: (m.span.start, -m.span.end, m.head))
    entities = _entities(parse, state.clusters, spans)
    return tuple(e if n in alone else replace(e, joint=True) for n, e in enumerate(entities)), tuple(mentions)


def _is_common_word(parse: Parse, place: PlaceMention, spotted: Spotted, words: Words) -> bool:
    """Whether a place's name is a common word in a body's: the "Communist" of a Communist Party is no village."""
    name = spotted.owner.get(place.head)
    if name is None or name.body is None or name.body.kind == "thing" or parse.token_at(place.span.start) != place.head:
        return False
    lower, shapes = parse.tokens[place.head].lower, words.shapes
    listed = shapes["generic"] | shapes["directions"] | shapes["liberating"] | shapes["rebellious"]
    one = place.span.end == parse.tokens[place.head].end
    return one and (lower in listed or lower in words.bodies or lower in words.agents)


def _is_modifier(state: State, phrase: Phrase, cluster: Cluster) -> bool:
    """Whether a nation only tells where another actor belongs ("Greek prime minister"): no mention of the state."""
    if (
        not phrase.alias
        or not (cluster.state or cluster.nature.region)
        or state.tokens[phrase.head].dep == Dep.POSSESSOR
    ):
        return False
    k = phrase.head
    for _ in range(5):
        k = state.tokens[k].head
        n = state.at_head.get(k)
        outer, held = (state.phrases[n], state.of[n]) if n is not None else (None, None)
        if outer is not None and outer is not phrase and held is not None and (held is not cluster or cluster.state):
            return held.is_actor and outer.first <= phrase.first and phrase.last <= outer.last
    return False


def _entities(parse: Parse, clusters: list[Cluster], spans: list[list[Span]]) -> tuple[Entity, ...]:
    """The entities of all clusters, each with an id of its own."""
    used: set[str] = set()
    entities = []
    for cluster, own in zip(clusters, spans, strict=True):
        entity = identify(parse, cluster, own)
        if entity.actor.id in used:
            # Two clusters of one name stay two: the later one gets an id of this story.
            cluster.key, cluster.named = None, False
            entity = identify(parse, cluster, own)
        used.add(entity.actor.id)
        entities.append(entity)
    return tuple(entities)


def _demote(state: State) -> None:
    """Unknown names that never act or own are no actors."""
    acting: set[int] = set()
    for phrase, cluster in zip(state.phrases, state.of, strict=True):
        if cluster is not None and cluster.nature.guessed and _acts(state, phrase):
            acting.add(cluster.number)
    for cluster in state.clusters:
        if cluster.number not in acting:
            state.show(cluster, Sign.IDLE)


def _acts(state: State, phrase: Phrase) -> bool:
    """Whether a phrase stands where somebody acts or owns; a body also where it is all that a heading says."""
    t = state.tokens[phrase.head]
    above = state.tokens[t.head].dep
    heading = t.dep == Dep.ROOT and phrase.name is not None and phrase.name.body is not None
    return t.dep in ACTING or (t.dep == Dep.PREP_OBJECT and above == Dep.AGENT) or heading


def _extent(parse: Parse, phrase: Phrase) -> Span:
    """The phrase with its modifiers and, for agent nouns, its "of" phrase."""
    last = max(phrase.last, phrase.of_last) if phrase.noun is not None else phrase.last
    return parse.span(phrase.first, last)


def _shown(state: State, phrase: Phrase, cluster: Cluster, span: Span) -> Span:
    """The span for the record: without the possessor or, for persons, the nation and body that stand before it."""
    first = phrase.first
    if phrase.owner is not None:
        first = max(first, state.phrases[phrase.owner].last + 1)
    if cluster.kind == "person" and phrase.name is not None:
        first = phrase.title[0] if phrase.title else phrase.name.first
    if cluster.kind == "person":
        last = phrase.name.first if phrase.name is not None else phrase.head
        told = (k for k in range(first, last) if k in state.at_head and not _behind_office(state, k, first))
        inner = [state.phrases[m].last + 1 for m in map(state.at_head.__getitem__, told)
                 if state.phrases[m].alias and state.of[m] is not cluster]  # fmt: skip
        first = max([first, *(k for k in inner if k <= last)])
    while first < phrase.last and (
        state.tokens[first].tag == Tag.POSSESSIVE_MARK or state.tokens[first].text in {"-", ",", "'s", "’s"}
    ):
        first += 1
    return Span(state.tokens[first].start, span.end)


def _behind_office(state: State, token: int, first: int) -> bool:
    """Whether a nation stands behind its office: "President of the Republic of Peru Ada Brunn"."""
    k = token - 1
    while k > first and (state.tokens[k].pos in {"DET", "PROPN"}):
        k -= 1
    return k > first and state.tokens[k].lower in state.parse.words.prepositions.part
