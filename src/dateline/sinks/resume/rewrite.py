"""A finished part without some of its stories: what another coding has taken the place of."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

from dateline.sinks.output_files import WholeFile

Without = Callable[[Path, Path, frozenset[str]], None]
STORY = "Story ID"


def _jsonl(source: Path, target: Path, gone: frozenset[str]) -> None:
    out = WholeFile(target)
    with source.open(encoding="utf-8", newline="\n") as file:
        out.file.writelines(line for line in file if json.loads(line)["id"] not in gone)
    out.close()


def _csv(source: Path, target: Path, gone: frozenset[str]) -> None:
    out = WholeFile(target)
    with source.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        at = header.index(STORY)
        writer = csv.writer(out.file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(row for row in rows if row[at] not in gone)
    out.close()


def _parquet(source: Path, target: Path, gone: frozenset[str]) -> None:
    import pyarrow
    import pyarrow.parquet

    out = WholeFile(target, "wb")
    with pyarrow.parquet.ParquetFile(source) as file:
        writer = pyarrow.parquet.ParquetWriter(out.file, file.schema_arrow, compression="zstd")
        for n in range(file.num_row_groups):
            table = file.read_row_group(n)
            keep = [story not in gone for story in table[STORY].to_pylist()]
            writer.write_table(table.filter(pyarrow.array(keep, type=pyarrow.bool_())))
        writer.close()
    out.close()


# name of the sink: what writes a part without some stories. Outputs that have none can't be written in parts.
WITHOUT: dict[str, Without] = {"jsonl": _jsonl, "csv": _csv, "parquet": _parquet}
