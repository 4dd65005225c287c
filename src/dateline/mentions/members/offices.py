"""A plural office of several countries > its holders, one a country: "the presidents of Kenya and Uganda"."""

from __future__ import annotations

from dateline.mentions.actors.held_roles import holder_in
from dateline.mentions.clusters.cluster import Cluster, Role
from dateline.mentions.clusters.kinds import Nature
from dateline.mentions.clusters.state import State
from dateline.mentions.phrases.phrase import Phrase


def holders(state: State, phrase: Phrase) -> tuple[Cluster, ...]:
    """Who holds the office in each country that a plural names, in text order; nobody where it is no such plural."""
    office = _office(state, phrase)
    countries = state.nations_in(phrase) if office else []
    known = all(c in state.register.actors for c in countries)
    if len(countries) < 2 or not known or state.count(phrase) not in {None, len(countries)}:
        return ()
    return tuple(_holder(state, phrase, office, country) for country in countries)


def _office(state: State, phrase: Phrase) -> str:
    """The office in the singular, empty where a country may have many such or the plural means none."""
    if phrase.noun is None or not phrase.plural or phrase.nested or phrase.name is not None:
        return ""
    words = [state.tokens[k] for k in range(phrase.first, phrase.last + 1)]
    if not {t.lower for t in words}.isdisjoint(state.words.shapes["over"]):
        return ""
    lemmas = [*(t.lower for t in words[:-1]), words[-1].lemma]
    endings = (" ".join(lemmas[k:]) for k in range(max(phrase.core_first - phrase.first, 0), len(lemmas)))
    return next((e for e in endings if e in state.words.shapes["one_each"]), "")


def _holder(state: State, phrase: Phrase, office: str, country: str) -> Cluster:
    """Who is told elsewhere or known to hold an office of a country, or an actor for whoever does."""
    held = _told(state, office, country) or _known(state, phrase, office, country)
    if held is not None:
        return held
    name = f"{office} of {state.register.actors[country].name}"
    cluster = state.new(phrase, name, Nature("person"), "office.one-each")
    cluster.nature = Nature("person")
    cluster.belong(country, phrase.noun.sectors if phrase.noun is not None else ())
    cluster.role = Role(name, office=True)
    cluster.described.heads |= set(office.split())
    return cluster


def _told(state: State, office: str, country: str) -> Cluster | None:
    """The person to whom the story gives an office of a country, not a deputy or a former holder."""
    words, others = set(office.split()), state.words.shapes["deputies"] | state.words.shapes["over"]
    for cluster in state.clusters:
        single = cluster.human and cluster.kind == "person" and cluster.country == country
        heads = cluster.described.heads
        if single and cluster.role is not None and words <= heads and heads.isdisjoint(others):
            return cluster
    return None


def _known(state: State, phrase: Phrase, office: str, country: str) -> Cluster | None:
    """The person who by the register held an office on the story's day, which must be the day that is meant.

    The story's own holder goes before him.
    """
    if state.date is None or not phrase.definite or not phrase.words.isdisjoint(state.words.shapes["not_now"]):
        return None
    return holder_in(state, phrase, office, country)
