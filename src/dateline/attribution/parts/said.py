"""Raw attributions: one a cue and piece, before chains are put together."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.attribution.sources.source_phrases import Source
from dateline.spans import Span


@dataclass(frozen=True, slots=True)
class Said:
    """Who says what by one cue.

    Attributes:
        content: trimmed span.
        source: the speaker, or None where nobody is named.
        cue: span of the cue, None for a quotation that goes on without one.
        token: token of the cue.
        rule: id of the knowledge entry.
        form: entry of ``takes`` that the content came by; ``phrase``, ``noun`` or ``goes-on`` for others.
        stance: of the cue.
        head: token that heads the content, or None.
        addressee: token of who is told.
        outer: who quotes the source, with the cue ("Tasnim quoted X as saying").
    """

    content: Span
    source: Source | None
    cue: Span | None
    token: int
    rule: str
    form: str
    stance: str = "asserts"
    head: int | None = None
    addressee: int | None = None
    outer: tuple[Source, Span] | None = None
