"""What the shared scorers read: rows of JSON made from the pipeline's own output, one function a set."""

from __future__ import annotations

import dataclasses
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.coding.factuality.event_factuality import factuality_of
from dateline.language.parse import parse
from dateline.mentions.find_mentions import find_mentions
from dateline.pages.source_and_story import Source, Story
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
        for s in read_stories(path.read_bytes(), Source(path=path.name), tools.settings, tools.knowledge.pages):
            yield make_record(s, None, tools).to_json()


def wild(folder: Path, tools: Tools) -> Iterator[str]:
    """What the reader finds on real saved pages: a row a page, as the bytes alone tell it (no address is given)."""
    from dateline.errors import InputError
    from dateline.pages.read import read_stories

    for row in rows_of(folder / "index.jsonl"):
        data = gzip.decompress((folder / row["file"]).read_bytes())
        try:
            found = read_stories(data, Source(path=row["file"]), tools.settings, tools.knowledge.pages)
        except InputError:
            found = ()
        stories = [{"text": s.text, "published": s.published} for s in found]
        yield json.dumps({"file": row["file"], "stories": stories})


SIDES = {"AGREE", "CONSULT", "COOPERATE", "SUPPORT", "ASSAULT"}  # types whose sides may all be actors


def plover(file: Path, tools: Tools) -> Iterator[str]:
    """Events of bare sentences. Where all sides are actors (a meeting, a clash), each is source and target."""
    for row in rows_of(file):
        record = code_story(story_of(row["id"], row["text"]), tools)
        events = [
            {"event_type": e.event_type, "source": names(record, e.actors),
             "target": names(record, e.recipients or (e.actors if len(e.actors) > 1 and e.event_type in SIDES else ())),
             "factuality": e.factuality, "statement": e.statement} for e in record.events
        ]  # fmt: skip
        yield json.dumps({"id": row["id"], "events": events})


def names(record: StoryRecord, ids: tuple[str, ...]) -> list[str]:
    """Every name of these actors, canonical and as written."""
    return [n for a in record.actors if a.id in ids for n in (a.name, *(m.of(record.text) for m in a.mentions))]


def plover_pair(file: Path, tools: Tools) -> Iterator[str]:
    from dateline.pair import type_of_pair

    for row in rows_of(file):
        answer = type_of_pair(row["text"], row["source"], row["target"], tools)
        yield json.dumps({"id": row["id"], "event_type": answer.event_type, "factuality": answer.factuality})


def polnear(file: Path, tools: Tools) -> Iterator[str]:
    """Attributions as PolNeAR writes them.

    It marks the outermost attribution only, has one with its content in pieces where we have several statements of one
    cue, goes on with a quotation that has no cue of its own, and counts the accused and the quoted to the content.
    """
    for row in rows_of(file):
        record = code_story(story_of(row["id"], row["text"], row["published"]), tools)
        yield json.dumps({"id": row["id"], "attributions": attributions(record)})


def attributions(record: StoryRecord) -> list[dict[str, Any]]:
    """One attribution a cue; those within another's content are marked as nested."""
    merged: dict[tuple[Span | None, Span | None], list[Span]] = {}
    for s in record.statements:
        link = s.chain[-1] if s.chain else None
        cue = next((d.span for d in s.decisions if d.field == "chain" and d.span), link.cue if link else None)
        key = (link.mention if link else None, cue)
        if s.rule.startswith("quotes.goes-on"):
            key = next((k for k in reversed(merged) if k[0] == key[0]), key)
        content = s.content
        if s.rule == "verbs.accuse" and cue is not None and cue.end < content.start:
            content = Span(cue.end, content.end)
        merged.setdefault(key, []).append(content)
        if len(s.chain) > 1 and s.chain[0].cue is not None:
            outer, inner = s.chain[0], s.chain[1]
            if not any(o.chain and o.chain[-1] == outer and o.content.touches(content) for o in record.statements):
                start = min(x.start for x in (inner.mention, inner.cue, content) if x)
                merged.setdefault((outer.mention, outer.cue), []).append(Span(start, content.end))
    rows = []
    for (source, cue), contents in merged.items():
        whole = [n for n, others in enumerate(merged.values()) if others is not contents and any(
            o.holds(c) and o != c for o in others for c in contents)]  # fmt: skip
        rows.append({
            "source": spans(with_relative_clause(record.text, source, cue)), "cue": spans(cue),
            "content": spans(*contents),
            "nested_in": whole[0] if whole else None,
        })  # fmt: skip
    return rows


def with_relative_clause(text: str, source: Span | None, cue: Span | None) -> Span | None:
    """PolNeAR counts a relative clause to the source ("Lee, who chairs the panel,")."""
    if source is None:
        return None
    stop = cue.start if cue and cue.start > source.end else len(text)
    found = re.compile(r",? (?:who|whose)\b[^.\"“”\n]{3,160}").match(text, source.end, stop)
    return Span(source.start, found.end()) if found else source


def spans(*given: Span | None) -> list[dict[str, int]]:
    return [{"start": s.start, "end": s.end} for s in given if s]


def factuality(file: Path, tools: Tools) -> Iterator[str]:
    for row in rows_of(file):
        parsed = parse(story_of(row["id"], row["text"]), tools.parser)
        value, _ = factuality_of(parsed, parsed.token_at(row["trigger"]["start"]), tools.knowledge)
        yield json.dumps({"id": row["id"], "factuality": value})


def geo(file: Path, tools: Tools) -> Iterator[str]:
    for row in rows_of(file):
        given = story_of(row["id"], row["text"], row["published"], row.get("title"))
        given = dataclasses.replace(given, url=row.get("url"))
        found = find_mentions(parse(given, tools.parser), tools.knowledge)
        toponyms = [
            {"start": m.span.start, "end": m.span.end, "geonameid": m.place.geonameid, "lat": m.place.lat,
             "lon": m.place.lon, "country": m.place.country, "name": m.place.name}
            for m in found.places if m.form != "nominal"  # the sets leave bare expressions ("the capital") out
        ]  # fmt: skip
        yield json.dumps({"id": row["id"], "toponyms": toponyms})


def time(file: Path, tools: Tools) -> Iterator[str]:
    for row in rows_of(file):
        found = find_mentions(parse(story_of(row["id"], row["text"], row["dct"]), tools.parser), tools.knowledge)
        timexes = [
            {"start": m.span.start, "end": m.span.end, "type": m.type, "value": m.date.value} for m in found.dates
        ]
        yield json.dumps({"id": row["id"], "timexes": timexes})
