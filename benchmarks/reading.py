"""Time of reading a page, beside trafilatura's text and metadata of the same page in the same run.

    python benchmarks/reading.py FOLDER [--rounds N] [--limit N]

FOLDER holds index.jsonl (`file`) and the pages, gzipped, as for `score.py wild`. Ours is all that stands before the
language stages: bytes > stories with headline, byline, date, captions and body, several a page; theirs is
`bare_extraction` with metadata and without comments, as its authors evaluate it. Both get the same bytes in one
process, page by page in turn, after one unmeasured pass; CPU seconds count. The last number on the last line is the
median over the rounds of our time over theirs.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from dateline.errors import InputError
from dateline.pages.read import read_stories
from dateline.pages.source_and_story import Source
from dateline.pipeline import make_tools
from dateline.settings import Settings


def pages_of(folder: Path, limit: int | None) -> list[bytes]:
    """The bytes of the folder's pages."""
    rows = (folder / "index.jsonl").read_text(encoding="utf-8").splitlines()[:limit]
    return [gzip.decompress((folder / json.loads(row)["file"]).read_bytes()) for row in rows]


def ours() -> Callable[[bytes], object]:
    """Our reader, its knowledge loaded."""
    tools = make_tools(Settings(opinion=False))

    def read(page: bytes) -> object:
        try:
            return read_stories(page, Source(path="page.html"), tools.settings, tools.knowledge.pages)
        except InputError:
            return None

    return read


def theirs() -> Callable[[bytes], object]:
    """Trafilatura's text and metadata."""
    from trafilatura import bare_extraction

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return lambda page: bare_extraction(page, with_metadata=True, include_comments=False)


def one_round(pages: list[bytes], sides: list[Callable[[bytes], object]]) -> list[float]:
    """CPU seconds of each side over all pages."""
    used = [0.0 for _ in sides]
    for page in pages:
        for n, read in enumerate(sides):
            start = time.process_time()
            read(page)
            used[n] += time.process_time() - start
    return used


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--limit", type=int, help="so many pages only")
    args = ask.parse_args()
    if not (args.folder / "index.jsonl").exists():
        ask.error(f"{args.folder}: no index.jsonl")
    pages, sides = pages_of(args.folder, args.limit), [ours(), theirs()]
    one_round(pages, sides)
    ratios = []
    for _ in range(args.rounds):
        mine, other = one_round(pages, sides)
        ratios.append(mine / other)
        each = 1000 / len(pages)
        print(f"{len(pages)} pages: ours {mine * each:.1f} ms a page, trafilatura {other * each:.1f}")
    print(f"reading time a page over trafilatura: {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
