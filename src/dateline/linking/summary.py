"""An incident in a line: when, where, what, how many reports, whether they agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from dateline.linking.numbers.figures import Number, differing, numbers_of, spread
from dateline.linking.positions.origins import Family
from dateline.linking.positions.positions import Position, Words, independent, is_disputed, positions_of
from dateline.linking.stories import LinkedStory, Scene, Telling, Where

# Names of each side that stand for an incident in a list, and types of events that speak of acts and are none.
SHOWN = 3
ABOUT_ACTS = frozenset({"ACCUSE", "REJECT"})
# Characters of a telling that stands for a headline.
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Incident:
    """What the scenes of one happening come to.

    Attributes:
        first_day, last_day: ISO days of its events, else of publication, '' where none is known.
        types: event types, those of most tellings first.
        who, whom: names of those who act and are acted on, those of most tellings first, at most ``SHOWN``.
        where: the most precise place that most tellings give.
        headline: of a story of the first day that is about it, that most copies have first; where all tell it in
            passing, the words of the first telling.
        texts: stories, copies counted once; ``origins``: names of those who say that it happened, each once.
        differing: what is counted so that two accounts can't both be right.
    """

    scenes: tuple[str, ...]
    first_day: str
    last_day: str
    types: tuple[str, ...]
    who: tuple[str, ...]
    whom: tuple[str, ...]
    where: Where | None
    headline: str | None
    stories: int
    outlets: int
    texts: int
    origins: tuple[str, ...]
    disputed: bool
    differing: tuple[str, ...]
    killed: tuple[int | None, int | None]
    injured: tuple[int | None, int | None]


@dataclass(frozen=True)
class Told:
    """An incident with all that is said of it."""

    scenes: tuple[tuple[LinkedStory, Scene], ...]
    families: Mapping[str, Family]
    positions: tuple[Position, ...]
    numbers: tuple[Number, ...]

    @property
    def tellings(self) -> list[tuple[LinkedStory, Telling]]:
        """Each event with its story."""
        return _tellings(self.scenes)


def tell(
    scenes: Sequence[tuple[LinkedStory, Scene]],
    families: Mapping[str, Family],
    words: Words,
    conflict: Mapping[str, bool],
) -> Told:
    """All that is said in the scenes of an incident; arguments as of ``positions_of``."""
    told = _tellings(scenes)
    positions = positions_of(told, families, words, conflict)
    return Told(tuple(scenes), families, tuple(positions), tuple(numbers_of(told, families)))


def _tellings(scenes: Sequence[tuple[LinkedStory, Scene]]) -> list[tuple[LinkedStory, Telling]]:
    return [(story, telling) for story, scene in scenes for telling in scene.tellings]


def summarise(told: Told) -> Incident:
    """An incident in a line."""
    stories = {story.id: story for story, _ in told.scenes}
    days = _days(told.scenes)
    return Incident(
        scenes=tuple(sorted(scene.id for _, scene in told.scenes)),
        first_day=_iso(days[0]) if days else "",
        last_day=_iso(days[1]) if days else "",
        types=tuple(t for t, _ in _ranked(telling.event_type for _, telling in told.tellings)),
        who=_names(told, "actors"),
        whom=_names(told, "recipients"),
        where=_where(told.scenes),
        headline=_headline(told),
        stories=len(stories),
        outlets=len({s.outlet or s.id for s in stories.values()}),
        texts=len({told.families[s].id for s in stories}),
        origins=tuple(o.name for o in independent(told.positions)),
        disputed=is_disputed(told.positions),
        differing=differing(told.numbers),
        killed=spread(told.numbers, "killed"),
        injured=spread(told.numbers, "injured"),
    )


def _names(told: Told, side: str) -> tuple[str, ...]:
    acts = [t for _, t in told.tellings if t.event_type not in ABOUT_ACTS] or [t for _, t in told.tellings]
    names: dict[str, str] = {}
    for name in (n for t in acts for n in getattr(t, side)):
        names.setdefault(name.casefold(), name)  # "Gunmen" opens a sentence, "gunmen" doesn't
    ranked = _ranked(n.casefold() for t in acts for n in getattr(t, side))
    return tuple(names[name] for name, _ in ranked[:SHOWN])


def _headline(told: Told) -> str | None:
    """What a list calls an incident."""
    prints = Counter(told.families[story].id for story in {s.id for s, _ in told.scenes})
    order = sorted(told.scenes, key=lambda pair: _precedence(pair[0], prints, told.families))
    about = next((story.headline for story, scene in order if scene.lead and story.headline), None)
    return about or shorten(order[0][1].tellings[0].quote, LONGEST, placeholder=" …")


def _precedence(story: LinkedStory, prints: Mapping[str, int], families: Mapping[str, Family]) -> tuple[object, ...]:
    """The earlier day first, then the text that more stories print, its first printing, and the id."""
    family = families[story.id].id
    return (story.published or "~")[:10], -prints[family], family != story.id, story.published or "~", story.id


def _ranked(values: Iterable[str]) -> list[tuple[str, int]]:
    counted = Counter(values)
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def _days(scenes: Sequence[tuple[LinkedStory, Scene]]) -> tuple[int, int] | None:
    """The days on which most dated scenes agree, else those of publication."""
    dated = [scene.days for _, scene in scenes if scene.days]
    if dated:
        narrow = min(b - a for a, b in dated)
        best = Counter(d for d in dated if d[1] - d[0] == narrow)
        return min(best, key=lambda d: (-best[d], d))
    printed = [story.day for story, _ in scenes if story.day is not None]
    return (min(printed), min(printed)) if printed else None


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _where(scenes: Sequence[tuple[LinkedStory, Scene]]) -> Where | None:
    places = [p for _, scene in scenes for p in scene.places]
    counted = Counter(places)
    return min(places, key=lambda p: (p.wide, -counted[p], p.name), default=None)
