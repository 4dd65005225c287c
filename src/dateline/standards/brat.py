"""brat's standoff format: a folder with ``ID.txt`` and ``ID.ann`` for each document, and ``annotation.conf``.

Offsets are Unicode code points, as brat counts them. A stretch that runs over an end of line is several fragments, as
brat wants it. After https://brat.nlplab.org/standoff.html.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from dateline.corpus.annotation import DIRECTNESS, FACTUALITIES, STANCES
from dateline.corpus.jsonl import write_lines
from dateline.corpus.texts import Text, content_of, read_texts
from dateline.errors import InputError
from dateline.knowledge.ontology import Ontology
from dateline.spans import Span
from dateline.standards import markup as m
from dateline.standards.markup import Mark, Markup, Tie, note_of, note_text

DOCUMENTS = "documents.jsonl"  # headline, outlet, address and day of each text, which brat has no place for
EQUAL = "Equiv"
NUMBER = re.compile(r"\d+$")


def config(ontology: Ontology) -> str:
    """``annotation.conf``: what may be marked and how it may be tied."""
    modes = sorted({mode for kind in ontology.types.values() for mode in kind.modes})
    of_event = "Actor*:Name, Recipient*:Name, Place?:Place, Date?:Date, In?:Statement, Retells?:<EVENT>"
    return "\n".join([
        "[entities]", *m.PLAIN, "", "[relations]", f"{EQUAL} Arg1:Name, Arg2:Name, <REL-TYPE>:symmetric-transitive", "",
        "[events]", f"{m.STATEMENT} Source*:Name, Cue?:Cue, Addressee?:Name",
        *(f"{kind} {of_event}" for kind in ontology.types), "", "[attributes]",
        f"{m.FACTUALITY} Arg:<EVENT>, Value:{'|'.join(FACTUALITIES)}", f"{m.MODE} Arg:<EVENT>, Value:{'|'.join(modes)}",
        f"{m.STANCE} Arg:{m.STATEMENT}, Value:{'|'.join(STANCES)}",
        f"{m.DIRECTNESS} Arg:{m.STATEMENT}, Value:{'|'.join(DIRECTNESS)}", "",
    ])  # fmt: skip


def write_brat(documents: Iterable[Markup], folder: Path, ontology: Ontology) -> int:
    """Write documents into a folder; give how many.

    Raises:
        InputError: the folder can't be written.
    """
    rows = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "annotation.conf").write_text(config(ontology), encoding="utf-8", newline="\n")
        for markup in documents:
            name = file_name(markup.text.id)
            (folder / f"{name}.txt").write_text(markup.text.text, encoding="utf-8", newline="")
            (folder / f"{name}.ann").write_text("".join(_lines(markup)), encoding="utf-8", newline="\n")
            rows.append(asdict(markup.text) | {"file": name})
    except OSError as error:
        raise InputError(str(folder), error.strerror or str(error)) from error
    return write_lines(
        (json.dumps({k: v for k, v in row.items() if v}, ensure_ascii=False) for row in rows), folder / DOCUMENTS
    )


def file_name(key: str) -> str:
    """An id as the name of a file."""
    return re.sub(r"[^\w.-]", "_", key).lstrip(".") or "_"


def _lines(markup: Markup) -> Iterator[str]:
    """The lines of an ``.ann`` file."""
    text = markup.text.text
    bound = {mark.key: f"T{n}" for n, mark in enumerate(markup.marks, 1)}
    acts = [mark for mark in markup.marks if mark.label not in m.PLAIN]
    names = bound | {mark.key: f"E{n}" for n, mark in enumerate(acts, 1)}
    for mark in markup.marks:
        parts = _fragments(text, mark.span)
        places, words = ";".join(f"{p.start} {p.end}" for p in parts), " ".join(p.of(text) for p in parts)
        yield f"{bound[mark.key]}\t{mark.label} {places}\t{words}\n"
    for mark in acts:
        ties = "".join(f" {role}:{names[target]}" for role, target in _numbered(markup.ties, mark.key))
        yield f"{names[mark.key]}\t{mark.label}:{bound[mark.key]}{ties}\n"
    traits = [(names[mark.key], *trait) for mark in markup.marks for trait in mark.traits]
    for n, (name, trait, value) in enumerate(traits, 1):
        yield f"A{n}\t{trait} {name} {value}\n"
    for n, mark in enumerate((mark for mark in markup.marks if mark.note), 1):
        yield f"#{n}\tAnnotatorNotes {names[mark.key]}\t{note_text(mark)}\n"
    for group in markup.groups:
        yield f"*\t{EQUAL} {' '.join(names[key] for key in group)}\n"


def _numbered(ties: Iterable[Tie], source: str) -> Iterator[tuple[str, str]]:
    """The ties of a mark; those of one label are numbered from the second on, as brat does it."""
    seen: dict[str, int] = defaultdict(int)
    for tie in ties:
        if tie.source == source:
            seen[tie.label] += 1
            yield tie.label + (str(seen[tie.label]) if seen[tie.label] > 1 else ""), tie.target


def _fragments(text: str, span: Span) -> list[Span]:
    """A stretch parted at ends of lines."""
    return [Span(span.start + p.start(), span.start + p.end()) for p in re.finditer(r"[^\n]+", span.of(text))]


def read_brat(folder: Path) -> Iterator[Markup]:
    """The documents of a folder, by name.

    Raises:
        InputError: a file can't be read, or a line is none of brat's; file and line are named.
    """
    known = _documents(folder)
    files = sorted(folder.glob("*.ann"))
    if not files:
        raise InputError(str(folder), "no .ann file in this folder")
    for file in files:
        held = _exact(file.with_suffix(".txt"))
        text = known.get(file.stem)
        yield _Lines(str(file)).read(content_of(file), Text(**{**asdict(text or Text(file.stem, held)), "text": held}))


def _exact(file: Path) -> str:
    """The text of a document, with the ends of lines that it has."""
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(file), getattr(error, "strerror", None) or str(error)) from error


def _documents(folder: Path) -> dict[str, Text]:
    """What is known of the documents, by the names of their files."""
    file = folder / DOCUMENTS
    return {file_name(key): text for key, text in read_texts([file]).items()} if file.is_file() else {}


@dataclass
class _Lines:
    """The lines of an ``.ann`` file while they are read."""

    file: str
    bound: dict[str, tuple[str, Span]] = field(default_factory=dict)
    acts: dict[str, str] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    traits: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    notes: dict[str, Mapping[str, object]] = field(default_factory=dict)
    groups: list[tuple[str, ...]] = field(default_factory=list)

    def read(self, content: str, text: Text) -> Markup:
        """A document of its lines."""
        for number, line in enumerate(content.split("\n"), 1):
            try:
                self._line(line.rstrip("\r").split("\t"))
            except (ValueError, IndexError, KeyError) as error:
                raise InputError(f"{self.file}:{number}", f"no line of brat's: {error}") from error
        triggers = set(self.acts.values())
        made = [(trigger, key) for key, trigger in self.acts.items()]
        made += [(key, key) for key in self.bound if key not in triggers]
        made.sort(key=lambda pair: (_number(pair[0]), _number(pair[1])))
        marks = tuple(self._mark(key, *self.bound[trigger]) for trigger, key in made)
        return Markup(text, marks, tuple(self.ties), tuple(self.groups))

    def _mark(self, key: str, label: str, span: Span) -> Mark:
        return Mark(key, label, span, tuple(self.traits.get(key, ())), self.notes.get(key, {}))

    def _line(self, cells: list[str]) -> None:
        """One line, by the first letter of its id."""
        match cells[0][:1]:
            case "T":
                label, *places = re.split(r"[ ;]", cells[1])
                self.bound[cells[0]] = (label, Span(int(places[0]), int(places[-1])))
            case "E":
                (_, trigger), *ties = (part.rsplit(":", 1) for part in cells[1].split())
                self.acts[cells[0]] = trigger
                self.ties += [Tie(NUMBER.sub("", role), cells[0], target) for role, target in ties]
            case "A" | "M":
                trait, name, *value = cells[1].split(" ", 2)
                self.traits[name].append((trait, value[0] if value else "yes"))
            case "#":
                self.notes[cells[1].split()[1]] = note_of(cells[2])
            case "*":
                label, *keys = cells[1].split()
                self.groups += [tuple(keys)] if label == EQUAL else []
            case "R":
                label, *ends = cells[1].split()
                keys = [end.partition(":")[2] for end in ends]
                self.groups += [tuple(keys)] if label == EQUAL else []
            case "" | "N":
                pass
            case _:
                raise ValueError(f"{cells[0]!r}")


def _number(key: str) -> int:
    return int(key[1:])
