"""All sinks by name: ours and those that other packages bring by the entry point group ``dateline.sinks``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dateline import plugins
from dateline.errors import UsageError
from dateline.layouts.declare import Cell, Form
from dateline.layouts.full import FULL
from dateline.layouts.table import Table
from dateline.sinks.output_files import STDOUT
from dateline.sinks.resume.parts import EACH, PartsSink, is_parts
from dateline.sinks.resume.resumed import ResumedSink
from dateline.sinks.resume.rewrite import STORY
from dateline.sinks.sink import Sink

# name: module and class. A new one: one file here, one line there.
OURS = {
    "jsonl": ("dateline.sinks.formats.jsonl_sink", "JsonlSink"),
    "csv": ("dateline.sinks.formats.csv_sink", "CsvSink"),
    "parquet": ("dateline.sinks.formats.parquet_sink", "ParquetSink"),
    "dta": ("dateline.sinks.formats.dta_sink", "DtaSink"),
    "xlsx": ("dateline.sinks.formats.xlsx_sink", "XlsxSink"),
    "store": ("dateline.sinks.stored.store_sink", "StoreSink"),
}
# What they need beside what is always installed.
NEEDS = {"parquet": "pyarrow", "dta": "pandas", "xlsx": "xlsxwriter"}
# Those with rows: they take a layout, and can give each telling.
FLAT = frozenset({"csv", "parquet", "dta", "xlsx"})


def names() -> list[str]:
    """Names of all sinks that can be had."""
    return sorted({*OURS, *plugins.names("sinks")})


def is_ready(name: str) -> bool:
    """Whether what one of our sinks needs is installed."""
    return name not in NEEDS or find_spec(NEEDS[name]) is not None


def open_sink(
    name: str,
    path: Path,
    table: Table | None = None,
    *,
    raw_cells: bool = False,
) -> Sink:
    """A sink of this name that writes to this path.

    Args:
        name: one of ``names``.
        path: where it writes; ``-`` is standard output.
        table: for those with rows: their layout, and whether each telling has one; the others hold all there is.
        raw_cells: for CSV: leave text as it is that spreadsheets would run as a formula.

    Raises:
        UsageError: no such sink, no such folder, or it needs a package that isn't installed.
        StoreError: the path can't be written.
    """
    make: Callable[..., Sink]
    if name in OURS:
        module, kind = OURS[name]
        make = getattr(import_module(module), kind)
        more: dict[str, Any] = {"table": table} if table and name in FLAT else {}
        if raw_cells and name == "csv":
            more["raw_cells"] = True
        return make(path, **more)
    if path == STDOUT:
        raise UsageError(f"-o -: {name} does not write to standard output; {', '.join(sorted({*OURS} - {'store'}))} do")
    sink: Sink | None = plugins.call("sinks", name, path)
    if sink is not None:
        return sink
    raise UsageError(f"--to {name}: there is no such output; there are {', '.join(names())}")


def open_lasting(
    name: str,
    path: Path,
    table: Table | None = None,
    *,
    raw_cells: bool = False,
    part_stories: int | None = None,
) -> Sink:
    """A sink whose work outlives a run that is killed: the next run takes it up.

    Args:
        name, path, table, raw_cells: as in ``open_sink``.
        part_stories: write a folder of parts of about so many stories; a folder that holds parts is one anyway.

    Raises:
        UsageError: as ``open_sink``; or parts are wanted of what can't be written in parts.
        StoreError: the path can't be written, or another run writes it.
    """

    def make(file: Path) -> Sink:
        return open_sink(name, file, table, raw_cells=raw_cells)

    if name != "store" and path != STDOUT and (part_stories or is_parts(path)):
        options = " ".join(_options_of(table or Table(), raw_cells))
        return PartsSink(path, name, make, part_stories or EACH, options)
    sink = make(path)
    if name == "store" or name not in OURS or path == STDOUT:
        return sink
    try:
        return ResumedSink(sink, path)
    except BaseException:
        sink.discard()
        raise


def _options_of(table: Table, raw_cells: bool) -> list[str]:
    """What the form of parts depends on, as options.

    Raises:
        UsageError: rows of this layout can't be taken out of a part again, as they don't name their stories.
    """
    layout = table.layout
    if layout.name != "full" and not (layout.form == Form() and any(c.name == STORY for c in layout.columns)):
        raise UsageError(f"--layout {layout.name}: its rows don't name their stories, so it can't be written in parts")
    given = {"--raw-cells": raw_cells, "--all-tellings": table.all_tellings, f"--layout {layout.name}": layout != FULL}
    return [option for option, on in given.items() if on]


def write_rows(name: str, path: Path, table: Table, rows: Iterable[Sequence[Cell]], *, raw_cells: bool = False) -> None:
    """Write rows of a layout as a file, which is there when it is whole.

    Args:
        name: a sink with rows: one of ``FLAT``.
        path: where it writes; ``-`` is standard output.
        table: the layout.
        rows: cells in the order of its columns.
        raw_cells: as in ``open_sink``.

    Raises:
        UsageError, StoreError: as ``open_sink``.
    """
    sink: Any = open_sink(name, path, table, raw_cells=raw_cells)
    try:
        sink.put(rows)
        sink.close()
    except BaseException:
        sink.discard()
        raise
