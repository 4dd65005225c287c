"""Whose an actor is: organs of states, the country of "the government", who backs a group, who serves which body.

Officials and members belong to their body's country, and walk of life, where their own noun says nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.knowledge.lexicon.words import Noun
from dateline.knowledge.world.spelling import plain
from dateline.language.labels import Dep
from dateline.mentions.actors.held_roles import is_former
from dateline.mentions.clusters.cluster import Cluster
from dateline.mentions.clusters.kinds import member_of
from dateline.mentions.clusters.state import MAX_BACK, State
from dateline.mentions.phrases.phrase import Phrase
from dateline.record import Decision

AT_HOME = frozenset({"person", "government", "military", "population"})
OFFICIAL = frozenset({"GOV", "COP", "MIL", "LEG", "JUD", "SOC"})
OFTEN = 3  # mentions of a country from which on its story's unnamed troops are its own
CONTEXT = 3  # sentences back in which the state is named whose government "the government" is
BODIES = frozenset({"government", "military", "armed_group", "party", "igo", "ngo", "media", "company", "other"})
NESTED = frozenset({"government", "military", "armed_group", "party"})
PLAIN = ((), ("GOV",), ("CVL",), ("UNK",))  # sectors that a noun for any official or member has


def organ_key(state: State, words: list[str], nation: str | None) -> str | None:
    """A key that an organ of a state has in all stories: ``irq-foreign-ministry``, ``ken-army``."""
    if nation is None:
        return None
    words = [w for w in words if w not in state.words.shapes["whole"]] or words
    portfolios = [state.words.portfolios[w] for w in words if w in state.words.portfolios]
    if state.words.shapes["ministries"] & set(words) and portfolios:
        return f"{nation.lower()}-{portfolios[0]}-ministry"
    kept = [w for w in words if not _is_nation(state, w) and w not in {"of", "the"}] if len(words) > 1 else words
    slug = "-".join(plain(w) for w in kept)
    if slug not in state.words.shapes["organs"]:
        return None
    for one in ("army", "government"):
        if slug in state.words.shapes[f"organs_{one}"]:
            slug = one
    return f"{nation.lower()}-{slug}"


def _is_nation(state: State, word: str) -> bool:
    """Whether a word names a country; a region's organ keeps the region's name."""
    return any(k.id == k.country for k in state.register.named(word))


def context_country(state: State, phrase: Phrase) -> str | None:
    """The country of "the government" or "the army": that of the story, else of those just before the one named most.

    Where a story opens counts before what somebody in it blames.
    """
    home = home_country(state)
    if home is not None:
        return home
    sentence = state.tokens[phrase.head].sent
    near = [c for c in state.actors[-MAX_BACK:] if c.state and sentence - c.seen.sentence <= CONTEXT]
    best = max(near, key=lambda c: (*state.nations.weight(c.country or ""), c.seen.count, c.seen.token), default=None)
    return best.country if best is not None else state.nations.opening


def home_country(state: State) -> str | None:
    """The country that a story is about: that it names most, unless its opening names none but another one."""
    return state.nations.home


def settle_countries(state: State) -> None:
    """Give officials, organs and protesters without a country that of the story, if it is about one."""
    country = home_country(state)
    if country is None:
        return
    numbered = _numbered(state)
    for cluster in state.actors:
        if cluster.country is not None or not cluster.is_actor or cluster.kind not in AT_HOME:
            continue
        if cluster.number in state.elsewhere or _is_mere_troops(state, cluster, country):
            continue
        if cluster.number in numbered and state.nations.counts[country] < OFTEN:
            continue
        if _faces(state, cluster, country):
            continue
        if cluster.sectors and cluster.sectors[0] in OFFICIAL and cluster.known is None:
            cluster.country = country
            cluster.decisions.append(Decision("country", "story.dominant", state.parse.span(0, 0)))


def _is_mere_troops(state: State, cluster: Cluster, country: str) -> bool:
    """Whether troops without a name stand in a text that hardly names the country: they may as well be foreign."""
    return cluster.kind == "military" and cluster.plural and state.nations.counts[country] < OFTEN


def _numbered(state: State) -> set[int]:
    """Clusters that the text brings in as so many of a kind ("four officers"): whose they are isn't told by it."""
    first = {c.number: p for p, c in zip(reversed(state.phrases), reversed(state.of), strict=True) if c is not None}
    return {n for n, p in first.items() if p.plural and p.name is None and state.tokens[p.first].pos == "NUM"}


def _faces(state: State, cluster: Cluster, country: str) -> bool:
    """Whether a text that hardly names a country tells only that somebody deals with it: "the mayor sued Norway"."""
    if cluster.named and cluster.kind != "person":
        return False
    if state.nations.counts[country] >= OFTEN:
        return False
    own, other = set(), set()
    for phrase, held in zip(state.phrases, state.of, strict=True):
        if held is cluster:
            own |= _acts_with(state, phrase)
        elif held is not None and held.state and held.country == country:
            other |= _acts_with(state, phrase)
    return bool(own & other)


