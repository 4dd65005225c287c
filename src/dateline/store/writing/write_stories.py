"""Write into a store: a page's stories and the mark that the page is done, in one transaction."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from dateline.record import Actor, Count, Date, Decision, Event, Place, Statement, StoryRecord
from dateline.spans import Span
from dateline.store.database import Database
from dateline.store.rows.typed_rows import DocumentRow, full_id
from dateline.store.search.full_text import keep_words
from dateline.store.search.spellings import PRONOUNS, spellings
from dateline.store.tables.schema import POSITION_BITS
from dateline.store.writing.running_sums import count_in, count_out


@contextmanager
def transaction(db: Database, begin: str = "BEGIN IMMEDIATE") -> Iterator[None]:
    """All of it or nothing, also when the process is interrupted."""
    db.execute(begin)
    try:
        yield
    except BaseException:
        if db.in_transaction:  # on a full disk SQLite has rolled back by itself
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def put_document(db: Database, document: DocumentRow, records: Sequence[StoryRecord] = ()) -> None:
    """Put a page and its stories in, in place of what the store had of that page. Call it inside ``transaction``."""
    before = db.execute("SELECT digest FROM documents WHERE name = ?", (document.name,)).fetchone()
    key = _settle_document(db, document)
    if before and before["digest"] != document.digest:
        _hand_over(db, key)
    latest = "SELECT ?, id FROM runs WHERE id = (SELECT max(id) FROM runs)"
    db.execute(f"INSERT INTO coded {latest} ON CONFLICT (document) DO UPDATE SET run = excluded.run", (key,))
    for row in db.execute("SELECT id FROM stories WHERE document = ?", (key,)).fetchall():
        remove_story(db, row["id"])
    for record in records:
        put_story(db, key, record)
    if document.digest and document.status == "done" and not document.same_as:
        # Whoever held these bytes before has lost its stories to this page.
        note = f"same bytes as {document.name}"
        db.execute(
            "UPDATE documents SET same_as = ?, note = ? WHERE digest = ? AND id <> ? AND status = 'done'",
            (key, note, document.digest, key),
        )


def add_record(db: Database, record: StoryRecord) -> None:
    """Put one record in, in place of the one with its id; its document is made where there is none."""
    where = record.document
    name = where.path or where.url or record.id
    row = db.execute("SELECT id FROM documents WHERE name = ?", (name,)).fetchone()
    key = row["id"] if row else _settle_document(
        db, DocumentRow(name, "done", where.path, where.url, media_type=where.media_type)
    )  # fmt: skip
    put_story(db, key, record)


def note_document(db: Database, name: str, note: str) -> bool:
    """Leave a note at a document that is in the store already; False where it isn't."""
    return db.execute("UPDATE documents SET note = ? WHERE name = ?", (note, name)).rowcount > 0


def _settle_document(db: Database, document: DocumentRow) -> int:
    """Insert or update the document's own row; give its key."""
    other = db.execute("SELECT id FROM documents WHERE name = ?", (document.same_as,)).fetchone()
    db.execute(
        "INSERT INTO documents (name, path, url, digest, size, media_type, status, reason, note, coded_with, "
        "code_version, knowledge_version, same_as) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (name) DO UPDATE SET "
        "path = excluded.path, url = excluded.url, digest = excluded.digest, size = excluded.size, "
        "media_type = excluded.media_type, status = excluded.status, reason = excluded.reason, note = excluded.note, "
        "coded_with = excluded.coded_with, code_version = excluded.code_version, "
        "knowledge_version = excluded.knowledge_version, same_as = excluded.same_as",
        (
            document.name, document.path, document.url, document.digest, document.size, document.media_type,
            document.status, document.reason, document.note, document.coded_with, document.code_version,
            document.knowledge_version, other["id"] if other else None,
        ),
    )  # fmt: skip
    return int(db.execute("SELECT id FROM documents WHERE name = ?", (document.name,)).fetchone()["id"])


