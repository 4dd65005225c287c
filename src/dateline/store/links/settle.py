"""Write incidents down: their rows, the events that they hold, and what became of the ids that there were."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from dateline.linking.incidents.identity import Change
from dateline.linking.summary import Incident
from dateline.store.database import Database


def incident_key(ref: str) -> int:
    """The key of an incident, made of its id."""
    return int.from_bytes(hashlib.sha256(ref.encode()).digest()[:7], "big")


def clear(db: Database, refs: Sequence[str]) -> None:
    """Take incidents out; their scenes stay, without one."""
    db.executemany("DELETE FROM incidents WHERE ref = ?", [(ref,) for ref in refs])


def put_incident(db: Database, ref: str, incident: Incident, scenes: Sequence[int], acts: Mapping[str, int]) -> None:
    """Put an incident in.

    Args:
        db: the store.
        ref: its id.
        incident: what is known of it.
        scenes: keys of its scenes.
        acts: each of its events' ids with the number of the act.
    """
    key, where = incident_key(ref), incident.where
    db.execute(
        "INSERT INTO incidents VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,0)",
        (
            key, ref, incident.first_day, incident.last_day, " ".join(incident.types),
            json.dumps(incident.who, ensure_ascii=False), json.dumps(incident.whom, ensure_ascii=False),
            where.name if where else None, where.country if where else None, where.lat if where else None,
            where.lon if where else None, incident.headline, incident.stories, incident.outlets, incident.texts,
            len(incident.origins), incident.disputed, " ".join(incident.differing), *incident.killed,
            *incident.injured,
        ),
    )  # fmt: skip
    db.executemany("UPDATE scenes SET incident = ? WHERE id = ?", [(key, scene) for scene in scenes])
    db.executemany(
        "INSERT INTO incident_events SELECT id, ?, ? FROM events WHERE ref = ? "
        "ON CONFLICT (event) DO UPDATE SET incident = excluded.incident, act = excluded.act",
        [(key, act, event) for event, act in acts.items()],
    )


def put_changes(db: Database, changes: Sequence[Change], when: str) -> None:
    """Keep what became of ids."""
    db.executemany(
        "INSERT INTO incident_history (old, new, how, linked) VALUES (?,?,?,?)",
        [(c.old, c.new, c.how, when) for c in changes],
    )


def gone(db: Database) -> list[str]:
    """Ids of the incidents that have lost all their scenes."""
    sql = "SELECT ref FROM incidents i WHERE stale AND NOT EXISTS (SELECT 1 FROM scenes WHERE incident = i.id)"
    return [row[0] for row in db.execute(sql)]
