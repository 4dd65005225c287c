"""What the shared scorers read: rows of JSON made from the pipeline's own output, one function a set."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.coding.factuality import factuality_of
from dateline.language.parse import parse
from dateline.mentions.find import find_mentions
from dateline.pages.types import Source, Story
from dateline.pipeline import Tools, code_page, code_story
from dateline.record import Document, StoryRecord
from dateline.spans import Span


def rows_of(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def story_of(
    name: str, text: str, published: str | None = None, headline: str | None = None, captions: tuple[str, ...] = ()
) -> Story:
    """A story made of a bare text, its characters untouched."""
    return Story(
        name, Document(name, None, "text/plain", 0), None, None, headline, None, captions, None, published,
        "given" if published else None, "en", text,
    )  # fmt: skip


def story(gold: Path, seeds: Path, tools: Tools) -> Iterator[str]:
    """Records of one gold document: the seed from its page, others from their own headline, captions and body."""
    data = json.loads(gold.read_text(encoding="utf-8"))
    pages = sorted(seeds.glob(f"{data['document']}*"))
    if pages:
        yield from (r.to_json() for r in code_page(pages[0].read_bytes(), Source(path=pages[0].name), tools))
        return
    for n, s in enumerate(data["stories"]):
        given = story_of(
            f"{data['document']}-{n}", "\n\n".join(s["body"]), s["published"], s["headline"], tuple(s["captions"])
        )
        yield code_story(given, tools).to_json()


def pages(folder: Path, tools: Tools) -> Iterator[str]:
    """Records of generated pages, read but not coded: the scorer looks at the reading only."""
    from dateline.pages.read import read_stories
    from dateline.pipeline import make_record

    for path in sorted((folder / "pages").iterdir()):
        for s in read_stories(path.read_bytes(), Source(path=path.name), tools.settings):
            yield make_record(s, None, tools).to_json()


def plover(file: Path, tools: Tools) -> Iterator[str]:
    for row in rows_of(file):
        record = code_story(story_of(row["id"], row["text"]), tools)
        events = [
            {"event_type": e.event_type, "source": names(record, e.actors), "target": names(record, e.recipients),
             "factuality": e.factuality, "statement": e.statement} for e in record.events
        ]  # fmt: skip
        yield json.dumps({"id": row["id"], "events": events})


def names(record: StoryRecord, ids: tuple[str, ...]) -> list[str]:
    """Every name of these actors, canonical and as written."""
    return [n for a in record.actors if a.id in ids for n in (a.name, *(m.of(record.text) for m in a.mentions))]


def plover_pair(file: Path, tools: Tools) -> Iterator[str]:
    from dateline.coding.pair import type_of_pair

    for row in rows_of(file):
        answer = type_of_pair(row["text"], row["source"], row["target"], tools)
        yield json.dumps({"id": row["id"], "event_type": answer.event_type, "factuality": answer.factuality})


def polnear(file: Path, tools: Tools) -> Iterator[str]:
    """Outermost link of each statement; a statement whose content lies in another's is nested in it."""
    for row in rows_of(file):
        record = code_story(story_of(row["id"], row["text"], row["published"]), tools)
        said = record.statements
        out = []
        for s in said:
            holders = [
                n for n, o in enumerate(said) if o is not s and o.content.holds(s.content) and o.content != s.content
            ]
            link = s.chain[0] if s.chain else None
            out.append({
                "source": spans(link.mention if link else None), "cue": spans(link.cue if link else None),
                "content": spans(s.content), "nested_in": holders[0] if holders else None,
            })  # fmt: skip
        yield json.dumps({"id": row["id"], "attributions": out})


def spans(*given: Span | None) -> list[dict[str, int]]:
    return [{"start": s.start, "end": s.end} for s in given if s]


def factuality(file: Path, tools: Tools) -> Iterator[str]:
    for row in rows_of(file):
        parsed = parse(story_of(row["id"], row["text"]), tools.settings.model)
        value, _ = factuality_of(parsed, parsed.token_at(row["trigger"]["start"]), tools.knowledge)
        yield json.dumps({"id": row["id"], "factuality": value})


def geo(file: Path, tools: Tools) -> Iterator[str]:
    for row in rows_of(file):
        given = story_of(row["id"], row["text"], row["published"], row.get("title"))
        found = find_mentions(parse(given, tools.settings.model), tools.knowledge)
        toponyms = [
            {"start": m.span.start, "end": m.span.end, "geonameid": m.place.geonameid, "lat": m.place.lat,
             "lon": m.place.lon, "country": m.place.country, "name": m.place.name} for m in found.places
        ]  # fmt: skip
        yield json.dumps({"id": row["id"], "toponyms": toponyms})


def time(file: Path, tools: Tools) -> Iterator[str]:
    for row in rows_of(file):
        found = find_mentions(
            parse(story_of(row["id"], row["text"], row["dct"]), tools.settings.model), tools.knowledge
        )
        timexes = [
            {"start": m.span.start, "end": m.span.end, "type": m.type, "value": m.date.value} for m in found.dates
        ]
        yield json.dumps({"id": row["id"], "timexes": timexes})
