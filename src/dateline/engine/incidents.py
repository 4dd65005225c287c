"""One incident with all that its stories say of it, as the command line, the reading room and dossiers show it."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.engine.link import told_of
from dateline.linking.numbers.figures import Number
from dateline.linking.positions.origins import Origin
from dateline.linking.positions.positions import Position, independent
from dateline.linking.read import LinkTools
from dateline.linking.summary import Told
from dateline.store.links import incidents
from dateline.store.links.incident_rows import IncidentRow
from dateline.store.links.shelf import Shelf
from dateline.store.store import Store


@dataclass(frozen=True, slots=True)
class Report:
    """A story that tells of an incident.

    Attributes:
        agency: whom it credits with its text.
        copy_of: the story of which it is a copy, None for the one that was printed first.
        events: ids of the events that it tells of the incident.
    """

    story: str
    outlet: str | None
    published: str | None
    headline: str | None
    url: str | None
    agency: str | None
    copy_of: str | None
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """An incident: its row, who reports it, who says what, how many, and what its id was before.

    Attributes:
        origins: those who say that it happened, each once.
        former: (id, how, when) of ids that became this one.
        pairs: how its scenes were judged in pairs: (scene, scene, score, points).
    """

    row: IncidentRow
    reports: tuple[Report, ...]
    positions: tuple[Position, ...]
    numbers: tuple[Number, ...]
    origins: tuple[Origin, ...]
    former: tuple[tuple[str, str, str], ...]
    pairs: tuple[tuple[str, str, float, list[tuple[str, float]]], ...]


def detail(store: Store, ref: str, tools: LinkTools) -> Detail:
    """An incident by its full id."""
    shelf = Shelf(store.db)
    told = told_of(shelf, incidents.scenes_of(store.db, ref), tools)
    return Detail(
        row=incidents.one(store.db, ref),
        reports=_reports(store, told),
        positions=told.positions,
        numbers=told.numbers,
        origins=independent(told.positions),
        former=tuple(incidents.history(store.db, ref)),
        pairs=tuple(incidents.pairs_of(store.db, ref)),
    )


def _reports(store: Store, told: Told) -> tuple[Report, ...]:
    """The stories in the order in which they were printed."""
    events: dict[str, list[str]] = {}
    for story, scene in told.scenes:
        events.setdefault(story.id, []).extend(t.id for t in scene.tellings)
    stories = {story.id: story for story, _ in told.scenes}
    urls = {ref: store.db.execute("SELECT url FROM stories WHERE ref = ?", (ref,)).fetchone()[0] for ref in stories}
    return tuple(
        Report(
            ref, story.outlet, story.published, story.headline, urls[ref], story.agency,
            told.families[ref].id if told.families[ref].id != ref else None, tuple(events[ref]),
        )
        for ref, story in sorted(stories.items(), key=lambda pair: (pair[1].published or "~", pair[0]))
    )  # fmt: skip
