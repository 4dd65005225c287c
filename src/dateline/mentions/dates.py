"""Parse > date mentions. Interim: none is found."""

from __future__ import annotations

from dateline.knowledge.load import Knowledge
from dateline.language.types import Parse
from dateline.mentions.types import DateMention


def find_dates(parse: Parse, knowledge: Knowledge) -> tuple[DateMention, ...]:
    """Find the times that a story names."""
    return ()
