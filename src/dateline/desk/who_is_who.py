"""Actors merged and split by a person, as a layer over a store that is read: nothing in the store changes.

The layer is made of temporary views that bear the names of the tables they stand before. A database looks there first,
so that every list, sum and filter sees actors as the desk has them; where nobody has merged or split, there are none.
Rows of actors that nobody touched come from the tables as before, by their indexes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from dateline.desk.entries import Desk, Entry
from dateline.store.database import Database, Shared
from dateline.store.tables.schema import POSITION_BITS
from dateline.store.writing.write_stories import transaction

# No actor of a table has a key below zero.
FIRST = -1
SCHEMA = """
CREATE TEMP TABLE touched (actor INTEGER PRIMARY KEY);
CREATE TEMP TABLE means (actor INTEGER, story INTEGER, instead INTEGER, PRIMARY KEY (actor, story));
CREATE TEMP TABLE apart (
  id INTEGER PRIMARY KEY, ref TEXT, name TEXT, kind TEXT, country TEXT, sectors TEXT, wikidata TEXT, spelling TEXT,
  called TEXT, of INTEGER
);
"""
# Whom a row means: in this story, else in all, else itself. Story 0 stands for all of them.
WHO = (
    "coalesce((SELECT instead FROM temp.means WHERE actor = x.actor AND story = {story}), "
    "(SELECT instead FROM temp.means WHERE actor = x.actor AND story = 0), x.actor)"
)
LEFT = "FROM main.{table} x WHERE x.actor NOT IN (SELECT actor FROM temp.touched)"
MINE = "FROM temp.touched t CROSS JOIN main.{table} x ON x.actor = t.actor"
# Table: its columns with the actor as {who}, the story of a row, and by what rows become one that now mean one actor.
TABLES: Mapping[str, tuple[str, str, str]] = {
    "story_actors": (
        "x.story, {who} AS actor, {min}(x.position) AS position, x.name, x.kind, x.country, x.sectors, x.role, x.day",
        "x.story", "x.story, {who}",
    ),
    "mentions": ("x.story, x.start, x.end, {who} AS actor", "x.story", "x.story, x.start, x.end, {who}"),
    "chain_links": (
        "x.statement, x.position, {who} AS actor, x.mention_start, x.mention_end, x.cue_start, x.cue_end",
        f"x.statement >> {POSITION_BITS}", "",
    ),
    "participants": (
        "x.event, x.side, {min}(x.position) AS position, {who} AS actor, x.day", f"x.event >> {POSITION_BITS}",
        "x.event, x.side, {who}",
    ),
}  # fmt: skip
NAMES = """
CREATE TEMP VIEW actor_names AS
SELECT x.name, x.actor FROM main.actor_names x WHERE x.actor NOT IN (SELECT actor FROM temp.touched)
UNION ALL SELECT x.name, coalesce((SELECT instead FROM temp.means WHERE actor = x.actor AND story = 0), x.actor)
  FROM temp.touched t CROSS JOIN main.actor_names x ON x.actor = t.actor
  WHERE NOT EXISTS (SELECT 1 FROM temp.apart p WHERE p.spelling = x.name AND p.of = coalesce(
    (SELECT instead FROM temp.means WHERE actor = x.actor AND story = 0), x.actor))
UNION ALL SELECT spelling, id FROM temp.apart UNION ALL SELECT called, id FROM temp.apart
"""
ACTORS = """
CREATE TEMP VIEW actors AS SELECT id, ref, name, kind, country, sectors, wikidata FROM main.actors
UNION ALL SELECT id, ref, name, kind, country, sectors, wikidata FROM temp.apart
"""
# Who counts: nobody who was merged into another.
COUNTED = "SELECT actor AS id FROM temp.touched WHERE actor NOT IN (SELECT actor FROM temp.means WHERE story = 0)"
SUMS = f"""
CREATE TEMP VIEW actor_counts AS
SELECT actor, stories, as_actor, as_recipient, statements, total FROM main.actor_counts
  WHERE actor NOT IN (SELECT actor FROM temp.touched)
