"""What each source says of an incident: reports, claims, confirms, denies, doubts, blames, announces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.linking.positions.origins import Family, Origin, origin_of
from dateline.linking.stories import LinkedStory, Telling

KINDS = ("reports", "says", "claims", "confirms", "blames", "doubts", "denies", "announces")
# What a source did, for readers: the past has one form for one and for many ("prosecutors blamed").
PAST = {
    "reports": "reported", "says": "said", "claims": "claimed the deed", "confirms": "confirmed", "blames": "blamed",
    "doubts": "doubted", "denies": "denied", "announces": "announced",
}  # fmt: skip
# Those that say that it happened.
AFFIRMING = frozenset({"reports", "says", "claims", "confirms", "blames"})
AHEAD = frozenset({"future", "hypothetical"})
Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Position:
    """What one source says of an incident in one story.

    Attributes:
        kind: one of ``KINDS``. ``claims``: of its own side's deed; ``blames``: of another's, ``whom``.
        who: who says so; the outlet where nobody is quoted.
        chain: names of the whole chain, outermost first.
        quote: the words of the text.
        text: the family of copies that its story is of.
    """

    kind: str
    who: str
    whom: tuple[str, ...]
    chain: tuple[str, ...]
    quote: str
    event: str
    event_type: str
    trigger: str
    story: str
    outlet: str | None
    published: str | None
    origin: Origin
    text: str


def positions_of(
    told: Iterable[tuple[LinkedStory, Telling]],
    families: Mapping[str, Family],
    words: Words,
    conflict: Mapping[str, bool],
) -> list[Position]:
    """The positions of all tellings, in the order in which they appeared in print.

    Whoever turns down a number alone, and tells the deed with another one, takes no position on whether it happened.

    Args:
        told: the tellings of an incident with their stories.
        families: of each story, the texts that are copies of it.
        words: beginnings of words by which a source confirms, admits and blames.
        conflict: event type -> whether it is of quad 3 or 4.
    """
    ordered = sorted(told, key=lambda pair: (pair[0].published or "~", pair[0].id, pair[1].start, pair[1].id))
    return [
        _position(telling, story, families, words, conflict)
        for story, telling in ordered
        if telling.factuality != "negated" or not _corrects(telling, (t for other, t in ordered if other is story))
    ]


def _corrects(telling: Telling, own: Iterable[Telling]) -> bool:
    """Whether a negated telling turns down a number that its story gives otherwise ("three; four was wrong")."""
    counted = {f.what for f in telling.figures}
    told = (f.what for t in own if t.factuality != "negated" for f in t.figures)
    return not counted.isdisjoint(told)


def _position(
    telling: Telling, story: LinkedStory, families: Mapping[str, Family], words: Words, conflict: Mapping[str, bool]
) -> Position:
    kind, who, whom = _stand(telling, story, words, conflict)
    return Position(
        kind, who, whom, tuple(s.name for s in telling.said_by), telling.quote, telling.id, telling.event_type,
        telling.trigger, story.id, story.outlet, story.published, origin_of(telling, story, families),
        families[story.id].id,
    )  # fmt: skip


def _stand(
    telling: Telling, story: LinkedStory, words: Words, conflict: Mapping[str, bool]
) -> tuple[str, str, tuple[str, ...]]:
    """Kind, who takes the position, and whom it blames."""
    outlet = story.outlet or story.id
    speaker = telling.speaker
    who = speaker.name if speaker else outlet
    if telling.factuality == "negated" or telling.stance == "denies":
        return "denies", who, ()
    if telling.factuality == "possible" or telling.stance == "hedges":
        return "doubts", who, ()
    if telling.factuality in AHEAD:
        return "announces", who, ()
    if telling.event_type == "ACCUSE" and telling.actors and telling.recipients:
        return "blames", " and ".join(telling.actors), telling.recipients
    if telling.event_type == "REJECT" and telling.actors and _has(telling.trigger.lower(), words["denies"]):
        return "denies", " and ".join(telling.actors), ()
    if speaker is None:
        return "reports", who, ()
    if _has(telling.cue, words["admits"]) or _has(telling.cue, words["confirms"]):
        return "confirms", who, ()
    if speaker.key in telling.who or (speaker.country and speaker.country in telling.who):
        return "claims", who, ()
    foreign = speaker.country is not None and bool(telling.who) and conflict.get(telling.event_type)
    if telling.actors and (foreign or _has(telling.cue, words["blames"])):
        return "blames", who, telling.actors
    return "says", who, ()


def _has(cue: str, beginnings: Sequence[str]) -> bool:
    return any(f" {b}" in f" {cue}" for b in beginnings)


def is_disputed(positions: Sequence[Position]) -> bool:
    """Whether somebody denies what another one says, or two sources blame different sides."""
    kinds = {p.kind for p in positions}
    if "denies" in kinds and kinds & AFFIRMING:
        return True
    blamed = {(p.who, p.whom) for p in positions if p.kind == "blames" and p.whom}
    return any(a != b and not set(x) & set(y) and (a in y or b in x) for a, x in blamed for b, y in blamed)


def independent(positions: Sequence[Position]) -> tuple[Origin, ...]:
    """The origins that say that it happened, each once, in the order in which they appeared.

    A text that tells it in its own voice counts as one report, whomever it quotes besides; one that only quotes counts
    for those whom it quotes.
    """
    affirming = [p for p in positions if p.kind in AFFIRMING]
    own = {p.text for p in affirming if p.kind == "reports"}
    return tuple(dict.fromkeys(p.origin for p in affirming if p.kind == "reports" or p.text not in own))
