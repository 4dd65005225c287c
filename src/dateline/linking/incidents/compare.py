"""Are two scenes of different stories one happening? A score, a point for each thing that they share or not."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.linking.incidents.contradictions import can_be_one, contradiction, days_apart, same
from dateline.linking.stories import LinkedStory, Scene
from dateline.linking.texts import likeness

# From this score on two scenes are taken as one happening.
LINKED = 1.0
# What contradicts counts so much against, whatever else is alike.
VETO = -100.0
# Likeness of two whole texts below which their scenes are not compared; from MIDDLE on it speaks for them.
LEAST, MIDDLE = 0.12, 0.24
POINTS = {
    "text": 14.0, "text of other scenes": 6.0, "sentences": 3.0, "type": 0.6, "other type": -0.6, "actor": 0.6,
    "other actor": -0.5, "recipient": 0.8, "other recipient": -0.6, "place": 1.0, "near": 0.5, "day": 1.0,
    "about the day": 0.4, "number": 0.5, "other number": -0.6, "start": 0.8, "side scene": -0.6, "copy": 3.0,
}  # fmt: skip
MOST_TEXT = 3.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely two scenes are one: ``score``, and the points that make it up, for ``dateline explain``."""

    score: float
    reasons: tuple[tuple[str, float], ...]

    @property
    def linked(self) -> bool:
        """Whether they are taken as one."""
        return self.score >= LINKED


def worth_comparing(a: Scene, b: Scene) -> bool:
    """Whether two scenes have anything in common: what their stories are about, or words of their sentences."""
    return (a.lead and b.lead) or likeness(a.words, b.words) >= LEAST


def compare(a: Scene, b: Scene, first: LinkedStory, second: LinkedStory, text: float, *, copy: bool = False) -> Verdict:
    """Judge two scenes.

    Args:
        a, b: the scenes.
        first, second: the stories that hold them.
        text: likeness of the two whole texts.
        copy: whether one story is a copy of the other.
    """
    against = contradiction(a, b, first, second)
    if against:
        return Verdict(VETO, ((f"contradicting {against}", VETO),))
    found = {"start": POINTS["start"], **_of_text(a, b, text, copy)}
    for part in (_of_types(a, b), _of_parties(a, b), _of_setting(a, b)):
        found |= part
    return Verdict(round(sum(found.values()), 4), tuple((k, round(v, 3)) for k, v in found.items() if v))


def _of_text(a: Scene, b: Scene, text: float, copy: bool) -> dict[str, float]:
    """A story's text speaks for what it is about; for its other scenes their own sentences must."""
    both = a.lead and b.lead
    whole = (text - MIDDLE) * POINTS["text" if both else "text of other scenes"]
    points = {"text": min(MOST_TEXT, whole), "sentences": likeness(a.words, b.words) * POINTS["sentences"]}
    if not both:
        points["side scene"] = POINTS["side scene"]
    if copy and a.conflict == b.conflict and likeness(a.words, b.words) > 0.5:
        points["copy"] = POINTS["copy"]
    return points


def _of_types(a: Scene, b: Scene) -> dict[str, float]:
    name = "type" if set(a.types) & set(b.types) else "other type"
    return {name: POINTS[name]}


def _of_parties(a: Scene, b: Scene) -> dict[str, float]:
    points = {}
    for name, mine, other in (("actor", a.actors, b.actors), ("recipient", a.recipients, b.recipients)):
        if mine and other:
            told = name if set(mine) & set(other) else f"other {name}"
            points[told] = POINTS[told]
    return points


def _of_setting(a: Scene, b: Scene) -> dict[str, float]:
    """Place, day and numbers of people."""
    points: dict[str, float] = {}
    exact = any(same(p, q) and not p.wide for p in a.places for q in b.places)
    if exact or any(can_be_one(p, q) for p in a.places for q in b.places):
        told = "place" if exact else "near"
        points[told] = POINTS[told]
    if a.days and b.days:
        short = max(a.days[1] - a.days[0], b.days[1] - b.days[0]) <= 1
        told = "day" if short and days_apart(a.days, b.days) == 0 else "about the day"
        points[told] = POINTS[told]
    return points | _of_numbers(a, b)


def _of_numbers(a: Scene, b: Scene) -> dict[str, float]:
    """Numbers of people that agree, or don't where both count the same."""
    if set(a.counts) & set(b.counts):
        return {"number": POINTS["number"]}
    counted = {c.split()[0] for c in a.counts} & {c.split()[0] for c in b.counts}
    return {"other number": POINTS["other number"]} if counted else {}