UNION ALL SELECT id, s, a, r, c, a + r + c FROM (SELECT w.id,
  (SELECT count(DISTINCT story) FROM temp.story_actors WHERE actor = w.id) AS s,
  (SELECT count(*) FROM temp.participants p JOIN main.events e ON e.id = p.event
    WHERE p.actor = w.id AND p.side = 'actor' AND e.same_as IS NULL) AS a,
  (SELECT count(*) FROM temp.participants p JOIN main.events e ON e.id = p.event
    WHERE p.actor = w.id AND p.side = 'recipient' AND e.same_as IS NULL) AS r,
  (SELECT count(DISTINCT statement) FROM temp.chain_links WHERE actor = w.id) AS c FROM ({COUNTED}) w) x;
CREATE TEMP VIEW type_counts AS
SELECT actor, side, event_type, n FROM main.type_counts WHERE actor NOT IN (SELECT actor FROM temp.touched)
UNION ALL SELECT p.actor, p.side, e.event_type, count(*) FROM ({COUNTED}) w CROSS JOIN temp.participants p
  ON p.actor = w.id JOIN main.events e ON e.id = p.event WHERE e.same_as IS NULL GROUP BY 1, 2, 3;
CREATE TEMP VIEW ties AS
SELECT actor, other, way, n FROM main.ties WHERE actor NOT IN (SELECT actor FROM temp.touched)
  AND other NOT IN (SELECT actor FROM temp.touched)
UNION ALL SELECT p.actor, o.actor, CASE o.side WHEN 'actor' THEN 'with' ELSE 'on' END, count(*)
  FROM ({COUNTED}) w CROSS JOIN temp.participants p ON p.actor = w.id AND p.side = 'actor'
  JOIN temp.participants o ON o.event = p.event JOIN main.events e ON e.id = p.event
  WHERE e.same_as IS NULL AND o.actor <> p.actor GROUP BY 1, 2, 3
UNION ALL SELECT p.actor, o.actor, CASE o.side WHEN 'actor' THEN 'with' ELSE 'on' END, count(*)
  FROM ({COUNTED}) w CROSS JOIN temp.participants o ON o.actor = w.id
  JOIN temp.participants p ON p.event = o.event AND p.side = 'actor' JOIN main.events e ON e.id = p.event
  WHERE e.same_as IS NULL AND o.actor <> p.actor AND p.actor NOT IN (SELECT id FROM ({COUNTED}) y) GROUP BY 1, 2, 3;
