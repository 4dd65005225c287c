"""A state under the names of its government: "the Syrian government", "the Kyiv authorities", "the Russian side".

Texts say the state, its capital and its government for one actor. "The government" alone stays a body of its own: in
a story about one country it is one side of that country among others.
"""

from __future__ import annotations

from dateline.knowledge.world.register import Known
from dateline.language.labels import Dep
from dateline.mentions.actors.belonging import home_country
from dateline.mentions.clusters.cluster import Cluster
from dateline.mentions.clusters.kinds import Nature
from dateline.mentions.clusters.state import MAX_BACK, State
from dateline.mentions.phrases.phrase import Phrase

BEHIND = Dep.CLAUSES_OF_NOUN | {Dep.PREP}


def governed(state: State, phrase: Phrase, words: frozenset[str], nation: str | None) -> Cluster | None:
    """The state whose government a description means; None where it means another body.

    Args:
        state: the story.
        phrase: a description.
        words: its words without those of nations.
        nation: the country that it names.
    """
    known = state.register.actors.get(nation or "")
    shapes = state.words.shapes
    head = state.tokens[phrase.head].lower
    if known is None or known.id != known.country or phrase.nested or head not in shapes["governing"]:
        return None
    label = frozenset({state.tokens[phrase.head].lemma})
    if (
        phrase.noun is not None
        and phrase.noun.kind != "government"
        and (phrase.of_last > phrase.last or words != label)
    ):
        return None  # "the Russian side of the border", "the national side"
    if state.tokens[phrase.first].lower in shapes["any_one"] or words - label - shapes["of_states"]:
        return None
    if (label, phrase.plural) in state.by_label and nation == home_country(state):
        return None  # "the government" before it was a body of its own
    return state_of(state, phrase, known, label)


def is_government(state: State, known: Known, words: tuple[str, ...]) -> bool:
    """Whether a name of the register is that of a state's whole government: "the Trump administration".

    Agencies ("the Tarn Drug Administration") and governments of parts of a state have other ids.
    """
    return words[-1] in state.words.shapes["governing"] and known.id == f"{(known.country or '').lower()}-government"


def in_person(state: State, phrase: Phrase, known: Known, words: tuple[str, ...]) -> Cluster | None:
    """The state or bloc that a text calls by its people: "the Americans rejected the offer".

    Those whom more words set apart ("most Americans", "the Americans in Chad") are people. Without an article they are
    people as well, unless the text has said "the Americans" for the state before.
    """
    assert phrase.name is not None
    lead, tokens = phrase.name.first - phrase.first, state.tokens
    body = _body(state, known)
    if body is None or phrase.nested or lead > 1 or (lead == 1 and not phrase.definite):
        return None
    if any(tokens[c].dep in BEHIND for c in tokens[phrase.head].children if c > phrase.last):
        return None
    label, cluster = frozenset(words), state.by_key.get(body.id)
    said = cluster is not None and label in cluster.described.labels
    if not said and f"people-{known.id}" in state.by_key:
        return None  # "the Americans" whom the text has told of as people before
    return state_of(state, phrase, body, label) if lead == 1 or said else None


def _body(state: State, known: Known) -> Known | None:
    """The state of a people, or the bloc of several peoples; None where the story doesn't name it as one that acts.

    A people without a state of its own ("the Uighurs") is never the state that it lives in.
    """
    actors = state.register.actors
    same = (k for k in actors.values() if k.kind == "igo" and k.country == known.country)
    body = known if known.id == known.country else next(same, None)
    forms = {"name", "metonym", "loaded"}
    told = body is not None and any(
        a.actor == body.id and a.form in forms for p in state.phrases if not p.nested for a in p.alias[:1]
    )
    return body if told else None


def country_meant(state: State, phrase: Phrase) -> Cluster | None:
    """The state that "her country" or "the Arab country" means; None where another noun or country is meant."""
    kinds = state.words.group_nouns.get(phrase.noun_words, frozenset())
    if "state" not in kinds or phrase.plural or phrase.nested:
        return None
    owner = state.of[phrase.owner] if phrase.owner is not None else None
    if owner is not None:
        home = state.register.actors.get(owner.country or "")
        own = home is not None and home.id == home.country and owner.human and phrase.head == phrase.first + 1
        return _state(state, phrase, home, "state.own") if own and home is not None else None
    words = [state.tokens[k].lower for k in range(phrase.core_first, phrase.head)] or [phrase.noun_words]
    region = state.words.shapes.get(f"countries_{'_'.join(words)}", frozenset())
    if not phrase.definite or not region:
        return None
    near = [c for c in state.actors[-MAX_BACK:] if c.state and (c.country or "").lower() in region]
    return max(near, key=lambda c: (c.seen.token, c.seen.count), default=None)


def state_of(state: State, phrase: Phrase, known: Known, label: frozenset[str]) -> Cluster:
    """The cluster of a state, which "the government" or "the authorities" may mean from now on."""
    cluster = _state(state, phrase, known, "state.government")
    if label not in cluster.described.labels:
        cluster.described.labels.append(label)
        for word in sorted(label):
            state.index(state.by_head, word, cluster)
    state.by_label[label, phrase.plural] = cluster
    return cluster


def _state(state: State, phrase: Phrase, known: Known, rule: str) -> Cluster:
    """The cluster of a state."""
    cluster = state.keyed(known.id, phrase, known.name, Nature(known.kind), rule)
    cluster.recognise(known)
    return cluster
