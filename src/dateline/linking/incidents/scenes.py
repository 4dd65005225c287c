"""Part a story's events into scenes: what it tells of one happening, of an earlier one, of what comes after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from dateline.linking.incidents.contradictions import days_apart, places_differ
from dateline.linking.incidents.tellings import Cast, full_id, telling_of, words_of_name
from dateline.linking.stories import Scene, Where
from dateline.linking.texts import Weights, weigh
from dateline.record import Event, StoryRecord
from dateline.spans import Span

# Characters between two events that can be one scene though they name nobody in common.
CLOSE = 300
# A date that spans more days than this doesn't date an event.
LONGEST = 31
# Words of a scene's sentences that are kept.
KEPT = 30
# What is said against somebody: when and where it is said dates and places no act.
SPOKEN = 3
AHEAD = frozenset({"future", "hypothetical"})
COUNTRY_FEATURES, UNIT_FEATURES = ("PCL",), ("ADM1", "RGN", "ADMD", "TERR")


def days_of(event: Event) -> tuple[int, int] | None:
    """The days (ordinals) that an event's own date allows, None where it has none or a vague one."""
    when = event.date
    if when is None or not when.earliest or not when.latest:
        return None
    first, last = ordinal(when.earliest), ordinal(when.latest)
    return (first, last) if first is not None and last is not None and last - first <= LONGEST else None


def ordinal(day: str | None) -> int | None:
    """The number of an ISO day, None for what is none."""
    try:
        return date.fromisoformat((day or "")[:10]).toordinal()
    except ValueError:
        return None


def where_of(event: Event, cast: Cast) -> tuple[Where, ...]:
    """The place of an event, if it has one of its own: "police in Gao said" tells where the police are."""
    place, said = event.place, cast.statements.get(event.statement or "")
    if place is None or (said and any(_within(place.span, link.mention) for link in said.chain)):
        return ()
    feature = place.feature or ""
    wide = feature.startswith(COUNTRY_FEATURES) or feature in UNIT_FEATURES
    admin1 = None if feature.startswith(COUNTRY_FEATURES) else place.admin1
    return (Where(place.name, place.geonameid, place.lat, place.lon, place.country, admin1, wide),)


def _within(inner: Span | None, outer: Span | None) -> bool:
    return inner is not None and outer is not None and outer.holds(inner)


class _Draft:
    """A scene while events join it."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.events: list[Event] = []
        self.actors: set[str] = set()
        self.recipients: set[str] = set()
        self.by_type: dict[str, set[tuple[frozenset[str], frozenset[str]]]] = defaultdict(set)
        self.days: tuple[int, int] | None = None
        self.places: list[Where] = []
        self.end = 0

    def add(self, event: Event, actors: set[str], recipients: set[str]) -> None:
        self.events.append(event)
        self.actors |= actors
        self.recipients |= recipients
        self.by_type[event.event_type].add((frozenset(actors), frozenset(recipients)))
        days = days_of(event) if event.quad != SPOKEN else None
        if days:
            both = (max(days[0], self.days[0]), min(days[1], self.days[1])) if self.days else days
            self.days = both if both[0] <= both[1] else self.days
        if event.quad != SPOKEN:
            self.places += [p for p in where_of(event, self.cast) if p not in self.places]
        self.end = max(self.end, event.evidence.end)

    def takes(self, event: Event, actors: set[str], recipients: set[str]) -> bool:
        """Whether an event can be of this scene: nothing parts them, and somebody or their nearness joins them."""
        spoken = event.quad == SPOKEN
        days, places = (None, ()) if spoken else (days_of(event), where_of(event, self.cast))
        if days and self.days and days_apart(days, self.days) > 0:
            return False
        if places_differ(places, self.places) or self._reversed(event, actors, recipients):
            return False
        mine, other = actors | recipients, self.actors | self.recipients
        near = event.trigger.start - self.end <= CLOSE
        return bool(mine & other) or (near and not (mine and other))

    def _reversed(self, event: Event, actors: set[str], recipients: set[str]) -> bool:
        """Whether the same is done the other way round here: a blow is no part of the blow that it answers."""
        told = self.by_type.get(event.event_type, ())
        return any(actors & r and recipients & a and not (actors & a or recipients & r) for a, r in told)


def scenes_of(record: StoryRecord, quads: Mapping[str, bool], rates: Weights) -> tuple[Scene, ...]:
    """The scenes of a story, in the order in which they are told first.

    Args:
        record: the story.
        quads: event type -> whether it is conflict; what is done together is no part of what is done to each other.
        rates: how common words are.
    """
    cast = Cast(record)
    drafts: list[tuple[bool, _Draft]] = []
    homes: dict[str, _Draft] = {}
    for event in record.events:
        conflict = quads.get(event.event_type, event.quad > 2)
        actors, recipients = cast.names(event.actors), cast.names(event.recipients)
        home = homes.get(event.same_as or "") or next(
            (d for c, d in reversed(drafts) if c == conflict and d.takes(event, actors, recipients)), None
        )
        if home is None:
            home = _Draft(cast)
            drafts.append((conflict, home))
        home.add(event, actors, recipients)
        homes[event.id] = home
    lead = max((d for _, d in drafts), key=lambda d: _weight(d, record), default=None)
    return tuple(_scene(record, d, rates, cast, conflict=c, lead=d is lead) for c, d in drafts)


def _weight(draft: _Draft, record: StoryRecord) -> float:
    """How much of the story a scene is: its events, those told early most."""
    size = max(1, len(record.text))
    return sum(e.confidence * (1.2 - e.trigger.start / size) for e in draft.events)


def _scene(record: StoryRecord, draft: _Draft, rates: Weights, cast: Cast, *, conflict: bool, lead: bool) -> Scene:
    sentences = dict.fromkeys(e.evidence.of(record.text) for e in draft.events)
    counts = {f"{c.what} {c.low or c.high}" for e in draft.events for c in e.counts}
    return Scene(
        id=full_id(record.id, draft.events[0].id),
        tellings=tuple(telling_of(e, record, cast) for e in draft.events),
        types=tuple(sorted({e.event_type for e in draft.events})),
        conflict=conflict,
        actors=tuple(sorted(draft.actors)),
        recipients=tuple(sorted(draft.recipients)),
        parties=tuple(sorted({w for name in draft.actors | draft.recipients for w in words_of_name(name)})),
        days=draft.days,
        places=tuple(draft.places),
        counts=tuple(sorted(counts)),
        words=weigh(" ".join(sentences), rates, KEPT),
        lead=lead,
        ahead=any(e.factuality in AHEAD for e in draft.events),
    )
