"""Identities: one actor must hold all the names of a group and none of another's."""

from __future__ import annotations

from dateline.corpus.scoring.story import Story
from dateline.corpus.scoring.tally import Tally


def score_identities(tally: Tally, story: Story) -> None:
    """Count groups whose mentions belong to one actor of the record, which has no mention of another group."""
    owners = []
    for group in story.gold.identities:
        spots = [spot for span in group if (spot := story.to_record(span)) is not None]
        owners.append([{a.id for a in story.actors if any(m.touches(s) for m in a.mentions)} for s in spots])
    for n, own in enumerate(owners):
        if not own:
            if not story.record_text:
                tally.add("identities", 0, 1, 1)
            continue
        others = {a for k, other in enumerate(owners) if k != n for held in other for a in held}
        tally.add("identities", int(bool(set.intersection(*own) - others)), 1, 1)