def _hand_over(db: Database, key: int) -> None:
    """Stories of a page that changes go to another path with the old bytes, if there is one."""
    heirs = db.execute("SELECT id, name, path FROM documents WHERE same_as = ? ORDER BY name", (key,)).fetchall()
    if not heirs:
        return
    heir = heirs[0]
    stories = db.execute("SELECT id FROM stories WHERE document = ?", (key,)).fetchall()
    for row in stories:
        record = read_record(db, row["id"])
        record = replace(record, document=replace(record.document, path=heir["path"]))
        db.execute("UPDATE stories SET document = ? WHERE id = ?", (heir["id"], row["id"]))
        db.execute("UPDATE records SET record = ? WHERE story = ?", (pack(record), row["id"]))
    db.execute("UPDATE documents SET same_as = NULL, note = NULL WHERE id = ?", (heir["id"],))
    for later in heirs[1:]:
        note = f"same bytes as {heir['name']}"
        db.execute("UPDATE documents SET same_as = ?, note = ? WHERE id = ?", (heir["id"], note, later["id"]))


def pack(record: StoryRecord) -> bytes:
    """A record as the store keeps it."""
    return zlib.compress(record.to_json().encode("utf-8", "surrogatepass"), 6)


def unpack(data: bytes) -> StoryRecord:
    """A record from what ``pack`` gave."""
    return StoryRecord.from_dict(json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass")))


def json_of(db: Database, story: int) -> bytes:
    """The JSON of a record, by the key of the story."""
    return zlib.decompress(db.execute("SELECT record FROM records WHERE story = ?", (story,)).fetchone()["record"])


def read_record(db: Database, story: int) -> StoryRecord:
    """The whole record of a story, by its key."""
    return unpack(db.execute("SELECT record FROM records WHERE story = ?", (story,)).fetchone()["record"])


def story_key(db: Database, ref: str) -> int:
    """The key of a story: a hash of its id, moved on in the rare case that another story has it."""
    known = db.execute("SELECT id FROM stories WHERE ref = ?", (ref,)).fetchone()
    if known:
        return int(known["id"])
    bits = 63 - POSITION_BITS
    key = int.from_bytes(hashlib.sha256(ref.encode("utf-8", "replace")).digest()[:8], "big") >> (64 - bits)
    while db.execute("SELECT 1 FROM stories WHERE id = ?", (key,)).fetchone():
        key = (key + 1) % (1 << bits)
    return key


def remove_story(db: Database, key: int) -> None:
    """Take a story out with all that hangs on it, and actors that no story names any more."""
    actors = [r["actor"] for r in db.execute("SELECT actor FROM story_actors WHERE story = ?", (key,))]
    count_out(db, key)
    # Rows that hang on one another go in an order that never leaves a dangling reference.
    db.execute("DELETE FROM events WHERE story = ?", (key,))
    db.execute("DELETE FROM statements WHERE story = ?", (key,))
    db.execute("DELETE FROM stories WHERE id = ?", (key,))
    for actor in actors:
        if db.execute("SELECT 1 FROM story_actors WHERE actor = ? LIMIT 1", (actor,)).fetchone():
            continue
        names = db.execute("SELECT name FROM actor_names WHERE actor = ?", (actor,)).fetchall()
        db.execute("DELETE FROM actors WHERE id = ?", (actor,))
        db.executemany(
            "DELETE FROM names WHERE name = ?1 AND NOT EXISTS (SELECT 1 FROM actor_names WHERE name = ?1)",
            [(n["name"],) for n in names],
        )


def put_story(db: Database, document: int, record: StoryRecord) -> None:
    """Put one story in, in place of the one with its id."""
    key = story_key(db, record.id)
    remove_story(db, key)
    line, spelt = record.dateline, spellings(f"{record.headline or ''}\n{record.text}")
    db.execute(
        "INSERT INTO stories VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            key, record.id, document, record.document.position, record.document.sha256, record.document.row_id,
            record.outlet, record.url, record.headline, record.byline, json.dumps(record.captions, ensure_ascii=False),
            line.place if line else None,
            line.date if line else None, record.published, record.published_from, day_of(record.published),
            record.language, record.not_coded, record.version, record.text, len(record.text.split()),
            len(record.statements), len(record.first_tellings), spelt,
            record.published_estimated, record.updated, record.calendar,
        ),
    )  # fmt: skip
    keep_words(db, "stories", [(key, (record.headline, record.text, spelt))])
    db.execute("INSERT INTO records VALUES (?, ?)", (key, pack(record)))
    _Rows(db, key, record).put()
    count_in(db, key)


