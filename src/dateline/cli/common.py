"""What all commands share: options, tables, and how errors end."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.engine.shown import visible
from dateline.errors import UsageError
from dateline.sinks.formats.text_cells import cell
from dateline.store.opening.address import place
from dateline.store.rows.typed_rows import DocumentRow, flat

if TYPE_CHECKING:
    from rich.console import Console

    from dateline.knowledge.files import Layers
    from dateline.layouts.table import Table

DEFAULT_STORE = Path("news.db")
# Rows of a table where --limit doesn't say.
TABLE_ROWS = 50
# Width of what is printed where it isn't to a terminal.
WIDTH = 160
# Columns that a table has where there is so much room.
IF_ROOM, ROOMY = frozenset({"file"}), 110


def given_path(text: str | Path) -> Path:
    """A path that was given. An empty one is a variable that was not set, not the folder that one is in."""
    if not str(text):
        raise typer.BadParameter("the path is empty: a variable that is not set?")
    return Path(text)


def given_place(text: str | Path) -> Path:
    """A path or an address that was given."""
    return place(text) if isinstance(text, str) and text else given_path(text)


StoreOption = Annotated[
    Path,
    typer.Option(
        "--store", "-s", metavar="FILE", help="The database; or postgresql://...", show_default=True, parser=given_place
    ),
]


RawOption = Annotated[
    bool,
    typer.Option("--raw-cells", help="CSV: leave cells as they are that a spreadsheet would run as a formula."),
]


LayoutOption = Annotated[
    str | None,
    typer.Option("--layout", metavar="NAME", help="Columns as another collection has them: dateline layouts."),
]


LanguageOption = Annotated[
    str,
    typer.Option("--language", metavar="CODE", help="The language that is coded; another one is brought by a package."),
]


KnowledgeOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--knowledge", metavar="DIR", help="Folder of knowledge laid over ours; may be repeated.", parser=given_path
    ),
]


NoModelOption = Annotated[bool, typer.Option("--no-model", help="Without the learned reader: frames alone.")]


SecondsOption = Annotated[
    float,
    typer.Option(
        "--page-seconds", metavar="SECONDS", min=0, help="A page that takes longer is set aside; 0 for no limit."
    ),
]


MemoryOption = Annotated[
    int,
    typer.Option(
        "--page-memory", metavar="MB", min=0, help="A page that needs more memory is set aside; 0 for no limit."
    ),
]


class TextFormat(str, Enum):  # noqa: UP042 - Typer shows the values of str enumerations
    """How one thing is printed."""

    text = "text"
    json = "json"


class Format(str, Enum):  # noqa: UP042 - Typer shows the values of str enumerations
    """How a list is printed."""

    table = "table"
    csv = "csv"
    json = "json"
    jsonl = "jsonl"


def console(*, error: bool = False) -> Console:
    """Where results go: standard output (or, for progress, standard error), wide where it is no terminal."""
    from rich.console import Console

    wide = None if (sys.stderr if error else sys.stdout).isatty() else WIDTH
    return Console(width=wide, highlight=False, soft_wrap=False, stderr=error)


def tell(text: str) -> None:
    """A message on standard error, on one line whatever the names in it hold."""
    print(f"dateline: {visible(text)}", file=sys.stderr)


def bound(layout: str | None, layers: Layers | None = None, *, all_tellings: bool = False) -> Table:
    """A layout by name, filled from knowledge; says what it leaves out.

    Args:
        layout: its name; None for all columns.
        layers: the knowledge; that which is shipped where left out.
        all_tellings: a row for each telling of an event.

    Raises:
        UsageError: there is no such layout.
        KnowledgeError: what it is filled from is broken.
    """
    from dateline.knowledge.files import SHIPPED, Layers
    from dateline.layouts.registry import find
    from dateline.layouts.table import Table
    from dateline.layouts.told import load_world

    found = find(layout or "full")
    if found.leaves_out:
        tell(f"--layout {found.name}: {found.leaves_out}")
    return Table(found, load_world(layers or Layers((SHIPPED,))), all_tellings)


def out_text(text: str) -> None:
    """Print lines of data: as they are into files and pipes, without what could steer it on a terminal."""
    print(visible(text, "\n\t") if sys.stdout.isatty() else text)


class Printed(io.StringIO):
    """Standard output as a file: as it is into files and pipes, without what could steer it on a terminal."""

    def write(self, text: str) -> int:
        """Print a text."""
        print(visible(text, "\n\t") if sys.stdout.isatty() else text, end="")
        return len(text)


def check_layout(name: str | None) -> None:
    """Is there such a layout? Asked before a database is opened.

    Raises:
        UsageError: there is none; those that there are are named.
    """
    from dateline.layouts.registry import find

    if name is not None:
        check_texts(layout=name)
        find(name)


def check_texts(**given: object) -> None:
    """Are the texts of options such as can be stored and searched for?

    Raises:
        UsageError: one has bytes that are no UTF-8.
    """
    for name, value in given.items():
        for text in value if isinstance(value, list | tuple) else (value,):
            if isinstance(text, str) and any("\ud800" <= c <= "\udfff" for c in text):
                raise UsageError(f"--{name.replace('_', '-')} {visible(text)}: bytes that are no UTF-8")


def clean(text: str) -> str:
    """A text of a page without control characters, which could steer a terminal."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def print_rows(
    rows: Iterator[Any],
    kind: type,
    form: Format,
    limit: int | None,
    table: Sequence[tuple[str, str]],
    what: str,
    *,
    raw: bool = False,
    hints: Callable[[], list[str]] = list,
) -> None:
    """Print typed rows.

    Args:
        rows: dataclass instances.
        kind: their class, which names the columns of CSV.
        form: table, csv, json or jsonl.
        limit: at most so many; 0 for all; None for a screenful in a table, all elsewhere.
        table: (heading, field) of the columns that a table shows.
        what: what the rows are, for the line that says that there are none or more.
        raw: leave cells of CSV as they are that a spreadsheet would run.
        hints: what to say below a table that would be empty.
    """
    if form is Format.table:
        _print_table(rows, TABLE_ROWS if limit is None else limit or None, table, what, hints)
        return
    rows = islice(rows, _most(limit or None))
    if form is Format.csv:
        names = [f.name for f in dataclasses.fields(kind)]
        print_csv(chain([names], ([cell(getattr(r, n), raw=raw) for n in names] for r in rows)))
    elif form is Format.jsonl:
        for row in rows:
            out_text(json.dumps(dataclasses.asdict(row), ensure_ascii=False))
    else:
        out_text(_json_list(rows))


