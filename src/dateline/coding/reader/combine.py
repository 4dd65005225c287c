"""One learned, calibrated combination of frames and reader: which proposals are events, of which type, by whom.

Logistic regressions over the features of ``features``, fitted by ``training/reader/weigh.py`` on annotated news that
the reader was not trained on (Platt 1999). Their weights stand in the model's card.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.coding.frames.settled_sides import (
    impersonal,
    named_agents,
    named_inside,
    no_actors,
    no_recipients,
    own_people,
)
from dateline.coding.frames.whole_sides import whole_side
from dateline.coding.reader.combination import Combination
from dateline.coding.reader.features import first_features, logit, party_features, type_features
from dateline.coding.reader.parties import Answer, PartyReader
from dateline.coding.reader.places_in_grammar import Surroundings
from dateline.coding.reader.proposals import Proposal
from dateline.coding.reader.sides import Shares, Side, options, side_features
from dateline.coding.scene import Scene
from dateline.spans import Span

LINKING = frozenset({"ADP", "DET"})
CLEAR = 0.1  # lead of one type over the other before the markers are asked that they have not been seen to turn
TALKS, AGREED = "CONSULT", "AGREE"
APART = 2  # words that may stand between two words for one act


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


def weigh(
    proposals: Iterable[Proposal], reader: PartyReader, around: Surroundings, scene: Scene, combination: Combination
) -> list[Weighed]:  # fmt: skip
    """The proposals that are events, each under its likeliest type."""
    kept: list[Weighed] = []
    taken: set[tuple[int, str]] = set()
    for proposal in proposals:
        rows = []
        for kind, first in _asked(proposal, scene, combination):
            answer = reader.answer(proposal, kind)
            features = type_features(first, answer)
            rows.append((combination.share("required", features), kind, features, answer))
        if not rows:
            continue
        share, kind, features, answer = max(rows, key=lambda row: row[0])
        if share >= combination.least and (proposal.head, kind) not in taken:
            taken.add((proposal.head, kind))
            exists = combination.share("exists", features)
            kept.append(_filled(proposal, kind, answer, (share, exists), scene, around, combination))
    told = [w for n, w in enumerate(kept) if not (n and _same_phrase(kept[n - 1], w, scene))]
    return with_talkers(told, around)


def _asked(proposal: Proposal, scene: Scene, combination: Combination) -> list[tuple[str, list[float]]]:
    """The types under which the markers are asked about a proposal, with its features."""
    rows = [(kind, first_features(proposal, kind, scene)) for kind in proposal.types]
    shares = [combination.share("likely", first) for _, first in rows]
    least = max(combination.asked, max(shares) - CLEAR)
    return [row for row, share in zip(rows, shares, strict=True) if share >= least]


def _filled(
    proposal: Proposal, kind: str, answer: Answer, shares: tuple[float, float], scene: Scene, around: Surroundings,
    combination: Combination,
) -> Weighed:  # fmt: skip
    """A proposal that is an event, with its parties."""
    what, head = scene.knowledge.ontology.types[kind], proposal.head
    shared = _shares(proposal, kind, answer, scene, around, combination)
    parties, idle, spared = shared.parties, shared.idle, shared.spared
    joined, judged = joined_in(answer, around), {s.entity: s.mention for s in answer.seen}
    if what.symmetric:
        chosen, sure = _likeliest(side_of_members(proposal, shared.members, joined), "both", combination)
        chosen = whole_side(head, chosen, judged, around.parties) - spared
        actors, recipients, other = *_parted(chosen - named_inside(head, chosen, around.parties), parties), sure
    else:
        actors, sure = _likeliest(side_of(0, proposal, parties, joined), "actors", combination)
        actors = named_agents(head, around.parties) or actors
        actors = whole_side(head, actors, judged, around.parties) - idle
        actors -= named_inside(head, actors, around.parties)
        spared |= own_people(head, what, actors, around.parties)
        parties |= {n: (parties[n][0], 0.0) for n in spared if n in parties}
        recipients, other = _likeliest(side_of(1, proposal, parties, joined), "recipients", combination)
        recipients = whole_side(head, recipients, judged, around.parties) - actors - spared
        recipients -= named_inside(head, recipients, around.parties)
    whole = combination.share("whole", [1.0, logit(sure), logit(other)])
    return Weighed(proposal, kind, *shares, tuple(sorted(actors)), tuple(sorted(recipients)), whole, parties)


@dataclass(frozen=True, slots=True)
class Shared:
    """Everybody near an act, one by one.

    Attributes:
        parties: by entity how likely it is an actor, and a recipient.
        members: how likely it takes part, where a type makes no difference between its sides.
        idle, spared: who can be no actor, no recipient.
    """

    parties: dict[int, tuple[float, float]]
    members: dict[int, float]
    idle: frozenset[int]
    spared: frozenset[int]


def _shares(
    proposal: Proposal, kind: str, answer: Answer, scene: Scene, around: Surroundings, combination: Combination
) -> Shared:  # fmt: skip
    """How likely each who is near an act of a type is a party of it."""
    rows = party_features(proposal, kind, answer, scene, around)
    what = scene.knowledge.ontology.types[kind]
    idle, spared = no_actors(rows, around.parties), no_recipients(proposal.head, what, rows, around.parties)
    idle |= only_alleged(proposal, [s.mention.span for s in answer.seen], scene)

    def share(name: str, entity: int, never: frozenset[int]) -> float:
        return 0.0 if entity in never else combination.share(name, rows[entity])

    parties = {n: (share("actor", n, idle), share("recipient", n, spared)) for n in rows}
    return Shared(parties, {n: share("either", n, spared) for n in rows} if what.symmetric else {}, idle, spared)


def sure_of_frame(
    proposal: Proposal, reader: PartyReader, scene: Scene, around: Surroundings, combination: Combination
) -> float | None:
    """How likely all parties are right that a frame has chosen, as the reader sees it; None where there is no frame."""
    frame, (actors, recipients) = proposal.frame, framed_by(proposal)
    if frame is None or actors is None or recipients is None:
        return None
    kind = frame.rule.event_type
    answer = reader.answer(proposal, kind)
    shared, joined = _shares(proposal, kind, answer, scene, around, combination), joined_in(answer, around)
    if scene.knowledge.ontology.types[kind].symmetric:
        both = side_features(actors | recipients, side_of_members(proposal, shared.members, joined))
        sure = other = combination.share("both", both)
    else:
        sure, other = (
            combination.share(name, side_features(chosen, side_of(n, proposal, shared.parties, joined)))
            for n, (name, chosen) in enumerate((("actors", actors), ("recipients", recipients)))
        )
    return combination.share("whole", [1.0, logit(sure), logit(other)])


def _likeliest(side: Side, name: str, combination: Combination) -> tuple[frozenset[int], float]:
    """The set that is most likely the whole side, and how likely it is."""
    rows = [(combination.share(name, side_features(o, side)), o) for o in options(side)]
    sure, chosen = max(rows, key=lambda row: row[0])
    return chosen, sure


def _parted(chosen: frozenset[int], parties: Shares) -> tuple[frozenset[int], frozenset[int]]:
    """Those who take part, as the text puts them: who comes to whom; all as actors where it makes no difference."""
    actors = frozenset(n for n in chosen if parties[n][0] >= parties[n][1])
    return (actors, chosen - actors) if actors else (chosen, frozenset())


def with_talkers(found: Sequence[Weighed], around: Surroundings) -> list[Weighed]:
    """Acts in text order, agreements of nobody between the two who talked: "They spoke. It was agreed to meet"."""
    made: list[Weighed] = []
    pair: tuple[int, ...] = ()
    entities = around.parties.mentions.entities
    for w in found:
        members = tuple(sorted({*w.actors, *w.recipients}))
        if w.event_type == TALKS and members:
            two = len(members) == 2 and all(entities[n].actor.kind == "person" for n in members)
            pair = members if two else ()
        nobody = pair and w.event_type == AGREED and impersonal(w.proposal.head, around.parties)
        made.append(replace(w, actors=pair, recipients=()) if nobody else w)
    return made


def _same_phrase(before: Weighed, after: Weighed, scene: Scene) -> bool:
    """Whether two neighbours name one act together: "the use of force", "a campaign of arrests"."""
    if (before.event_type, before.actors, before.recipients) != (after.event_type, after.actors, after.recipients):
        return False
    between = scene.parse.tokens[before.proposal.head + 1 : after.proposal.head]
    return after.proposal.frame is None and 0 < len(between) <= APART and all(t.pos in LINKING for t in between)


def only_alleged(proposal: Proposal, named: Sequence[Span], scene: Scene) -> frozenset[int]:
    """Whoever is named around an act of the outlet's own telling only in what somebody says: no actor of it.

    Where the outlet tells of a raid and quotes a minister who blames a group, it doesn't say itself that they did it.
    ``named`` are mentions that reach as far as the act's surroundings do.
    """
    if not named or scene.statements.innermost(proposal.trigger) is not None:
        return frozenset()
    near, free = set(), set[int]()
    for mention in scene.mentions.within(Span(min(s.start for s in named), max(s.end for s in named))):
        near.add(mention.entity)
        if scene.statements.innermost(mention.span) is None:
            free.add(mention.entity)
    # Whom the frame has stands in the grammar of the act itself.
    return frozenset(near - free).difference(*(side or () for side in framed_by(proposal)))


def joined_in(answer: Answer, around: Surroundings) -> dict[int, frozenset[int]]:
    """For everybody seen near an act who is a member of a coordination, all its members."""
    found = ((s.entity, around.joined(s.mention.head)) for s in answer.seen)
    return {n: joined for n, joined in found if len(joined) > 1 and n in joined}


def side_of(number: int, proposal: Proposal, parties: Shares, joined: Mapping[int, frozenset[int]]) -> Side:
    """The actors (0) or the recipients (1) of a proposal, to be filled. Nobody stands on both."""
    return Side(parties, number, framed_by(proposal)[number], False, joined)


def side_of_members(
    proposal: Proposal, members: Mapping[int, float], joined: Mapping[int, frozenset[int]]
) -> Side:  # fmt: skip
    """All who take part in an act that has no sides, to be filled."""
    actors, recipients = framed_by(proposal)
    framed = actors | recipients if actors is not None and recipients is not None else None
    return Side({n: (share, 0.0) for n, share in members.items()}, 0, framed, True, joined)


def framed_by(proposal: Proposal) -> tuple[frozenset[int] | None, frozenset[int] | None]:
    """Whom the frame has on each side; None where there is no frame."""
    filled = proposal.frame.filled if proposal.frame is not None else None
    return (frozenset(filled.actors), frozenset(filled.recipients)) if filled is not None else (None, None)
