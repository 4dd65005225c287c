"""Annotations joined with their texts: every span with its words, to be read."""

from __future__ import annotations

from typing import Any

from dateline.corpus.annotation import Annotation, Slot
from dateline.corpus.texts import Text


def joined(row: Annotation, text: Text) -> dict[str, Any]:
    """A document's text and its rows with words in place of offsets."""
    whole = text.text

    def named(slots: tuple[Slot, ...]) -> list[list[str]]:
        return [list(dict.fromkeys(span.of(whole) for span in slot)) for slot in slots]

    return {
        "id": row.id, "outlet": text.outlet, "url": text.url, "published": text.published, "license": text.license,
        "headline": text.headline, "text": whole, "identities": named(row.identities),
        "statements": [
            {"id": s.id, "content": s.content.of(whole), "chain": named(s.chain), "cue": s.cue and s.cue.of(whole),
             "stance": s.stance, "directness": s.directness, "addressee": s.addressee and s.addressee.of(whole),
             "required": s.required} for s in row.statements
        ],
        "events": [
            {"id": e.id, "quote": e.quote.of(whole), "trigger": e.trigger.of(whole), "types": list(e.types),
             "modes": list(e.modes), "actors": named(e.actors), "recipients": named(e.recipients),
             "factuality": list(e.factuality), "statement": e.statement,
             "date": e.date and {"words": e.date.span.of(whole), "value": e.date.value},
             "place": [p.of(whole) for p in e.place],
             "counts": [{"what": c.what, "low": c.low, "high": c.high} for c in e.counts],
             "same_as": e.same_as, "required": e.required} for e in row.events
        ],
    }  # fmt: skip
