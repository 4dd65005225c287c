"""Plurals that stand for the same others > one group actor of the story: "the presidents", "both leaders", "they"."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.mentions.clusters.cluster import Cluster
from dateline.mentions.clusters.state import State
from dateline.record import Decision

Members = tuple[Cluster, ...]


def group_actors(state: State, members: Mapping[int, Members]) -> dict[int, Cluster]:
    """Number of a plural -> the cluster of the group that it means: one for each set of members.

    Args:
        state: the story.
        members: number of a phrase -> the clusters for which it stands, as ``find_members`` tells them.
    """
    # A cluster that also stands for itself, or for others elsewhere, can't be the group's.
    held = {c.number for n, c in enumerate(state.of) if c is not None and n not in members}
    held |= {c.number for joined in members.values() for c in joined}
    groups: dict[frozenset[int], Cluster] = {}
    found: dict[int, Cluster] = {}
    for n, joined in sorted(members.items()):
        own, phrase = state.of[n], state.phrases[n]
        if len(joined) < 2 or own is None or phrase.name is not None or not phrase.plural:
            continue
        key = frozenset(c.number for c in joined)
        if key not in groups and not phrase.pronoun:
            group = state.new(phrase, own.name, own.nature) if own.number in held else own
            held.add(group.number)
            if phrase.of is None:  # "the leaders of Peru and Chile" says it already
                group.name = _named_by(joined)
            group.decisions.append(Decision("identity", "members", state.parse.span(phrase.first, phrase.last)))
            groups[key] = group
        if key in groups:
            found[n] = groups[key]
    return found


def _named_by(members: Members) -> str:
    """The name of a group: those of its members."""
    names = [c.name for c in members]
    return f"{', '.join(names[:-1])} and {names[-1]}"
