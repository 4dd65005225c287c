"""A state under the names of its government: "the Syrian government", "the Kyiv authorities", "the Russian side".

Texts say the state, its capital and its government for one actor. "The government" alone stays a body of its own: in
a story about one country it is one side of that country among others.
"""

from __future__ import annotations

from dateline.knowledge.world.register import Known
from dateline.mentions.actors.belonging import home_country
from dateline.mentions.clusters.cluster import Cluster
from dateline.mentions.clusters.kinds import Nature
from dateline.mentions.clusters.state import State
from dateline.mentions.phrases.phrase import Phrase


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
    if state.tokens[phrase.first].lower in shapes["any_one"] or words - label - shapes["of_states"]:
        return None
    if (label, phrase.plural) in state.by_label and nation == home_country(state):
        return None  # "the government" before it was a body of its own
    return state_of(state, phrase, known, label)


def is_government(state: State, known: Known, words: tuple[str, ...]) -> bool:
    """Whether a name of the register is that of a whole government: "the Trump administration"."""
    whole = words[-1] in state.words.shapes["governing"]
    return whole and known.kind == "government" and known.sectors[:1] == ("GOV",) and known.id != known.country


def state_of(state: State, phrase: Phrase, known: Known, label: frozenset[str]) -> Cluster:
    """The cluster of a state, which "the government" or "the authorities" may mean from now on."""
    cluster = state.keyed(known.id, phrase, known.name, Nature(known.kind), "state.government")
    cluster.recognise(known)
    if label not in cluster.described.labels:
        cluster.described.labels.append(label)
        for word in sorted(label):
            state.index(state.by_head, word, cluster)
    state.by_label[label, phrase.plural] = cluster
    return cluster
