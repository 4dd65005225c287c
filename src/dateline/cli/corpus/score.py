"""``dateline corpus score``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.common import given_path, out_text, tell
from dateline.cli.corpus.common import AsJson, Files, KnowledgeFolders, Texts, print_table, rows_of

if TYPE_CHECKING:
    from dateline.corpus.scoring.tally import Row, Tally
    from dateline.corpus.texts import Text
    from dateline.record import StoryRecord

# Rows of a score in the order in which they are read.
ROWS = (
    "event", "event+who", "event+factuality", "event+source", "event whole", "event date", "event place",
    "not asserted", "statement", "statement+chain", "statement+stance", "stance other", "identities",
)  # fmt: skip
BY_OUTLET = ("event", "event+who", "event whole", "statement+chain", "identities")


def score(
    files: Files,
    texts: Texts = None,
    records: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", parser=given_path, show_default=False,
            help="Records of these documents (JSON Lines) in place of coding them now.",
        ),
    ] = None,
    no_model: Annotated[bool, typer.Option("--no-model", help="Code without the learned part.")] = False,
    knowledge: KnowledgeFolders = None,
    errors: Annotated[bool, typer.Option("--errors", help="List what is missed and what is invented.")] = False,
    form: AsJson = False,
) -> None:  # fmt: skip
    """Say how good the coding is on annotated documents: precision, recall and F1, parties by type, and by outlet.

    Example: dateline corpus score mine.jsonl --texts articles.jsonl
    """
    from dateline.corpus.scoring.score import score as add
    from dateline.corpus.scoring.story import Story
    from dateline.corpus.scoring.tally import Tally, total
    from dateline.corpus.texts import read_texts, text_of
    from dateline.knowledge.load import load as load_knowledge

    rows, found = rows_of(files), read_texts(texts or [])
    record_of = _looked_up(records) if records else _coder(not no_model, knowledge or [])
    ontology = load_knowledge(tuple(knowledge or ())).ontology
    outlets: dict[str, Tally] = {}
    missing = 0
    for row in rows:
        text = text_of(row, found)
        record = record_of(text)
        missing += record is None
        add(outlets.setdefault(row.outlet or "-", Tally()), Story(row, text.text, record), ontology)
    whole = total(outlets.values())
    if form:
        print(json.dumps({"all": _plain(whole), **{name: _plain(tally) for name, tally in outlets.items()}}))
    else:
        if errors:
            out_text("\n".join(whole.errors))
        print_tally(whole)
        print_outlets(outlets)
    raise typer.Exit(1 if missing else 0)


def _coder(opinion: bool, knowledge: list[Path]) -> Callable[[Text], StoryRecord | None]:
    """A function from a text to its record; a text that can't be coded is told and has none."""
    from dateline.corpus.scoring.records import coded
    from dateline.errors import InputError
    from dateline.settings import Settings
    from dateline.tools import make_tools

    tools = make_tools(Settings(opinion=opinion, knowledge=tuple(knowledge)))

    def record_of(text: Text) -> StoryRecord | None:
        try:
            return coded(text, tools)
        except InputError as error:
            tell(f"{error}; all of its rows count as missed")
            return None

    return record_of


def _looked_up(file: Path) -> Callable[[Text], StoryRecord | None]:
    """A function from a text to its record in a file; one that isn't there is told."""
    from dateline.corpus.scoring.records import Records, read_records

    held = Records(read_records(file))

    def record_of(text: Text) -> StoryRecord | None:
        record = held.of(text)
        if record is None:
            tell(f"{text.id}: no record in {file}; all of its rows count as missed")
        return record

    return record_of


def _plain(tally: Tally) -> dict[str, dict[str, float]]:
    """A tally as JSON."""
    return {
        name: {"precision": row.precision, "recall": row.recall, "f1": row.f1, "right": row.hit,
               "wanted": row.wanted, "offered": row.offered} for name, row in sorted(tally.rows.items())
    }  # fmt: skip


def print_tally(tally: Tally) -> None:
    """The table of figures, then parties by type."""
    rows = [(n, tally.rows[n]) for n in ROWS if n in tally.rows]
    kinds = sorted((n[5:], r) for n, r in tally.rows.items() if n.startswith("type "))
    for title, part in (("", rows), ("type and all parties", kinds)):
        if part:
            print_table(
                (title, "precision", "recall", "F1", "right", "wanted", "offered"), [_line(n, r) for n, r in part]
            )


def _line(name: str, row: Row) -> tuple[object, ...]:
    return name, f"{row.precision:.3f}", f"{row.recall:.3f}", f"{row.f1:.3f}", row.hit, row.wanted, row.offered


def print_outlets(outlets: dict[str, Tally]) -> None:
    """F1 by outlet, the one with the most wanted events first."""
    largest = sorted(outlets.items(), key=lambda item: -item[1].rows["event"].wanted)
    print_table(
        ("F1 by outlet", *BY_OUTLET, "events wanted"),
        [(n, *(f"{t.rows[r].f1:.3f}" for r in BY_OUTLET), t.rows["event"].wanted) for n, t in largest],
    )
