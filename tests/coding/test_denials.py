"""Who turns down an accusation makes none, whatever the learned reader sees in the words."""

from __future__ import annotations

import pytest
from test_roles import story

from dateline.pipeline import code_text
from loaded import tools

# Long enough for the reader to be asked.
AROUND = (
    "The president of Bulgaria opened a meeting of Black Sea states in Varna on Tuesday. Delegations from Romania, "
    "Georgia and Turkey took part in it, and officials from the European Union were in the hall as guests. The "
    "government has said for months that shipping in the region needs better rules. Several ports were closed in the "
    "winter because of storms, and trade with Ukraine and Moldova fell by a third, the ministry of transport said.\n\n"
)


@pytest.mark.parametrize(
    "text",
    [
        "Serbia brushed aside a complaint by Kosovo about the arrest of two policemen.",
        "Kosovo waved aside allegations of torture.",
        "Two ministers of Peru denied charges of corruption.",
        "Morocco denied the allegation that its soldiers had crossed the border.",
    ],
)
@pytest.mark.parametrize("before", ["", AROUND], ids=["alone", "in a story"])
def test_the_denier_accuses_nobody(text: str, before: str) -> None:
    found = code_text(story(before + text), tools(opinion=True)).events
    kinds = [e.event_type for e in found if e.trigger.start >= len(before)]
    assert before or "REJECT" in kinds
    assert "ACCUSE" not in kinds
