"""Sums over all stories, kept up to date with every story that comes or goes; an event told again counts once."""

from __future__ import annotations

from dateline.store.database import Database
from dateline.store.tables.schema import POSITION_BITS

# 1 where it is so, in the form that all databases have.
AS_ACTOR, AS_RECIPIENT = (f"CASE side WHEN '{side}' THEN 1 ELSE 0 END" for side in ("actor", "recipient"))
AGAIN = "WITH again AS (SELECT id FROM events WHERE id BETWEEN :low AND :high AND same_as IS NOT NULL)"
COUNTS = f"""
{AGAIN}
INSERT INTO actor_counts (actor, stories, as_actor, as_recipient, statements, total)
SELECT actor, :sign * sum(s), :sign * sum(a), :sign * sum(r), :sign * sum(c), :sign * (sum(a) + sum(r) + sum(c)) FROM (
  SELECT actor, 1 AS s, 0 AS a, 0 AS r, 0 AS c FROM story_actors WHERE story = :story
  UNION ALL SELECT actor, 0, {AS_ACTOR}, {AS_RECIPIENT}, 0 FROM participants
    WHERE event BETWEEN :low AND :high AND event NOT IN (SELECT id FROM again)
  UNION ALL SELECT actor, 0, 0, 0, 1 FROM chain_links WHERE statement BETWEEN :low AND :high
) x WHERE true GROUP BY actor
ON CONFLICT (actor) DO UPDATE SET stories = actor_counts.stories + excluded.stories,
  as_actor = actor_counts.as_actor + excluded.as_actor,
  as_recipient = actor_counts.as_recipient + excluded.as_recipient,
  statements = actor_counts.statements + excluded.statements, total = actor_counts.total + excluded.total
"""
TYPES = """
INSERT INTO type_counts (actor, side, event_type, n)
SELECT p.actor, p.side, e.event_type, :sign * count(*) FROM participants p CROSS JOIN events e ON e.id = p.event
WHERE p.event BETWEEN :low AND :high AND e.same_as IS NULL GROUP BY 1, 2, 3
ON CONFLICT (actor, side, event_type) DO UPDATE SET n = type_counts.n + excluded.n
"""
TIES = f"""
{AGAIN}
INSERT INTO ties (actor, other, way, n)
SELECT p.actor, o.actor, CASE o.side WHEN 'actor' THEN 'with' ELSE 'on' END, :sign * count(*)
FROM participants p CROSS JOIN participants o ON o.event = p.event
WHERE p.event BETWEEN :low AND :high AND p.event NOT IN (SELECT id FROM again) AND p.side = 'actor'
  AND p.actor <> o.actor GROUP BY 1, 2, 3
ON CONFLICT (actor, way, other) DO UPDATE SET n = ties.n + excluded.n
"""
ACCOUNTS = """
INSERT INTO actor_accounts (actor, name, kind, country, sectors, n)
SELECT actor, name, kind, ifnull(country, ''), sectors, :sign FROM story_actors WHERE story = :story
ON CONFLICT (actor, name, kind, country, sectors) DO UPDATE SET n = actor_accounts.n + excluded.n
"""
# What most stories say; a country that some story knows goes before none.
KNOWN_FIRST = "country = '', "
MOST = "(SELECT {0} FROM actor_accounts WHERE actor = actors.id GROUP BY {0} ORDER BY {1}sum(n) DESC, {0} LIMIT 1)"
SETTLED = (
    f"UPDATE actors SET name = {MOST.format('name', '')}, kind = {MOST.format('kind', '')}, "
    f"country = nullif({MOST.format('country', KNOWN_FIRST)}, ''), "
    f"sectors = {MOST.format('sectors', '')} "
    "WHERE id IN (SELECT actor FROM story_actors WHERE story = :story) AND id IN (SELECT actor FROM actor_accounts)"
)
MINE = "actor IN (SELECT actor FROM story_actors WHERE story = :story)"


def count_in(db: Database, story: int) -> None:
    """Add a story that has just been put in."""
    db.execute(SETTLED, _count(db, story, 1))


def count_out(db: Database, story: int) -> None:
    """Take a story off that is about to be removed."""
    given = _count(db, story, -1)
    db.execute(f"DELETE FROM type_counts WHERE n <= 0 AND {MINE}", given)
    db.execute(f"DELETE FROM ties WHERE n <= 0 AND {MINE}", given)
    db.execute(f"DELETE FROM actor_accounts WHERE n <= 0 AND {MINE}", given)
    db.execute(SETTLED, given)


def _count(db: Database, story: int, sign: int) -> dict[str, int]:
    low = story << POSITION_BITS
    given = {"story": story, "sign": sign, "low": low, "high": low | ((1 << POSITION_BITS) - 1)}
    for sql in (COUNTS, TYPES, TIES, ACCOUNTS):
        db.execute(sql, given)
    return given
