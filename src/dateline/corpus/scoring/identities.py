"""Identities: one actor must hold all the names of a group and none of another's."""

from __future__ import annotations

from dateline.corpus.scoring.story import Story
from dateline.corpus.scoring.tally import Tally
from dateline.record import Actor
from dateline.spans import Span


def score_identities(tally: Tally, story: Story) -> None:
    """Count groups whose mentions belong to one actor of the record, which has no mention of another group."""
    owners = []
    for group in story.gold.identities:
        spots = [spot for span in group if (spot := story.to_record(span)) is not None]
        owners.append([_holders(spot, story.actors) for spot in spots])
    for n, own in enumerate(owners):
        if not own:
            if not story.record_text:
                tally.add("identities", 0, 1, 1)
            continue
        others = {a for k, other in enumerate(owners) if k != n for held in other for a in held}
        tally.add("identities", int(bool(set.intersection(*own) - others)), 1, 1)


def _holders(spot: Span, actors: tuple[Actor, ...]) -> set[str]:
    """The actors whose mention fits a place best: "Osk" in "the president of Osk" holds the place of neither whole."""
    shares = {a.id: max((_share(spot, m) for m in a.mentions), default=0.0) for a in actors}
    best = max(shares.values(), default=0.0)
    return {key for key, share in shares.items() if share and share == best}


def _share(a: Span, b: Span) -> float:
    """Characters that two spans share of those that either has."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared / (max(a.end, b.end) - min(a.start, b.start)) if shared > 0 else 0.0
