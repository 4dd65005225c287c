"""``dateline diff``: what a change of rules or code does to the coding of the same pages."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.common import (
    TABLE_ROWS,
    Format,
    RawOption,
    clean,
    console,
    given_path,
    given_place,
    out_text,
    print_rows,
    tell,
)
from dateline.cli.options import LimitOption
from dateline.errors import UsageError

if TYPE_CHECKING:
    from dateline.compare.changes import EventChange, Summary, Sums
    from dateline.compare.run import Comparison

SIGNS = {"gone": ("-", "red"), "new": ("+", "green"), "changed": ("~", "yellow")}
MOST = 30  # types, and rules, that the summary names
EXIT_DIFFERENT = 1


class DiffFormat(str, Enum):  # noqa: UP042 - Typer shows the values of str enumerations
    """How it is printed."""

    table = "table"
    csv = "csv"
    json = "json"


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="Database or JSONL of records.", parser=given_place)],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The same input, coded anew.", parser=given_place)],
    knowledge: Annotated[
        list[Path] | None,
        typer.Option(metavar="DIR", help="Folder whose renamed/rules.yaml counts too.", parser=given_path),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="FIELD", help="A field that doesn't count (confidence); repeatable.")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="End with exit code 1 where anything differs.")] = False,
    form: Annotated[DiffFormat, typer.Option("--format", "-f", help="How to print.")] = DiffFormat.table,
    limit: LimitOption = None,
    raw_cells: RawOption = False,
) -> None:
    """Say which events are gone, new and changed between two codings of the same pages, by type and rule.

    Statements and actors are summed up. With csv the sums go to standard error.

    Example: dateline diff before.db after.db
    """
    from dateline.compare.renamed import renamed_rules
    from dateline.compare.run import FIELDS, Comparison

    if wrong := sorted({*(ignore or ())} - FIELDS):
        raise UsageError(f"--ignore {wrong[0]}: one of {', '.join(sorted(FIELDS))} is wanted")
    comparison = Comparison(old, new, renamed_rules(tuple(knowledge or ())), frozenset(ignore or ()))
    if form is DiffFormat.json:
        _print_json(comparison, limit)
    else:
        _print(comparison, form, limit, raw=raw_cells)
    if check and comparison.summary.differ:
        raise typer.Exit(EXIT_DIFFERENT)


def _print(comparison: Comparison, form: DiffFormat, limit: int | None, *, raw: bool) -> None:
    """The rows, then the sums: for people behind the rows, else on standard error."""
    from dateline.compare.changes import EventChange

    rows = comparison.changes()
    if form is DiffFormat.table:
        _print_changes(rows, TABLE_ROWS if limit is None else limit or None)
    else:
        print_rows(rows, EventChange, Format(form.value), limit, (), "changed events", raw=raw)
    for _ in rows:  # what the limit left out counts all the same
        pass
    if form is DiffFormat.table:
        _print_summary(comparison.summary)
    else:
        for line in _lines(comparison.summary):
            tell(line)


def _print_changes(rows: Iterator[EventChange], limit: int | None) -> None:
    """Each change with its sentence."""
    from rich.text import Text

    out = console()
    for row in islice(rows, limit):
        sign, colour = SIGNS[row.change]
        parties = f"{row.actors or '-'} · {row.event_type} · {row.recipients or '-'}"
        out.print(Text(f"{sign} {clean(parties)}  ({row.rule}, story {row.story})", colour))
        if row.what:
            out.print(Text(f"    {clean(row.what)}"))
        out.print(Text(f"    “{clean(row.sentence)}”", "dim"))
    if (more := next(rows, None)) is not None:
        out.print(Text(f"  and more, from story {more.story} on; --limit 0 shows all"))
    out.print()


def _print_json(comparison: Comparison, limit: int | None) -> None:
    """One object, written as the stories are read: the changes, then the sums."""
    rows = comparison.changes()
    out_text('{"changes": [')
    comma = ""
    for number, row in enumerate(rows):
        if not limit or number < limit:
            out_text(comma + json.dumps(dataclasses.asdict(row), ensure_ascii=False))
            comma = ","
    out_text('], "summary": ' + json.dumps(dataclasses.asdict(comparison.summary), ensure_ascii=False) + "}")


def _print_summary(summary: Summary) -> None:
    """The sums as lines, and tables by type and by rule."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    out = console()
    for line in _lines(summary):
        out.print(Text(line))
    for heading, sums in (("Type", summary.types), ("Rule", summary.rules)):
        if not sums:
            continue
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
        for name in (heading, "Gone", "New", "Changed"):
            table.add_column(name, justify="left" if name == heading else "right")
        for name, s in _most(sums):
            table.add_row(Text(name), *(str(n) if n else "" for n in (s.gone, s.new, s.changed)))
        out.print(table)
        if len(sums) > MOST:
            out.print(f"The {MOST} with most changes of {len(sums)}; --format json has all.")


def _most(sums: dict[str, Sums]) -> Iterable[tuple[str, Sums]]:
    """Those with most changes first."""
    return sorted(sums.items(), key=lambda row: (-(row[1].gone + row[1].new + row[1].changed), row[0]))[:MOST]


def _lines(summary: Summary) -> Iterator[str]:
    """The sums in words."""
    s = summary.stories
    line = f"{s.compared} stories compared"
    for number, words in ((s.only_old, "only in OLD"), (s.only_new, "only in NEW"), (s.text, "with another text")):
        line += f", {number} {words}" if number else ""
    yield line
    for name in ("events", "statements", "actors"):
        sums: Sums = getattr(summary, name)
        fields = ", ".join(f"{field} {n}" for field, n in sorted(sums.fields.items(), key=lambda f: (-f[1], f[0])))
        yield (
            f"{name}: {sums.same} the same, {sums.gone} gone, {sums.new} new, {sums.changed} changed"
            + (f" ({fields})" if fields else "")
        )
