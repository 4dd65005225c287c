"""Do the sections fit together: types, modes, contexts and kinds that one file names and another one defines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from dateline.errors import KnowledgeError
from dateline.knowledge import ontology
from dateline.knowledge.files import Entry, Layers
from dateline.knowledge.frames import PARTS
from dateline.knowledge.frames import read_rule as read_frame
from dateline.knowledge.ontology import EventType
from dateline.knowledge.shapes import YAML
from dateline.knowledge.words import SECTORS
from dateline.record import Kind

# What a frame may ask of its parties beside the kinds of actors.
ASKED = frozenset(get_args(Kind)) | {"actor", "thing", "armed", "state", "none"}
HIGHEST = 10


def check(layers: Layers) -> Iterator[KnowledgeError]:
    """All that doesn't fit."""
    types = ontology.load(layers).types
    contexts = {str(e.data["id"]) for e in layers.entries("contexts/*.yaml")}
    yield from _types(layers.entries("ontology/*.yaml"))
    for entry in layers.entries("frames/*.yaml"):
        if "set" not in entry.data:
            yield from _frame(entry, types, contexts)
    for entry in layers.entries("modes/*.yaml"):
        yield from _mode(entry, str(entry.data["type"]), str(entry.data["mode"]), types)
    for name in ("words/group_nouns.yaml", "words/titles.yaml"):
        for entry in layers.entries(name):
            yield from _codes(entry)
    for pattern in YAML:
        yield from _twice(layers, pattern)


def _types(entries: Iterable[Entry]) -> Iterator[KnowledgeError]:
    for entry in entries:
        name = entry.data["id"]
        if name != name.upper() or name == "NONE":
            yield entry.fail(f"event type {name!r} must be in capitals, and not NONE")
        scores = {"score": entry.data["score"], **(entry.data.get("modes") or {})}
        for what, score in scores.items():
            if score is not None and not -HIGHEST <= float(score) <= HIGHEST:
                yield entry.fail(f"{what}: {score} is no score from -{HIGHEST} to {HIGHEST}")


def _frame(entry: Entry, types: Mapping[str, EventType], contexts: set[str]) -> Iterator[KnowledgeError]:
    rule = read_frame(entry)
    if rule.event_type != "NONE":
        if rule.event_type not in types:
            yield entry.fail(f"the ontology has no event type {rule.event_type!r}{_from_file(entry)}")
            return
        for mode in rule.modes:
            yield from _mode(entry, rule.event_type, mode, types)
    for context in rule.contexts:
        if context not in contexts:
            yield entry.fail(f"there is no context {context!r}")
    for kind in sorted(rule.actor_kinds | rule.recipient_kinds):
        if kind.removeprefix("!") not in ASKED:
            yield entry.fail(f"there is no kind of actor {kind!r}")
    if not 0 <= rule.strength <= 1:
        yield entry.fail(f"strength must be from 0 to 1, not {rule.strength:g}")
    if not any(entry.data.get(name) for name in PARTS):
        yield entry.fail("a rule needs 'verbs', 'nouns' or 'adjectives'")


def _from_file(entry: Entry) -> str:
    return "" if entry.data.get("type") else ", which is the name of the file; name another one with 'type'"


def _mode(entry: Entry, kind: str, mode: str, types: Mapping[str, EventType]) -> Iterator[KnowledgeError]:
    if kind not in types:
        yield entry.fail(f"the ontology has no event type {kind!r}")
    elif mode not in types[kind].modes:
        modes = ", ".join(types[kind].modes) or "none"
        yield entry.fail(f"{kind} has no mode {mode!r}; it has {modes}")


def _codes(entry: Entry) -> Iterator[KnowledgeError]:
    for kind in entry.data.get("kinds", ()):
        if kind not in ASKED:
            yield entry.fail(f"there is no kind of actor {kind!r}")
    for sector in entry.data.get("sectors", ()):
        if sector not in SECTORS:
            yield entry.fail(f"sector {sector!r} is unknown")


def _twice(layers: Layers, pattern: str) -> Iterator[KnowledgeError]:
    """Ids that stand twice in one folder: the second one would take the place of the first in silence."""
    for layer, folder in enumerate(layers.folders):
        seen: dict[str, Entry] = {}
        for path in layers.paths(pattern):
            if folder not in path.parents:
                continue
            for entry in layers.read(path, layer):
                name = str(entry.data.get("id", ""))
                if name and name in seen and not (seen[name].data.get("remove") or entry.data.get("remove")):
                    yield entry.fail(f"id {name!r} stands in {seen[name].file}:{seen[name].line} too")
                seen[name] = entry
