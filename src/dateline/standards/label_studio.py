"""Label Studio: tasks with regions, choices of a region and relations, and the labelling interface for them.

Offsets are Unicode code points, as Label Studio stores them since its version 1.4; older ones count UTF-16 units.
Each region brings its words, by which it is known which of both an export has.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from dateline.corpus.annotation import DIRECTNESS, FACTUALITIES, STANCES
from dateline.corpus.texts import Text, content_of
from dateline.errors import InputError
from dateline.knowledge.ontology import Ontology
from dateline.spans import Span
from dateline.standards import markup as m
from dateline.standards.markup import Mark, Markup, Tie, note_of, note_text

SAME = "Same"  # a relation between two names of one actor
NOTE = "Note"
TASKS, INTERFACE = "tasks.json", "labels.xml"
DOCUMENT = tuple(name for name in Text.__dataclass_fields__)


def interface(ontology: Ontology) -> str:
    """The labelling interface: labels, choices for a region, a note, relations."""
    modes = sorted({mode for kind in ontology.types.values() for mode in kind.modes})
    choices = (
        (m.FACTUALITY, FACTUALITIES, "single"), (m.MODE, modes, "multiple"), (m.STANCE, STANCES, "single"),
        (m.DIRECTNESS, DIRECTNESS, "single"),
    )  # fmt: skip
    relations = [*m.EVENT_TIES, *(label for label in m.STATEMENT_TIES if label not in m.EVENT_TIES), SAME]
    lines = ["<View>", '  <Labels name="label" toName="text">']
    lines += [f"    <Label value={quoteattr(label)}/>" for label in (*m.PLAIN, m.STATEMENT, *ontology.types)]
    lines += ["  </Labels>", '  <Text name="text" value="$text"/>', "  <Relations>"]
    lines += [f"    <Relation value={quoteattr(label)}/>" for label in relations]
    lines += ["  </Relations>"]
    for name, values, choice in choices:
        lines += [f'  <Choices name="{name}" toName="text" perRegion="true" choice="{choice}">']
        lines += [f"    <Choice value={quoteattr(value)}/>" for value in values]
        lines += ["  </Choices>"]
    return "\n".join([*lines, f'  <TextArea name="{NOTE}" toName="text" perRegion="true"/>', "</View>", ""])


def task_of(markup: Markup, version: str) -> dict[str, Any]:
    """A document as a task whose marks are a prediction, to be corrected."""
    data = {name: value for name, value in asdict(markup.text).items() if value}
    result = [*(row for mark in markup.marks for row in _regions(mark, markup.text.text)), *_relations(markup)]
    return {"data": data, "predictions": [{"model_version": version, "result": result}]}


def _regions(mark: Mark, text: str) -> Iterator[dict[str, Any]]:
    """A region, what is chosen for it, and its note."""
    place = {"start": mark.span.start, "end": mark.span.end}
    base = {"id": mark.key, "to_name": "text"}
    value: dict[str, Any] = {**place, "text": mark.span.of(text), "labels": [mark.label]}
    yield {**base, "from_name": "label", "type": "labels", "value": value}
    chosen: dict[str, list[str]] = defaultdict(list)
    for name, trait in mark.traits:
        chosen[name].append(trait)
    for name, values in chosen.items():
        yield {**base, "from_name": name, "type": "choices", "value": {**place, "choices": values}}
    if mark.note:
        yield {**base, "from_name": NOTE, "type": "textarea", "value": {**place, "text": [note_text(mark)]}}


def _relations(markup: Markup) -> Iterator[dict[str, Any]]:
    """Ties, and for each group ties from its first name to the others."""
    ties = [(tie.source, tie.target, tie.label) for tie in markup.ties]
    ties += [(group[0], key, SAME) for group in markup.groups for key in group[1:]]
    for source, target, label in ties:
        yield {"type": "relation", "from_id": source, "to_id": target, "direction": "right", "labels": [label]}


def write_label_studio(documents: Iterable[Markup], folder: Path, ontology: Ontology, version: str) -> int:
    """Write the tasks and the interface into a folder; give how many documents.

    Raises:
        InputError: the folder can't be written.
    """
    number = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / INTERFACE).write_text(interface(ontology), encoding="utf-8")
        with (folder / TASKS).open("w", encoding="utf-8") as file:
            for number, markup in enumerate(documents, 1):
                file.write(("[\n" if number == 1 else ",\n") + json.dumps(task_of(markup, version), ensure_ascii=False))
            file.write("\n]\n" if number else "[]\n")
    except OSError as error:
        raise InputError(str(folder), error.strerror or str(error)) from error
    return number


def read_label_studio(path: Path) -> Iterator[Markup]:
    """The documents of an export (JSON), or of the tasks in a folder.

    Raises:
        InputError: it is no export, or a region is not where its words stand; file and task are named.
    """
    file = path / TASKS if path.is_dir() else path
    try:
        tasks = json.loads(content_of(file))
    except ValueError as error:
        raise InputError(str(file), f"no JSON: {error}") from error
    for number, task in enumerate(tasks if isinstance(tasks, list) else [tasks], 1):
        try:
            yield _markup(task, number)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            raise InputError(f"{file} task {number}", f"no task of Label Studio's: {error!r}") from error


def _markup(task: Mapping[str, Any], number: int) -> Markup:
    """A task as a document: its last annotation, else its last prediction."""
    data = task["data"]
    known = {name: value for name, value in data.items() if name in DOCUMENT and isinstance(value, str)}
    text = Text(**{"id": str(task.get("id", number)), **known})
    made = task.get("annotations") or task.get("predictions") or [{"result": []}]
    rows = made[-1]["result"]
    traits: dict[str, list[tuple[str, str]]] = defaultdict(list)
    notes: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        if row["type"] == "choices":
            traits[row["id"]] += [(row["from_name"], value) for value in row["value"]["choices"]]
        elif row["type"] == "textarea":
            notes[row["id"]] = note_of(row["value"]["text"][0])
    marks = [
        Mark(
            row["id"], row["value"]["labels"][0], _place(row, text), tuple(traits[row["id"]]), notes.get(row["id"], {})
        )
        for row in rows
        if row["type"] == "labels"
    ]
    ties = [Tie(row["labels"][0], row["from_id"], row["to_id"]) for row in rows if row["type"] == "relation"]
    return Markup(text, tuple(marks), tuple(t for t in ties if t.label != SAME), _groups(ties, marks))


def _place(row: Mapping[str, Any], text: Text) -> Span:
    """Where a region lies, in code points; by its words where the export counts UTF-16 units."""
    span, words = Span(int(row["value"]["start"]), int(row["value"]["end"])), row["value"].get("text")
    if words is None or span.of(text.text) == words:
        return span
    units = text.text.encode("utf-16-le")
    start = len(units[: span.start * 2].decode("utf-16-le", "ignore"))
    other = Span(start, start + len(words))
    if other.of(text.text) != words:
        raise ValueError(f"region {row['id']} at {span.start}-{span.end} has not the words {words[:40]!r}")
    return other


def _groups(ties: Iterable[Tie], marks: Iterable[Mark]) -> tuple[tuple[str, ...], ...]:
    """The names of each actor: all that are tied as the same, over however many ties."""
    groups: list[list[str]] = []
    for tie in ties:
        if tie.label != SAME:
            continue
        own = [group for group in groups if tie.source in group or tie.target in group] or [[]]
        if own == [[]]:
            groups.append(own[0])
        for other in own[1:]:
            own[0] += other
            groups.remove(other)
        own[0] += [key for key in (tie.source, tie.target) if key not in own[0]]
    known = {mark.key for mark in marks}
    return tuple(tuple(key for key in group if key in known) for group in groups)
