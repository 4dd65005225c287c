"""The tables of a store on a server: those of a file in its words, and what a server does by other means."""

from __future__ import annotations

from dateline.store.postgres.translate import tables
from dateline.store.tables import linking_tables, schema

SEARCHED = "".join(
    f"""
CREATE TABLE {table}_text (
  id BIGINT PRIMARY KEY REFERENCES {table} (id) ON DELETE CASCADE, words TSVECTOR NOT NULL, tokens TEXT NOT NULL
);
CREATE INDEX {table}_words ON {table}_text USING gin (words);
"""
    for table in schema.SEARCHED
)
# A trigger calls a function, which finds its tables wherever the store stands, whatever the caller's search path is.
SCENE_LOST = """
CREATE FUNCTION scene_lost() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$ BEGIN
  UPDATE incidents SET stale = 1 WHERE id = old.incident;
  RETURN NULL;
END $$;
CREATE TRIGGER scene_lost AFTER DELETE ON scenes FOR EACH ROW WHEN (old.incident IS NOT NULL)
  EXECUTE FUNCTION scene_lost();
"""
# What readers keep: the lines that stand in files beside a store in a file.
LINES = "kept_lines"
KEPT = f"CREATE TABLE {LINES} (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, line TEXT NOT NULL);"


def parts() -> dict[str, str]:
    """One table of each part of a store, and the script that makes the part, in order."""
    return {
        "stories": tables(schema.TABLES + schema.CODED) + SEARCHED,
        "linked_stories": tables(linking_tables.TABLES) + SCENE_LOST,
        LINES: tables(KEPT),
    }
