"""The tables of linking, which are made with those of ``schema.py``.

Whatever hangs on a story goes with it; an incident that loses a scene is marked, to be put together anew.
"""

TABLES = """
-- What linking has read of a story. view: LinkedStory as compressed JSON. shingles: 8 bytes each, in text order.
-- day: of publication, as a number of days, NULL where it isn't known. family: the copy that was printed first.
CREATE TABLE linked_stories (
  story INTEGER PRIMARY KEY REFERENCES stories (id) ON DELETE CASCADE,
  day INTEGER, words INTEGER NOT NULL, sampled INTEGER NOT NULL,
  agency TEXT, credit TEXT, family INTEGER NOT NULL,
  linked_with TEXT NOT NULL, view BLOB NOT NULL, shingles BLOB NOT NULL
);
CREATE INDEX linked_stories_family ON linked_stories (family);
-- By these stories are looked up: sampled shingles of texts, and rare words. day: -1 where it isn't known.
CREATE TABLE story_shingles (
  hash INTEGER NOT NULL, day INTEGER NOT NULL,
  story INTEGER NOT NULL REFERENCES linked_stories (story) ON DELETE CASCADE,
  PRIMARY KEY (hash, day, story)
) WITHOUT ROWID;
CREATE INDEX story_shingles_story ON story_shingles (story);
CREATE TABLE story_keys (
  word TEXT NOT NULL, day INTEGER NOT NULL,
  story INTEGER NOT NULL REFERENCES linked_stories (story) ON DELETE CASCADE,
  PRIMARY KEY (word, day, story)
) WITHOUT ROWID;
CREATE INDEX story_keys_story ON story_keys (story);
-- Stories of which one is a copy of the other; story < other. shorter, longer: shares of the two texts in common.
CREATE TABLE copies (
  story INTEGER NOT NULL REFERENCES linked_stories (story) ON DELETE CASCADE,
  other INTEGER NOT NULL REFERENCES linked_stories (story) ON DELETE CASCADE,
  shorter REAL NOT NULL, longer REAL NOT NULL,
  PRIMARY KEY (story, other)
) WITHOUT ROWID;
CREATE INDEX copies_other ON copies (other);

-- One happening. first_day, last_day: of its events, else of publication ('' where none is known). headline: of a story
-- of the first day that is about it, else the words of its first telling. who, whom: JSON lists of names. killed_low to
-- injured_high: the least and the most that any account gives. stale: it has lost a scene since it was put together.
CREATE TABLE incidents (
  id INTEGER PRIMARY KEY,
  ref TEXT NOT NULL UNIQUE,
  first_day TEXT NOT NULL, last_day TEXT NOT NULL, types TEXT NOT NULL,
  who TEXT NOT NULL, whom TEXT NOT NULL,
  place TEXT, country TEXT, lat REAL, lon REAL, headline TEXT,
  stories INTEGER NOT NULL, outlets INTEGER NOT NULL, texts INTEGER NOT NULL, independent INTEGER NOT NULL,
  disputed INTEGER NOT NULL, differing TEXT NOT NULL,
  killed_low INTEGER, killed_high INTEGER, injured_low INTEGER, injured_high INTEGER,
  stale INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX incidents_day ON incidents (first_day, id);
CREATE INDEX incidents_stale ON incidents (stale) WHERE stale;

-- Events of one story that tell of one happening. id: the key of the first of them.
CREATE TABLE scenes (
  id INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
  ref TEXT NOT NULL UNIQUE,
  story INTEGER NOT NULL REFERENCES linked_stories (story) ON DELETE CASCADE,
  lead INTEGER NOT NULL, incident INTEGER REFERENCES incidents (id) ON DELETE SET NULL
);
CREATE INDEX scenes_story ON scenes (story);
CREATE INDEX scenes_incident ON scenes (incident);
-- Scenes of two stories that were compared; scene < other. reasons: as ``verdicts.pack`` writes them.
CREATE TABLE scene_pairs (
  scene INTEGER NOT NULL REFERENCES scenes (id) ON DELETE CASCADE,
  other INTEGER NOT NULL REFERENCES scenes (id) ON DELETE CASCADE,
  score REAL NOT NULL, reasons TEXT NOT NULL,
  PRIMARY KEY (scene, other)
) WITHOUT ROWID;
CREATE INDEX scene_pairs_other ON scene_pairs (other);

-- act: events of an incident that tell of one act of it have one number.
CREATE TABLE incident_events (
  event INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
  incident INTEGER NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  act INTEGER NOT NULL
);
CREATE INDEX incident_events_incident ON incident_events (incident);
-- What became of an incident's id: 'renamed', 'merged' or 'split' into another one, or 'gone' with its stories.
CREATE TABLE incident_history (
  id INTEGER PRIMARY KEY, old TEXT NOT NULL, new TEXT, how TEXT NOT NULL, linked TEXT NOT NULL
);
CREATE INDEX incident_history_old ON incident_history (old);
"""
# How a file is told that an incident has lost a scene; a server is told otherwise (``postgres/own_tables.py``).
SCENE_LOST = """
CREATE TRIGGER scene_lost AFTER DELETE ON scenes WHEN old.incident IS NOT NULL BEGIN
  UPDATE incidents SET stale = 1 WHERE id = old.incident;
END;
"""
