"""Where the frames and the learned opinion meet."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.coding.opinion.learned_opinion import Judgement
from dateline.knowledge.ontology import EventType, Ontology
from dateline.record import Factuality

FLOOR = 0.003  # no type is impossible
WEIGHT = 0.4  # what one point of a frame's score is worth in log-odds
LINKED = 2.0  # a frame scores more only where source and target are its parties
START = 0.0  # scores below are too weak to speak against the model


@dataclass(frozen=True, slots=True)
class Vote:
    """A type that a frame gives a pair, with its evidence on an open scale (about -4 to 7)."""

    score: float
    event_type: str
    factuality: Factuality
    rule: str


def folded(kind: EventType, factuality: Factuality) -> str | None:
    """The type that PLOVER gives to what is no fact: planned cooperation AGREE, refused REJECT, and so on.

    None where the act is only hypothetical. CONCEDE and RETREAT that are to come are AGREE, as in sets with 15 roots.
    """
    if factuality == "hypothetical":
        return None
    return kind.becomes[factuality] if factuality in {"future", "negated"} else kind.id


def decide(votes: Iterable[Vote], judgement: Judgement, ontology: Ontology) -> tuple[Vote, float]:
    """The type that frames and model agree on best, and its share of all: a product of experts (Hinton 2002).

    Log-odds of the model plus what the frames' scores are worth. The answer is told by the best frame of the winning
    type with its factuality, or by the model where none has it.
    """
    best: dict[str, Vote] = {}
    for vote in votes:
        kind = folded(ontology.types[vote.event_type], vote.factuality)
        root = ontology.root(kind) if kind is not None else None
        if root is not None and (root not in best or vote.score > best[root].score):
            best[root] = vote
    odds = _odds(judgement.folded, ontology)
    if "CONSULT" in best and best["CONSULT"].score > LINKED:
        # One lets the other know something: blame in it is of somebody else, unless a frame says that it is of them.
        odds["CONSULT"] += judgement.none
        if "ACCUSE" not in best or best["ACCUSE"].score < LINKED:
            odds["CONSULT"], odds["ACCUSE"] = odds["CONSULT"] + odds["ACCUSE"], 0.0
    total = {
        kind: math.log(p + FLOOR) + WEIGHT * max(0.0, best[kind].score - START if kind in best else 0.0)
        for kind, p in sorted(odds.items())
    }
    winner = max(total, key=lambda kind: total[kind])
    share = 1 / sum(math.exp(value - total[winner]) for value in total.values())
    chosen = best.get(winner)
    if chosen is not None and chosen.score > START:
        return chosen, share
    return _of_model(winner, total[winner], judgement), share


def _of_model(kind: str, score: float, judgement: Judgement) -> Vote:
    shares = judgement.probabilities
    if kind == "CONCEDE" and shares["RETREAT"] > shares["CONCEDE"] - judgement.planned:
        kind = "RETREAT"
    if kind == "AGREE" and judgement.planned > shares["AGREE"]:
        return Vote(score, "CONCEDE", "future", "model.planned")
    return Vote(score, kind, "asserted", f"model.{kind.lower()}")


def _odds(shares: Mapping[str, float], ontology: Ontology) -> dict[str, float]:
    """The model's shares of the roots."""
    found: dict[str, float] = {}
    for kind, p in shares.items():
        if kind != "NONE":
            root = ontology.root(kind)
            found[root] = found.get(root, 0.0) + p
    return found
