"""Frames and reader together > findings: what happened, as both see it, with what each said of every field."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from dateline.coding.build import Finding
from dateline.coding.factuality.event_factuality import factuality_of
from dateline.coding.frames.candidates import Candidate, own_factuality, pattern_note
from dateline.coding.frames.contexts import modes_of
from dateline.coding.reader.combination import Combination
from dateline.coding.reader.combine import Weighed, sure_of_frame, weigh
from dateline.coding.reader.model import ReaderModel
from dateline.coding.reader.parties import PartyReader
from dateline.coding.reader.places_in_grammar import Surroundings
from dateline.coding.reader.proposals import Proposal, framed, proposals
from dateline.coding.reader.reading import Reading
from dateline.coding.scene import Scene
from dateline.errors import UsageError
from dateline.record import Decision, Factuality

TINY = 1e-4
UNMARKED = "factuality.default"
# The negation of the act's own verb, and a predicate that calls the claim untrue.
PLAIN = {"factuality.negation", "factuality.predicate.false"}


class ReadStory:
    """A story that the reader has read, laid beside what frames propose there.

    Raises:
        UsageError: the reader's card holds no combination.
    """

    def __init__(self, scene: Scene, model: ReaderModel) -> None:
        if model.combination is None:
            raise UsageError("the reader's card holds no combination; fit one with training/reader/weigh.py")
        self._scene, self._model, self._combination = scene, model, model.combination
        self._reading, self._around = model.read(scene.parse), Surroundings(scene)
        self._parties = PartyReader(model, self._reading, scene, self._around)

    def findings(self, candidates: Sequence[Candidate]) -> list[Finding]:
        """What frames and reader find together, in text order, of whatever weight.

        Args:
            candidates: what the frames propose, of types that the reader knows.
        """
        found = weigh(
            proposals(candidates, self._scene, self._reading),
            self._parties,
            self._around,
            self._scene,
            self._combination,
        )
        return [_finding(w, self._scene, self._reading, self._combination) for w in found]

    def sure_of(self, candidate: Candidate) -> float | None:
        """How likely all parties of a frame are right; None where its type or its words are unknown to the reader."""
        if candidate.rule.event_type not in self._model.card.types:
            return None
        proposal = framed(candidate, self._scene, self._reading)
        if proposal is None:
            return None
        sure = sure_of_frame(proposal, self._parties, self._scene, self._around, self._combination)
        return None if sure is None else round(sure, 3)


def _finding(weighed: Weighed, scene: Scene, reading: Reading, combination: Combination) -> Finding:
    """The finding of a proposal that is an event."""
    proposal, kind = weighed.proposal, scene.knowledge.ontology.types[weighed.event_type]
    frame = proposal.frame if proposal.frame is not None and proposal.frame.rule.event_type == kind.id else None
    modes = modes_of(frame.match, scene.clauses, scene.knowledge.cues) if frame is not None else ()
    named = frame.rule.contexts if frame is not None else ()
    rule = frame.rule.id if frame is not None else f"reader.{kind.id.lower()}"
    return Finding(
        event_type=kind.id, head=proposal.head, trigger=proposal.trigger, actors=weighed.actors,
        recipients=weighed.recipients, contexts=tuple(dict.fromkeys((*named, *scene.contexts_at(proposal.head)))),
        rule=rule, confidence=round(weighed.exists, 3), parties=round(weighed.whole, 3),
        decisions=_decisions(weighed, rule, scene), modes=tuple(m for m in modes if m in kind.modes),
        repeats=reading.repeats(proposal.act), factuality=_factuality(proposal, frame, scene, reading, combination),
    )  # fmt: skip


def _factuality(
    proposal: Proposal, frame: Candidate | None, scene: Scene, reading: Reading, combination: Combination
) -> tuple[Factuality, Decision]:
    """A frame's own factuality, else that of the words around the act and of the reader together."""
    own = own_factuality(frame.rule, proposal.trigger) if frame is not None else None
    if own is not None:
        return own
    told, why = factuality_of(scene.parse, proposal.head, scene.knowledge)
    if told == "negated" and _denied(proposal, why, scene):
        return told, why
    shares = reading.statuses(proposal.act)
    trust = combination.unmarked if why.rule == UNMARKED else combination.trust
    best = max(shares, key=lambda k: log(shares[k] + TINY) + trust * (k == told))
    if best == told:
        return told, why
    note = f"the words say {told} ({why.rule}); the reader gives {best} {shares[best]:.2f}, {told} {shares[told]:.2f}"
    return best, Decision("factuality", "reader.status", proposal.trigger, note)  # type: ignore[return-value]


def _denied(proposal: Proposal, why: Decision, scene: Scene) -> bool:
    """Whether an act is negated, called untrue or denied: no matter of degree, and the reader has seen few."""
    statement = scene.statements.innermost(proposal.trigger)
    return why.rule in PLAIN or (statement is not None and statement.stance == "denies")


def _decisions(weighed: Weighed, rule: str, scene: Scene) -> tuple[Decision, ...]:
    """What ``dateline explain`` shows: what the frame and what the reader said of type and parties."""
    proposal = weighed.proposal
    act, frame = proposal.act, proposal.frame
    said = f"the reader gives {act.best} {act.shares[act.best]:.2f}, no act {act.shares['NONE']:.2f}"
    told = "no frame" if frame is None else f"{pattern_note(frame)} of {frame.rule.id}"
    return (
        Decision(
            "event_type",
            rule,
            proposal.trigger,
            f"{told}; {said}; both together: such an act {weighed.exists:.2f}, one to be coded {weighed.share:.2f}",
        ),
        Decision("actors", rule, None, _party_note(weighed, 0, scene)),
        Decision("recipients", rule, None, _party_note(weighed, 1, scene)),
    )


def _party_note(weighed: Weighed, side: int, scene: Scene) -> str:
    """Who was taken on one side, who came next, and where the frame has its party."""
    frame = weighed.proposal.frame
    slot = (frame.filled.actor_slot, frame.filled.recipient_slot)[side] if frame is not None else ""
    own = (weighed.actors, weighed.recipients)[side]
    order = sorted(weighed.parties, key=lambda n: -weighed.parties[n][side])
    shown = [n for n in order if n in own] + [n for n in order if n not in own][:1]
    names = [f"{scene.mentions.entities[n].actor.name[:40]} {weighed.parties[n][side]:.2f}" for n in shown]
    return f"slot {slot or 'none'}; " + (", ".join(names) or "nobody near")
