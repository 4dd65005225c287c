"""The tables of a store.

Every row below a story is keyed so that the same input gives the same keys on every machine: a story's key comes from
its id, an event's and a statement's key from the story's key and the position in the story. Sorting by key is therefore
stable whatever order the pages came in. Keys take up to 63 bits: outside Python use the text ids (``ref``).

``record`` in ``records`` is the whole record, zlib-compressed JSON; all other tables are made from it, to be queried.
Offsets are code points into ``stories.text``.
"""

from __future__ import annotations

import sqlite3

from dateline.store.tables import linking_tables as links

VERSION = 9  # a step from the version before stands in ``opening/upgrade.py``
APPLICATION = 0x444C4E31  # "DLN1" in the file's header: tells a store from any other SQLite file

# Bits of a key that number the rows inside one story; the bits above come from the story's id.
POSITION_BITS = 17

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- One row an input: a file, or a row of a JSONL file. same_as: the document that holds the same bytes, recorded once.
CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  path TEXT, url TEXT,
  digest TEXT, size INTEGER,
  media_type TEXT,
  status TEXT NOT NULL CHECK (status IN ('done', 'failed')),
  reason TEXT, note TEXT,
  coded_with TEXT, code_version TEXT, knowledge_version TEXT,
  same_as INTEGER REFERENCES documents (id) ON DELETE SET NULL
);
CREATE INDEX documents_digest ON documents (digest);
CREATE INDEX documents_status ON documents (status, name);
CREATE INDEX documents_same_as ON documents (same_as) WHERE same_as IS NOT NULL;

-- day: the day of publication (YYYY-MM-DD), '' where it isn't known. captions: JSON list of strings.
-- spellings, here and below: what full text search finds beside the words themselves.
-- updated: when the page says that it was changed. calendar: that of the page's own date, where not the Gregorian one.
-- sha256: of the bytes that the story was read from. row_id: the id that its row of JSONL brought along.
CREATE TABLE stories (
  id INTEGER PRIMARY KEY,
  ref TEXT NOT NULL UNIQUE,
  document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  position INTEGER NOT NULL, sha256 TEXT, row_id TEXT,
  outlet TEXT, url TEXT, headline TEXT, byline TEXT, captions TEXT NOT NULL,
  dateline_place TEXT, dateline_date TEXT,
  published TEXT, published_from TEXT, day TEXT NOT NULL,
  language TEXT, not_coded TEXT, version TEXT NOT NULL,
  text TEXT NOT NULL, words INTEGER NOT NULL,
  statement_count INTEGER NOT NULL, event_count INTEGER NOT NULL,
  spellings TEXT NOT NULL DEFAULT '',
  published_estimated INTEGER NOT NULL DEFAULT 0,
  updated TEXT, calendar TEXT
);
CREATE INDEX stories_document ON stories (document, position);
CREATE INDEX stories_day ON stories (day);
CREATE INDEX stories_outlet ON stories (outlet COLLATE NOCASE, day);

CREATE TABLE records (story INTEGER PRIMARY KEY REFERENCES stories (id) ON DELETE CASCADE, record BLOB NOT NULL);

-- Everybody, over all stories: name, kind, country and sectors are those that most stories give (story_actors has each
-- story's own). sectors: PLOVER codes parted by blanks, the first one primary.
CREATE TABLE actors (
  id INTEGER PRIMARY KEY,
  ref TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, sectors TEXT NOT NULL, wikidata TEXT
);
CREATE INDEX actors_name ON actors (name COLLATE NOCASE, ref);
CREATE INDEX actors_country ON actors (country, kind);
CREATE INDEX actors_wikidata ON actors (wikidata) WHERE wikidata IS NOT NULL;

-- An actor as one story has it: kind, country, sectors and role are those of the story's day. day: as in stories.
CREATE TABLE story_actors (
  story INTEGER NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
  actor INTEGER NOT NULL REFERENCES actors (id),
  position INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, sectors TEXT NOT NULL, role TEXT,
  day TEXT NOT NULL,
  PRIMARY KEY (story, actor)
) WITHOUT ROWID;
CREATE INDEX story_actors_actor ON story_actors (actor, story);
CREATE INDEX story_actors_role ON story_actors (actor, role, day) WHERE role IS NOT NULL;

-- What stories say of an actor, and how many say it. country: '' where a story doesn't know it.
CREATE TABLE actor_accounts (
  actor INTEGER NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT NOT NULL, sectors TEXT NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY (actor, name, kind, country, sectors)
) WITHOUT ROWID;

-- Names by which an actor was ever called, lower case, pronouns left out.
CREATE TABLE actor_names (
  name TEXT NOT NULL, actor INTEGER NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  PRIMARY KEY (name, actor)
) WITHOUT ROWID;
CREATE INDEX actor_names_actor ON actor_names (actor);
-- The same names, each once, to be searched for their words.
CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, spellings TEXT NOT NULL DEFAULT '');

