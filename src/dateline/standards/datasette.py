"""A metadata file for Datasette: what the tables and columns of a database are, with facets and a few queries.

``datasette news.db --metadata metadata.json``. After https://docs.datasette.io (metadata, facets, canned queries).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

NAME = "Dateline"
HIDDEN = ("meta", "decisions", "chain_links", "event_modes", "event_contexts", "type_counts")
EVENTS = "SELECT e.ref AS event, e.day, e.event_type, e.factuality, e.trigger_text, p.name AS place, e.confidence"
OF = "FROM events e LEFT JOIN places p ON p.id = e.place"
TABLES: dict[str, dict[str, Any]] = {
    "documents": {
        "description": "The inputs: one row a page, with what became of it.", "label_column": "name",
        "facets": ["status", "media_type"],
        "columns": {"digest": "SHA-256 of the bytes", "reason": "why it failed", "coded_with": "fingerprint of a run"},
    },
    "stories": {
        "description": "The stories of the pages.", "label_column": "headline", "facets": ["outlet", "language"],
        "columns": {"ref": "id of the story", "published": "as the page says, or the caller"},
    },
    "actors": {
        "description": "Who acts, is acted on or speaks.", "label_column": "name", "facets": ["kind", "country"],
        "columns": {"ref": "id, the same everywhere for actors of the register", "country": "ISO 3166-1 alpha-3"},
    },
    "events": {
        "description": "Who did what to whom, as the text tells it. A row is a claim: see factuality and statement.",
        "label_column": "ref", "facets": ["event_type", "factuality", "country"], "sort_desc": "day",
        "columns": {
            "factuality": "as its innermost source presents it: asserted, negated, possible, future, hypothetical",
            "statement": "the statement that it stands in; empty where the outlet says it itself",
            "day": "first day of its own date, else the day of publication: for filters, not a stated date",
            "same_as": "the story's first telling of the same event; count rows where it is empty",
            "confidence": "probability that there is such an event of this type",
            "confidence_parties": "probability that all its parties are right",
            "quad": "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
        },
    },
    "statements": {
        "description": "What somebody is reported to have said.", "label_column": "content",
        "facets": ["stance", "directness"], "sort_desc": "day",
        "columns": {"stance": "asserts, denies or hedges", "content": "the words that are said"},
    },
    "places": {"description": "Places of GeoNames.", "label_column": "name", "facets": ["country", "feature"]},
    "participants": {"description": "The parties of events.", "facets": ["side"]},
    "event_counts": {
        "description": "How many people an event has killed, injured and so on, as the text counts them.",
        "facets": ["what"], "columns": {"low": "at least", "high": "at most; empty where the text sets no bound"},
    },
    "incidents": {"description": "Events of different stories that are one happening."},
}  # fmt: skip
QUERIES = {
    "events_of_actor": {
        "title": "Events in which an actor takes part",
        "sql": f"{EVENTS}, q.side {OF} JOIN participants q ON q.event = e.id JOIN actors a ON a.id = q.actor "
        "WHERE a.name LIKE '%' || :name || '%' AND e.same_as IS NULL ORDER BY e.day",
    },
    "denied": {
        "title": "Events that somebody denies",
        "sql": f"{EVENTS} {OF} WHERE e.stance = 'denies' AND e.same_as IS NULL ORDER BY e.day",
    },
    "by_month": {
        "title": "Events by month and type",
        "sql": "SELECT substr(day, 1, 7) AS month, event_type, count(*) AS events FROM events "
        "WHERE same_as IS NULL GROUP BY 1, 2 ORDER BY 1, 2",
    },
}


def metadata(store: Path, there: frozenset[str]) -> dict[str, Any]:
    """The metadata of a database.

    Args:
        store: its file, whose name Datasette knows it by.
        there: the tables that it has; others are not described.
    """
    tables = {name: told for name, told in TABLES.items() if name in there}
    tables |= {name: {"hidden": True} for name in HIDDEN if name in there}
    return {
        "title": f"{NAME}: {store.stem}",
        "description": "Events, statements and actors read from news pages. Each row is what a text says.",
        "databases": {store.stem: {"source": NAME, "tables": tables, "queries": QUERIES}},
    }
