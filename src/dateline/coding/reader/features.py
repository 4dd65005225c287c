"""What the combination weighs: of an act and a type, and of an act and an entity.

Features have names, by which a model's card is checked.
"""

from __future__ import annotations

from math import log

from dateline.coding.reader.combination import FIRST_FEATURES
from dateline.coding.reader.parties import Answer, Seen
from dateline.coding.reader.party_question import NATIONS
from dateline.coding.reader.places_in_grammar import PLACES, Surroundings
from dateline.coding.reader.proposals import Proposal
from dateline.coding.scene import Scene

FAR = 8.0  # log-odds beyond which a lead counts no more
UNSEEN = -4.0  # log-odds for an entity that the reader's window doesn't hold


def logit(share: float) -> float:
    """Log-odds of a share, short of the infinite."""
    share = min(max(share, 0.003), 0.997)
    return log(share / (1 - share))


def first_features(proposal: Proposal, kind: str, scene: Scene) -> list[float]:
    """Features of there being an act of a type at a place, in the order of ``FIRST_FEATURES``."""
    frame, act = proposal.frame, proposal.act
    gives = frame is not None and frame.rule.event_type == kind
    strength = logit(frame.rule.strength) if frame is not None and gives else 0.0
    matters = frame is None or scene.matters(frame.filled, proposal.head, frame.rule.kind.political)
    share = act.shares.get(kind, 0.0)
    bare = frame is not None and not frame.filled.actors and not frame.filled.recipients
    return [
        1.0, float(gives), strength, float(frame is not None and not gives), float(frame is None), logit(share),
        logit(act.likely), float(gives and act.best == kind), float(matters), float(gives and matters),
        float(scene.parse.tokens[proposal.head].pos in {"NOUN", "PROPN"}), float(frame is None) * logit(act.likely),
        float(gives and bare),
    ]  # fmt: skip


def type_features(first: list[float], answer: Answer) -> list[float]:
    """The same with what the markers say of the act, in the order of ``TYPE_FEATURES``."""
    unframed, gives = first[FIRST_FEATURES.index("no frame")], first[FIRST_FEATURES.index("frame gives it")]
    return [*first, answer.required, answer.exists, unframed * answer.required, gives * answer.required]


def party_features(
    proposal: Proposal, kind: str, answer: Answer, scene: Scene, around: Surroundings
) -> dict[int, list[float]]:
    """Features of each entity's being a party of an act, in the order of ``PARTY_FEATURES``, by number of the entity.

    Asked are all that the reader saw near the act, those that a frame names, and those that stand in its grammar.
    """
    near = {s.entity: s for s in answer.seen}
    filled = proposal.frame.filled if proposal.frame is not None else None
    framed = (*filled.actors, *filled.recipients) if filled is not None else ()
    placed = around.of(proposal.head)
    entities = list(dict.fromkeys((*near, *framed, *placed)))
    said = [
        [near[n].actor if n in near else UNSEEN for n in entities],
        [near[n].recipient if n in near else UNSEEN for n in entities],
    ]
    ranks = [_ranks(side) for side in said]
    verbal, nowhere = scene.knowledge.ontology.types[kind].verbal, [0.0] * len(PLACES)
    rows = {}
    for k, n in enumerate(entities):
        own = _own_features(proposal, n, near.get(n), kind, scene)
        actor, recipient = ranks[0][k], ranks[1][k]
        as_actor, as_recipient = own[1], own[2]
        rows[n] = [
            *own, *actor, *recipient, float(filled is not None and bool(filled.actors)),
            float(filled is not None and bool(filled.recipients)), as_actor * actor[1], as_recipient * recipient[1],
            float(verbal and n in near and near[n].mention.head < proposal.head),
            *_placed(placed.get(n, nowhere), own[5], verbal),
        ]  # fmt: skip
    return rows


def _placed(at: list[float], actor: float, verbal: bool) -> list[float]:
    """Where an entity stands, and what of it counts together with the type and the reader."""
    subject = max(at[PLACES.index("subject")], at[PLACES.index("carrier's subject")])
    return [
        *at,
        float(verbal) * at[PLACES.index("speaker")],
        at[PLACES.index("carrier's subject")] * actor,
        subject * actor,
    ]


def _ranks(said: list[float]) -> list[tuple[float, float, float]]:
    """For each entity how far it is behind the likeliest one, whether it is that one, and by how much it leads."""
    order = sorted(said, reverse=True)
    best, second = order[0] if order else 0.0, order[1] if len(order) > 1 else UNSEEN - FAR
    return [
        (min(best - s, FAR), float(s == best), min(best - second, FAR) if s == best else 0.0) for s in said
    ]  # fmt: skip


def _own_features(proposal: Proposal, entity: int, seen: Seen | None, kind: str, scene: Scene) -> list[float]:
    """Features of one entity, without a look at the others."""
    frame = proposal.frame
    as_actor = frame is not None and entity in frame.filled.actors
    as_recipient = frame is not None and entity in frame.filled.recipients
    actor, recipient = (seen.actor, seen.recipient) if seen is not None else (UNSEEN, UNSEEN)
    tokens, can = scene.parse.tokens, scene.mentions.entities[entity].is_actor
    far = seen is not None and tokens[seen.mention.head].sent != tokens[proposal.head].sent
    form = seen.mention.form if seen is not None else "none"
    nested = seen is not None and seen.nested
    return [
        1.0, float(as_actor), float(as_recipient), float(frame is not None and not as_actor and not as_recipient),
        float(frame is None), actor, recipient, float(can), float(form == "pronoun"), float(nested),
        float(nested) * max(actor, recipient), float(scene.knowledge.ontology.types[kind].symmetric), float(far),
        float(form == "name"), float(form in NATIONS), float(seen is None), float(as_actor) * actor,
        float(as_recipient) * recipient, float(not can) * max(actor, recipient),
    ]  # fmt: skip
