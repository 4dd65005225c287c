"""Clusters > entities: id, canonical name, kind, country, sectors and role of each actor."""

from __future__ import annotations

from typing import cast, get_args

from dateline.knowledge.world.spelling import plain
from dateline.language.tokens import Parse
from dateline.mentions.clusters.cluster import Cluster
from dateline.mentions.mentioned import Entity
from dateline.record import Actor, Kind
from dateline.spans import Span

_KINDS = frozenset(get_args(Kind))


def identify(parse: Parse, cluster: Cluster, spans: list[Span]) -> Entity:
    """What the record says of a cluster.

    Known actors keep their id in all stories, new named ones get ``name:`` and the words of their name, all others an
    id of this story.
    """
    kind = cast(Kind, cluster.kind if cluster.kind in _KINDS else "other")
    known = cluster.known
    role = cluster.role.text if kind == "person" and cluster.role is not None else None
    actor = Actor(
        id=_id(parse, cluster), name=" ".join(cluster.name.split()), kind=kind, country=cluster.country,
        sectors=cluster.sectors if cluster.is_actor else (), role=role, wikidata=known.wikidata if known else None,
        mentions=tuple(sorted(set(spans))), decisions=tuple(cluster.decisions[:6]),
    )  # fmt: skip
    return Entity(actor, cluster.is_actor, cluster.plural)


def _id(parse: Parse, cluster: Cluster) -> str:
    """The id of a known actor, one made of a new name, or one of this story."""
    if cluster.key is not None and cluster.is_actor:
        return cluster.key
    if cluster.named and cluster.is_actor:
        slug = "-".join(w for part in cluster.name.split() if (w := plain(part)))
        if slug:
            return f"name:{slug}"
    return f"{parse.story.id}-a{cluster.number}"
