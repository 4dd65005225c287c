"""Do the sections fit together: types, modes, contexts and kinds that one file names and another one defines."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from dateline.errors import KnowledgeError
from dateline.knowledge import ontology
from dateline.knowledge.files import Entry, Layers
from dateline.knowledge.frames import read_rule
from dateline.knowledge.kinds.base.codes import ASKED
from dateline.knowledge.kinds.base.entry import Kind
from dateline.knowledge.kinds.events import ModeEntry
from dateline.knowledge.kinds.files import YAML, read
from dateline.knowledge.kinds.frames import FrameEntry, RenamedEntry
from dateline.knowledge.ontology import EventType


def check(layers: Layers) -> Iterator[KnowledgeError]:
    """All that doesn't fit."""
    types = ontology.load(layers).types
    contexts = {str(e.data["id"]) for e in layers.entries("contexts/*.yaml")}
    rules = read(layers, "frames/*.yaml", FrameEntry)
    yield from _renamed(
        read(layers, "renamed/rules.yaml", RenamedEntry), {rule.id for rule in rules}, layers.removed("frames/*.yaml")
    )
    for frame in rules:
        for case in frame.cases():
            yield from _frame(case, types, contexts)
    for mode in read(layers, "modes/*.yaml", ModeEntry):
        yield from _mode(mode, mode.type, mode.mode, types)
    for pattern in YAML:
        if len(layers.folders) == 1 or layers.own.paths(pattern):
            yield from _twice(layers, pattern)


def _renamed(entries: list[RenamedEntry], rules: set[str], removed: Collection[str]) -> Iterator[KnowledgeError]:
    """Old ids that a rule still has; new ones that no rule has."""
    for entry in entries:
        if entry.old in rules:
            yield entry.fail(f"{entry.old!r} is the id of a rule today")
        elif entry.new not in rules and entry.new not in removed:
            yield entry.fail(f"there is no rule {entry.new!r}")


def _frame(entry: FrameEntry, types: Mapping[str, EventType], contexts: set[str]) -> Iterator[KnowledgeError]:
    """Types, modes, contexts and kinds of a rule that no file defines."""
    try:
        rule = read_rule(entry, types)
    except KnowledgeError as fault:
        yield fault
        return
    for mode in rule.modes if rule.event_type != "NONE" else ():
        yield from _mode(entry, rule.event_type, mode, types)
    for context in rule.contexts:
        if context not in contexts:
            yield entry.fail(f"there is no context {context!r}")
    for kind in sorted(rule.actor_kinds | rule.recipient_kinds):
        if kind.removeprefix("!") not in ASKED:
            yield entry.fail(f"there is no kind of actor {kind!r}")


def _mode(entry: Kind, kind: str, mode: str, types: Mapping[str, EventType]) -> Iterator[KnowledgeError]:
    if kind not in types:
        yield entry.fail(f"the ontology has no event type {kind!r}")
    elif mode not in types[kind].modes:
        modes = ", ".join(types[kind].modes) or "none"
        yield entry.fail(f"{kind} has no mode {mode!r}; it has {modes}")


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
