"""How frames and the learned opinion settle a type between them."""

from __future__ import annotations

import pytest

from dateline.coding.opinion.folding import Vote, decide, folded
from dateline.coding.opinion.learned_opinion import NONE, Judgement
from dateline.knowledge import ontology
from dateline.knowledge.files import SHIPPED, Layers

ONTOLOGY = ontology.load(Layers((SHIPPED,)))

TYPES = [
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip


def judgement(planned: float = 0.0, **shares: float) -> Judgement:
    """These shares, the rest spread evenly over the other types and NONE."""
    others = [k for k in [*TYPES, NONE] if k not in shares]
    rest = (1 - sum(shares.values())) / len(others)
    return Judgement({k: shares.get(k, rest) for k in [*TYPES, NONE]}, planned)


@pytest.mark.parametrize(
    ("kind", "factuality", "expected"),
    [
        ("CONSULT", "asserted", "CONSULT"),
        ("CONSULT", "possible", "CONSULT"),
        ("CONSULT", "future", "AGREE"),
        ("CONSULT", "negated", "REJECT"),
        ("AID", "future", "AGREE"),
        ("AID", "negated", "SANCTION"),
        ("RETREAT", "future", "AGREE"),
        ("ACCUSE", "future", "ACCUSE"),
        ("ACCUSE", "negated", "AGREE"),
        ("ASSAULT", "future", "THREATEN"),
        ("ASSAULT", "negated", "CONCEDE"),
        ("ASSAULT", "hypothetical", None),
    ],
)
def test_what_is_no_fact_is_another_type(kind: str, factuality, expected: str | None) -> None:
    assert folded(ONTOLOGY.types[kind], factuality) == expected


def test_a_strong_frame_wins_over_a_model_that_wavers() -> None:
    vote = Vote(6.0, "REQUEST", "asserted", "request.urge")
    assert decide([vote], judgement(ACCUSE=0.5, REQUEST=0.4), ONTOLOGY)[0] == vote


def test_a_sure_model_wins_over_a_weak_frame() -> None:
    vote, share = decide([Vote(0.5, "REQUEST", "asserted", "request.urge")], judgement(ACCUSE=0.97), ONTOLOGY)
    assert (vote.event_type, vote.rule) == ("ACCUSE", "model.accuse")
    assert share > 0.9


def test_the_frame_tells_the_factuality_of_a_type_that_both_have() -> None:
    vote, _ = decide([Vote(4.0, "CONSULT", "future", "consult.meet")], judgement(AGREE=0.9), ONTOLOGY)
    assert (vote.event_type, vote.factuality, vote.rule) == ("CONSULT", "future", "consult.meet")


def test_a_promised_release_is_a_concession_to_come() -> None:
    vote, _ = decide([], judgement(planned=0.8, CONCEDE=0.85), ONTOLOGY)
    assert (vote.event_type, vote.factuality) == ("CONCEDE", "future")


def test_of_the_two_concessions_the_likelier_is_named() -> None:
    assert decide([], judgement(RETREAT=0.6, CONCEDE=0.3), ONTOLOGY)[0].event_type == "RETREAT"
    assert decide([], judgement(RETREAT=0.3, CONCEDE=0.6), ONTOLOGY)[0].event_type == "CONCEDE"


def test_a_frame_that_is_only_hypothetical_has_no_vote() -> None:
    assert (
        decide([Vote(7.0, "ASSAULT", "hypothetical", "assault.bomb")], judgement(REQUEST=0.6), ONTOLOGY)[0].event_type
        == "REQUEST"
    )
