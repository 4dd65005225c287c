"""Which story the name of a file means: people know their files better than our ids."""

from __future__ import annotations

import re

from dateline.errors import UsageError
from dateline.store.database import Cells, Database

# Of more candidates than this, only the first are named.
MOST = 5
EVENT = re.compile(r"(.+)-(e[0-9]+)")
# A file whose bytes another one has is a document without stories of its own.
IN_FILE = """
SELECT s.id, s.ref, s.headline, d.name FROM stories s JOIN documents d ON d.id = s.document
WHERE s.document IN (SELECT COALESCE(same_as, id) FROM documents WHERE {named})
ORDER BY d.name, s.position LIMIT ?
"""
WHOLE = "name = ? OR path = ?"
LAST = "name LIKE ? ESCAPE '!' OR path LIKE ? ESCAPE '!'"


def in_file(db: Database, name: str) -> int | None:
    """The key of the story in the file of a name, whole or its last part; None where no file is called so.

    Raises:
        UsageError: several stories stand in such files; the first are named, by their ids.
    """
    found = _rows(db, name.removeprefix("./"))
    if len(found) > 1:
        told = "".join(f"; {r['ref']} ({r['headline'] or 'no headline'}, {r['name']})" for r in found[:MOST])
        more = " and more" if len(found) > MOST else ""
        raise UsageError(f"{name!r} may be several stories, give the id of one{told}{more}")
    return int(found[0]["id"]) if found else None


def _rows(db: Database, given: str) -> list[Cells]:
    """The stories in the file of this path; else of those that end with it, else of those that it ends with."""
    parts = given.split("/")
    ending = "%/" + re.sub(r"([!%_])", r"!\1", given)
    shorter = ["/".join(parts[n:]) for n in range(1, len(parts))]
    asked = [(WHOLE, given), (LAST, ending), *((WHOLE, short) for short in shorter if short)]
    for named, value in asked:
        if found := db.execute(IN_FILE.format(named=named), (value, value, MOST + 1)).fetchall():
            return found
    return []


def event_of_file(db: Database, event: str) -> str:
    """The id of an event that is named by the file of its story (``page.html-e3``); else what is given.

    Raises:
        UsageError: the file holds several stories, or a story is named and no event of it.
    """
    if db.execute("SELECT 1 FROM events WHERE ref >= ? AND ref < ?", (event, event + "\U0010ffff")).fetchone():
        return event
    named = EVENT.fullmatch(event)
    if named and (key := in_file(db, named[1])) is not None:
        return f"{_ref(db, key)}-{named[2]}"
    if (key := in_file(db, event)) is not None:
        ref = _ref(db, key)
        raise UsageError(f"{event!r} is a story; `dateline events --story {ref}` lists its events")
    return event


def _ref(db: Database, key: int) -> str:
    return str(db.execute("SELECT ref FROM stories WHERE id = ?", (key,)).fetchone()["ref"])
