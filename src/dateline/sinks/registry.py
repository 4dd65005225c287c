"""All sinks by name: ours and those that other packages bring by the entry point group ``dateline.sinks``."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from dateline.errors import UsageError
from dateline.knowledge.world.crosswalks import Crosswalk
from dateline.sinks.base import Sink
from dateline.sinks.files import STDOUT
from dateline.sinks.resume.parts import EACH, PartsSink, is_parts
from dateline.sinks.resume.resumed import ResumedSink

GROUP = "dateline.sinks"

# name: module and class. A new one: one file here, one line there.
OURS = {
    "jsonl": ("dateline.sinks.jsonl", "JsonlSink"),
    "csv": ("dateline.sinks.csv", "CsvSink"),
    "parquet": ("dateline.sinks.parquet", "ParquetSink"),
    "store": ("dateline.sinks.store", "StoreSink"),
}
# Those with a row an event: they take a crosswalk, and can give each telling.
FLAT = frozenset({"csv", "parquet"})


def names() -> list[str]:
    """Names of all sinks that can be had."""
    return sorted({*OURS, *(e.name for e in entry_points(group=GROUP))})


def open_sink(
    name: str,
    path: Path,
    crosswalk: Crosswalk | None = None,
    *,
    raw_cells: bool = False,
    all_tellings: bool = False,
) -> Sink:
    """A sink of this name that writes to this path.

    Args:
        name: one of ``names``.
        path: where it writes; ``-`` is standard output.
        crosswalk: for the flat tables, which show CAMEO codes.
        raw_cells: for CSV: leave text as it is that spreadsheets would run as a formula.
        all_tellings: for the flat tables: a row for each telling of an event; the other sinks always hold them all.

    Raises:
        UsageError: no such sink, no such folder, or it needs a package that isn't installed.
        StoreError: the path can't be written.
    """
    make: Callable[..., Sink]
    if name in OURS:
        module, kind = OURS[name]
        make = getattr(import_module(module), kind)
        more: dict[str, Any] = {"crosswalk": crosswalk} if crosswalk and name in FLAT else {}
        if raw_cells and name == "csv":
            more["raw_cells"] = True
        if all_tellings and name in FLAT:
            more["all_tellings"] = True
        return make(path, **more)
    if path == STDOUT:
        raise UsageError(f"-o -: {name} does not write to standard output; {', '.join(sorted({*OURS} - {'store'}))} do")
    for entry in entry_points(group=GROUP, name=name):
        make = entry.load()
        return make(path)
    raise UsageError(f"--to {name}: there is no such output; there are {', '.join(names())}")


def open_lasting(
    name: str,
    path: Path,
    crosswalk: Crosswalk | None = None,
    *,
    raw_cells: bool = False,
    all_tellings: bool = False,
    part_stories: int | None = None,
) -> Sink:
    """A sink whose work outlives a run that is killed: the next run takes it up.

    Args:
        name, path, crosswalk, raw_cells, all_tellings: as in ``open_sink``.
        part_stories: write a folder of parts of about so many stories; a folder that holds parts is one anyway.

    Raises:
        UsageError: as ``open_sink``; or parts are wanted of what can't be written in parts.
        StoreError: the path can't be written, or another run writes it.
    """

    def make(file: Path) -> Sink:
        return open_sink(name, file, crosswalk, raw_cells=raw_cells, all_tellings=all_tellings)

    if name != "store" and path != STDOUT and (part_stories or is_parts(path)):
        given = {"--raw-cells": raw_cells, "--all-tellings": all_tellings}
        options = " ".join(option for option, on in given.items() if on)
        return PartsSink(path, name, make, part_stories or EACH, options)
    sink = make(path)
    if name == "store" or name not in OURS or path == STDOUT:
        return sink
    try:
        return ResumedSink(sink, path)
    except BaseException:
        sink.discard()
        raise
