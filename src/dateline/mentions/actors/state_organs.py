"""Organs of states: keys that are the same in all stories, the country of "the government", who backs a group."""

from __future__ import annotations

from dateline.knowledge.world.spelling import plain
from dateline.mentions.clusters.cluster import Cluster
from dateline.mentions.clusters.state import MAX_BACK, State
from dateline.mentions.phrases.phrase import Phrase
from dateline.record import Decision

AT_HOME = frozenset({"person", "government", "military", "population"})
OFFICIAL = frozenset({"GOV", "COP", "MIL", "LEG", "JUD", "SOC"})
OFTEN = 3  # mentions of a country from which on its story's unnamed troops are its own
CONTEXT = 3  # sentences back in which the state is named whose government "the government" is


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
    """The country of "the government" or "the army": the state named most just before."""
    if state.nations.dominant is not None:
        return state.nations.dominant
    sentence = state.tokens[phrase.head].sent
    near = [c for c in state.actors[-MAX_BACK:] if c.state and sentence - c.seen.sentence <= CONTEXT]
    best = max(near, key=lambda c: (state.nations.subjects[c.country or ""], c.seen.count, c.seen.token), default=None)
    return best.country if best is not None else None


def settle_countries(state: State) -> None:
    """Give officials, organs and protesters without a country that of the story, if it is about one."""
    country = state.nations.dominant
    if country is None:
        return
    for cluster in state.actors:
        if cluster.country is not None or not cluster.is_actor or cluster.kind not in AT_HOME:
            continue
        if cluster.number in state.elsewhere or _is_mere_troops(state, cluster, country):
            continue
        if cluster.sectors and cluster.sectors[0] in OFFICIAL and cluster.known is None:
            cluster.country = country
            cluster.decisions.append(Decision("country", "story.dominant", state.parse.span(0, 0)))


def _is_mere_troops(state: State, cluster: Cluster, country: str) -> bool:
    """Whether troops without a name stand in a text that hardly names the country: they may as well be foreign."""
    return cluster.kind == "military" and cluster.plural and state.nations.counts[country] < OFTEN


def is_backed(state: State, phrase: Phrase) -> bool:
    """Whether a state or body stands behind a group: "Iranian-backed", "pro-government"."""
    tokens, backed = state.tokens, state.words.shapes["backed"]
    for k in range(max(phrase.first, 1), phrase.last):
        word = tokens[k].lower
        if word.startswith("pro-") or (word in backed and "-" in {tokens[k - 1].text, tokens[k + 1].text}):
            return True
    return False
