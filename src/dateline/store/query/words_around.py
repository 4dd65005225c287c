"""The words of events with what stands around them, so that they can be read alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.store.database import Database

# Characters that are shown on each side at most; a paragraph ends it before.
REACH = 320
SQL = """
SELECT e.ref, e.trigger_start, e.trigger_end, e.evidence_start, e.evidence_end, length(s.text) AS size,
  substr(s.text, CAST(max(min(e.evidence_start, e.trigger_start) - ?1, 0) + 1 AS INTEGER),
    CAST(max(e.evidence_end, e.trigger_end) - min(e.evidence_start, e.trigger_start) + 2 * ?1 AS INTEGER)) AS words
FROM events e JOIN stories s ON s.id = e.story WHERE e.ref IN (SELECT value FROM json_each(?2))
"""


@dataclass(frozen=True, slots=True)
class Around:
    """An event's clause cut at the words that name the act, with what stands before and after it in its paragraph."""

    before: str
    opening: str
    trigger: str
    closing: str
    after: str


def around(db: Database, refs: Iterable[str]) -> dict[str, Around]:
    """Event id > its clause with its surroundings."""
    return {row["ref"]: _cut(row) for row in db.execute(SQL, (REACH, json.dumps(list(refs))))}


def _cut(row: dict[str, int | str]) -> Around:
    words = str(row["words"])
    trigger = (int(row["trigger_start"]), int(row["trigger_end"]))
    clause = (min(int(row["evidence_start"]), trigger[0]), max(int(row["evidence_end"]), trigger[1]))
    first = max(clause[0] - REACH, 0)
    start, end, at, until = (n - first for n in (*clause, *trigger))
    before = re.split(r"\n\s*\n", words[:start])[-1]
    after = re.split(r"\n\s*\n", words[end:])[0]
    if first and before == words[:start]:  # the paragraph goes on before: begin with a whole word
        before = "… " + before.partition(" ")[2]
    if first + len(words) < int(row["size"]) and after == words[end:]:
        after = after.rpartition(" ")[0] + " …"
    return Around(before, words[start:at], words[at:until], words[until:end], after)