"""


def lay(db: Database, desk: Desk) -> dict[str, str]:
    """Lay a desk's word on who is who over an open store: id of an actor that was merged > the one that it is now.

    Args:
        db: a connection that nothing else was laid over, outside of a transaction.
        desk: what holds.
    """
    merges = kept(desk, lambda ref: _key(db, ref) is not None)
    splits = splits_of(desk)
    if not merges and not splits:
        return merges
    with transaction(db, "BEGIN DEFERRED"):  # which writes what is the connection's own, and keeps nobody waiting
        _lay(db, merges, splits)
    return merges


def _lay(db: Database, merges: Mapping[str, str], splits: Mapping[str, Entry]) -> None:
    _make(db, SCHEMA)
    into: dict[int, int] = {}
    for other, keep in merges.items():
        actor, instead = _key(db, other), _key(db, keep)
        if actor is not None and instead is not None:
            into[actor] = instead
    db.executemany("INSERT INTO temp.means VALUES (?, 0, ?)", into.items())
    for number, (ref, split) in enumerate(splits.items()):
        key = _key(db, split.get("actor"))
        if key is not None:
            whole = into.get(key, key)
            _part(db, (FIRST - number, ref), whole, split.says, [a for a, k in into.items() if k == whole])
    _touch(db, {*into, *into.values()})
    for sql in _views(server=isinstance(db, Shared)):
        db.execute(sql)
    _make(db, f"{NAMES};{ACTORS};{SUMS}")


def _make(db: Database, script: str) -> None:
    for statement in script.split(";"):
        if statement.strip():
            db.execute(statement)


def kept(desk: Desk, there: Callable[[str], bool] = lambda ref: True) -> dict[str, str]:
    """Id of an actor that was merged > the one that it is now, by way of others too; circles are cut.

    Where that one isn't ``there``, the first of those who were merged into it stands for it.
    """
    into: dict[str, str] = {}
    for merge in desk.of("merge"):
        other, keep = _end(into, merge.get("other")), _end(into, merge.get("keep"))
        if other != keep:
            into[other] = keep
    groups: dict[str, list[str]] = {}
    for other in into:
        end = _end(into, other)
        groups.setdefault(end, [end]).append(other)
    firsts = {end: next((ref for ref in group if there(ref)), end) for end, group in groups.items()}
    return {ref: firsts[end] for end, group in groups.items() for ref in group if ref != firsts[end]}


def _end(into: Mapping[str, str], ref: str) -> str:
    while ref in into:
        ref = into[ref]
    return ref


def split_ref(actor: str, spelling: str) -> str:
    """The id of somebody who was split off: of whom, and by which spelling."""
    return f"split:{actor}:{spelling.lower()}"


def splits_of(desk: Desk) -> dict[str, Entry]:
    """Id of somebody who is split off > the word that counts: the latest, where two at once have split off the same."""
    return {split_ref(e.get("actor"), e.get("spelling")): e for e in desk.of("split")}


def _part(db: Database, part: tuple[int, str], actor: int, says: Mapping[str, str], merged: Iterable[int]) -> None:
    """Somebody apart, by key and id: in the stories that call the actor by a spelling, another one is meant."""
    row = (
        *part, says["name"], says.get("kind") or "person", says.get("country") or None, "", None,
        _plain(says["spelling"]), says["name"].lower(), actor,
    )  # fmt: skip
    db.execute("INSERT INTO temp.apart VALUES (?,?,?,?,?,?,?,?,?,?)", row)
    for one in (actor, *merged):
        stories = stories_that_say(db, one, says["spelling"])
        latest = "ON CONFLICT (actor, story) DO UPDATE SET instead = excluded.instead"
        db.executemany(f"INSERT INTO temp.means VALUES (?, ?, ?) {latest}", [(one, s, part[0]) for s in stories])
    _touch(db, {actor, part[0]})


def stories_that_say(db: Database, actor: int, spelling: str) -> list[int]:
    """Keys of the stories that call an actor by a spelling, whatever its case; a line may end inside it."""
    called = db.execute(
        "SELECT m.story, substr(s.text, m.start + 1, m.end - m.start) FROM mentions m "
        "JOIN main.stories s ON s.id = m.story WHERE m.actor = ?",
        (actor,),
    )
    # SQLite's own lower() knows the letters of English alone, and a server's those of its locale.
    wanted = _plain(spelling)
    return sorted({story for story, words in called if _plain(words) == wanted})


def _plain(words: str) -> str:
    return " ".join(words.lower().split())


def _touch(db: Database, keys: Iterable[int]) -> None:
    db.executemany("INSERT OR IGNORE INTO temp.touched VALUES (?)", [(k,) for k in sorted(keys)])


def _key(db: Database, ref: str) -> int | None:
    row = db.execute("SELECT id FROM main.actors WHERE ref = ?", (ref,)).fetchone()
    return int(row[0]) if row else None


def _views(*, server: bool) -> Iterable[str]:
    for table, (columns, story, group) in TABLES.items():
        who = WHO.format(story=story)
        left = columns.format(who="x.actor", min="")
        mine = _first_of_each if server else _least_of_each
        yield (
            f"CREATE TEMP VIEW {table} AS SELECT {left} {LEFT.format(table=table)} "
            f"UNION ALL {mine(columns, MINE.format(table=table), who, group.format(who=who))}"
        )


def _least_of_each(columns: str, rows: str, who: str, group: str) -> str:
    """Rows that now mean one actor become the first of them, in SQLite's words, by ``min`` and what is beside it."""
    by = f" GROUP BY {group}" if group else ""
    return f"SELECT {columns.format(who=who, min='min' if group else '')} {rows}{by}"


def _first_of_each(columns: str, rows: str, who: str, group: str) -> str:
    """The same in a server's words."""
    mine = f"{columns.format(who=who, min='')} {rows}"
    place = ", x.position" if "x.position" in columns else ""
    return f"(SELECT DISTINCT ON ({group}) {mine} ORDER BY {group}{place})" if group else f"SELECT {mine}"
