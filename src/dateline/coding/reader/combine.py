"""One learned, calibrated combination of frames and reader: which proposals are events, of which type, by whom.

Logistic regressions over the features of ``features``, fitted by ``training/reader/weigh.py`` on annotated news that
the reader was not trained on (Platt 1999). Their weights stand in the model's card.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from operator import mul
from typing import Any

from dateline.coding.reader.features import PARTY_FEATURES, TYPE_FEATURES, logit, party_features, type_features
from dateline.coding.reader.places_in_grammar import Surroundings
from dateline.coding.reader.proposals import Proposal
from dateline.coding.reader.sides import SIDE_FEATURES, Shares, Side, options, side_features
from dateline.coding.scene import Scene
from dateline.errors import UsageError

FEATURES = {"type_features": TYPE_FEATURES, "party_features": PARTY_FEATURES, "side_features": SIDE_FEATURES}
FEATURES_OF = {
    "required": len(TYPE_FEATURES), "exists": len(TYPE_FEATURES), "actor": len(PARTY_FEATURES),
    "recipient": len(PARTY_FEATURES), "actors": len(SIDE_FEATURES), "recipients": len(SIDE_FEATURES), "whole": 3,
}  # fmt: skip
WEIGHTS = tuple(FEATURES_OF)


LINKING = frozenset({"ADP", "DET"})
APART = 2  # words that may stand between two words for one act


@dataclass(frozen=True, slots=True)
class Combination:
    """Weights by feature and what else was fitted.

    Attributes:
        weights: of ``required`` (a careful coder would code the event), ``exists`` (there is such an act), ``actor``
            and ``recipient`` (of an entity), ``actors`` and ``recipients`` (of a whole side), ``whole`` (of both).
        trust: log-odds by which the words' own factuality counts against the reader's.
        least: share of ``required`` from which an event is kept.
    """

    weights: Mapping[str, tuple[float, ...]]
    trust: float
    least: float

    @staticmethod
    def of(card: Mapping[str, Any], where: str) -> Combination:
        """The combination of a model's card.

        Raises:
            UsageError: it was made for other features than this version has.
        """
        for name, known in FEATURES.items():
            if tuple(card.get(name, ())) != known:
                raise UsageError(f"{where}: the combination was fitted on other {name.replace('_', ' ')}")
        weights = {name: tuple(map(float, card[name])) for name in WEIGHTS}
        for name, held in weights.items():
            if len(held) != FEATURES_OF[name]:
                raise UsageError(f"{where}: {name} has {len(held)} weights for {FEATURES_OF[name]} features")
        return Combination(weights, float(card["trust"]), float(card["least"]))

    def share(self, name: str, features: Sequence[float]) -> float:
        """What the regression of a name gives."""
        return sigmoid(self.weights[name], features)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A proposal under its likeliest type.

    Attributes:
        share: how likely a careful coder would code it.
        exists: how likely there is such an act.
        actors, recipients: numbers of entities, in text order of their numbers.
        whole: how likely all parties are right.
        parties: share as actor and as recipient of everybody asked.
    """

    proposal: Proposal
    event_type: str
    share: float
    exists: float
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    whole: float
    parties: Mapping[int, tuple[float, float]]


def sigmoid(weights: Sequence[float], features: Sequence[float]) -> float:
    """The share that a logistic regression gives."""
    odds = sum(map(mul, weights, features))
    return 1 / (1 + exp(-max(min(odds, 30.0), -30.0)))


def weigh(proposals: Iterable[Proposal], scene: Scene, combination: Combination) -> list[Weighed]:
    """The proposals that are events, each under its likeliest type."""
    kept: list[Weighed] = []
    taken: set[tuple[int, str]] = set()
    around = Surroundings(scene)
    for proposal in proposals:
        rows = [(combination.share("required", f := type_features(proposal, k, scene)), k, f) for k in proposal.types]
        share, kind, features = max(rows, key=lambda row: row[0])
        if share >= combination.least and (proposal.head, kind) not in taken:
            taken.add((proposal.head, kind))
            parties = party_shares(proposal, kind, scene, around, combination)
            filled = sides_of(
                proposal, parties, scene.knowledge.ontology.types[kind].symmetric, joined_in(proposal, around)
            )
            actors, recipients, whole = _chosen(filled, combination)
            exists = combination.share("exists", features)
            kept.append(Weighed(proposal, kind, share, exists, actors, recipients, whole, parties))
    return [w for n, w in enumerate(kept) if not (n and _same_phrase(kept[n - 1], w, scene))]


def _same_phrase(before: Weighed, after: Weighed, scene: Scene) -> bool:
    """Whether two neighbours name one act together: "the use of force", "a campaign of arrests"."""
    if (before.event_type, before.actors, before.recipients) != (after.event_type, after.actors, after.recipients):
        return False
    between = scene.parse.tokens[before.proposal.head + 1 : after.proposal.head]
    return after.proposal.frame is None and 0 < len(between) <= APART and all(t.pos in LINKING for t in between)


def party_shares(
    proposal: Proposal, kind: str, scene: Scene, around: Surroundings, combination: Combination
) -> dict[int, tuple[float, float]]:
    """How likely everybody near is an actor, and a recipient."""
    return {
        n: (combination.share("actor", f), combination.share("recipient", f))
        for n, f in party_features(proposal, kind, scene, around).items()
    }


def joined_in(proposal: Proposal, around: Surroundings) -> dict[int, frozenset[int]]:
    """For everybody seen near an act who is a member of a coordination, all its members."""
    found = ((s.entity, around.joined(s.mention.head)) for s in proposal.seen)
    return {n: joined for n, joined in found if len(joined) > 1 and n in joined}


def sides_of(
    proposal: Proposal, parties: Shares, symmetric: bool, joined: Mapping[int, frozenset[int]]
) -> tuple[Side, Side]:
    """Both sides of a proposal, to be filled."""
    filled = proposal.frame.filled if proposal.frame is not None else None
    framed = (frozenset(filled.actors), frozenset(filled.recipients)) if filled is not None else (None, None)
    return Side(parties, 0, framed[0], symmetric, joined), Side(parties, 1, framed[1], symmetric, joined)


def _chosen(
    filled: tuple[Side, Side], combination: Combination
) -> tuple[tuple[int, ...], tuple[int, ...], float]:  # fmt: skip
    """The likeliest set of each side, and how likely both are right. Nobody stands on both."""
    best = []
    for side, name in zip(filled, ("actors", "recipients"), strict=True):
        rows = [(combination.share(name, side_features(o, side)), o) for o in options(side)]
        best.append(max(rows, key=lambda row: row[0]))
    (sure, actors), (other, recipients) = best
    recipients -= actors
    if filled[0].symmetric and not (actors and recipients):
        actors, recipients = actors | recipients, frozenset()
    whole = combination.share("whole", [1.0, logit(sure), logit(other)])
    return tuple(sorted(actors)), tuple(sorted(recipients)), whole