def _acts_with(state: State, phrase: Phrase) -> set[int]:
    """The verbs of which a phrase is subject, object or agent."""
    found = set()
    for k in phrase.heads:
        t = state.tokens[k]
        above = state.tokens[t.head]
        if t.dep in Dep.SUBJECTS or t.dep in Dep.RECEIVERS:
            found.add(t.head)
        elif t.dep == Dep.PREP_OBJECT and above.dep == Dep.AGENT:
            found.add(above.head)
    return found


def is_backed(state: State, phrase: Phrase) -> bool:
    """Whether a state or body stands behind a group: "Iranian-backed", "pro-government"."""
    tokens, backed = state.tokens, state.words.shapes["backed"]
    for k in range(max(phrase.first, 1), phrase.last):
        word = tokens[k].lower
        if word.startswith("pro-") or (word in backed and "-" in {tokens[k - 1].text, tokens[k + 1].text}):
            return True
    return False


def settle_members(state: State) -> None:
    """Give officials and members the country and the sectors of the body that their description names."""
    for phrase, cluster in zip(state.phrases, state.of, strict=True):
        if cluster is None or cluster.known is not None or not cluster.is_actor or phrase.pronoun or phrase.alias:
            continue
        word = _serving_word(state, phrase)
        # A town in a body's own name is no body that it serves.
        named = phrase.name is not None and phrase.title is None
        if word is None and (cluster.country is not None or named):
            continue
        bodies = list(_bodies(state, phrase, cluster))
        country = None if state.of_several(phrase) else next((b.country for b in bodies if b.country is not None), None)
        if cluster.country is None and country is not None:
            cluster.country = country
            cluster.decisions.append(Decision("country", "body.served", state.parse.span(phrase.first, phrase.last)))
        if word is not None and not is_former(state, phrase):
            _take_sectors(state, phrase, cluster, word, bodies)


def _serving_word(state: State, phrase: Phrase) -> int | None:
    """The token of a word for somebody who serves a body, whatever it is: "spokesman", "member", "head"."""
    last = phrase.title[1] if phrase.title is not None else phrase.last
    first = phrase.title[0] if phrase.title is not None else phrase.core_first
    serving = state.words.shapes["serving"]
    tokens = state.tokens
    return next((k for k in range(last, first - 1, -1) if {tokens[k].lower, tokens[k].lemma} & serving), None)


def _bodies(state: State, phrase: Phrase, cluster: Cluster) -> Iterator[Cluster]:
    """The bodies that a description names inside itself, behind "of", "for" or "at", or as owner; the surest first."""
    inside = [state.at_head[k] for k in range(phrase.last, phrase.first - 1, -1) if k in state.at_head]
    for n in dict.fromkeys([*_behind(state, phrase), *inside]):
        body = state.of[n]
        if body is None or body is cluster or body.kind not in BODIES or state.phrases[n].pronoun:
            continue
        if state.phrases[n].alias and state.backs(state.phrases[n]):
            continue
        if body.is_actor or body.sectors:
            yield body


def _behind(state: State, phrase: Phrase) -> Iterator[int]:
    """The phrases that follow the head of a description with a preposition of belonging."""
    tokens = state.tokens
    heads = [phrase.head] if phrase.title is None else [phrase.head, *range(phrase.title[0], phrase.title[1] + 1)]
    for c in dict.fromkeys(c for h in heads for c in tokens[h].children):
        if tokens[c].lower in state.words.shapes["belonging"]:
            yield from (state.at_head[x] for x in tokens[c].children if x in state.at_head and x > phrase.first)


def _take_sectors(state: State, phrase: Phrase, cluster: Cluster, word: int, bodies: list[Cluster]) -> None:
    """Take the sectors of a body where somebody's own noun or title says none of its own."""
    if cluster.sectors not in PLAIN and cluster.sectors != ("PTY",):
        return
    body = next((b for b in bodies if not b.state and b.sectors[:1] not in PLAIN), None)
    noun = _noun_before(state, word)
    if body is not None:
        cluster.sectors = body.sectors[:1]
        if phrase.name is None and cluster.plural and cluster.kind in {"population", "person"}:
            state.set_nature(cluster, member_of(cluster.nature, body.nature))
    elif noun is not None and noun.sectors not in PLAIN:
        cluster.sectors = noun.sectors


def _noun_before(state: State, word: int) -> Noun | None:
    """The body right before a word: "police spokesman", "the opposition leader"."""
    if word == 0 or state.tokens[word - 1].sent != state.tokens[word].sent:
        return None
    before = state.tokens[word - 1]
    noun = state.words.agents.get(before.lower) or state.words.bodies.get(before.lower)
    return noun if noun is not None and noun.unit == "group" and noun.kind in NESTED else None