def day_of(value: str | None) -> str:
    """The day of an ISO date or date-time; empty where it has none."""
    return value[:10] if value and re.match(r"\d{4}-\d{2}-\d{2}", value) else ""


def _ends(span: Span | None) -> tuple[int | None, int | None]:
    return (span.start, span.end) if span else (None, None)


def _account(actor: Actor) -> tuple[str, str, str | None, str]:
    """What a story says of an actor: name, kind, country, sectors."""
    return actor.name, actor.kind, actor.country, " ".join(actor.sectors)


def put_decisions(db: Database, story: int, owner: str, decisions: Sequence[Decision]) -> None:
    """Put the decisions of an event, a statement or an actor in."""
    db.executemany(
        "INSERT OR IGNORE INTO decisions VALUES (?,?,?,?,?,?,?,?)",
        [(story, owner, n, d.field, d.rule, *_ends(d.span), d.note) for n, d in enumerate(decisions)],
    )


class _Rows:
    """The rows that a record is flattened into."""

    def __init__(self, db: Database, story: int, record: StoryRecord) -> None:
        self.db = db
        self.story = story
        self.record = record
        self.day = day_of(record.published)
        self.actors: dict[str, int] = {}
        self.events = {e.id: self.key(n) for n, e in enumerate(record.events)}
        self.statements = {s.id: self.key(n) for n, s in enumerate(record.statements)}
        self.stances = {s.id: s.stance for s in record.statements}

    def key(self, position: int) -> int:
        return (self.story << POSITION_BITS) | position

    def ref(self, own: str) -> str:
        return full_id(self.record.id, own)

    def put(self) -> None:
        for position, actor in enumerate(self.record.actors):
            self.put_actor(position, actor)
        for position, statement in enumerate(self.record.statements):
            self.put_statement(position, statement)
        for position, event in enumerate(self.record.events):
            self.put_event(position, event)

    def put_actor(self, position: int, actor: Actor) -> None:
        row = self.db.execute(
            "INSERT INTO actors (ref, name, kind, country, sectors, wikidata) VALUES (?,?,?,?,?,?) "
            "ON CONFLICT (ref) DO UPDATE SET wikidata = excluded.wikidata RETURNING id",
            (actor.id, actor.name, actor.kind, actor.country, " ".join(actor.sectors), actor.wikidata),
        ).fetchone()
        key = int(row["id"])
        self.actors[actor.id] = key
        self.db.execute(
            "INSERT OR IGNORE INTO story_actors VALUES (?,?,?,?,?,?,?,?,?)",
            (self.story, key, position, *_account(actor), actor.role, self.day),
        )
        spans = sorted(set(actor.mentions))
        self.db.executemany(
            "INSERT OR IGNORE INTO mentions VALUES (?,?,?,?)", [(self.story, s.start, s.end, key) for s in spans]
        )
        names = {actor.name.lower()} | {s.of(self.record.text).lower() for s in spans}
        kept = [n for n in sorted(names - PRONOUNS) if n]
        self.put_names(kept)
        self.db.executemany("INSERT OR IGNORE INTO actor_names VALUES (?, ?)", [(n, key) for n in kept])
        self.put_decisions(actor.id, actor.decisions)

    def put_names(self, names: Sequence[str]) -> None:
        """Put in those that are new."""
        for name in names:
            sql = "INSERT INTO names (name, spellings) VALUES (?, ?) ON CONFLICT (name) DO NOTHING RETURNING id"
            for row in self.db.execute(sql, (name, spellings(name))).fetchall():
                keep_words(self.db, "names", [(row["id"], (name, spellings(name)))])

    def actor(self, ref: str) -> int:
        """The key of an actor; one that the record doesn't list is put in under its bare id."""
        if ref not in self.actors:
            self.put_actor(len(self.actors), Actor(ref, ref, "other"))
        return self.actors[ref]

    def put_decisions(self, owner: str, decisions: Sequence[Decision]) -> None:
        put_decisions(self.db, self.story, owner, decisions)

    def put_statement(self, position: int, statement: Statement) -> None:
        key, ref, date = self.key(position), self.ref(statement.id), statement.date
        content = statement.content.of(self.record.text)
        spelt = spellings(content)
        self.db.execute(
            "INSERT INTO statements VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                key, ref, self.story, statement.content.start, statement.content.end,
                content, statement.directness, statement.stance,
                self.actor(statement.addressee) if statement.addressee else None,
                date.value if date else None, date.earliest if date else None, date.latest if date else None,
                self.day_of_date(date), statement.rule, spelt,
            ),
        )  # fmt: skip
        keep_words(self.db, "statements", [(key, (content, spelt))])
        for n, link in enumerate(statement.chain):
            self.db.execute(
                "INSERT INTO chain_links VALUES (?,?,?,?,?,?,?)",
                (key, n, self.actor(link.actor), *_ends(link.mention), *_ends(link.cue)),
            )
        self.put_decisions(ref, statement.decisions)

    def day_of_date(self, date: Date | None) -> str:
        return (day_of(date.earliest) if date else "") or self.day

    def put_event(self, position: int, event: Event) -> None:
        key, ref, date, place, text = self.key(position), self.ref(event.id), event.date, event.place, self.record.text
        day = self.day_of_date(date)
        self.db.execute(
            "INSERT INTO events VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                key, ref, self.story, event.event_type, event.quad, event.score, " ".join(event.modes),
                " ".join(event.contexts), event.factuality,
                self.statements.get(event.statement) if event.statement else None,
                self.stances.get(event.statement) if event.statement else None,
                event.trigger.start, event.trigger.end, event.trigger.of(text),
                event.evidence.start, event.evidence.end,
                *_ends(date.span if date else None), date.value if date else None,
                date.earliest if date else None, date.latest if date else None, day,
                self.place(place) if place else None, *_ends(place.span if place else None),
                place.country if place else None,
                event.confidence, event.rule, event.confidence_parties, self.first_telling(event),
            ),
        )  # fmt: skip
        sides = (("actor", event.actors), ("recipient", event.recipients))
        rows = [
            (key, side, n, self.actor(ref), day) for side, refs in sides for n, ref in enumerate(dict.fromkeys(refs))
        ]
        self.db.executemany("INSERT INTO participants VALUES (?,?,?,?,?)", rows)
        self.db.executemany("INSERT OR IGNORE INTO event_modes VALUES (?, ?)", [(m, key) for m in event.modes])
        self.db.executemany("INSERT OR IGNORE INTO event_contexts VALUES (?, ?)", [(c, key) for c in event.contexts])
        self.put_counts(key, event.counts)
        self.put_decisions(ref, event.decisions)

    def first_telling(self, event: Event) -> int | None:
        """The key of the event that this one tells again; None where the record has no other of that id."""
        first = self.events.get(event.same_as) if event.same_as else None
        return None if first == self.events[event.id] else first

    def put_counts(self, event: int, counts: Sequence[Count]) -> None:
        rows = [
            (event, n, c.what, c.low, c.high, c.exact, c.span.start, c.span.end, c.span.of(self.record.text))
            for n, c in enumerate(counts)
        ]
        self.db.executemany("INSERT INTO event_counts VALUES (?,?,?,?,?,?,?,?,?)", rows)

    def place(self, place: Place) -> int:
        row = (place.name, place.geonameid, place.lat, place.lon, place.country, place.admin1, place.feature)
        same = (
            "name = ? AND ifnull(geonameid, -1) = ifnull(?, -1) AND ifnull(lat, 999) = ifnull(?, 999) AND "
            "ifnull(lon, 999) = ifnull(?, 999) AND ifnull(country, '') = ifnull(?, '') AND "
            "ifnull(admin1, '') = ifnull(?, '') AND ifnull(feature, '') = ifnull(?, '')"
        )
        known = self.db.execute(f"SELECT id FROM places WHERE {same}", row).fetchone()
        if known:
            return int(known["id"])
        added = self.db.execute(
            "INSERT INTO places (name, geonameid, lat, lon, country, admin1, feature) VALUES (?,?,?,?,?,?,?) "
            "RETURNING id",
            row,
        )
        return int(added.fetchone()["id"])
