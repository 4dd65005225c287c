"""The stages in order: bytes > stories > parse > mentions > statements > events > record.

Each stage is a function of the value before it and of what never changes in a run (``Tools``). No stage opens a file:
knowledge and models are loaded once, before the first page.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.attribution.find_statements import find_statements
from dateline.attribution.statements import Statements
from dateline.coding.events import Events
from dateline.coding.find_events import code_events
from dateline.language.parse import parse
from dateline.language.truecase import truecase
from dateline.mentions.find_mentions import find_mentions
from dateline.mentions.mentioned import Entity
from dateline.pages.read import read_stories
from dateline.pages.source_and_story import Source, Story
from dateline.record import Limit, StoryRecord
from dateline.tools import Tools, make_tools

__all__ = ["Tools", "code_page", "code_story", "code_text", "make_record", "make_tools", "read_text"]


def code_page(data: bytes, source: Source, tools: Tools) -> Iterator[StoryRecord]:
    """Read a page and code its stories, one record a story in page order.

    Raises:
        InputError: the bytes can't be read as a page.
    """
    for story in read_stories(data, source, tools.settings, tools.knowledge.pages, tools.readers):
        yield code_story(story, tools)


def code_story(story: Story, tools: Tools) -> StoryRecord:
    """Code one story. A story in another language than that of the run is kept and marked, not coded."""
    if story.language not in (None, tools.language.code):
        return make_record(story, None, tools, not_coded=f"language: {story.language}")
    return make_record(story, code_text(story, tools), tools)


def code_text(story: Story, tools: Tools) -> Events:
    """The language stages, from the clean story to its events with all that they stand on."""
    return code_events(read_text(story, tools), tools.knowledge, tools.reader, all_actors=tools.settings.all_actors)


def read_text(story: Story, tools: Tools) -> Statements:
    """The stages before the coding: who is named in a story, and who says what."""
    story = truecase(story, tools.knowledge, tools.parser)
    parsed = parse(story, tools.parser)
    mentions = find_mentions(parsed, tools.knowledge)
    return find_statements(mentions, tools.knowledge)


def _is_told(entity: Entity) -> bool:
    """Whether an entity is an actor of its own, or a group that the text names as one: "the presidents"."""
    return entity.is_actor and (not entity.joint or (entity.plural and bool(entity.actor.mentions)))


def make_record(story: Story, events: Events | None, tools: Tools, not_coded: str | None = None) -> StoryRecord:
    """Put a story and what was found in it together. Of things only those that an event or statement names are kept."""
    found = events.events if events else ()
    said = events.statements.statements if events else ()
    used = {a for e in found for a in (*e.actors, *e.recipients)}
    used |= {link.actor for s in said for link in s.chain} | {s.addressee for s in said if s.addressee}
    entities = events.statements.mentions.entities if events else ()
    undated = (Limit("published", 1, f"no date that can be read: {story.unread_date}"),) if story.unread_date else ()
    return StoryRecord(
        id=story.id, document=story.document, outlet=story.outlet, url=story.url, headline=story.headline,
        byline=story.byline, captions=story.captions, dateline=story.dateline, published=story.published,
        published_from=story.published_from, language=story.language, text=story.text,
        actors=tuple(e.actor for e in entities if _is_told(e) or e.actor.id in used),
        statements=said, events=found, not_coded=not_coded, version=tools.knowledge.version,
        limits=(*undated, *events.statements.limits, *events.limits) if events else undated,
        published_estimated=story.published_estimated, updated=story.updated, calendar=story.calendar,
    )  # fmt: skip
