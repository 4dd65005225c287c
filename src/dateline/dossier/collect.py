"""What goes into a dossier: incidents, the stories that tell of them, and where each of these came from."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.engine.incidents import Detail, detail
from dateline.errors import UsageError
from dateline.linking.read import LinkTools
from dateline.record import StoryRecord
from dateline.store.store import Store

# Incidents in one dossier: more are a corpus, not a file to read.
MOST = 200


@dataclass(frozen=True, slots=True)
class Dossier:
    """All of it.

    Attributes:
        asked: the id or query.
        incidents: with positions and numbers.
        stories: records by id, in the order of their first mention.
        versions: what made them: lines to print.
    """

    asked: str
    incidents: tuple[Detail, ...]
    stories: dict[str, StoryRecord]
    versions: tuple[str, ...]


def collect(store: Store, asked: str, tools: LinkTools) -> Dossier:
    """A dossier of an incident's id, or of a query for words in its stories.

    Raises:
        UsageError: nothing is found, or too much.
    """
    refs = _incidents(store, asked)
    if len(refs) > MOST:
        raise UsageError(f"{asked!r} finds {len(refs):,} incidents; a dossier holds at most {MOST}: narrow it")
    found = tuple(detail(store, ref, tools) for ref in refs)
    ids = dict.fromkeys(r.story for d in found for r in d.reports)
    stories = {ref: store.record(ref) for ref in ids}
    return Dossier(asked, found, stories, _versions(store, stories))


def _incidents(store: Store, asked: str) -> list[str]:
    """Ids of the incidents that are meant, by id or else by words."""
    try:
        return store.incident_ids(asked)
    except UsageError as error:
        if "several" in str(error):
            raise
    found = [row.id for row in store.incidents(search=asked)]
    if not found:
        raise UsageError(f"{asked!r} is no incident's id, and no incident's stories have these words")
    return found


def _versions(store: Store, stories: dict[str, StoryRecord]) -> tuple[str, ...]:
    """Which code and knowledge made the records."""
    from dateline.engine.work import code_version

    knowledge = sorted({r.version for r in stories.values() if r.version})
    coded = store.db.execute(
        "SELECT DISTINCT code_version FROM documents WHERE code_version IS NOT NULL ORDER BY 1"
    ).fetchall()
    return (
        f"knowledge of the records: {', '.join(knowledge) or 'unknown'}",
        f"code that coded the pages: {', '.join(r[0] for r in coded) or 'unknown'}",
        f"code that made this file: {code_version()}",
    )
