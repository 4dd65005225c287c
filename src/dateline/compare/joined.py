"""The stories of two codings side by side, by their ids, whatever the order of the files."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from dateline.compare.sources import Records

BOTH = """
SELECT old.ref, old.place, new.place FROM old LEFT JOIN new ON new.ref = old.ref
UNION ALL
SELECT new.ref, NULL, new.place FROM new LEFT JOIN old ON old.ref = new.ref WHERE old.ref IS NULL
ORDER BY 1
"""


def joined(old: Records, new: Records) -> Iterator[tuple[str, int | None, int | None]]:
    """Each story's id with its places in both codings, None where one lacks it, in the order of the ids.

    The ids are held in a nameless database of SQLite, which goes to disk when it grows. Of records with the same id
    the first counts.
    """
    index = sqlite3.connect("")
    try:
        for name, records in (("old", old), ("new", new)):
            index.execute(f"CREATE TABLE {name} (ref TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID")
            index.executemany(f"INSERT OR IGNORE INTO {name} VALUES (?, ?)", records.places())
        yield from index.execute(BOTH)
    finally:
        index.close()
