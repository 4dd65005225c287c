"""FollowTheMoney: actors, articles and mentions as entities, one JSON object a line, as Aleph and OpenSanctions read
them.

Events stay out: an entity of that model is a fact, and here somebody says each of them. Populations, the unnamed and
what is of no known kind are no entities either. After https://followthemoney.tech (schemas Article, Person,
PublicBody, Organization, Company, Mention), version 4.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from babel.core import get_global

from dateline.record import Actor, StoryRecord

SCHEMATA = {
    "person": "Person", "government": "PublicBody", "military": "PublicBody", "igo": "PublicBody",
    "armed_group": "Organization", "party": "Organization", "ngo": "Organization", "media": "Organization",
    "company": "Company",
}  # fmt: skip
# Countries that Unicode's table of codes lacks.
OTHERS = {"XKX": "xk", "KSV": "xk"}


def entities(records: Iterable[StoryRecord]) -> Iterator[dict[str, Any]]:
    """Articles with their mentions, and each actor once, where it is met first."""
    met: set[str] = set()
    for record in records:
        yield _article(record)
        for actor in record.actors:
            if actor.kind not in SCHEMATA:
                continue
            if actor.id not in met:
                met.add(actor.id)
                yield _actor(actor)
            yield from _mentions(record, actor)


def lines(records: Iterable[StoryRecord]) -> Iterator[str]:
    """An entity a line."""
    return (json.dumps(entity, ensure_ascii=False) for entity in entities(records))


def key_of(kind: str, key: str) -> str:
    """The id of an entity: the same for the same story or actor in every run."""
    return f"dateline-{kind}-{hashlib.sha1(key.encode()).hexdigest()}"


def _entity(key: str, schema: str, **properties: object) -> dict[str, Any]:
    held = {name: [value] if isinstance(value, str) else list(value) for name, value in properties.items() if value}  # type: ignore[call-overload]
    return {"id": key, "schema": schema, "properties": held}


def _article(record: StoryRecord) -> dict[str, Any]:
    return _entity(
        key_of("story", record.id), "Article", title=record.headline, author=record.byline, publisher=record.outlet,
        publishedAt=record.published, sourceUrl=record.url or record.document.url, bodyText=record.text,
        retrievedAt=record.document.retrieved,
    )  # fmt: skip


def _actor(actor: Actor) -> dict[str, Any]:
    country = {"country": alpha2(actor.country)}
    role = {"position": actor.role} if actor.kind == "person" else {}
    return _entity(
        key_of("actor", actor.id), SCHEMATA[actor.kind], name=actor.name, wikidataId=actor.wikidata,
        keywords=actor.sectors, **country, **role,
    )  # fmt: skip


def _mentions(record: StoryRecord, actor: Actor) -> Iterator[dict[str, Any]]:
    """Each wording with a capital by which a story calls an actor: neither "she" nor "the minister"."""
    wordings = dict.fromkeys(" ".join(span.of(record.text).split()) for span in actor.mentions)
    for words in wordings:
        if any(c.isupper() for c in words):
            yield _entity(
                key_of("mention", f"{record.id}\0{actor.id}\0{words}"), "Mention", name=words,
                document=key_of("story", record.id), resolved=key_of("actor", actor.id),
                detectedSchema=SCHEMATA[actor.kind], contextCountry=alpha2(actor.country),
            )  # fmt: skip


def alpha2(code: str | None) -> str | None:
    """The two small letters of a country of three; None where there are none."""
    if code is None:
        return None
    found = get_global("territory_aliases").get(code)
    return OTHERS.get(code) or (found[0].lower() if found and len(found) == 1 else None)
