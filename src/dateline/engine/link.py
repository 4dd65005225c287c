"""Link the stories of a store: copies, scenes, incidents. Only what is new or has lost something is worked on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

from dateline.engine.work import code_version
from dateline.knowledge import ontology
from dateline.knowledge.files import layers_over
from dateline.knowledge.lexicon import linking
from dateline.knowledge.world import register
from dateline.linking.copies.families import copies_of
from dateline.linking.copies.overlap import Overlap
from dateline.linking.copies.shingles import Shingles, shingles_of
from dateline.linking.incidents.acts import acts_of
from dateline.linking.incidents.cluster import TOLD_APART, clusters
from dateline.linking.incidents.compare import LEAST, VETO, Verdict, compare, worth_comparing
from dateline.linking.incidents.identity import Change, changes, id_of
from dateline.linking.read import LinkTools, read_story
from dateline.linking.stories import LinkedStory
from dateline.linking.summary import Told, summarise, tell
from dateline.linking.texts import likeness
from dateline.store.database import Cells
from dateline.store.links import settle
from dateline.store.links.shelf import Shelf, story_of_event
from dateline.store.store import Store

# Stories that are taken in at once, and scenes that are settled at once: what is written is whole up to the last of
# these, and others who write wait for no more.
BATCH = 50
SETTLED = 200
Step = Callable[[int, int], None]


@dataclass(slots=True)
class Linked:
    """What a run of linking did: ``stories`` were new, ``copies`` are copies among them; ``incidents`` there are."""

    stories: int = 0
    copies: int = 0
    settled: int = 0
    incidents: int = 0


def load_tools(knowledge: tuple[Path, ...] = (), language: str = "en") -> LinkTools:
    """What linking needs of the knowledge, which is little and quickly read.

    Raises:
        UsageError: a folder of knowledge is missing.
        KnowledgeError: a file is broken.
    """
    layers = layers_over(knowledge, language)
    types = ontology.load(layers).types.values()
    return LinkTools(linking.load(layers, register.load(layers)), {t.id: t.quad > 2 for t in types}, layers.version())


def link(store: Store, tools: LinkTools, step: Step = lambda done, all_: None) -> Linked:
    """Link what is new in a store; of several who do so at once on a server, one after the other.

    Args:
        store: open to write.
        tools: knowledge.
        step: told after each batch how many of how many new stories are done.

    Raises:
        StoreError: the store can't be written.
    """
    shelf, done = Shelf(store.db), Linked()
    version = hashlib.sha256(f"{code_version()} {tools.version}".encode()).hexdigest()[:16]
    with store.alone("link"):
        with store.writing():
            shelf.forget(version)
        new = shelf.unlinked()
        for n in range(0, len(new), BATCH):
            with store.writing():
                for key in shelf.still_unlinked(new[n : n + BATCH]):
                    _take(store, shelf, key, tools, version, done)
            step(min(n + BATCH, len(new)), len(new))
        settle_all(store, shelf, tools, done)
    done.incidents = store.db.execute("SELECT count(*) FROM incidents").fetchone()[0]
    return done


def _take(store: Store, shelf: Shelf, key: int, tools: LinkTools, version: str, done: Linked) -> None:
    """Take a story in."""
    record = store.record_of_key(key)
    done.copies += take_in(shelf, key, read_story(record, tools), shingles_of(record.text), version)
    done.stories += 1


def take_in(shelf: Shelf, key: int, story: LinkedStory, shingles: Shingles, version: str) -> bool:
    """Find a story's copies, and judge its scenes beside those of stories that are alike; say if there are copies.

    Args:
        shelf: where earlier stories are.
        key: of the story in the store.
        story: as linking sees it.
        shingles: of its text.
        version: of what links it.
    """
    copies: dict[int, Overlap] = copies_of(shingles, story.day, shelf)
    alike = shelf.alike(story)
    shelf.add(key, story, shingles, version)
    shelf.put_copies(key, copies)
    judged = [pair for other in alike for pair in _judged(story, shelf.story(other), copy=other in copies)]
    keys = shelf.scene_keys([key, *alike]) if judged else {}
    shelf.put_pairs((keys[a], keys[b], verdict) for a, b, verdict in judged)
    return bool(copies)


def _judged(story: LinkedStory, second: LinkedStory, *, copy: bool) -> Iterator[tuple[str, str, Verdict]]:
    """Compare the scenes of two stories."""
    text = likeness(story.words, second.words)
    if text < LEAST:
        return
    for a in story.scenes:
        for b in second.scenes:
            if worth_comparing(a, b):
                yield a.id, b.id, compare(a, b, story, second, text, copy=copy)


def settle_all(store: Store, shelf: Shelf, tools: LinkTools, done: Linked) -> None:
    """Put scenes together that must be, and note what became of the incidents that there were."""
    when = datetime.now(UTC).isoformat(timespec="seconds")
    with store.writing():
        lost = settle.gone(store.db)
        settle.clear(store.db, lost)
        settle.put_changes(store.db, [Change(ref, None, "gone") for ref in lost], when)
    todo, seen = shelf.unsettled(), set[int]()
    for n in range(0, len(todo), SETTLED):
        with store.writing():
            for scene in todo[n : n + SETTLED]:
                if scene not in seen and (group := shelf.group_of(scene)):
                    seen |= group
                    done.settled += 1
                    _settle_group(store, shelf, group, tools, when)


def _settle_group(store: Store, shelf: Shelf, group: set[int], tools: LinkTools, when: str) -> None:
    rows = shelf.scenes(sorted(group))
    key_of = {row["ref"]: key for key, row in rows.items()}
    scores = {_pair(rows[a]["ref"], rows[b]["ref"]): s for (a, b), s in shelf.scores(group).items()}
    scores |= _told_apart(rows)
    before = {row["ref"]: row["incident"] for row in rows.values()}
    old = sorted({ref for ref in before.values() if ref is not None})
    settle.clear(store.db, old)
    after: dict[str, str] = {}
    for members in clusters(key_of, scores, VETO / 2):
        keys = [key_of[ref] for ref in members]
        told = told_of(shelf, {k: rows[k]["ref"] for k in keys}, tools)
        ref = id_of((story.day, scene.id) for story, scene in told.scenes)
        settle.put_incident(store.db, ref, summarise(told), keys, acts_of(t for _, t in told.tellings))
        after |= dict.fromkeys(members, ref)
    settle.put_changes(store.db, changes(before, after, old), when)


def _told_apart(rows: Mapping[int, Cells]) -> dict[tuple[str, str], float]:
    """Scenes of one story: it tells them apart, which speaks against taking them as one by way of other stories."""
    stories: dict[int, list[str]] = {}
    for row in rows.values():
        stories.setdefault(row["story"], []).append(row["ref"])
    return {_pair(a, b): TOLD_APART for refs in stories.values() for a, b in combinations(refs, 2)}


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def told_of(shelf: Shelf, scenes: dict[int, str], tools: LinkTools) -> Told:
    """All that is said in some scenes.

    Args:
        shelf: where they are.
        scenes: key -> id.
        tools: knowledge.
    """
    found = []
    for key, ref in scenes.items():
        story = shelf.story(story_of_event(key))
        found.append((story, next(s for s in story.scenes if s.id == ref)))
    families = shelf.families(map(story_of_event, scenes))
    return tell(found, families, tools.linking.positions, tools.conflict)
