"""How well a record tells what an annotation tells.

Rows are counted as they are for hand-annotated stories: required rows are wanted, what meets any row costs nothing,
the rest is invented. ``event`` is an accepted type at the quote with a trigger of six words at most; ``+who`` has every
slot met and nobody else named; ``+factuality`` and ``+source`` (the innermost statement) likewise; ``whole`` is all.
"""

from __future__ import annotations

from dateline.corpus.scoring.events import score_events
from dateline.corpus.scoring.identities import score_identities
from dateline.corpus.scoring.statements import score_statements
from dateline.corpus.scoring.story import Story
from dateline.corpus.scoring.tally import Tally
from dateline.knowledge.ontology import Ontology


def score(tally: Tally, story: Story, ontology: Ontology) -> None:
    """Add a story's counts to a tally: statements, events, dates, places, identities."""
    said = score_statements(tally, story)
    score_events(tally, story, said, ontology)
    score_identities(tally, story)
