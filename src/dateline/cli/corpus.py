"""``dateline corpus``: check, count, join, score and build annotated corpora."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.common import console

if TYPE_CHECKING:
    from dateline.corpus.score import Tally
    from dateline.corpus.types import Annotation
    from dateline.record import StoryRecord

corpus = typer.Typer(
    no_args_is_help=True, help="Annotated news: check, count, join with texts, score records against it."
)
Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Annotations, JSON Lines.")]
Texts = Annotated[
    list[Path] | None,
    typer.Option("--texts", "-t", metavar="FILE", help="Texts: JSON Lines with id and text, or a folder of ID.txt."),
]
# Rows of a score in the order in which they are read.
ROWS = (
    "event", "event+who", "event+factuality", "event+source", "event whole", "event date", "event place",
    "not asserted", "statement", "statement+chain", "statement+stance", "stance other", "identities",
)  # fmt: skip


def _annotations(files: Iterable[Path]) -> list[Annotation]:
    from dateline.corpus.jsonl import read_annotations

    return [row for file in files for row in read_annotations(file)]


@corpus.command()
def check(files: Files, texts: Texts = None) -> None:
    """Check offsets against the texts, names against the ontology, rows against each other.

    Example: dateline corpus check corpus/train.jsonl --texts articles.jsonl
    """
    from dateline.corpus.check import faults
    from dateline.corpus.texts import read_texts, text_of
    from dateline.errors import InputError
    from dateline.knowledge.load import load as load_knowledge

    ontology, found, wrong, missing = load_knowledge().ontology, read_texts(texts or []), 0, 0
    rows = _annotations(files)
    for row in rows:
        try:
            text = text_of(row, found)
        except InputError as error:
            missing += 1
            print(f"{error}", file=sys.stderr)
            continue
        for fault in faults(row, text.text, ontology):
            wrong += 1
            print(f"{row.id}: {fault}")
    print(f"{len(rows)} documents, {wrong} faults, {missing} without their text")
    raise typer.Exit(1 if wrong or missing else 0)


@corpus.command()
def stats(files: Files, form: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Count documents, tellings and statements by outlet and type, and rows a thousand words.

    Example: dateline corpus stats corpus/train.jsonl corpus/test.jsonl
    """
    from dataclasses import asdict, astuple, fields

    from dateline.corpus.stats import Density, by_outlet, shares

    rows = _annotations(files)
    outlets, counted = by_outlet(rows), shares(rows)
    if form:
        print(
            json.dumps(
                {"outlets": [asdict(o) for o in outlets], **{n: dict(c.most_common()) for n, c in counted.items()}},
                indent=1,
            )
        )
        return
    rates = [(f"{o.per_thousand:.1f}", f"{o.required_per_thousand:.1f}") for o in outlets]
    _table(
        (*(f.name for f in fields(Density)), "a 1,000 words", "required a 1,000"),
        [(*astuple(o), *rate) for o, rate in zip(outlets, rates, strict=True)],
    )
    for name, counter in counted.items():
        print(f"{name}: " + ", ".join(f"{value} {count}" for value, count in counter.most_common()))


@corpus.command()
def join(
    files: Files,
    texts: Texts = None,
    out: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write.  [default: standard output]")
    ] = None,
) -> None:
    """Write each document with its text and every span as words, to be read.

    Example: dateline corpus join corpus/train.jsonl --texts articles.jsonl -o joined.jsonl
    """
    from dateline.corpus.join import joined
    from dateline.corpus.texts import read_texts, text_of

    found = read_texts(texts or [])
    lines = (json.dumps(joined(row, text_of(row, found)), ensure_ascii=False) + "\n" for row in _annotations(files))
    if out is None:
        sys.stdout.writelines(lines)
    else:
        out.write_text("".join(lines), encoding="utf-8")


