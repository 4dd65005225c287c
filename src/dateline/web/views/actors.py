"""Actors: the list, and the page of one with names, roles, deeds, words and neighbours."""

from __future__ import annotations

import math
from typing import Any

from dateline.desk.who_is_who import splits_of
from dateline.store.query import summaries
from dateline.store.rows.typed_rows import ActorRow
from dateline.web.page import Call, NotThereError
from dateline.web.params import address, command_line, names_of, read_after, read_filters, read_limit

LATEST = 10
NEIGHBOURS = 24


def listing(call: Call) -> dict[str, Any]:
    """What the list of actors shows."""
    filters = read_filters(call.query, names_of("actors"))
    limit = read_limit(call.query)
    after = read_after(call.query)
    rows = list(call.store.actors(limit + 1, after=after, **filters))
    last = rows[limit - 1].id if len(rows) > limit else None
    more = address("/actors", filters, after=last, limit=call.query.get("limit"))
    return {
        "filters": filters,
        "actors": rows[:limit],
        "next": more if len(rows) > limit else None,
        "first": address("/actors", filters) if after else None,
        "command": command_line("actors", str(call.site.path), {k: v for k, v in filters.items() if k != "name"}),
        "empty": not rows and not filters and not after,
    }


def data(call: Call) -> dict[str, Any]:
    """What the page of an actor shows.

    Raises:
        NotThereError: there is no such actor.
    """
    asked, db, now = call.path["actor"], call.store.db, call.store.meant
    ref = now.get(asked, asked)
    key = summaries.actor_key(db, ref) if ref.strip() else None
    alone = f"id:{ref}"
    actor = next(call.store.actors(1, name=alone), None) if key is not None else None
    if key is None or actor is None:
        raise NotThereError(f"There is no actor {asked[:80]!r} in {call.site.name}.")
    ties = summaries.ties(db, key, NEIGHBOURS)

    def is_it(other: str) -> bool:
        return now.get(other, other) == ref

    return {
        "actor": actor,
        "asked": asked,
        "mark": call.desk.mark_of("actor", ref),
        "watched": any(e.get("what") == "actor" and is_it(e.get("value")) for e in call.desk.of("watch")),
        "merged": [e for e in call.layer.of("merge") if is_it(e.get("other"))],
        "splits": [{"entry": e, "ref": r} for r, e in splits_of(call.layer).items() if is_it(e.get("actor"))],
        "split_off": splits_of(call.layer).get(ref),
        "names": summaries.names(db, key),
        "named_in": summaries.NAMED_IN,
        "roles": summaries.roles(db, key),
        "acts": summaries.types_of(db, key, "actor"),
        "acted_on": summaries.types_of(db, key, "recipient"),
        "ties": ties,
        "network": network(actor, ties, summaries.ties_among(db, [t.actor.id for t in ties])),
        "does": list(call.store.events(LATEST, descending=True, actor=alone)),
        "suffers": list(call.store.events(LATEST, descending=True, recipient=alone)),
        "says": list(call.store.statements(LATEST, descending=True, said_by=alone)),
        "said_of": list(call.store.statements(LATEST, descending=True, about=alone)),
        "command": command_line("actors", str(call.site.path), {}, alone),
    }


def network(actor: ActorRow, ties: list[summaries.Tie], among: list[tuple[str, str, int]]) -> dict[str, Any]:
    """The actor in the middle, neighbours around: the same drawing for the same data.

    Those who deal most with the actor stand on the inner ring. Along a ring they are sorted by country and name, so
    that those of a country stand together. Coordinates are in a drawing of 600 by 440.
    """
    nodes = [{"id": actor.id, "name": actor.name, "country": actor.country, "x": 300.0, "y": 220.0, "events": 0}]
    rings = (ties[:8], ties[8:])
    for ring, members in enumerate(rings):
        ordered = sorted(members, key=lambda t: (t.actor.country or "~", t.actor.name, t.actor.id))
        for i, tie in enumerate(ordered):
            angle = 2 * math.pi * (i + 0.5 * ring) / len(ordered) - math.pi / 2
            x, y = (300 + (150, 255)[ring] * math.cos(angle), 220 + (105, 188)[ring] * math.sin(angle))
            nodes.append(
                {"id": tie.actor.id, "name": tie.actor.name, "country": tie.actor.country, "x": round(x, 1),
                 "y": round(y, 1), "events": tie.on + tie.by + tie.along}
            )  # fmt: skip
    edges = [{"from": actor.id, "to": t.actor.id, "events": t.on} for t in ties if t.on]
    edges += [{"from": t.actor.id, "to": actor.id, "events": t.by} for t in ties if t.by]
    edges += [{"from": actor.id, "to": t.actor.id, "events": t.along, "both": True} for t in ties if t.along]
    edges += [{"from": a, "to": b, "events": n} for a, b, n in among]
    return {"nodes": nodes, "edges": edges}
