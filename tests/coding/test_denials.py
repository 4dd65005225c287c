"""Who turns down an accusation makes none, whatever the learned reader sees in the words."""

from __future__ import annotations

import pytest
from test_roles import story

from dateline.pipeline import code_story, code_text
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


@pytest.mark.parametrize(
    "answer",
    [
        "; the army denied it.",
        "; the army denied it, saying rebels had fired the shells.",
        ", a charge the army denied.",
        ", an allegation the army has always rejected.",
        ", which the army denies.",
        ". The army denied it.",
        ", but the army denied it.",
    ],
)
def test_an_accusation_stays_one_when_somebody_denies_it(answer: str) -> None:
    found = code_story(story("Mali's opposition accused the army of shelling the village of Hune" + answer), tools())
    names = {a.id: a.name for a in found.actors}
    (charge,) = (e for e in found.events if e.event_type == "ACCUSE")
    assert (charge.factuality, charge.statement) == ("asserted", None)
    (deed,) = (e for e in found.events if e.event_type == "ASSAULT" and [names[a] for a in e.actors] == ["army"])
    told = next(s for s in found.statements if s.id == deed.statement)
    assert ["opposition" in names[link.actor] for link in told.chain] == [True]
    (denial,) = (e for e in found.events if e.event_type == "REJECT")
    assert ([names[a] for a in denial.actors], denial.statement) == (["army"], None)
