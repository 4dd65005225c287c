"""``dateline desk``: what readers keep beside a store, as a sheet and as knowledge."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.common import DEFAULT_STORE, StoreOption, clean, given_path, tell

if TYPE_CHECKING:
    from dateline.desk.entries import Desk


def desk(
    store: StoreOption = DEFAULT_STORE,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write stars and notes (.csv, .xlsx).", parser=given_path),
    ] = None,
    knowledge: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Add merges, splits and persons to this folder of knowledge.", parser=given_path
        ),
    ] = None,
) -> None:
    """Show what the desk of `serve --review` holds: stars and notes, searches, who is watched, who is who by hand.

    Example: dateline desk --store news.db -o marks.xlsx --knowledge mine/
    """
    from dateline.desk.entries import DeskFile
    from dateline.desk.export import MARKS, rows_of_marks
    from dateline.sinks.formats.plain_table import write_sheet

    held = DeskFile.beside(store)
    found = held.read()
    for line in found.broken:
        tell(f"{held.where}:{line.line}: {line.reason}; left out")
    if output is not None:
        write_sheet(output, MARKS, rows_of_marks(found))
        tell(f"{output}: {len(found.marks)} stars and notes")
    if knowledge is not None:
        _write_knowledge(found, knowledge)
    if output is None and knowledge is None:
        _print(found, held.where)
    if found.broken:
        raise typer.Exit(1)


def _print(found: Desk, where: str) -> None:
    print(f"{clean(where)}: {len(found.marks)} stars and notes")
    for m in found.marks:
        star = "*" if m.get("star") else " "
        what = m.get("text") or m.get("headline") or m.get("who")
        print(f"  {star} {m.get('of')} {clean(m.get('ref'))}: {clean(what)[:100]}" + _noted(m.get("note")))
    for kind in ("search", "watch"):
        for e in found.of(kind):
            print(f"  {kind}: {clean(e.get('name'))} {clean(e.get('address') or e.get('what'))}")
    for e, holds in found.history:
        if e.kind == "merge":
            line = f"{e.get('other_name')} is {e.get('keep_name')}"
        elif e.kind == "split":
            line = f"{e.get('spelling')!r} is {e.get('name')}, not {e.get('actor_name')}"
        else:
            line = f"for the register: {e.get('name')}"
        print(f"  {clean(line)}" + ("" if holds else " (taken back)"))


def _noted(note: str) -> str:
    return f" [{clean(note)}]" if note else ""


def _write_knowledge(found: Desk, folder: Path) -> None:
    from dateline.cli.register import rows_of, write_rows
    from dateline.desk.export import BODIES, PERSONS, knowledge_of, said
    from dateline.knowledge.files import SHIPPED, Layers
    from dateline.knowledge.world import register

    made = knowledge_of(found, register.load(Layers((SHIPPED,))))
    for line in said(made.left):
        tell(f"{line}; left out")
    for name, heads, rows in (("persons_hand.csv", PERSONS, made.persons), ("organisations.csv", BODIES, made.bodies)):
        target = folder / "actors" / name
        held = rows_of(target, heads)
        fresh = [list(row) for row in rows if list(row) not in held]
        if fresh:
            write_rows(target, heads, [*held, *fresh])
            tell(f"{target}: {len(fresh)} {'row' if len(fresh) == 1 else 'rows'} added; code with --knowledge {folder}")
    if not (made.persons or made.bodies):
        tell("nothing on the desk can be told as knowledge")
