"""Readers' judgements as a comparison, and what the present coding makes of the events judged.

Nobody who judges events looks for those that are missing: there is precision here, and no recall.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.errors import UsageError
from dateline.evaluation.coded import Found, Party
from dateline.evaluation.compare import Pair
from dateline.evaluation.sheet import Asked
from dateline.record import Event, StoryRecord
from dateline.store.store import Store
from dateline.web.judgements import Judgement, by_event, is_right

NOW = {
    "kept": "judged right, and coded like that now",
    "mended": "judged wrong or corrected, and mended now",
    "still wrong": "judged wrong or corrected, and still coded like that",
    "lost": "judged right, but coded in another way now",
    "gone": "the story isn't in the store any more",
}


def pairs_of(judgements: Iterable[Judgement], store: Store) -> list[Pair]:
    """One pair an event judged, by the last word of most of its readers; confidences are those of the store."""
    return [_pair(said, store) for said in by_event(judgements)]


def _pair(said: Sequence[Judgement], store: Store) -> Pair:
    right = is_right(said)
    decides = next(j for j in said if (j.verdict == "right") == right)
    found = _found(decides, store)
    if right:
        return Pair(decides.story, decides.evidence, Asked(0, decides.event_type), found, True, True)
    if decides.verdict == "wrong":
        return Pair(decides.story, decides.evidence, None, found)
    kind = decides.to_type or decides.event_type
    asked = Asked(0, kind, decides.to_actor, decides.to_recipient)
    return Pair(decides.story, decides.evidence, asked, found, not decides.to_actor, not decides.to_recipient)


def _found(j: Judgement, store: Store) -> Found:
    now = next((e for e in _here(j, store)[1] if e.event_type == j.event_type), None)
    actors, recipients = (tuple(Party(name, (name,)) for name in names) for names in (j.actors, j.recipients))
    at = j.evidence.find(j.trigger)
    return Found(
        j.event, j.event_type, actors, recipients, j.factuality, (), None, now.confidence if now else 0.0,
        now.confidence_parties if now else None, at, at + len(j.trigger) if at >= 0 else at, j.rule,
    )  # fmt: skip


def _here(j: Judgement, store: Store) -> tuple[StoryRecord | None, list[Event]]:
    """The story of a judgement and its events at that place; None where the story is gone."""
    try:
        record = store.record(j.story)
    except UsageError:
        return None, []
    return record, [e for e in record.events if e.trigger.start < j.end and j.start < e.trigger.end]


def became(store: Store, judgement: Judgement) -> str:
    """What the present coding makes of a judged event: a key of ``NOW``."""
    record, here = _here(judgement, store)
    if record is None:
        return "gone"
    names = {a.id: a.name for a in record.actors}
    if judgement.verdict == "right":
        return "kept" if any(same(e, judgement, names) for e in here) else "lost"
    if judgement.verdict == "wrong":
        return "still wrong" if any(e.event_type == judgement.event_type for e in here) else "mended"
    return "mended" if any(corrected(e, judgement, names) for e in here) else "still wrong"


def same(event: Event, judgement: Judgement, names: dict[str, str]) -> bool:
    """Whether an event is coded as it was when it was judged."""
    return (
        event.event_type == judgement.event_type
        and event.factuality == judgement.factuality
        and tuple(names.get(a, a) for a in event.actors) == judgement.actors
        and tuple(names.get(a, a) for a in event.recipients) == judgement.recipients
    )


def corrected(event: Event, judgement: Judgement, names: dict[str, str]) -> bool:
    """Whether an event is as a correction wants it. Names are compared without regard to case."""
    wanted = (judgement.to_actor, judgement.to_recipient)
    sides = (event.actors, event.recipients)
    for name, refs in zip(wanted, sides, strict=True):
        if name and name.lower() not in {names.get(r, r).lower() for r in refs} | {r.lower() for r in refs}:
            return False
    checks = ((judgement.to_type, event.event_type), (judgement.to_factuality, event.factuality))
    given = [*wanted, judgement.to_type, judgement.to_factuality]
    return any(given) and all(not want or want == has for want, has in checks)
