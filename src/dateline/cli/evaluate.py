"""``dateline evaluate``: how good the coding is, by a sheet that a user has coded or by readers' judgements."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli.common import (
    DEFAULT_STORE,
    Format,
    KnowledgeOption,
    NoModelOption,
    StoreOption,
    console,
    given_path,
    out_text,
    tell,
)
from dateline.engine.shown import visible
from dateline.store.opening.address import is_there, name_of

if TYPE_CHECKING:
    from dateline.evaluation.figures import Figures
    from dateline.evaluation.report import Report
    from dateline.web.judgements import Judgement

# Rows with a fault that are named one by one.
NAMED = 20


def evaluate(
    sheet: Annotated[
        Path | None,
        typer.Argument(metavar="[SHEET]", help="CSV or XLSX: text, type, actor, recipient ...", parser=given_path),
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    judgements: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="The judgements.  [default: beside the store]", show_default=False, parser=given_path
        ),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="WHAT=HEADING", help="Which column is what (text=Sentence); may be repeated."),
    ] = None,
    label: Annotated[
        list[str] | None,
        typer.Option("--as", metavar="LABEL=TYPE", help="Which event type a label of yours means; may be repeated."),
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="When passages that don't say were published.")
    ] = None,
    sample: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Draw N passages of the store into a sheet to fill in.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", parser=given_path,
            help="The report (.html or .json), or the sheet drawn (.csv or .xlsx).",
        ),
    ] = None,
    knowledge: KnowledgeOption = None,
    no_model: NoModelOption = False,
    form: Annotated[Format, typer.Option("--format", "-f", help="How to print: table or json.")] = Format.table,
) -> None:  # fmt: skip
    """Tell how good the coding is: by a sheet that you have coded or, without one, by judgements of `serve --review`.

    A sheet has a row for each event that you find: its text, its type (`none` where nothing happens), perhaps actor,
    recipient, date and place. Passages drawn with --sample are looked up in the store, others are coded now.

    Example: dateline evaluate coded.csv --column text=Sentence -o report.html
    """  # fmt: skip
    if sample is not None:
        _draw(store, sample, output or Path("sheet.csv"))
        return
    _check_output(output)
    if sheet is None:
        report, left_out = _by_judgements(store, judgements)
    else:
        report, left_out = _by_sheet(sheet, store, (column, label), published, _settings(knowledge, no_model))
    if form is Format.json:
        out_text(json.dumps(report.to_dict(), ensure_ascii=False, indent=1))
    else:
        _print(report)
    if output is not None:
        _write(report, output)
        tell(f"{output}: written")
    if left_out:
        raise typer.Exit(1)


def _settings(knowledge: list[Path] | None, no_model: bool) -> Any:
    from dateline.settings import Settings

    return Settings(knowledge=tuple(knowledge or ()), opinion=not no_model)


def _check_output(output: Path | None) -> None:
    from dateline.errors import UsageError

    if output is not None and output.suffix.lower() not in {".html", ".json"}:
        raise UsageError(f"--output {output}: a name that ends in .html or .json is wanted")


def _write(report: Report, output: Path) -> None:
    from dateline.evaluation.page import html_of
    from dateline.sinks.output_files import whole_file

    with whole_file(output) as file:
        if output.suffix.lower() == ".html":
            file.write(html_of(report))
        else:
            json.dump(report.to_dict(), file, ensure_ascii=False, indent=1)


def _draw(store: Path, number: int, output: Path) -> None:
    from dateline.errors import UsageError
    from dateline.evaluation.sample import COLUMNS, draw
    from dateline.sinks.formats.plain_table import write_sheet
    from dateline.store.store import Store

    if output.exists():
        raise UsageError(f"{output}: is there already, and somebody may have filled it in; name another file with -o")
    with Store(store) as opened:
        drawn = draw(opened, number)
    write_sheet(output, COLUMNS, (d.cells() for d in drawn))
    tell(
        f"{output}: {len(drawn)} passages to be coded. A row for each event that you find; for a second one in a "
        "passage repeat its id; type none where nothing happens. Then: "
        f"dateline evaluate {output} --store {store} -o report.html"
    )


def _by_judgements(store: Path, judgements: Path | None) -> tuple[Report, int]:
    """The report of readers' judgements. Lines that are none are named; they don't change the exit code."""
    from dateline.errors import UsageError
    from dateline.evaluation.figures import measure
    from dateline.evaluation.judged import NOW, became, pairs_of
    from dateline.evaluation.report import Report
    from dateline.store.store import Store
    from dateline.web.judgements import Judgements, latest

    held = Judgements(judgements) if judgements else Judgements.beside(store)
    given, broken = held.read_all()
    for line in broken:
        tell(f"{held.where}:{line.line}: {line.reason}; left out")
    if not given:
        raise UsageError(f"{held.where}: no judgements; `dateline serve --review --store {store}` takes them")
    with Store(store) as opened:
        pairs = tuple(pairs_of(given, opened))
        now = Counter(became(opened, j) for j in latest(given))
    more = {"judgements": len(given), "left_out": len(broken), "precision": _precision(given)}
    more["now"] = {name: now[name] for name in NOW}
    says = (
        f"{len(given)} judgements in {held.where}; these are precise for all events only if they were drawn at random"
    )
    made = [f"{now[n]} {n}: {what}" for n, what in NOW.items() if now[n]]
    return Report(name_of(store), says, tuple(made), measure(pairs, complete=False), pairs, more), 0


def _precision(given: list[Judgement]) -> list[dict[str, Any]]:
    from dateline.web.judgements import precision

    return [
        {"event_type": p.event_type, "judged": p.judged, "right": p.right, "precision": p.share, "low": p.low,
         "high": p.high} for p in precision(given)
    ]  # fmt: skip


def _by_sheet(
    path: Path, store: Path, said: tuple[list[str] | None, list[str] | None], published: str | None, settings: Any
) -> tuple[Report, int]:
    """The report of a coded sheet, and how many of its rows can't be used."""
    from dateline.engine.run import check_date
    from dateline.errors import UsageError
    from dateline.evaluation.compare import compare
    from dateline.evaluation.figures import measure
    from dateline.evaluation.labels import pairs_said, types_of
    from dateline.evaluation.report import Report
    from dateline.evaluation.sheet import read_sheet

    check_date(published)
    sheet = read_sheet(path, pairs_said(said[0], "--column"), types_of(settings, pairs_said(said[1], "--as")))
    for fault in sheet.faults[:NAMED]:
        tell(f"{fault}; left out")
    if len(sheet.faults) > NAMED:
        tell(f"{path}: {len(sheet.faults) - NAMED} further rows can't be used and are left out")
    if not sheet.passages:
        raise UsageError(
            f"{path}: no passage is coded: {sheet.open} rows without a type, {len(sheet.faults)} with faults"
        )
    taken = ", ".join(f"{thing} from {heading!r}" for thing, heading in sheet.columns.items())
    tell(f"{path}: columns taken: {taken}")
    found, counts = _found(sheet.passages, store, settings, published)
    pairs = tuple(p for passage, events in zip(sheet.passages, found, strict=True) for p in compare(passage, events))
    made = [f"Columns taken: {taken}.", counts]
    if sheet.open:
        made.append(f"{sheet.open} rows without a type are left out: nobody has coded them yet.")
    if sheet.faults:
        made.append(f"{len(sheet.faults)} rows can't be used and are left out.")
    says = f"{len(sheet.passages)} passages of {path.name}, coded by you and by Dateline."
    more = {"columns": sheet.columns, "passages": len(sheet.passages), "faults": sheet.faults, "open": sheet.open}
    return Report(path.name, says, tuple(made), measure(pairs), pairs, more), len(sheet.faults)


