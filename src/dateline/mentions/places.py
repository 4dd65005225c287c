"""Place names in a story and the gazetteer entries that they mean. Interim: none."""

from __future__ import annotations

from dateline.knowledge.load import Knowledge
from dateline.language.types import Parse
from dateline.mentions.types import PlaceMention


def find_places(parse: Parse, knowledge: Knowledge) -> tuple[PlaceMention, ...]:
    """Find the places that a story names."""
    return ()
