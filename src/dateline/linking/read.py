"""From the record of a story to what linking compares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.knowledge.lexicon.linking import Linking
from dateline.linking.copies.credit import credit_of
from dateline.linking.incidents.scenes import ordinal, scenes_of
from dateline.linking.incidents.tellings import Cast
from dateline.linking.stories import LinkedStory
from dateline.linking.texts import keys_of, weigh
from dateline.record import StoryRecord


@dataclass(frozen=True)
class LinkTools:
    """What linking needs of the knowledge. ``conflict``: event type -> whether it is of quad 3 or 4."""

    linking: Linking
    conflict: Mapping[str, bool]
    version: str = ""


def read_story(record: StoryRecord, tools: LinkTools) -> LinkedStory:
    """A story as linking sees it."""
    rates = tools.linking.rates
    words = weigh(f"{record.headline or ''}\n\n{record.text}", rates)
    credit = credit_of(record, tools.linking)
    return LinkedStory(
        id=record.id,
        day=ordinal(record.published),
        outlet=record.outlet,
        published=record.published,
        headline=record.headline,
        agency=credit.agency if credit else None,
        credit=credit.rule if credit else None,
        words=words,
        keys=keys_of(words, rates),
        cast=Cast(record).all,
        scenes=scenes_of(record, tools.conflict, rates),
    )
