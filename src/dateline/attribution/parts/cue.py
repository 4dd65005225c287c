"""A word or phrase by which a story says that somebody says something."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.attribution.sources.source_phrases import Source
from dateline.attribution.view import View
from dateline.knowledge.lexicon.reporting import Verb
from dateline.spans import Span


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that may introduce what is said.

    Attributes:
        token: the verb or noun; the first word of a phrase.
        last: the last word that belongs to it ("out" in "point out").
        uses: what the knowledge says of it.
        source: the speaker, where one is named.
        part: ``verb``, ``noun`` or ``phrase``.
    """

    token: int
    last: int
    uses: tuple[Verb, ...]
    source: Source | None
    part: str


def cue_span(view: View, cue: Cue) -> Span:
    """The cue's words."""
    return Span(view.tokens[cue.token].start, view.tokens[cue.last].end)