CREATE TABLE mentions (
  story INTEGER NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
  start INTEGER NOT NULL, end INTEGER NOT NULL,
  actor INTEGER NOT NULL REFERENCES actors (id),
  PRIMARY KEY (story, start, end, actor)
) WITHOUT ROWID;
CREATE INDEX mentions_actor ON mentions (actor, story);

-- day: as in events.
CREATE TABLE statements (
  id INTEGER PRIMARY KEY,
  ref TEXT NOT NULL UNIQUE,
  story INTEGER NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
  start INTEGER NOT NULL, end INTEGER NOT NULL, content TEXT NOT NULL,
  directness TEXT NOT NULL, stance TEXT NOT NULL,
  addressee INTEGER REFERENCES actors (id),
  date_value TEXT, date_earliest TEXT, date_latest TEXT, day TEXT NOT NULL,
  rule TEXT NOT NULL,
  spellings TEXT NOT NULL DEFAULT ''
);
CREATE INDEX statements_story ON statements (story);
CREATE INDEX statements_day ON statements (day);
CREATE INDEX statements_stance ON statements (stance, day);
CREATE INDEX statements_addressee ON statements (addressee) WHERE addressee IS NOT NULL;

-- position 0 is the outermost source; the last one is who speaks.
CREATE TABLE chain_links (
  statement INTEGER NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  actor INTEGER NOT NULL REFERENCES actors (id),
  mention_start INTEGER, mention_end INTEGER, cue_start INTEGER, cue_end INTEGER,
  PRIMARY KEY (statement, position)
) WITHOUT ROWID;
CREATE INDEX chain_links_actor ON chain_links (actor, statement);

CREATE TABLE places (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL, geonameid INTEGER, lat REAL, lon REAL, country TEXT, admin1 TEXT, feature TEXT
);
CREATE UNIQUE INDEX places_row ON places (
  name, ifnull(geonameid, -1), ifnull(lat, 999), ifnull(lon, 999), ifnull(country, ''), ifnull(admin1, ''),
  ifnull(feature, '')
);

