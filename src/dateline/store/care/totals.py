"""The sums that a store keeps, and the same sums counted anew: what ``running_sums`` adds up story by story."""

from __future__ import annotations

from dateline.store.writing.running_sums import AS_ACTOR, AS_RECIPIENT

# Tellings of an event that its story has told before count no second time.
_FIRST = "(SELECT id FROM events WHERE same_as IS NULL)"

# table: what it says, what counting gives. The first column is the actor.
TOTALS = {
    "actor_counts": (
        "SELECT actor, stories, as_actor, as_recipient, statements, total FROM actor_counts",
        "SELECT actor, sum(s), sum(a), sum(r), sum(c), sum(a) + sum(r) + sum(c) FROM ("
        "SELECT actor, 1 AS s, 0 AS a, 0 AS r, 0 AS c FROM story_actors "
        f"UNION ALL SELECT actor, 0, {AS_ACTOR}, {AS_RECIPIENT}, 0 FROM participants WHERE event IN {_FIRST} "
        "UNION ALL SELECT actor, 0, 0, 0, 1 FROM chain_links) x GROUP BY actor",
    ),
    "type_counts": (
        "SELECT actor, side, event_type, n FROM type_counts WHERE n <> 0",
        "SELECT p.actor, p.side, e.event_type, count(*) FROM participants p JOIN events e ON e.id = p.event "
        "WHERE e.same_as IS NULL GROUP BY 1, 2, 3",
    ),
    "ties": (
        "SELECT actor, other, way, n FROM ties WHERE n <> 0",
        "SELECT p.actor, o.actor, CASE o.side WHEN 'actor' THEN 'with' ELSE 'on' END, count(*) FROM participants p "
        f"JOIN participants o ON o.event = p.event WHERE p.event IN {_FIRST} AND p.side = 'actor' "
        "AND p.actor <> o.actor GROUP BY 1, 2, 3",
    ),
    "actor_accounts": (
        "SELECT actor, name, kind, country, sectors, n FROM actor_accounts WHERE n <> 0",
        "SELECT actor, name, kind, ifnull(country, ''), sectors, count(*) FROM story_actors GROUP BY 1, 2, 3, 4, 5",
    ),
}