def _found(passages: list[Any], store: Path, settings: Any, published: str | None) -> tuple[list[list[Any]], str]:
    """Dateline's events of each passage, and where they are from, in a sentence."""
    from rich.progress import track

    from dateline.api import tools_for
    from dateline.evaluation.coded import DRAWN, code_now, from_store
    from dateline.store.store import Store

    out: list[list[Any] | None] = [None] * len(passages)
    if is_there(store) and any(DRAWN.fullmatch(p.id) for p in passages):
        with Store(store) as opened:
            out = [from_store(p, opened) for p in passages]
    looked_up = sum(events is not None for events in out)
    todo = [n for n, events in enumerate(out) if events is None]
    if todo:
        tools = tools_for(settings)
        err = console(error=True)
        for n in track(todo, "coding", console=err, transient=True, disable=not err.is_terminal):
            out[n] = code_now(passages[n], tools, published)
    says = f"{looked_up} passages looked up in {name_of(store)}, {len(todo)} coded now, each alone"
    return [events or [] for events in out], f"{says}; a passage that stands alone says less than its story does."


def _print(report: Report) -> None:
    from rich.text import Text

    out = console()
    _print_types(report.figures)
    for line in (report.says, *report.made):
        out.print(Text(visible(line)))


def _print_types(figures: Figures) -> None:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    heads = ["Type", "Dateline", "Right", "Precision", "95 % interval"]
    heads += ["You", "Recall", "F1"] if figures.complete else []
    for heading in heads:
        table.add_column(heading, justify="left" if heading == "Type" else "right")
    for r in figures.types:
        cells = [visible(r.event_type), str(r.found), str(r.hits), _two(r.precision)]
        cells.append(f"{r.precision_low:.2f} to {r.precision_high:.2f}")
        table.add_row(*cells, *((str(r.asked), _two(r.recall), _two(r.f1)) if figures.complete else ()))
    console().print(table)
    for name, advice in (("--min-confidence", figures.advice), ("--min-parties", figures.advice_parties)):
        for a in advice:
            if a.threshold:
                print(f"{name} {a.threshold.least:g} keeps {a.threshold.share:.0%}, {a.threshold.precision:.0%} right")


def _two(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