-- day: the first day that the event's own date allows, else the day of publication, else ''. It serves filters and
-- order only: an event whose date_value is NULL has no date of its own. country: that of the place.
-- modes, contexts: parted by blanks. stance: that of the statement.
-- same_as: the story's first telling of the same event, NULL for a first telling: to count events, count these.
CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  ref TEXT NOT NULL UNIQUE,
  story INTEGER NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
  event_type TEXT NOT NULL, quad INTEGER NOT NULL, score REAL NOT NULL,
  modes TEXT NOT NULL, contexts TEXT NOT NULL,
  factuality TEXT NOT NULL,
  statement INTEGER REFERENCES statements (id) ON DELETE SET NULL, stance TEXT,
  trigger_start INTEGER NOT NULL, trigger_end INTEGER NOT NULL, trigger_text TEXT NOT NULL,
  evidence_start INTEGER NOT NULL, evidence_end INTEGER NOT NULL,
  date_start INTEGER, date_end INTEGER, date_value TEXT, date_earliest TEXT, date_latest TEXT, day TEXT NOT NULL,
  place INTEGER REFERENCES places (id), place_start INTEGER, place_end INTEGER, country TEXT,
  confidence REAL NOT NULL, rule TEXT NOT NULL,
  confidence_parties REAL, same_as INTEGER REFERENCES events (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX events_story ON events (story, day);
CREATE INDEX events_day ON events (day);
CREATE INDEX events_type ON events (event_type, day);
CREATE INDEX events_quad ON events (quad, day);
CREATE INDEX events_country ON events (country, day);
CREATE INDEX events_factuality ON events (factuality, day);
CREATE INDEX events_statement ON events (statement) WHERE statement IS NOT NULL;
CREATE INDEX events_same_as ON events (same_as) WHERE same_as IS NOT NULL;
CREATE INDEX events_stance ON events (stance, day) WHERE stance IS NOT NULL;
-- Holds what the map filters by, so that counting places reads no rows.
CREATE INDEX events_place ON events (place, day, event_type, factuality, quad, story, statement, country, same_as)
  WHERE place IS NOT NULL;

-- How many people an event has killed, injured and so on. low, high: bounds, NULL where the text sets none.
CREATE TABLE event_counts (
  event INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  what TEXT NOT NULL, low INTEGER, high INTEGER, exact INTEGER NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, words TEXT NOT NULL,
  PRIMARY KEY (event, position)
) WITHOUT ROWID;

CREATE TABLE event_modes (
  mode TEXT NOT NULL, event INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE, PRIMARY KEY (mode, event)
) WITHOUT ROWID;
CREATE INDEX event_modes_event ON event_modes (event);
CREATE TABLE event_contexts (
  context TEXT NOT NULL, event INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE, PRIMARY KEY (context, event)
) WITHOUT ROWID;
CREATE INDEX event_contexts_event ON event_contexts (event);

-- day is that of the event, kept here so that one actor's events come sorted from the index.
CREATE TABLE participants (
  event INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  side TEXT NOT NULL CHECK (side IN ('actor', 'recipient')),
  position INTEGER NOT NULL,
  actor INTEGER NOT NULL REFERENCES actors (id),
  day TEXT NOT NULL,
  PRIMARY KEY (event, side, position)
) WITHOUT ROWID;
CREATE INDEX participants_actor ON participants (actor, side, day, event);

-- Sums over all stories, kept up to date with every story that comes or goes: what lists of actors are sorted by.
-- What a story tells again counts once.
CREATE TABLE actor_counts (
  actor INTEGER PRIMARY KEY REFERENCES actors (id) ON DELETE CASCADE,
  stories INTEGER NOT NULL, as_actor INTEGER NOT NULL, as_recipient INTEGER NOT NULL, statements INTEGER NOT NULL,
  total INTEGER NOT NULL
);
CREATE INDEX actor_counts_total ON actor_counts (total DESC, stories DESC);
CREATE TABLE type_counts (
  actor INTEGER NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  side TEXT NOT NULL, event_type TEXT NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY (actor, side, event_type)
) WITHOUT ROWID;
-- way: 'on' where actor acts on other, 'with' where both act (kept in both directions).
CREATE TABLE ties (
  actor INTEGER NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  other INTEGER NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  way TEXT NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY (actor, way, other)
) WITHOUT ROWID;
CREATE INDEX ties_other ON ties (other, way, n);

-- Why a field has its value. owner: the ref of an event, a statement or an actor in that story.
CREATE TABLE decisions (
  story INTEGER NOT NULL REFERENCES stories (id) ON DELETE CASCADE,
  owner TEXT NOT NULL, position INTEGER NOT NULL,
  field TEXT NOT NULL, rule TEXT NOT NULL, start INTEGER, end INTEGER, note TEXT NOT NULL,
  PRIMARY KEY (story, owner, position)
) WITHOUT ROWID;

-- When the store was written, with what result. These rows and those of coded are the only ones that differ between two
-- ways to the same pages.
CREATE TABLE runs (
  id INTEGER PRIMARY KEY, started TEXT NOT NULL, ended TEXT, code_version TEXT, knowledge_version TEXT,
  pages INTEGER, stories INTEGER, events INTEGER, statements INTEGER, skipped INTEGER, failed INTEGER
);
"""
# Which run coded a page last.
CODED = """
CREATE TABLE coded (
  document INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE, run INTEGER NOT NULL
);
CREATE INDEX coded_run ON coded (run, document);
"""


def _each(row: str, columns: str) -> str:
    """The columns of a row, as a trigger names them."""
    return ", ".join(f"{row}.{column}" for column in columns.split(", "))


TOKENIZER = "unicode61 remove_diacritics 2"
# What is searched of a table.
SEARCHED = {
    "stories": "headline, text, spellings", "names": "name, spellings", "statements": "content, spellings",
}  # fmt: skip
# Datasette finds the search of a table by the very words ``content="table"``; with any others it gives every row.
SEARCH = "".join(
    f"""
CREATE VIRTUAL TABLE {table}_text USING fts5 (
  {columns}, content="{table}", content_rowid="id", tokenize="{TOKENIZER}"
);
CREATE TRIGGER {table}_added AFTER INSERT ON {table} BEGIN
  INSERT INTO {table}_text (rowid, {columns}) VALUES (new.id, {_each("new", columns)});
END;
CREATE TRIGGER {table}_removed AFTER DELETE ON {table} BEGIN
  INSERT INTO {table}_text ({table}_text, rowid, {columns}) VALUES ('delete', old.id, {_each("old", columns)});
END;
"""
    for table, columns in SEARCHED.items()
)


def create(db: sqlite3.Connection) -> None:
    """Make the tables in an empty database, all or none of them."""
    db.executescript(
        f"BEGIN IMMEDIATE;\n{TABLES}\n{CODED}\n{SEARCH}\n{links.TABLES}{links.SCENE_LOST}\n"
        f"INSERT INTO meta VALUES ('schema', '{VERSION}');\n"
        f"PRAGMA application_id = {APPLICATION};\nPRAGMA user_version = {VERSION};\nCOMMIT;"
    )
