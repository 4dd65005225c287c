"""Phrases > clusters: one cluster a thing in the story, by name, title, description and pronoun.

One pass from left to right, in the spirit of the sieve of Lee et al. (2013): the surest evidence of a phrase decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from dateline.knowledge.lexicon.words import Noun
from dateline.knowledge.load import Knowledge
from dateline.language.tokens import Parse
from dateline.mentions.actors.appositions import find_appositions
from dateline.mentions.actors.descriptions import agree, resolve_nominal
from dateline.mentions.actors.held_roles import give_role
from dateline.mentions.actors.named_phrases import resolve_name
from dateline.mentions.actors.pronouns import resolve_pronoun
from dateline.mentions.clusters.cluster import Cluster
from dateline.mentions.clusters.kinds import described
from dateline.mentions.clusters.state import State
from dateline.mentions.clusters.story_nations import SUBJECTS
from dateline.mentions.clusters.told_offices import told_offices
from dateline.mentions.mentioned import Form
from dateline.mentions.phrases.phrase import Phrase
from dateline.record import Decision

FAR = 4  # named phrases that far ahead at most are resolved before the description that precedes them


def resolve(
    parse: Parse,
    phrases: list[Phrase],
    knowledge: Knowledge,
    places: Mapping[int, str | None] = MappingProxyType({}),
    origins: Mapping[int, str | None] = MappingProxyType({}),
) -> State:
    """Give every phrase its cluster (``State.of``).

    Args:
        parse: the parsed story.
        phrases: its phrases, in text order of their heads.
        knowledge: register and words.
        places: head tokens of the toponyms with their countries: an unknown name there is a place unless a title
            says otherwise.
        origins: head tokens of the adjectives made from places with their countries.
    """
    state = State(parse, phrases, knowledge, places, origins)
    links = find_appositions(state)
    for n, m in links.items():
        state.beside[phrases[m].head] = state.beside.get(phrases[m].head, frozenset()) | phrases[n].words
    state.told = told_offices(state, links)
    for n in range(len(phrases)):
        _one(state, n, links)
    return state


def _one(state: State, n: int, links: dict[int, int]) -> None:
    """Give a phrase its cluster, that of the name which it describes before any other."""
    if state.of[n] is not None:
        return
    phrase = state.phrases[n]
    partner = links.get(n)
    if partner is not None:
        if state.of[partner] is None:
            for m in range(n + 1, partner + 1):
                if m == partner or state.phrases[m].nested:
                    links.pop(n, None)
                    _one(state, m, links)
        cluster = state.of[partner]
        if cluster is not None and not _differs(state, phrase, cluster):
            _describe(state, phrase, cluster)
            _set(state, n, cluster)
            return
    if phrase.pronoun:
        cluster = resolve_pronoun(state, phrase)
    elif phrase.name is not None:
        cluster = resolve_name(state, phrase)
    else:
        cluster = resolve_nominal(state, phrase)
    _set(state, n, cluster)


def _differs(state: State, phrase: Phrase, cluster: Cluster) -> bool:
    """Whether a description cannot be that of the name beside it: "the queen" and Boris Johnson.

    An office of one country is not that of another one's: "at the wish of the president of Peru, Ada Brunn of Chile".
    """
    nation = state.nation(phrase) if phrase.titles and phrase.titles[-1].post else None
    if cluster.kind == "person" and cluster.known is not None and not agree(cluster, nation):
        return True
    words = [*(t.gender for t in phrase.titles), *(state.words.gender_words.get(w, "") for w in sorted(phrase.words))]
    gender = next(filter(None, words), "")
    return bool(gender and cluster.gender and gender != cluster.gender)


def _set(state: State, n: int, cluster: Cluster) -> None:
    """Note that a phrase means a cluster."""
    state.of[n] = cluster
    phrase = state.phrases[n]
    t = state.tokens[phrase.head]
    if phrase.alias and phrase.alias[0].form == "adjective":
        # "Italian" in "the Italian minister" brings Italy no nearer to a later pronoun.
        cluster.seen.count += 1
        return
    subject = t.dep in SUBJECTS
    cluster.seen.note(t.i, t.sent, subject, state.quoted[t.i], state.speaks(t.i))
    cluster.seen.several = phrase.plural


def _describe(state: State, phrase: Phrase, cluster: Cluster) -> None:
    """A description in apposition: its role, kind and country go to the named actor."""
    noun = phrase.noun
    if cluster.known is None and noun is not None and (cluster.kind == "other" or not cluster.sectors):
        state.set_nature(cluster, described(cluster.nature, noun, phrase.plural))
        cluster.sectors = noun.sectors
    if noun is not None and _tells_rebels(noun, cluster):
        state.set_nature(cluster, replace(cluster.nature, kind=noun.kind))
        cluster.sectors = noun.sectors
    give_role(state, phrase, cluster)
    cluster.described.labels.append(phrase.words)
    cluster.decisions.append(Decision("identity", "apposition", state.parse.span(phrase.first, phrase.last)))


def _tells_rebels(noun: Noun, cluster: Cluster) -> bool:
    """Whether a body of a name like an army's or a party's is one of rebels by its description ("a rebel group")."""
    named = cluster.nature.guessed and cluster.kind in {"military", "party"}
    return named and noun.kind == "armed_group" and cluster.known is None and cluster.key is None


def form_of(phrase: Phrase, cluster: Cluster) -> Form:
    """How a phrase says its actor."""
    if phrase.pronoun:
        return "pronoun"
    if phrase.alias:
        kind = phrase.alias[0].form
        if kind in {"adjective", "people"} or (phrase.nested and cluster.state):
            return "demonym"
        return "metonym" if kind == "metonym" else "name"
    if phrase.name is not None:
        return "name"
    return "title" if phrase.titles and cluster.kind == "person" else "nominal"
