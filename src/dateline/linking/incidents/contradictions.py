"""What two tellings can't both say of one happening: other days, other places, other parties."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dateline.linking.stories import LinkedStory, Scene, Where

# Days by which two texts may differ on one happening: midnight, time zones, "overnight".
SLACK = 1
# Kilometres between two names for one site.
NEAR = 40.0
EARTH = 6371.0


def contradiction(a: Scene, b: Scene, first: LinkedStory, second: LinkedStory) -> str | None:
    """Why two scenes can't be one happening: ``kind``, ``date``, ``place`` or ``parties``; None where they can."""
    if kinds_differ(a, b, first, second):
        return "kind"
    if dates_differ(a, b, first, second):
        return "date"
    if places_differ(a.places, b.places):
        return "place"
    return "parties" if parties_differ(a, b, first, second) else None


def kinds_differ(a: Scene, b: Scene, first: LinkedStory, second: LinkedStory) -> bool:
    """Whether one is done together (a meeting), the other to each other (a raid), and both stories tell both apart."""
    if a.conflict == b.conflict:
        return False
    return all(len({s.conflict for s in story.scenes}) > 1 for story in (first, second))


def dates_differ(a: Scene, b: Scene, first: LinkedStory, second: LinkedStory) -> bool:
    """Whether own dates part two scenes, or one is dated after the other was printed."""
    if a.days and b.days:
        return days_apart(a.days, b.days) > SLACK
    return _before_it_happened(a, second, b) or _before_it_happened(b, first, a)


def days_apart(a: tuple[int, int], b: tuple[int, int]) -> int:
    """Days between two spans of days, 0 where they meet."""
    return max(0, a[0] - b[1], b[0] - a[1])


def _before_it_happened(dated: Scene, story: LinkedStory, scene: Scene) -> bool:
    """Whether a story was printed before the day of a scene of another one, and doesn't tell what is to come."""
    if dated.days is None or scene.days is not None or scene.ahead or story.day is None:
        return False
    return story.day + SLACK < dated.days[0]


def places_differ(a: Sequence[Where], b: Sequence[Where]) -> bool:
    """Whether both are put somewhere, and no place of one can be a place of the other."""
    return bool(a) and bool(b) and not any(can_be_one(p, q) for p in a for q in b)


def can_be_one(p: Where, q: Where) -> bool:
    """Whether two places are one, near each other, or one inside the other."""
    if same(p, q):
        return True
    if p.country and q.country and p.country != q.country:
        return False
    if p.wide or q.wide:
        return not (p.admin1 and q.admin1 and p.admin1 != q.admin1)
    far = distance(p, q)
    return far is None or far <= NEAR


def same(p: Where, q: Where) -> bool:
    """Whether two places are one place."""
    return p.id == q.id if p.id is not None and q.id is not None else p.name.lower() == q.name.lower()


def distance(p: Where, q: Where) -> float | None:
    """Kilometres on a great circle (haversine), None where a place has no coordinates."""
    if p.lat is None or p.lon is None or q.lat is None or q.lon is None:
        return None
    a, b = math.radians(p.lat), math.radians(q.lat)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(q.lon - p.lon) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(half)))


def parties_differ(a: Scene, b: Scene, first: LinkedStory, second: LinkedStory) -> bool:
    """Whether both name parties, and neither story so much as mentions those of the other.

    That two sources blame different sides is no contradiction: both sides are then named in both stories. A name is
    mentioned where one of its words is, since one text's "Jane Roe" is "the Roe family" in another.
    """
    if not a.parties or not b.parties:
        return False
    return not _mentions(second, a.parties) and not _mentions(first, b.parties)


def _mentions(story: LinkedStory, parties: Sequence[str]) -> bool:
    return any(w in story.cast or w in story.words for w in parties)
