"""Where linking keeps and looks up stories, pairs and incidents. Call the writing methods inside a transaction."""

from __future__ import annotations

import json
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from dateline.errors import StoreError
from dateline.linking.copies.families import APART
from dateline.linking.copies.overlap import Overlap
from dateline.linking.copies.shingles import Shingles
from dateline.linking.incidents.compare import Verdict
from dateline.linking.positions.origins import Family
from dateline.linking.stories import LinkedStory
from dateline.store.database import Cells, Database
from dateline.store.links.verdicts import pack
from dateline.store.tables.schema import POSITION_BITS

# Days between two stories that tell of one happening.
WINDOW = 21
# Words by which stories are looked up that two of them must share.
SHARED = 2
# Stories whose views are kept in memory.
HELD = 2_000
NO_DAY = -1


class Shelf:
    """The tables of linking.

    Args:
        db: a connection to a store.
    """

    def __init__(self, db: Database) -> None:
        self.db = db
        self._views: dict[int, LinkedStory] = {}

    # Stories

    def forget(self, linked_with: str) -> None:
        """Take out what another version has linked: its pairs and views are not ours."""
        self._views.clear()
        self.db.execute("DELETE FROM linked_stories WHERE linked_with <> ?", (linked_with,))

    def unlinked(self) -> list[int]:
        """Keys of the stories that are not linked."""
        sql = "SELECT id FROM stories WHERE id NOT IN (SELECT story FROM linked_stories) ORDER BY id"
        return [row[0] for row in self.db.execute(sql)]

    def still_unlinked(self, stories: Sequence[int]) -> list[int]:
        """Those of some stories that are there and that nobody has linked meanwhile."""
        sql = (
            "SELECT s.id FROM stories s WHERE s.id IN (SELECT value FROM json_each(?)) "
            "AND NOT EXISTS (SELECT 1 FROM linked_stories l WHERE l.story = s.id) ORDER BY s.id"
        )
        return [row[0] for row in self.db.execute(sql, (json.dumps(list(stories)),))]

    def add(self, key: int, story: LinkedStory, shingles: Shingles, linked_with: str) -> None:
        """Take a story in, with its scenes."""
        view = zlib.compress(json.dumps(story.to_plain(), ensure_ascii=False, separators=(",", ":")).encode(), 6)
        self.db.execute(
            "INSERT INTO linked_stories VALUES (?,?,?,?,?,?,?,?,?,?)",
            (
                key, story.day, shingles.words, len(shingles.sample), story.agency, story.credit, key, linked_with,
                view, array("q", shingles.hashes).tobytes(),
            ),
        )  # fmt: skip
        day = NO_DAY if story.day is None else story.day
        self.db.executemany(
            "INSERT INTO story_shingles VALUES (?,?,?)", [(h, day, key) for h in sorted(shingles.sample)]
        )
        self.db.executemany("INSERT INTO story_keys VALUES (?,?,?)", [(w, day, key) for w in story.keys])
        for scene in story.scenes:
            self.db.execute(
                "INSERT INTO scenes SELECT id, ?, ?, ?, NULL FROM events WHERE ref = ?",
                (scene.id, key, scene.lead, scene.id),
            )
        self._hold(key, story)

    def story(self, key: int) -> LinkedStory:
        """A story as linking has read it.

        Raises:
            StoreError: another version has read it otherwise.
        """
        if key not in self._views:
            row = self.db.execute("SELECT view FROM linked_stories WHERE story = ?", (key,)).fetchone()
            try:
                self._hold(key, LinkedStory.from_plain(json.loads(zlib.decompress(row[0]))))
            except (KeyError, TypeError):
                raise StoreError("it was linked by another version of Dateline: `dateline link` does it anew") from None
        return self._views[key]

    def _hold(self, key: int, story: LinkedStory) -> None:
        if len(self._views) >= HELD:
            self._views.pop(next(iter(self._views)))
        self._views[key] = story

    def alike(self, story: LinkedStory) -> list[int]:
        """Keys of the stories of about the same days that share some of the words that it is looked up by."""
        found = self._sharing("story_keys", "word", story.keys, story.day, WINDOW)
        return sorted(key for key, n in found.items() if n >= SHARED)

    def _sharing(self, table: str, column: str, values: Iterable[Any], day: int | None, window: int) -> Counter[int]:
        own = json.dumps(sorted(values))
        of = f"SELECT story, count(*) FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))"
        if day is None:
            return Counter(dict(tuple(row) for row in self.db.execute(f"{of} GROUP BY story", (own,))))
        found: Counter[int] = Counter()
        for low, high in ((day - window, day + window), (NO_DAY, NO_DAY)):
            rows = self.db.execute(f"{of} AND day BETWEEN ? AND ? GROUP BY story", (own, low, high))
            found.update(dict(tuple(row) for row in rows))
        return found

    # Copies: what ``CopyIndex`` asks for

    def sharing(self, sample: frozenset[int], day: int | None) -> Counter[int]:
        """See ``CopyIndex``."""
        return self._sharing("story_shingles", "hash", sample, day, APART)

    def sampled(self, stories: Sequence[int]) -> dict[int, int]:
        """See ``CopyIndex``."""
        sql = "SELECT story, sampled FROM linked_stories WHERE story IN (SELECT value FROM json_each(?))"
        return dict(tuple(row) for row in self.db.execute(sql, (json.dumps(sorted(stories)),)))

    def shingles(self, story: int) -> Shingles:
        """See ``CopyIndex``."""
        row = self.db.execute("SELECT words, shingles FROM linked_stories WHERE story = ?", (story,)).fetchone()
        hashes = array("q")
        hashes.frombytes(row["shingles"])
        return Shingles(tuple(hashes), row["words"])

    def put_copies(self, story: int, others: dict[int, Overlap]) -> None:
        """Note of which stories one is a copy, and settle the family anew."""
        rows = [(*sorted((story, other)), round(o.shorter, 4), round(o.longer, 4)) for other, o in others.items()]
        self.db.executemany(
            "INSERT INTO copies VALUES (?,?,?,?) "
            "ON CONFLICT (story, other) DO UPDATE SET shorter = excluded.shorter, longer = excluded.longer",
            rows,
        )
        if others:
            self._settle_family(story)

    def _settle_family(self, story: int) -> None:
        """All copies of a story, by way of others too, bear the key of the one that was printed first."""
        members = self._reached(
            {story}, "SELECT other FROM copies WHERE story = ?1 UNION SELECT story FROM copies WHERE other = ?1"
        )
        rows = self.db.execute(
            "SELECT l.story, l.family, s.day, s.ref FROM linked_stories l JOIN stories s ON s.id = l.story "
            "WHERE l.story IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(members)),),
        ).fetchall()
        head = min(rows, key=lambda r: (r["day"] or "~", r["ref"]))["story"]
        for row in rows:
            self.db.execute("UPDATE linked_stories SET family = ? WHERE story = ?", (head, row["story"]))
            sql = "UPDATE incidents SET stale = 1 WHERE id IN (SELECT incident FROM scenes WHERE story = ?)"
            self.db.execute(sql, (row["story"],))

    def _reached(self, start: set[int], sql: str) -> set[int]:
        """All keys that can be reached step by step."""
        found, todo = set(start), sorted(start)
        while todo:
            key = todo.pop()
            for row in self.db.execute(sql, (key,)):
                if row[0] not in found:
                    found.add(row[0])
                    todo.append(row[0])
        return found

    def are_copies(self, story: int, other: int) -> bool:
        """Whether one of two stories is a copy of the other."""
        sql = "SELECT 1 FROM copies WHERE story = ? AND other = ?"
        return self.db.execute(sql, sorted((story, other))).fetchone() is not None

    def families(self, stories: Iterable[int]) -> dict[str, Family]:
        """The family of each story, by the story's id."""
        keys = json.dumps(sorted(set(stories)))
        rows = self.db.execute(
            "SELECT s.ref, h.ref AS head, h.outlet, (SELECT m.agency FROM linked_stories m WHERE m.family = l.family "
            "AND m.agency IS NOT NULL ORDER BY m.day, m.story LIMIT 1) AS agency "
            "FROM linked_stories l JOIN stories s ON s.id = l.story LEFT JOIN stories h ON h.id = l.family "
            "WHERE l.story IN (SELECT value FROM json_each(?))",
            (keys,),
        )
        return {r["ref"]: Family(r["head"] or r["ref"], r["agency"], r["outlet"]) for r in rows}

    # Pairs of scenes

    def scene_keys(self, stories: Iterable[int]) -> dict[str, int]:
        """The scenes of some stories: id -> key."""
        sql = "SELECT ref, id FROM scenes WHERE story IN (SELECT value FROM json_each(?))"
        return dict(tuple(row) for row in self.db.execute(sql, (json.dumps(sorted(stories)),)))

    def put_pairs(self, pairs: Iterable[tuple[int, int, Verdict]]) -> None:
        """Note how pairs of scenes were judged."""
        self.db.executemany(
            "INSERT INTO scene_pairs VALUES (?,?,?,?) "
            "ON CONFLICT (scene, other) DO UPDATE SET score = excluded.score, reasons = excluded.reasons",
            sorted((min(a, b), max(a, b), verdict.score, pack(verdict.reasons)) for a, b, verdict in pairs),
        )

    def unsettled(self) -> list[int]:
        """Keys of the scenes that are in no incident yet, or in one that must be put together anew."""
        return [row[0] for row in self.db.execute(
            "SELECT id FROM scenes WHERE incident IS NULL UNION SELECT s.id FROM scenes s JOIN incidents i "
            "ON i.id = s.incident WHERE i.stale ORDER BY 1"
        )]  # fmt: skip

    def group_of(self, scene: int) -> set[int]:
        """All scenes that can be reached from an unsettled one; none where it is settled or gone by now."""
        row = self.db.execute(
            "SELECT s.incident, i.stale FROM scenes s LEFT JOIN incidents i ON i.id = s.incident WHERE s.id = ?",
            (scene,),
        ).fetchone()
        if row is None or (row["incident"] is not None and not row["stale"]):
            return set()
        step = (
            "SELECT other FROM scene_pairs WHERE scene = ?1 AND score > 0 "
            "UNION SELECT scene FROM scene_pairs WHERE other = ?1 AND score > 0 "
            "UNION SELECT b.id FROM scenes a JOIN scenes b ON b.incident = a.incident WHERE a.id = ?1"
        )
        return self._reached({scene}, step)

    def scores(self, scenes: set[int]) -> dict[tuple[int, int], float]:
        """The scores of the pairs among some scenes."""
        sql = "SELECT other, score FROM scene_pairs WHERE scene = ?"
        return {
            (scene, row[0]): row[1]
            for scene in sorted(scenes)
            for row in self.db.execute(sql, (scene,))
            if row[0] in scenes
        }

    def scenes(self, keys: Sequence[int]) -> dict[int, Cells]:
        """Rows of scenes, with the id of their incident."""
        rows = self.db.execute(
            "SELECT s.id, s.ref, s.story, i.ref AS incident FROM scenes s LEFT JOIN incidents i ON i.id = s.incident "
            "WHERE s.id IN (SELECT value FROM json_each(?)) ORDER BY s.id",
            (json.dumps(list(keys)),),
        )
        return {row["id"]: row for row in rows}


def story_of_event(event: int) -> int:
    """The key of the story that holds an event."""
    return event >> POSITION_BITS
