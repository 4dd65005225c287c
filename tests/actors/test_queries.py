"""The 200 actor queries: who a marked phrase is, by name, kind, country, role at the date and primary sector."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from dateline.knowledge.world.spelling import plain
from dateline.language.parse import parse
from dateline.mentions.find_mentions import find_actors
from dateline.pages.source_and_story import Story
from dateline.record import Document
from dateline.spans import Span
from loaded import shipped_knowledge, tools

QUERIES = Path(__file__).parent / "queries.yaml"
GOAL = 0.97


def story(text: str, published: str | None) -> Story:
    document = Document("query", None, "text/plain", 0)
    return Story("q", document, None, None, None, None, (), None, published, "given", "en", text)


def wrong(query: dict[str, Any]) -> str | None:
    """What is wrong with the answer to a query, or None."""
    text = query["text"]
    start, end = text.index("["), text.index("]") - 1
    plain_text = text.replace("[", "").replace("]", "")
    parsed = parse(story(plain_text, str(query["date"])), tools().parser)
    entities, mentions = find_actors(parsed, shipped_knowledge())
    inside = [m for m in mentions if m.span.touches(Span(start, end)) and entities[m.entity].is_actor]
    answers = [entities[m.entity].actor for m in sorted(inside, key=lambda m: (-len(m.span), m.head))]
    if not answers:
        return "no actor found"
    actor = answers[0]
    checks = {
        "country": actor.country == query.get("country", actor.country),
        "kind": actor.kind == query["kind"],
        "role": plain(query.get("role", "")) in plain(actor.role or ""),
        "name": plain(query.get("name", "")) in plain(actor.name),
        "sector": query.get("sector") in (None, *actor.sectors[:1]),
    }
    bad = [name for name, right in checks.items() if not right]
    return (
        f"{', '.join(bad)}: got {actor.name}, {actor.kind}, {actor.country}, {actor.role}, {actor.sectors}"
        if bad
        else None
    )


def test_share_of_right_answers() -> None:
    queries = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))
    assert len(queries) == 200
    failures = [f"{q['text']} ({q['date']}): {reason}" for q in queries if (reason := wrong(q))]
    print("\n".join(failures))
    share = 1 - len(failures) / len(queries)
    print(f"{share:.3f}")
    assert share >= GOAL, failures
