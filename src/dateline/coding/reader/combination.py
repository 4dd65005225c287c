"""The weights of the learned combination of frames and networks: logistic regressions over named features.

They are fitted by ``training/reader/weigh.py`` on annotated news that the networks were not trained on (Platt 1999),
and stand in the model's card.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from operator import mul
from typing import Any

from dateline.coding.reader.places_in_grammar import PLACES
from dateline.errors import UsageError

FIRST_FEATURES = (
    "bias", "frame gives it", "frame's strength", "frame gives another", "no frame", "reader's share",
    "reader's share of any", "both agree", "matters", "standing with frame", "noun", "reader only and best",
    "frame without parties",
)  # fmt: skip
"""What is known of an act before the markers are asked about it."""
TYPE_FEATURES = (
    *FIRST_FEATURES, "judged required", "judged to exist", "no frame and judged", "frame and judged",
)  # fmt: skip
PARTY_FEATURES = (
    "bias", "frame's actor", "frame's recipient", "framed without it", "no frame", "reader actor", "reader recipient",
    "can act", "pronoun", "nested", "nested and reader", "symmetric", "other sentence", "name", "nation", "unseen",
    "frame's actor and reader", "frame's recipient and reader", "thing and reader", "behind the best actor",
    "best actor", "best actor's lead", "behind the best recipient", "best recipient", "best recipient's lead",
    "frame has an actor", "frame has a recipient", "frame's actor is best", "frame's recipient is best",
    "verbal and in front", *PLACES, "verbal and speaker", "subject of a noun's verb", "subject and reader",
)  # fmt: skip
SIDE_FEATURES = (
    "bias", "nobody", "one", "two", "more", "least inside", "most outside", "mean inside", "frame's", "frame's nobody",
    "part of frame's", "more than frame's", "other than frame's", "frame has nobody", "no frame and nobody",
    "on the other side", "symmetric", "symmetric and nobody", "all", "whole coordination", "broken coordination",
)  # fmt: skip
FEATURES = {"type_features": TYPE_FEATURES, "party_features": PARTY_FEATURES, "side_features": SIDE_FEATURES}
FEATURES_OF = {
    "likely": len(FIRST_FEATURES),
    "required": len(TYPE_FEATURES), "exists": len(TYPE_FEATURES), "actor": len(PARTY_FEATURES),
    "recipient": len(PARTY_FEATURES), "either": len(PARTY_FEATURES), "actors": len(SIDE_FEATURES),
    "recipients": len(SIDE_FEATURES), "both": len(SIDE_FEATURES), "whole": 3,
}  # fmt: skip
WEIGHTS = tuple(FEATURES_OF)
SCALARS = ("trust", "unmarked", "least", "asked")


@dataclass(frozen=True, slots=True)
class Combination:
    """Weights by feature and what else was fitted.

    Attributes:
        weights: of ``required`` (a careful coder would code the event), ``exists`` (there is such an act), ``actor``
            and ``recipient`` (of an entity), ``actors`` and ``recipients`` (of a whole side), ``whole`` (of both);
            where a type makes no difference between its sides ``either`` and ``both``. ``likely`` is ``required``
            before the markers are asked.
        trust: log-odds by which a rule of factuality counts against the reader; ``unmarked``: by which it counts
            that no word marks an act as anything but a fact.
        least: share of ``required`` from which an event is kept.
        asked: share of ``likely`` from which the markers are asked about an act at all.
    """

    weights: Mapping[str, tuple[float, ...]]
    trust: float
    unmarked: float
    least: float
    asked: float

    @staticmethod
    def of(card: Mapping[str, Any], where: str) -> Combination:
        """The combination of a model's card.

        Raises:
            UsageError: it was made for other features than this version has.
        """
        for name, known in FEATURES.items():
            if tuple(card.get(name, ())) != known:
                raise UsageError(f"{where}: the combination was fitted on other {name.replace('_', ' ')}")
        missing = [name for name in (*WEIGHTS, *SCALARS) if name not in card]
        if missing:
            raise UsageError(f"{where}: the combination lacks {', '.join(missing)}")
        weights = {name: tuple(map(float, card[name])) for name in WEIGHTS}
        for name, held in weights.items():
            if len(held) != FEATURES_OF[name]:
                raise UsageError(f"{where}: {name} has {len(held)} weights for {FEATURES_OF[name]} features")
        return Combination(weights, *(float(card[name]) for name in SCALARS))

    def share(self, name: str, features: Sequence[float]) -> float:
        """What the regression of a name gives."""
        return sigmoid(self.weights[name], features)


def sigmoid(weights: Sequence[float], features: Sequence[float]) -> float:
    """The share that a logistic regression gives."""
    odds = sum(map(mul, weights, features))
    return 1 / (1 + exp(-max(min(odds, 30.0), -30.0)))