@corpus.command(name="compile")
def compile_(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Rows as people write them (docs/annotation.md).")
    ],
    out: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Annotations to write, JSON Lines.")],
    texts: Texts = None,
    part: Annotated[str, typer.Option(help="What to call the part of the corpus.")] = "own",
    annotator: Annotated[str, typer.Option(help="Who wrote the rows.")] = "-",
) -> None:
    """Turn rows as people write them into annotations by offset; what is wrong is named by file and line.

    Example: dateline corpus compile mine.ann --texts articles.jsonl -o mine.jsonl
    """
    from dateline.corpus.jsonl import write_annotations
    from dateline.corpus.lines import read_lines
    from dateline.corpus.texts import read_texts
    from dateline.errors import InputError

    found, rows, wrong = read_texts(texts or []), [], []
    for file in files:
        try:
            lines = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(str(file), getattr(error, "strerror", None) or str(error)) from error
        made, bad = read_lines(lines, str(file), found, part, annotator)
        rows += made
        wrong += bad
    for fault in wrong:
        print(fault, file=sys.stderr)
    print(f"{write_annotations(rows, out)} documents written, {len(wrong)} rows could not be read")
    raise typer.Exit(1 if wrong else 0)


@corpus.command()
def score(
    files: Files,
    texts: Texts = None,
    records: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Records of these documents (JSON Lines) in place of coding them now."),
    ] = None,
    no_model: Annotated[bool, typer.Option("--no-model", help="Code without the learned part.")] = False,
    knowledge: Annotated[
        list[Path] | None, typer.Option("--knowledge", "-k", metavar="DIR", help="Knowledge laid over ours.")
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List what is missed and what is invented.")] = False,
) -> None:
    """Say how good the coding is on annotated documents: precision, recall and F1, and parties by type.

    Example: dateline corpus score mine.jsonl --texts articles.jsonl
    """
    from dateline.corpus.score import Story, Tally
    from dateline.corpus.score import score as add
    from dateline.corpus.texts import read_texts, text_of
    from dateline.knowledge.load import load as load_knowledge

    found, rows, tally = read_texts(texts or []), _annotations(files), Tally()
    held = _records(records) if records else None
    code = None if held else _coder(not no_model, knowledge or [])
    ontology = load_knowledge(tuple(knowledge or ())).ontology
    for row in rows:
        text = text_of(row, found)
        record = held.get(row.id) if held is not None else code(text) if code else None
        if record is not None:
            add(tally, Story(row, text.text, record), ontology)
        else:
            print(f"{row.id}: no record", file=sys.stderr)
    if errors:
        print("\n".join(tally.errors))
    _print(tally)


def _coder(opinion: bool, knowledge: list[Path]) -> Any:
    """A function from a text to its record."""
    from dateline.corpus.code import coded
    from dateline.settings import Settings
    from dateline.tools import make_tools

    tools = make_tools(Settings(opinion=opinion, knowledge=tuple(knowledge)))
    return lambda text: coded(text, tools)


def _records(file: Path) -> dict[str, StoryRecord]:
    """Records by the document that they are of: the name of their page without its ending."""
    from dateline.errors import InputError
    from dateline.record import StoryRecord

    found = {}
    try:
        for line in file.read_text(encoding="utf-8").splitlines():
            record = StoryRecord.from_dict(json.loads(line))
            found[Path(record.document.path or record.id).stem] = record
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(str(file), f"no records: {error}") from error
    return found


def _print(tally: Tally) -> None:
    """The table of figures, then parties by type."""
    rows = [(n, tally.rows[n]) for n in ROWS if n in tally.rows]
    kinds = sorted((n, r) for n, r in tally.rows.items() if n.startswith("type "))
    for title, part in (("", rows), ("type and all parties", [(n[5:], r) for n, r in kinds])):
        lines = [
            (n, f"{r.precision:.3f}", f"{r.recall:.3f}", f"{r.f1:.3f}", r.hit, r.wanted, r.offered) for n, r in part
        ]
        if lines:
            _table((title, "precision", "recall", "F1", "right", "wanted", "offered"), lines)


def _table(headings: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    """Print a table, numbers to the right."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for n, heading in enumerate(headings):
        table.add_column(heading, justify="right" if n else "left")
    for row in rows:
        table.add_row(*(str(cell) for cell in row))
    console().print(table)