def print_csv(rows: Iterable[Sequence[Any]]) -> None:
    """Print rows of cells as lines of CSV."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="")
    for cells in rows:
        writer.writerow(cells)
        out_text(buffer.getvalue())
        buffer.seek(0)
        buffer.truncate()


def _most(limit: int | None) -> int | None:
    """A limit that Python can count to."""
    return None if limit is None else min(limit, sys.maxsize)


def _json_list(rows: Iterable[Any]) -> str:
    lines = ",\n".join(json.dumps(dataclasses.asdict(r), ensure_ascii=False) for r in rows)
    return f"[\n{lines}\n]" if lines else "[]"


def _print_table(
    rows: Iterator[Any],
    limit: int | None,
    columns: Sequence[tuple[str, str]],
    what: str,
    hints: Callable[[], list[str]],
) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    shown = list(islice(rows, _most(limit)))
    out = console()
    if not shown:
        out.print(f"No {what} match.")
        for line in hints():
            out.print(Text(clean(line)))
        return
    if out.width < ROOMY:
        columns = [c for c in columns if c[1] not in IF_ROOM]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for heading, name in columns:
        table.add_column(
            heading,
            overflow="fold" if name == "id" else "ellipsis",
            no_wrap=name in {"day", "marked_day", "id", "sure", "sure_parties"},
        )
    for row in shown:
        files = isinstance(row, DocumentRow)  # names of files are shown so that one finds them
        table.add_row(*(Text((visible if files or n == "file" else clean)(flat(getattr(row, n)))) for _, n in columns))
    out.print(table)
    if next(rows, None) is not None:
        out.print(f"The first {len(shown)} {what}; --limit 0 shows all.")
